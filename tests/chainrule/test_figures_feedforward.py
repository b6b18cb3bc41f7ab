"""Chapter 02's figures show the learner's own numbers and say so in words."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from chainrule import figures
from chainrule.figures.timing import quickest

PARAMS = [
    (np.array([[1.0, -2.0], [0.5, 0.0]]), np.array([0.5, -0.5])),
    (np.array([[2.0], [1.0]]), np.zeros(1)),
]
STEPS = [(np.array([[9.0, 9.0]]), np.array([-3.0, -6.0])), (np.array([[1.0], [-1.0]]), np.zeros(1))]
DEEP = [(np.array([[1.0, 2.0]]), np.ones(2)), (np.array([[1.0], [-3.0]]), np.ones(1))]


def forward(X: Any, params: Any, hidden: Any, output: Any) -> Any:
    A = [X]
    for W, b in params[:-1]:
        A.append(hidden(A[-1] @ W + b))
    return [*A, output(A[-1] @ params[-1][0] + params[-1][1])]


def fold(W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
    return W1 @ W2, b1 @ W2 + b2


def flow(**options: Any) -> Any:
    X = np.array([[1.0, 2.0], [3.0, -1.0]])
    return figures.flow(forward(X, PARAMS, np.tanh, np.negative), PARAMS, **options)


def timing() -> Any:
    def layer(X: Any, W: Any, b: Any) -> Any:
        return X @ W + b

    return figures.timing(np.ones((3, 2)), np.ones((2, 4)), np.ones(4), one=layer, other=layer)


DRAWN = {
    "flow": flow,
    "timing": timing,
    "units": lambda: figures.units(forward, STEPS, np.tanh, target=np.cos),
    "bent_or_straight": lambda: figures.bent_or_straight(forward, fold, DEEP, np.tanh),
}


@pytest.fixture(params=DRAWN)
def draw(request: pytest.FixtureRequest) -> Any:
    return DRAWN[request.param]


def test_a_figure_is_a_png_of_reasonable_size(draw: Any) -> None:
    png = draw().png()
    assert png.startswith(b"\x89PNG")
    assert 5_000 < len(png) < 120_000


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


@pytest.mark.parametrize("name", ["flow", "units", "bent_or_straight"])
def test_the_same_call_draws_the_same_picture(name: str) -> None:
    assert DRAWN[name]().png() == DRAWN[name]().png()


def test_the_numbers_on_the_units_are_the_learner_s_own_for_the_example_asked_for() -> None:
    said = {text.get_text() for text in flow(example=1).axes[0].texts}
    A1 = np.tanh(np.array([3.0, -1.0]) @ PARAMS[0][0] + PARAMS[0][1])
    for value in (3.0, -1.0, *A1):
        assert f"{value:.3g}".replace("-", "−") in said


def test_negative_weights_are_dashed_and_large_ones_wide() -> None:
    lines = {
        tuple(np.ravel(line.get_xydata())): line
        for line in flow().axes[0].get_lines()
        if len(line.get_xdata()) == 2
    }
    assert len(lines) == 6
    styles = [line.get_linestyle() for line in lines.values()]
    assert styles.count("-") == 5
    widths = [line.get_linewidth() for line in lines.values()]
    assert widths[1] == widths[4] == max(widths)


def test_biases_stand_below_their_units_where_there_are_any() -> None:
    said = [text.get_text() for text in flow().axes[0].texts]
    assert {"b 0.5", "b −0.5"} <= set(said)
    assert not any(text == "b 0" for text in said)


def test_a_list_that_does_not_fit_the_weights_is_named() -> None:
    with pytest.raises(ValueError, match=r"\[2, 2\] units, and the weights are for \[2, 2, 1\]"):
        figures.flow([np.ones((1, 2)), np.ones((1, 2))], PARAMS)


def test_a_wide_network_goes_without_numbers_on_its_lines() -> None:
    W = np.ones((6, 6))  # 12 texts are the values alone
    drawing = figures.flow([np.ones((1, 6)), np.ones((1, 6))], [(W, np.zeros(6))])
    assert len(drawing.axes[0].texts) == 12


def test_a_narrow_layer_keeps_its_numbers_beside_a_wide_one() -> None:
    W, V = np.full((3, 3), 0.25), np.full((3, 1), 0.75)
    A = [np.ones((1, 3)), np.ones((1, 3)), np.ones((1, 1))]
    drawing = figures.flow(A, [(W, np.zeros(3)), (V, np.zeros(1))])
    said = [text.get_text() for text in drawing.axes[0].texts]
    assert said.count("0.75") == 3
    assert "0.25" not in said


def test_the_quickest_run_counts() -> None:
    pauses = iter([0.02, 0.0, 0.1])

    def run() -> None:
        import time

        time.sleep(next(pauses))

    assert quickest(run) < 0.02


def test_the_bars_are_as_long_as_the_times_in_words() -> None:
    drawing = timing()
    widths = [bar.get_width() for bar in drawing.axes[0].patches]
    assert len(widths) == 2
    assert all(width > 0 for width in widths)
    assert "times as fast as" in repr(drawing)


def test_the_thick_line_is_the_sum_of_the_thin_ones() -> None:
    (axes,) = figures.units(forward, STEPS, np.tanh).axes
    *thin, thick = axes.get_lines()
    total = sum(np.asarray(line.get_ydata()) for line in thin)
    np.testing.assert_allclose(thick.get_ydata(), total, atol=1e-12)
    assert thick.get_label() == "output"


def test_many_units_share_one_entry_of_the_legend() -> None:
    params = [(np.ones((1, 9)), np.arange(9.0)), (np.ones((9, 1)), np.zeros(1))]
    (axes,) = figures.units(forward, params, np.tanh).axes
    assert [text.get_text() for text in axes.get_legend().get_texts()] == [
        "9 hidden units",
        "output",
    ]


def test_units_that_cancel_do_not_squeeze_the_target() -> None:
    params = [
        (np.ones((1, 2)), np.zeros(2)),
        (np.array([[90.0], [-90.0]]), np.zeros(1)),
    ]
    (axes,) = figures.units(forward, params, np.tanh, target=np.sin).axes
    low, high = axes.get_ylim()
    assert -1 < low < 0
    assert 0.8 < high < 2


def test_the_output_of_many_units_has_a_colour_of_its_own() -> None:
    params = [(np.ones((1, 9)), np.arange(9.0)), (np.ones((9, 1)), np.zeros(1))]
    (axes,) = figures.units(forward, params, np.tanh, target=np.cos).axes
    colors = {str(line.get_label()): line.get_color() for line in axes.get_lines()}
    assert len({colors["9 hidden units"], colors["target"], colors["output"]}) == 3


def test_the_distance_from_the_target_is_told() -> None:
    assert "the largest distance from the target is 1" in repr(
        figures.units(forward, STEPS, np.tanh, target=lambda x: np.ravel(_drawn(x)) + 1)
    )


def _drawn(x: Any) -> Any:
    return forward(x[:, None], STEPS, np.tanh, np.positive)[-1]


def test_a_wrong_fold_shows_as_dots_beside_the_line() -> None:
    right = figures.bent_or_straight(forward, fold, DEEP, np.tanh)
    wrong = figures.bent_or_straight(forward, lambda *a: (a[0] @ a[2], a[3]), DEEP, np.tanh)
    assert "nothing but rounding" in repr(right)
    assert "of its height" in repr(wrong)


def test_the_right_panel_is_bent_by_the_function_handed_in() -> None:
    _, right = figures.bent_or_straight(forward, fold, DEEP, np.square).axes
    x, y = right.get_lines()[0].get_data()
    np.testing.assert_allclose(y, (x + 1) ** 2 - 3 * (2 * x + 1) ** 2 + 1, atol=1e-9)
