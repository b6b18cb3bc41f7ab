"""The figures of chapter 03 are drawn from the functions handed in, and say in words what they
show."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from chainrule import figures


def derivative(f: Any, x: float, h: float = 1e-5) -> float:
    return float((f(x + h) - f(x - h)) / (2 * h))


def forward(f: Any, x: float, h: float = 1e-5) -> float:
    return float((f(x + h) - f(x)) / h)


def gradient(f: Any, x: Any) -> Any:
    return np.array([(f(x + s) - f(x - s)) / 2e-5 for s in 1e-5 * np.eye(x.size)])


def descend(grad: Any, x0: Any, lr: float, steps: int) -> Any:
    path = [x0]
    for _ in range(steps):
        path.append(path[-1] - lr * grad(path[-1]))
    return np.array(path)


def chain(paths: Any) -> float:
    return float(sum(np.prod(path) for path in paths))


EDGES = [("x", "a", 2), ("a", "c", -1), ("x", "c", 4), ("c", "y", 10)]
DRAWN = {
    "zoom": lambda: figures.zoom(np.sin, 0.4),
    "secants": lambda: figures.secants(np.exp, derivative, 0.0),
    "difference_errors": lambda: figures.difference_errors(
        np.exp, np.e, 1.0, forward=forward, central=derivative
    ),
    "directions": lambda: figures.directions(
        lambda x: x[0] ** 2 + x[1], np.array([2.0, 1.0]), np.array([1.0, 0.0])
    ),
    "influence": lambda: figures.influence(EDGES, chain),
    "landscapes": lambda: figures.landscapes(descend, gradient),
    "learning_rates": lambda: figures.learning_rates(descend),
}


@pytest.fixture(params=DRAWN)
def draw(request: pytest.FixtureRequest) -> Any:
    return DRAWN[request.param]


def test_a_figure_is_a_png_of_reasonable_size_and_the_same_every_time(draw: Any) -> None:
    png = draw().png()
    assert png.startswith(b"\x89PNG")
    assert 5_000 < len(png) < 260_000
    assert draw().png() == png
    assert plt.get_fignums() == []


def test_a_figure_reads_as_a_sentence_and_its_axes_are_labelled(draw: Any) -> None:
    words = repr(draw())
    assert len(words.split()) > 7
    assert words.endswith(".")
    for axes in draw().axes:
        assert axes.get_xlabel()
        assert axes.get_ylabel()


def test_a_smooth_curve_straightens_under_the_glass_and_a_corner_does_not() -> None:
    smooth = [axes.get_title() for axes in figures.zoom(np.sin, 0.4).axes]
    corner = [axes.get_title() for axes in figures.zoom(abs, 0).axes]
    bends = [float(title.split("by ")[1].removesuffix(" %")) for title in smooth]
    assert bends[1] > 5 * bends[2]
    assert all(title.endswith("100 %") for title in corner)


def test_the_tangent_has_the_learner_s_slope() -> None:
    left, _ = figures.secants(np.exp, lambda f, x, h=0: 7.0, 0.0).axes
    tangent = left.get_lines()[1]
    rise, run = np.ptp(tangent.get_ydata()), np.ptp(tangent.get_xdata())
    assert rise / run == pytest.approx(7.0)


def test_the_best_step_of_each_method_is_told() -> None:
    said = repr(DRAWN["difference_errors"]())
    assert "forward: smallest error" in said
    (central,) = (part for part in said.split("; ") if part.startswith("central"))
    assert 1e-7 < float(central.split("h = ")[1].rstrip(".")) < 1e-4


def test_an_error_of_exactly_zero_leaves_a_gap() -> None:
    (axes,) = figures.difference_errors(np.exp, 2.0, 1.0, exact=lambda f, x, h: 2.0).axes
    assert np.isnan(axes.get_lines()[0].get_ydata()).all()


def test_every_path_of_a_diagram_is_listed_with_its_product() -> None:
    said = repr(figures.influence(EDGES, chain))
    assert "2 paths from x to y" in said
    assert "x → a → c → y:  2 · (−1) · 10 = −20" in said
    assert "Sum 20." in said


def test_an_edge_shared_by_two_paths_is_drawn_for_each_and_the_rules_are_written() -> None:
    (axes,) = figures.influence(EDGES, chain).axes
    arrows = [each for each in axes.texts if getattr(each, "arrow_patch", None) is not None]
    assert len(arrows) == 3 + 2
    assert axes.get_xlabel() == "along a path: multiply"
    assert axes.get_ylabel() == "over paths: add"
    listed = [text.get_text() for text in axes.get_legend().get_texts()]
    assert listed[0].startswith("x → a → c → y:")


def test_the_next_window_is_boxed_in_all_but_the_last() -> None:
    boxed = [len(axes.patches) for axes in figures.zoom(np.sin, 0.4).axes]
    assert boxed == [1, 1, 0]


def test_no_error_is_cut_off_at_the_top() -> None:
    (axes,) = DRAWN["difference_errors"]().axes
    highest = max(np.nanmax(line.get_ydata()) for line in axes.get_lines())
    assert axes.get_ylim()[1] > 2 * highest


def test_the_walk_in_the_ravine_has_no_zigzag_left_and_stops_short() -> None:
    said = repr(DRAWN["landscapes"]())
    along, across = said.split("ravine ends at (")[1].split(")")[0].split(", ")
    assert abs(float(along)) > 0.5
    assert abs(float(across)) < 0.01


def test_the_sum_in_the_title_is_the_learner_s() -> None:
    (axes,) = figures.influence(EDGES, lambda paths: 99.0).axes
    assert axes.get_title() == "∂y/∂x = 99"


def test_the_paths_on_the_landscapes_are_the_learner_s() -> None:
    stay = figures.landscapes(lambda grad, x0, lr, steps: np.array([x0, x0]), gradient)
    for axes in stay.axes:
        for line in axes.get_lines():
            assert np.ptp(line.get_xdata()) == 0


def test_two_starts_on_the_saddle_end_apart() -> None:
    assert "saddle ends at (0.00023, 0) and (-0.00023, 1)" in repr(DRAWN["landscapes"]())


def test_a_rate_that_is_too_large_is_told_by_its_cost() -> None:
    said = repr(DRAWN["learning_rates"]())
    assert "rate 1.04: cost 25.4" in said
