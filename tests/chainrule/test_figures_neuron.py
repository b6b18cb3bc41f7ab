"""Figures of neurons and gates are drawn from the functions handed in, and tell what they show."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from chainrule import figures
from chainrule.figures.corners import sample


def step(z: Any) -> Any:
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


def neuron(x: Any, w: Any, b: float, activation: Any) -> float:
    return float(activation(x @ w + b))


def gate_weights(name: str) -> Any:
    return {"or": ((1, 1), -0.5), "and": ((1, 1), -1.5), "nand": ((-1, -1), 1.5)}[name]


def never(x1: float, x2: float) -> float:
    return 0.0


def band(x1: float, x2: float) -> float:
    return float(0.5 < x1 + x2 < 1.5)


def squash(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def ramp(x: Any, w: Any, b: Any) -> Any:
    return squash(x @ w[:2] + b[0])


WEIGHTS = ((1.0, 2.0, 0.0, 0.0, 0.0, 0.0), (0.0, 0.0))
DRAWN = {
    "gates": lambda: figures.gates(neuron, step, gate_weights),
    "one_neuron": lambda: figures.one_neuron(neuron, step, (1, 1), -0.5),
    "xor_and_lines": lambda: figures.xor_and_lines(gate_weights),
    "decision_regions": lambda: figures.decision_regions(band=band, never=never),
    "relu_tent": lambda: figures.relu_tent(band),
    "steepness": lambda: figures.steepness(squash, step),
    "surfaces": lambda: figures.surfaces(ramp, one=WEIGHTS, two=WEIGHTS),
    "four_points": lambda: figures.four_points(half=[0.5] * 4, right=[0, 1, 1, 0]),
}


@pytest.fixture(params=DRAWN)
def draw(request: pytest.FixtureRequest) -> Any:
    return DRAWN[request.param]


def test_a_figure_is_a_png_of_reasonable_size(draw: Any) -> None:
    png = draw().png()
    assert png.startswith(b"\x89PNG")
    assert 5_000 < len(png) < 200_000


def test_the_same_call_draws_the_same_picture(draw: Any) -> None:
    assert draw().png() == draw().png()


def test_a_figure_leaves_pyplot_alone(draw: Any) -> None:
    draw().png()
    assert plt.get_fignums() == []


def test_a_figure_reads_as_a_sentence(draw: Any) -> None:
    words = repr(draw())
    assert len(words.split()) > 7
    assert words.endswith(".")


def test_every_axis_is_labelled(draw: Any) -> None:
    for axes in draw().axes:
        assert axes.get_xlabel()
        assert axes.get_ylabel()


def test_the_gates_are_judged_by_the_neuron_handed_in() -> None:
    words = repr(figures.gates(lambda x, w, b, activation: 0.0, step, gate_weights))
    assert words.count("fires at no corner") == 3
    assert "OR with w = (1, 1), b = −0.5" in words
    assert "1 of 4 corners are right" in words


def test_a_right_gate_has_no_cross_and_a_wrong_corner_has_one() -> None:
    def crosses(drawing: Any) -> int:
        (axes,) = drawing.axes
        return sum(line.get_marker() == "x" for line in axes.get_lines())

    assert crosses(figures.one_neuron(neuron, step, (1, 1), -0.5, wanted=(0, 1, 1, 1))) == 0
    assert crosses(figures.one_neuron(neuron, step, (1, 1), -0.5)) == 1


def test_the_line_of_a_neuron_is_where_its_sum_is_0() -> None:
    (axes,) = figures.one_neuron(neuron, step, (2, 1), -1.0).axes
    line = next(each for each in axes.get_lines() if len(each.get_xdata()) == 2)
    x1, x2 = np.asarray(line.get_xdata()), np.asarray(line.get_ydata())
    np.testing.assert_allclose(2 * x1 + x2 - 1.0, 0, atol=1e-12)


def test_a_neuron_without_weights_has_no_line() -> None:
    drawing = figures.one_neuron(neuron, step, (0, 0), 1.0)
    (axes,) = drawing.axes
    assert all(len(line.get_xdata()) == 1 for line in axes.get_lines())
    assert "2 of 4" in repr(drawing)


def test_the_weights_are_an_arrow_from_the_line_into_the_side_that_fires() -> None:
    (axes,) = figures.one_neuron(neuron, step, (10, -10), -5.0).axes
    (arrow,) = [text for text in axes.texts if hasattr(text, "arrow_patch")]
    start, end = np.array(arrow.xyann), np.array(arrow.xy)
    assert start @ (10, -10) - 5.0 == pytest.approx(0.0, abs=1e-9)
    assert np.allclose((end - start) / np.linalg.norm(end - start), np.array([1, -1]) / np.sqrt(2))


@pytest.mark.parametrize(("w", "b"), [((0, 0), 1.0), ((1, 1), 40.0)])
def test_there_is_no_arrow_where_there_is_no_line_to_see(w: Any, b: float) -> None:
    (axes,) = figures.one_neuron(neuron, step, w, b).axes
    assert len(axes.texts) == 0


def test_a_wide_plane_is_asked_in_as_many_places_as_it_needs() -> None:
    for domain, count in (((-0.5, 1.5), 66), ((-3.0, 3.0), 150), ((-50.0, 50.0), 150)):
        places, values = sample(lambda x1, x2: 0.0, domain)
        assert places.shape == (count,)
        assert values.shape == (count, count)
        assert not np.isin(places, [0.0, 0.5, 1.0]).any()


def test_the_plane_is_asked_row_by_row() -> None:
    places, values = sample(lambda x1, x2: 10 * x2 + x1, (0.0, 1.0))
    assert values[0, -1] == pytest.approx(places[-1], abs=1e-4)
    assert values[-1, 0] == pytest.approx(10 * places[-1], abs=1e-4)


def test_regions_say_how_much_of_the_square_they_cover_and_how_many_corners_are_right() -> None:
    words = repr(figures.decision_regions(band=band, never=never))
    assert "band: more than ½ on 44 % of the square, 4 of 4 corners right." in words
    assert "never: more than ½ on 0 % of the square, 2 of 4 corners right." in words


def test_regions_of_another_question_leave_the_corners_out() -> None:
    drawing = figures.decision_regions(wanted=None, domain=(-3.0, 3.0), band=band)
    assert "corners" not in repr(drawing)
    assert drawing.axes[0].get_xlim() == (-3.0, 3.0)


def test_the_step_in_the_picture_of_sigmoids_has_a_gap() -> None:
    (axes,) = figures.steepness(squash, step).axes
    assert np.isnan(axes.get_lines()[0].get_ydata()).sum() == 1


def test_the_height_of_a_surface_is_labelled_too() -> None:
    for axes in figures.surfaces(ramp, one=WEIGHTS).axes:
        assert axes.get_zlabel() == "output"


def test_a_low_relief_fills_its_box_and_all_panels_have_one_scale() -> None:
    low, high = ((0.1, 0.1, 0, 0, 0, 0), (0.0, 0.0)), WEIGHTS
    assert figures.surfaces(ramp, one=low).axes[0].get_zlim() == pytest.approx((0.25, 0.75))
    both = figures.surfaces(ramp, one=low, two=high).axes
    assert [axes.get_zlim() for axes in both] == [pytest.approx((0.0, 1.0))] * 2


def test_two_corners_of_the_floor_are_named() -> None:
    (axes,) = figures.surfaces(ramp, one=WEIGHTS).axes
    assert [text.get_text() for text in axes.texts] == ["(−4, −4)", "(4, 4)"]


def test_a_surface_without_any_relief_is_drawn_too() -> None:
    flat = ((0.0,) * 6, (0.0, 0.0))
    assert figures.surfaces(ramp, flat=flat).png()


def test_a_surface_tells_its_heights() -> None:
    words = repr(figures.surfaces(ramp, domain=(-1.0, 1.0), steep=WEIGHTS))
    assert words == (
        "steep: heights from 0.05 to 0.95; 0.05 at (−1, −1), 0.73 at (−1, 1), 0.27 at (1, −1), "
        "0.95 at (1, 1)."
    )


def test_a_network_that_returns_one_number_for_all_is_named() -> None:
    with pytest.raises(ValueError, match="one output for each of 1369 examples, and gives 1"):
        figures.surfaces(lambda x, w, b: 0.5, one=WEIGHTS)


def test_the_costs_are_those_of_the_outputs_handed_in() -> None:
    words = repr(figures.four_points(half=[0.5] * 4, or_gate=[0, 1, 1, 1], right=[0, 1, 1, 0]))
    assert "half 0.25; or gate 0.25; right 0." in words


def test_outputs_of_another_count_are_named() -> None:
    with pytest.raises(ValueError, match="half should hold four outputs"):
        figures.four_points(half=[0.5])
