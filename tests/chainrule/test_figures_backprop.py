"""Chapter 04's figures: drawn from the functions handed in, readable without colour."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.text import Annotation

from chainrule import figures

X, W2, TARGET = np.array([1.0, 2.0, -1.0]), np.array([2.0, -1.0]), -1.0
W1 = np.array([[0.5, -0.3], [-0.2, 0.4], [0.1, 0.6]])
GRADIENT = np.array([[0.25, -0.5], [0.75, 1.0], [-1.25, 1.5]])


def error(o: Any, y: Any) -> Any:
    return 7.5, o - y


def one_weight(x: Any, W1: Any, w2: Any, y: Any, i: int, j: int) -> float:
    return float(GRADIENT[i, j])


def jacobian(x: Any, n_out: int) -> Any:
    return np.arange(n_out * len(x) * n_out, dtype=float).reshape(n_out, -1)


DRAWN = {
    "flow_back": lambda: figures.flow_back(X, W1, W2, TARGET, error, one_weight),
    "paths_back": lambda: figures.paths_back(2.0, 0.0, 1.0, 2.0, lambda *a: 0.123),
    "gradient_match": lambda: figures.gradient_match(W1, one_way=W1 + 1e-9, other_way=W1),
    "weight_jacobian": lambda: figures.weight_jacobian(jacobian, X, 2),
    "cost": lambda: figures.cost_of_gradients([10, 100], slow=[0.1, 1.0], fast=[0.01, 0.02]),
}


@pytest.fixture(params=DRAWN)
def draw(request: pytest.FixtureRequest) -> Any:
    return DRAWN[request.param]


def texts(drawing: Any) -> list[str]:
    return [text.get_text() for axes in drawing.axes for text in axes.texts]


def test_a_figure_is_a_png_of_reasonable_size(draw: Any) -> None:
    png = draw().png()
    assert png.startswith(b"\x89PNG")
    assert 5_000 < len(png) < 120_000


def test_the_same_call_draws_the_same_picture_and_leaves_pyplot_alone(draw: Any) -> None:
    assert draw().png() == draw().png()
    assert plt.get_fignums() == []


def test_a_figure_reads_as_a_sentence(draw: Any) -> None:
    words = repr(draw())
    assert len(words.split()) > 7
    assert words.endswith(".")


@pytest.mark.parametrize("name", ["gradient_match", "weight_jacobian", "cost"])
def test_every_axis_is_labelled(name: str) -> None:
    for axes in DRAWN[name]().axes:
        assert axes.get_xlabel()
        assert axes.get_ylabel()


def test_the_flow_shows_the_learner_s_own_gradients() -> None:
    said = texts(DRAWN["flow_back"]())
    for number in GRADIENT.ravel():
        assert f"← {number:.3f}".replace("-", "−") in said
    assert not any("-" in text or "+" in text for text in said)
    assert "7.500" in said
    assert "← 0.375" in said  # what arrives at z0, read off the largest input, 2
    assert "∂L/∂W1[2, 1] = 1.5." in repr(DRAWN["flow_back"]())


def test_the_gradient_where_two_paths_meet_is_the_learner_s_own() -> None:
    said = texts(DRAWN["paths_back"]())
    assert "← 0.123" in said
    assert "∂p/∂h = 0.786" in said
    assert "∂q/∂h = 0.840" in said


def test_each_way_of_finding_a_gradient_has_a_hatch_of_its_own() -> None:
    left, right = DRAWN["gradient_match"]().axes
    hatches = {patch.get_hatch() for patch in left.patches}
    assert len(hatches) == 3
    assert len({line.get_marker() for line in right.get_lines()}) == 2


def test_ways_that_agree_to_the_last_digit_still_show() -> None:
    _, right = DRAWN["gradient_match"]().axes
    assert all(height > 0 for line in right.get_lines() for height in line.get_ydata())


def test_every_entry_of_the_jacobian_stands_in_its_cell() -> None:
    said = texts(DRAWN["weight_jacobian"]())
    assert said == [f"{value:g}" for value in range(12)]


def test_the_louder_a_weight_is_heard_the_darker_its_cell() -> None:
    drawing = figures.weight_jacobian(lambda x, n: np.array([[-2.0, 0.0, 1.0]]), X, 1)
    (image,) = drawing.axes[0].get_images()
    np.testing.assert_array_equal(image.get_array(), [[2.0, 0.0, 1.0]])
    assert texts(drawing) == ["−2", "0", "1"]


def test_words_stand_beside_their_edges_and_not_on_them() -> None:
    (axes,) = DRAWN["flow_back"]().axes
    lines = [
        (np.array(each.xyann), np.array(each.xy))
        for each in axes.texts
        if isinstance(each, Annotation)
    ]
    words = [each for each in axes.texts if "←" in each.get_text() and each.get_rotation() != 0]
    assert len(words) == GRADIENT.size
    for text in words:
        at = np.array(text.get_position())
        for start, end in lines:
            along = (end - start) / np.hypot(*(end - start))
            passed = np.clip((at - start) @ along, 0.0, np.hypot(*(end - start)))
            assert np.hypot(*(at - start - passed * along)) > 0.12


def test_what_is_not_written_yet_says_so() -> None:
    def unwritten(*arguments: Any) -> Any:
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        figures.weight_jacobian(unwritten, X, 2)
    with pytest.raises(NotImplementedError):
        figures.paths_back(2.0, 0.0, 1.0, 2.0, unwritten)
