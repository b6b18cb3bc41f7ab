"""Figures are drawn from the functions handed in, appear once, and leave nothing behind."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.quiver import Quiver

from chainrule import figures
from chainrule.figures.curve import places

GREY = [0.299, 0.587, 0.114]


def bend_forward(Z: Any, slope: float = 0.5) -> Any:
    return np.where(Z > 0, Z, slope * Z), (Z, slope)


def bend_backward(dA: Any, cache: Any) -> Any:
    Z, slope = cache
    return dA * np.where(Z > 0, 1.0, slope)


def shut_left(Z: Any) -> Any:
    return bend_forward(Z, 0.0)


def share_of_zeros(A: Any) -> float:
    return float((A == 0).all(axis=0).mean())


def largest(Z: Any) -> Any:
    return Z.max(axis=-1), Z


DRAWN = {
    "activation": lambda: figures.activation(bend_forward, bend_backward),
    "slopes": lambda: figures.slopes(bend=(bend_forward, bend_backward)),
    "maxout": lambda: figures.maxout(largest),
    "zigzag": lambda: figures.zigzag(bend=bend_forward),
    "dead_units": lambda: figures.dead_units(shut_left, share_of_zeros),
    "gradient_norms": lambda: figures.gradient_norms(a=[1.0, 10.0], b=[0.0, 3.0]),
}


@pytest.fixture(params=DRAWN)
def draw(request: pytest.FixtureRequest) -> Any:
    return DRAWN[request.param]


def test_a_figure_is_a_png_of_reasonable_size(draw: Any) -> None:
    png = draw().png()
    assert png.startswith(b"\x89PNG")
    assert 5_000 < len(png) < 120_000


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


def test_lines_that_share_an_axis_differ_without_colour() -> None:
    names = ("one", "two", "three", "four", "five", "six")
    (axes,) = figures.gradient_norms(**{name: [1.0, 2.0] for name in names}).axes
    looks = {(line.get_linestyle(), line.get_marker()) for line in axes.get_lines()}
    assert len(looks) == len(names)


def test_the_curve_is_the_learners_own() -> None:
    curve = figures.trace(bend_forward, bend_backward, np.array([-2.0, 3.0]), slope=0.1)
    np.testing.assert_allclose(curve.value, [-0.2, 3.0])
    np.testing.assert_allclose(curve.slope, [0.1, 1.0])


def test_a_wrong_backward_shows_as_a_wrong_slope() -> None:
    curve = figures.trace(bend_forward, lambda dA, cache: 7 * dA, np.array([1.0]))
    assert curve.slope.tolist() == [7.0]


def test_the_first_of_several_gradients_is_the_slope() -> None:
    curve = figures.trace(bend_forward, lambda dA, cache: (4 * dA, 0.0), np.array([1.0]))
    assert curve.slope.tolist() == [4.0]


def test_a_slope_below_a_twentieth_is_faint() -> None:
    curve = figures.trace(bend_forward, bend_backward, np.array([-1.0, 1.0]), slope=0.04)
    assert curve.faint.tolist() == [True, False]


def test_a_slope_that_only_crosses_zero_is_not_shaded() -> None:
    square = figures.activation(lambda Z: (Z**2, Z), lambda dA, cache: 2 * dA * cache)
    flat = figures.activation(shut_left, bend_backward)
    assert [len(axes.patches) for axes in square.axes] == [0, 0]
    assert [len(axes.patches) for axes in flat.axes] == [1, 1]


def test_a_jump_is_a_gap_and_a_bend_is_none() -> None:
    left, right = figures.activation(bend_forward, bend_backward).axes
    assert not np.isnan(left.get_lines()[0].get_ydata()).any()
    heights = right.get_lines()[0].get_ydata()
    (gap,) = np.flatnonzero(np.isnan(heights))
    assert (heights[gap - 1], heights[gap + 1]) == (0.5, 1.0)


def test_a_jump_shows_in_the_slopes_side_by_side_too() -> None:
    (axes,) = figures.slopes(bend=(bend_forward, bend_backward)).axes
    assert np.isnan(axes.get_lines()[0].get_ydata()).sum() == 1


def test_a_curve_meets_0_from_both_sides() -> None:
    x = places((-1.0, 3.0), 5)
    np.testing.assert_allclose(x, [-1.0, 0.0, 0.0, 1.0, 2.0, 3.0], atol=1e-8)
    assert (x != 0).all()
    assert places((1.0, 3.0), 3).tolist() == [1.0, 2.0, 3.0]


def test_a_gradient_of_the_wrong_shape_is_named() -> None:
    with pytest.raises(ValueError, match=r"backward: dZ should have the shape of Z, \(2, 1\)"):
        figures.trace(bend_forward, lambda dA, cache: dA.sum(), np.array([1.0, 2.0]))


def test_the_share_of_dead_units_comes_from_the_learners_function() -> None:
    _, right = figures.dead_units(shut_left, lambda A: 0.5).axes
    assert set(right.get_lines()[0].get_ydata()) == {0.5}


def test_a_step_on_positive_inputs_moves_both_weights_the_same_way() -> None:
    axes = figures.zigzag(positive=lambda Z: (np.exp(Z), None)).axes[0]
    steps = np.diff(axes.get_lines()[0].get_xydata(), axis=0)
    assert (steps[:, 0] * steps[:, 1] >= 0).all()


def test_an_arrow_leads_from_each_point_of_the_path_to_the_next() -> None:
    axes = figures.zigzag(both=lambda Z: (Z, None)).axes[0]
    path = np.asarray(axes.get_lines()[0].get_xydata())
    (arrows,) = (child for child in axes.collections if isinstance(child, Quiver))
    np.testing.assert_allclose(arrows.get_offsets(), path[:-1])
    np.testing.assert_allclose(np.c_[arrows.U, arrows.V], np.diff(path, axis=0))


def test_inputs_of_both_signs_let_the_weights_part() -> None:
    axes = figures.zigzag(both=lambda Z: (Z, None)).axes[0]
    steps = np.diff(axes.get_lines()[0].get_xydata(), axis=0)
    assert (steps[:, 0] * steps[:, 1] < 0).any()


def test_a_norm_of_zero_leaves_a_gap() -> None:
    (axes,) = figures.gradient_norms(relu=[0.0, 3.0]).axes
    heights = axes.get_lines()[0].get_ydata()
    assert np.isnan(heights[0])
    assert heights[1] == 3.0


def test_of_two_series_that_coincide_both_markers_show() -> None:
    (axes,) = figures.gradient_norms(a=[1.0, 2.0], b=[1.0, 2.0]).axes
    first, second = axes.get_lines()
    assert first.get_markersize() < second.get_markersize()
    assert second.get_markerfacecolor() == "white"


def test_the_dead_are_shaded_but_not_dark() -> None:
    left, _ = figures.dead_units(shut_left, share_of_zeros).axes
    shades = np.asarray(left.images[0].get_array())
    columns = left.get_lines()[0].get_xdata().astype(int)
    dark = (shades > 0.5).any(axis=0)
    assert columns.tolist() == np.flatnonzero(~dark).tolist()
    assert (shades[:, columns] > 0).all()
    assert (shades[:, dark].min(axis=0) == 0).all()


def test_what_is_not_written_yet_says_so() -> None:
    def unwritten(Z: Any) -> Any:
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        figures.activation(unwritten, bend_backward)


def test_while_nbgrader_grades_a_figure_is_its_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[Any] = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, **_: shown.append(bundle))
    drawing = figures.activation(bend_forward, bend_backward)
    drawing._ipython_display_()
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    drawing._ipython_display_()
    seen, graded = shown
    assert set(seen) == {"image/png", "text/plain"}
    assert set(graded) == {"text/plain"}
    assert graded["text/plain"].startswith(drawing.description)
