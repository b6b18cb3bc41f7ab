"""The check of chapter 02's collapse of two linear layers into one: both are fed with the same rows
and must agree."""

import contextlib
import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, exercise, two
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import Finding, ladder
from chainrule.check.forward_layer import combined, of_shapes
from chainrule.check.report import CheckFailed, failure

Array = NDArray[np.float64]

NAME = "linear_collapse"


@exercise
def linear_collapse(function: object, /) -> list[str]:
    """`function(W1, b1, W2, b2) -> (W, b)`: one layer that gives what the two give in a row."""
    rng = draw.generator()
    sizes = ((3, 4, 2), (2, 5, 3), (4, 3, 5), (1, 3, 2), (3, 1, 4), (2, 4, 1))
    for widths in sizes:
        layers = [
            array
            for pair in pairwise(widths)
            for array in (draw.normal(pair, rng), draw.upstream(pair[1:], rng))
        ]
        _collapsed(function, *layers)
    return [f"{len(sizes)} pairs of layers, each against one"]


def _collapsed(function: object, W1: Array, b1: Array, W2: Array, b2: Array) -> None:
    watch = Watch({"W1": W1.copy(), "b1": b1.copy(), "W2": W2.copy(), "b2": b2.copy()})
    with _of_products():
        result = call(NAME, NAME, function, *watch.arrays.values())
    watch.verify(NAME, NAME)
    W, b = two(NAME, NAME, result, "(W, b)")
    n_in = len(W1)

    def through_both(X: Array) -> Array:
        return combined(combined(X, W1, b1), W2, b2)

    at_zero = through_both(np.zeros((1, n_in)))[0]
    finding = ladder(b, at_zero)
    if finding is not None:
        part = f"b, from layers {W1.shape} and {W2.shape}"
        why = _why_b(b, at_zero, b2) or _swapped(finding, W, at_zero)
        raise failure(NAME, part, finding, at_zero.shape, {"b2": b2}, why)
    slopes = through_both(np.eye(n_in)) - at_zero
    finding = ladder(W, slopes)
    if finding is not None:
        part = f"W, from layers {W1.shape} and {W2.shape}"
        raise failure(NAME, part, finding, slopes.shape, {}, _why_W(W, slopes))


@contextlib.contextmanager
def _of_products() -> Iterator[None]:
    """An error about shapes, told by which of the two products failed."""
    try:
        with of_shapes(READ_SHAPES):
            yield
    except CheckFailed as found:
        said = found.where.partition(": ")[2]
        weights = re.search(WEIGHTS_TURNED, said) or "b1" not in said
        if found.next_step != READ_SHAPES or not ("W1" in said and "W2" in said and weights):
            raise
        raise found.retold(next_step=READ_WEIGHTS) from found.__cause__


def _why_b(got: object, want: Array, b2: Array) -> Diagnosis | None:
    if type(got) is not np.ndarray:
        return None
    if ladder(got, b2) is None:
        return FIRST_LOST
    if ladder(got, want - b2) is None:
        return SECOND_LOST
    return ROW if got.size == want.size and ladder(got.reshape(want.shape), want) is None else None


def _swapped(finding: Finding, W: object, want: Array) -> Diagnosis | None:
    return SWAPPED if finding.rung != "value" and ladder(W, want) is None else None


def _why_W(got: object, want: Array) -> Diagnosis | None:
    if type(got) is not np.ndarray or got.shape != want.T.shape:
        return None
    return TRANSPOSED if ladder(got.T, want) is None else None


# both weights in one product, the second first or one of them on its side
WEIGHTS_TURNED = (
    r"W2(\.T)? ?@ ?W1|W1\.T ?@ ?W2|W1 ?@ ?W2\.T|(dot|matmul)\(W2(\.T)?, ?W1|W2\.dot\(W1"
)
READ_WEIGHTS = (
    "W1 is (n_in, n_hidden) and W2 (n_hidden, n_out). Write the shape under each factor: in which "
    "order do the inner sizes meet, and is what is left (n_in, n_out)?"
)
READ_SHAPES = (
    "W1 is (n_in, n_hidden), b1 (n_hidden,), W2 (n_hidden, n_out) and b2 (n_out,). What takes b1 "
    "from n_hidden numbers to n_out?"
)
FIRST_LOST = Diagnosis(
    "first bias lost",
    "this is the second layer's bias alone.",
    "Send the row (0, 0, …) through both layers: what has the first bias become at the end?",
)
SECOND_LOST = Diagnosis(
    "second bias lost",
    "what becomes of the first bias is right, and the second one is missing.",
    "Send the row (0, 0, …) through both layers: what is added last?",
)
ROW = Diagnosis(
    "kept as a row",
    "the numbers are right, with one axis too many.",
    "A bias has one axis, (n_out,). Which of your factors has two?",
)
SWAPPED = Diagnosis(
    "bias first",
    "W and b come in the other order.",
    "Return the weights first, then the bias.",
)
TRANSPOSED = Diagnosis(
    "transposed",
    "the numbers are right, with outputs in rows.",
    "W takes rows of X: write the shape under every factor of X W.",
)
