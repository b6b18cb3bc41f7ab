"""Chapter 07's figures are drawn from the functions handed in, and say in words what they show."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from chainrule import figures
from chainrule.datasets import digits


def surprise(p: Any) -> Any:
    return -np.log(p)


def spread(p: Any) -> float:
    return float(p[0] * p[1])


def gap(p: Any, q: Any) -> float:
    return float(abs(p[0] - q[0]) * p[0])


def squared(o: Any, y: Any) -> Any:
    return float(np.mean((o - y) ** 2)), 2 * (o - y) / o.size


def absolute(o: Any, y: Any) -> Any:
    return float(np.mean(abs(o - y))), np.sign(o - y) / o.size


def some_digits() -> Any:
    X, y, *_ = digits()
    said = y[:40].copy()
    said[:3] = (said[:3] + 1) % 10
    return X[:40], y[:40], said


DRAWN = {
    "surprise": lambda: figures.surprise(surprise),
    "coin_entropy": lambda: figures.coin_entropy(spread),
    "divergences": lambda: figures.divergences(gap),
    "probability_losses": lambda: figures.probability_losses(squared=squared, absolute=absolute),
    "residual_losses": lambda: figures.residual_losses(squared=squared, absolute=absolute),
    "cost_curve": lambda: figures.cost_curve([2.3, 1.0, 0.5], classes=10),
    "digit_grid": lambda: figures.digit_grid(*some_digits()),
}


@pytest.fixture(params=DRAWN)
def draw(request: pytest.FixtureRequest) -> Any:
    return DRAWN[request.param]


def test_a_figure_is_a_png_of_reasonable_size_and_the_same_each_time(draw: Any) -> None:
    png = draw().png()
    assert png.startswith(b"\x89PNG")
    assert 5_000 < len(png) < 120_000
    assert draw().png() == png


def test_a_figure_leaves_pyplot_alone_and_reads_as_a_sentence(draw: Any) -> None:
    words = repr(draw())
    assert plt.get_fignums() == []
    assert len(words.split()) > 7
    assert words.endswith(".")


@pytest.mark.parametrize("name", [name for name in DRAWN if name != "digit_grid"])
def test_every_axis_is_labelled(name: str) -> None:
    for axes in DRAWN[name]().axes:
        assert axes.get_xlabel()
        assert axes.get_ylabel()


@pytest.mark.parametrize("name", ["divergences", "probability_losses", "residual_losses"])
def test_lines_that_share_an_axis_differ_without_colour(name: str) -> None:
    for axes in DRAWN[name]().axes:
        drawn = [line for line in axes.get_lines() if line.get_linestyle() not in ("None", ":")]
        assert len({line.get_linestyle() for line in drawn}) == len(drawn)


def test_surprise_marks_the_learners_own_values() -> None:
    (axes,) = figures.surprise(lambda p: 2 * surprise(p)).axes
    marked = axes.get_lines()[1]
    np.testing.assert_allclose(marked.get_ydata(), -2 * np.log(marked.get_xdata()))


def test_the_coin_is_asked_at_both_certain_ends() -> None:
    (axes,) = figures.coin_entropy(spread).axes
    p, heights = (np.asarray(each) for each in axes.get_lines()[0].get_data())
    assert (p[0], p[-1]) == (0.0, 1.0)
    np.testing.assert_allclose(heights, p * (1 - p))


def test_the_two_divergences_have_their_arguments_exchanged() -> None:
    (axes,) = figures.divergences(gap, truth=0.25).axes
    ahead, back = axes.get_lines()[:2]
    q = np.asarray(ahead.get_xdata())
    np.testing.assert_allclose(ahead.get_ydata(), abs(q - 0.25) * 0.25)
    np.testing.assert_allclose(back.get_ydata(), abs(q - 0.25) * q)


def test_the_gradient_at_the_score_holds_the_sigmoids_slope() -> None:
    _, right = figures.probability_losses(squared=squared).axes
    p, slope = (np.asarray(each) for each in right.get_lines()[0].get_data())
    np.testing.assert_allclose(slope, -2 * (1 - p) * p * (1 - p))


def test_an_outlier_tilts_the_line_of_squares_and_not_that_of_sizes() -> None:
    words = repr(figures.residual_losses(squares=squared, sizes=absolute))
    squares, sizes = (float(words.split(f"{name} ")[1].split()[0]) for name in ("squares", "sizes"))
    assert squares < 0.5
    assert sizes == pytest.approx(1.0, abs=0.1)


def test_the_cost_of_guessing_is_drawn_beside_the_costs() -> None:
    (axes,) = figures.cost_curve([2.0, 1.0], classes=4).axes
    costs, guess = axes.get_lines()
    assert costs.get_ydata().tolist() == [2.0, 1.0]
    assert set(guess.get_ydata()) == {np.log(4)}


def test_a_misread_digit_comes_first_and_says_what_it_is() -> None:
    X, y, said = some_digits()
    axes = figures.digit_grid(X, y, said).axes
    labels = [each.get_xlabel() for each in axes]
    assert labels[:3] == [f"read {said[i]}, is {y[i]}" for i in range(3)]
    assert labels[3:] == [str(label) for label in y[3:16]]
    frames = [each.spines["left"].get_linewidth() for each in axes]
    assert frames == [3.0] * 3 + [1.0] * 13


def test_few_digits_leave_the_other_places_empty() -> None:
    X, y, said = some_digits()
    drawing = figures.digit_grid(X[:3], y[:3], said[:3])
    assert [len(axes.images) for axes in drawing.axes] == [1] * 3 + [0] * 5


def test_nothing_is_misread_before_anything_is_read() -> None:
    X, y, _ = some_digits()
    words = repr(figures.digit_grid(X[:3], y[:3]))
    assert words == f"3 handwritten digits: {', '.join(map(str, y[:3]))}."


def test_the_text_of_a_grid_says_what_was_read_for_what() -> None:
    X, y, said = some_digits()
    words = repr(figures.digit_grid(X, y, said))
    assert words.startswith("3 of 40 handwritten digits are misread.")
    assert f"read {said[0]}, is {y[0]}" in words


def test_no_zero_of_a_coin_is_negative() -> None:
    assert "-0" not in repr(figures.coin_entropy(lambda p: -spread(p) * 0.0))


def test_both_ends_of_the_gradients_are_marked_with_their_size() -> None:
    _, right = figures.probability_losses(cross_entropy=squared, squared_error=squared).axes
    assert [each.get_text() for each in right.texts] == ["−0.008"] * 2
    assert right.get_legend() is not None
    assert "cross-entropy" in [each.get_text() for each in right.get_legend().get_texts()]


def test_both_panels_of_the_outlier_say_which_line_is_whose() -> None:
    left, right = figures.residual_losses(mse=squared, mae=absolute).axes
    assert [each.get_text() for each in left.get_legend().get_texts()] == ["mse, r²", "mae, |r|"]
    assert [each.get_text() for each in right.get_legend().get_texts()] == ["mse", "mae"]
