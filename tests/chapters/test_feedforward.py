"""Chapter 02: every number that the curriculum names, from the reference and from the notebook's
own solutions, and the laws that layers and networks obey."""

from collections.abc import Mapping
from itertools import pairwise
from types import ModuleType
from typing import Any

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.exercises import chapters
from autograder.judge import judge
from autograder.model import Status
from autograder.namespace import Namespace
from autograder.reference import feedforward as reference
from autograder.sample import solutions
from chainrule.check.difference import gradients
from tests.conftest import PROJECT

CHAPTER = "02-feedforward"
SOURCE = PROJECT / "source" / CHAPTER / f"{CHAPTER}.ipynb"

X_FOUR = np.array([[-0.6, -0.6, 0.2, 0.3]])
W1_BOOK = np.array(
    [[0.9, 0.2, 0.4, 0.3], [-0.5, 0.4, 0.3, 0.3], [0.1, 0.1, -0.1, 0.2], [-0.2, 0.5, 0.5, 0.7]]
)
FOUR = [
    (W1_BOOK.T, np.full(4, 0.5)),
    (np.array([[0.5], [0.8], [-0.6], [0.3]]), np.array([0.3])),
]
X_LARGE = np.array([[2.0, 3.0, 5.0, 6.0]])
LARGE = [
    (np.array(weights, dtype=float), np.zeros(len(weights[0])))
    for weights in (
        [[1, 3, -2], [2, -3, 4], [3, -1, 1], [2, 3, -2]],
        [[1, -2], [-3, 4], [-1, 1]],
        [[4], [1]],
    )
]


def sigmoid(Z: Any) -> Any:
    return 1 / (1 + np.exp(-Z))


def as_it_is(Z: Any) -> Any:
    return Z


def solved() -> Mapping[str, Any]:
    names: dict[str, Any] = {"np": np}
    for text in dict(solutions(nbformat.read(SOURCE, 4))).values():
        exec(text, names)
    return names


@pytest.fixture(params=["reference", "solution"])
def written(request: pytest.FixtureRequest) -> Any:
    """The chapter's functions, as the judge and as the notebook's author wrote them."""
    return reference if request.param == "reference" else ModuleWith(solved())


class ModuleWith(ModuleType):
    def __init__(self, names: Mapping[str, Any]) -> None:
        super().__init__("solution")
        self.__dict__.update(names)


def test_the_four_units_collect_a_hundredth_and_more(written: Any) -> None:
    W, b = FOUR[0]
    Z, _ = written.linear_forward(X_FOUR, W, b)
    np.testing.assert_allclose(Z, [[0.01, 0.71, 0.42, 0.63]], atol=1e-12)
    np.testing.assert_allclose(written.linear_forward_loops(X_FOUR, W, b), Z, atol=1e-12)


def test_the_four_units_lead_to_an_output_of_71529(written: Any) -> None:
    X, A1, A2 = written.mlp_forward(X_FOUR, FOUR, sigmoid, sigmoid)
    np.testing.assert_array_equal(X, X_FOUR)
    np.testing.assert_allclose(A1, [[0.5025, 0.6704, 0.6035, 0.6525]], atol=5e-5)
    assert A2[0, 0] == pytest.approx(0.71529, abs=5e-6)
    assert -np.log(1 - A2[0, 0]) == pytest.approx(1.25629, abs=5e-6)


def test_without_an_output_activation_the_same_weights_answer_92123(written: Any) -> None:
    out = written.mlp_forward(X_FOUR, FOUR, sigmoid, as_it_is)[-1]
    assert out[0, 0] == pytest.approx(0.92123, abs=5e-6)


def test_a_book_s_rows_of_weights_are_our_columns() -> None:
    by_the_book = W1_BOOK @ X_FOUR[0] + 0.5
    np.testing.assert_allclose(reference.linear_forward(X_FOUR, *FOUR[0])[0][0], by_the_book)


