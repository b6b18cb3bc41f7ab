"""Figures of chapter 06: drawn from the functions handed in, readable without colour."""

import re
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from chainrule import figures


def plain(Z: Any) -> Any:
    return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)


def shifted(Z: Any, T: float = 1.0) -> Any:
    return plain((Z - Z.max(axis=1, keepdims=True)) / T)


def slopes(p: Any) -> Any:
    return np.diag(p) - np.outer(p, p)


SCORES = [2.0, 1.0, -1.0]
DRAWN = {
    "bars": lambda: figures.scores_and_probabilities(shifted, SCORES),
    "shift": lambda: figures.shift(SCORES, plain=plain, yours=shifted),
    "temperature": lambda: figures.temperature(shifted, SCORES),
    "jacobian": lambda: figures.jacobian(slopes, [0.5, 0.25, 0.25]),
}


@pytest.fixture(params=DRAWN)
def draw(request: pytest.FixtureRequest) -> Any:
    return DRAWN[request.param]


def test_a_figure_is_a_png_of_reasonable_size_and_the_same_each_time(draw: Any) -> None:
    png = draw().png()
    assert png.startswith(b"\x89PNG")
    assert 5_000 < len(png) < 120_000
    assert draw().png() == png
    assert plt.get_fignums() == []


def test_a_figure_reads_as_a_sentence(draw: Any) -> None:
    words = repr(draw())
    assert len(words.split()) > 7
    assert words.endswith(".")


def test_every_axis_is_labelled(draw: Any) -> None:
    for axes in draw().axes:
        assert axes.get_ylabel()
        assert axes.get_xlabel() or axes.get_label() == "<colorbar>"


def test_bars_stand_as_high_as_the_learners_numbers() -> None:
    left, right = figures.scores_and_probabilities(lambda Z: 0 * Z + 0.4, SCORES).axes
    assert [bar.get_height() for bar in left.patches] == SCORES
    assert [bar.get_height() for bar in right.patches] == [0.4] * 3
    assert right.get_title() == "probabilities: they add up to 1.2"


def test_a_shift_leaves_level_lines_or_a_hatched_gap() -> None:
    naive, sound = figures.shift(SCORES, plain=plain, yours=shifted).axes
    heights = [line.get_ydata() for line in sound.get_lines()]
    assert max(np.ptp(each) for each in heights) < 1e-12
    assert len(sound.patches) == 0
    assert len(naive.patches) == 2
    broken = np.isnan(naive.get_lines()[0].get_ydata())
    assert broken[0]
    assert broken[-1]
    assert not broken[len(broken) // 2]


def test_what_a_shift_did_is_told_in_words() -> None:
    words = repr(figures.shift(SCORES, plain=plain, yours=shifted, squared=lambda Z: Z**2))
    assert "plain: numbers only for shifts from −747 to 707" in words
    assert "yours: the same at every shift" in words
    assert "squared: changing by up to" in words
    lost = figures.shift(SCORES, nothing=lambda Z: Z * np.nan)
    assert "nothing: no number anywhere" in repr(lost)


def test_where_one_probability_is_no_number_none_of_its_row_is_drawn() -> None:
    naive, _ = figures.shift(SCORES, plain=plain, yours=shifted).axes
    gaps = [np.isnan(line.get_ydata()) for line in naive.get_lines()]
    assert all((gap == gaps[0]).all() for gap in gaps)


def test_the_guides_of_the_temperatures_look_like_no_class() -> None:
    (axes,) = figures.temperature(shifted, [2.0, 1.0, 0.0, -1.0]).axes
    *classes, level, upright = axes.get_lines()
    assert len(classes) == 4
    for guide in (level, upright):
        assert guide.get_linestyle() == "-"
        assert guide.get_color() not in {line.get_color() for line in classes}
    assert "logarithmic" in axes.get_xlabel()


def test_the_colours_of_a_jacobian_stand_beside_it_as_high_as_it_is() -> None:
    drawing = figures.jacobian(slopes, [0.5, 0.25, 0.25])
    drawing.png()
    (axes,) = drawing.axes
    (beside,) = axes.child_axes
    ours, theirs = axes.get_window_extent(), beside.get_window_extent()
    np.testing.assert_allclose([theirs.y0, theirs.y1], [ours.y0, ours.y1], atol=1.0)
    assert "_" not in re.sub(r"\$.*?\$", "", beside.get_ylabel())
    assert beside.get_ylabel()


def test_each_temperature_is_asked_of_the_learners_function() -> None:
    (axes,) = figures.temperature(lambda Z, T: 0 * Z + T / 100, SCORES).axes
    line = axes.get_lines()[0]
    np.testing.assert_allclose(line.get_ydata(), line.get_xdata() / 100)


def test_classes_differ_without_colour() -> None:
    (axes,) = figures.temperature(shifted, [2.0, 1.0, 0.0, -1.0]).axes
    looks = {(line.get_linestyle(), line.get_marker()) for line in axes.get_lines()[:4]}
    assert len(looks) == 4


def test_every_entry_of_the_jacobian_is_written_with_its_sign() -> None:
    axes = figures.jacobian(slopes, [0.5, 0.25, 0.25]).axes[0]
    texts = [text.get_text() for text in axes.texts]
    assert texts[:3] == ["0.2500", "−0.1250", "−0.1250"]
    assert [text.get_weight() for text in axes.texts[:2]] == ["bold", "normal"]


def test_a_result_of_another_shape_is_named() -> None:
    with pytest.raises(ValueError, match=r"should have the shape of Z, \(1, 3\); got \(3,\)"):
        figures.scores_and_probabilities(lambda Z: Z[0], SCORES)
    with pytest.raises(ValueError, match=r"should have shape \(3, 3\); got \(3,\)"):
        figures.jacobian(lambda p: p, [0.5, 0.25, 0.25])