def test_the_network_of_large_numbers_has_minus_2_73_and_not_minus_2_43(written: Any) -> None:
    _, A1, A2, A3 = written.mlp_forward(X_LARGE, LARGE, sigmoid, sigmoid)
    np.testing.assert_allclose(X_LARGE @ LARGE[0][0], [[35, 10, 1]])
    np.testing.assert_allclose(A1 @ LARGE[1][0], [[-2.73092, 2.73088]], atol=5e-6)
    np.testing.assert_allclose(A2, [[0.06117, 0.93882]], atol=5e-6)
    assert (A2 @ LARGE[2][0])[0, 0] == pytest.approx(1.18352, abs=5e-6)
    assert A3[0, 0] == pytest.approx(0.76558, abs=5e-6)
    slipped = 1 + 0.9 * -3 + 0.73 * -1
    assert slipped == pytest.approx(-2.43)


def test_a_column_of_five_features_does_not_meet_five_rows_of_weights() -> None:
    with pytest.raises(ValueError, match="not aligned"):
        np.dot(np.ones((5, 1)), np.ones((5, 4)))
    assert np.dot(np.ones((5, 1)).T, np.ones((5, 4))).shape == (1, 4)


@pytest.mark.parametrize("name", list(chapters()[CHAPTER]))
def test_the_notebook_s_solution_passes_every_part(name: str) -> None:
    exercise = chapters()[CHAPTER][name]
    record, _ = judge(exercise, Namespace(solved()), student="s", points=1.0, seed=5)
    assert record.status is Status.PASSED, record


SIZES = st.integers(1, 6)


@given(m=SIZES, n_in=SIZES, n_out=SIZES, seed=st.integers(0, 2**32 - 1))
def test_loops_and_product_agree_at_every_size(m: int, n_in: int, n_out: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    X, W, b = rng.normal(size=(m, n_in)), rng.normal(size=(n_in, n_out)), rng.normal(size=n_out)
    Z, _ = reference.linear_forward(X, W, b)
    assert Z.shape == (m, n_out)
    np.testing.assert_allclose(reference.linear_forward_loops(X, W, b), Z, atol=1e-12)


@given(widths=st.lists(SIZES, min_size=3, max_size=6), seed=st.integers(0, 2**32 - 1))
def test_a_network_that_never_bends_is_one_layer(widths: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    params = [(rng.normal(size=pair), rng.normal(size=pair[1])) for pair in pairwise(widths)]
    X = rng.normal(size=(4, widths[0]))
    W, b = params[0]
    for layer in params[1:]:
        W, b = reference.linear_collapse(W, b, *layer)
    deep = reference.mlp_forward(X, params, as_it_is, as_it_is)[-1]
    np.testing.assert_allclose(X @ W + b, deep, atol=1e-9 * max(1.0, np.abs(deep).max()))


@given(seed=st.integers(0, 2**32 - 1))
def test_every_example_of_a_batch_is_computed_on_its_own(seed: int) -> None:
    rng = np.random.default_rng(seed)
    params = [(rng.normal(size=pair), rng.normal(size=pair[1])) for pair in ((3, 4), (4, 2))]
    X = rng.normal(size=(5, 3))
    together = reference.mlp_forward(X, params, np.tanh, sigmoid)[-1]
    for row, alone in zip(together, X, strict=True):
        single = reference.mlp_forward(alone[None], params, np.tanh, sigmoid)[-1]
        np.testing.assert_allclose(single[0], row, atol=1e-12)


def test_the_slope_of_a_layer_by_its_bias_is_one_for_every_example() -> None:
    rng = np.random.default_rng(3)
    X, W, b = rng.normal(size=(4, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)
    (slopes,) = gradients(lambda b: reference.linear_forward(X, W, b)[0], [b], np.ones((4, 2)))
    np.testing.assert_allclose(slopes.middle, [4.0, 4.0], atol=1e-6)
