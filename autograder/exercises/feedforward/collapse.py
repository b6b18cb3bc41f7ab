"""Two linear layers as one, and what learners make of it."""

from typing import Any

import numpy as np

from autograder.exercises.feedforward.chapter import exercise, mistake
from autograder.exercises.feedforward.layers import draw_layer
from autograder.reference import feedforward as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict

# (n_in, n_hidden, n_out); equal sizes first, where a swap raises no error
SIZES = ((3, 3, 3), (3, 4, 2), (2, 5, 3), (4, 2, 5), (1, 3, 2), (3, 1, 4), (2, 4, 1))


@exercise("linear_collapse", parts={"W": 2.0, "b": 2.0, "inputs": 1.0})
def _linear_collapse(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for n_in, n_hidden, n_out in SIZES:
        asked = (*draw_layer(rng, n_in, n_hidden), *draw_layer(rng, n_hidden, n_out))
        wanted = right.linear_collapse(*asked)
        for index, part in enumerate(("W", "b")):
            with verdict.part(part):
                got = student.linear_collapse(*asked)
                pair = isinstance(got, tuple | list) and len(got) == 2
                verdict.require(pair, "expected a pair (W, b)", got=got)
                assert isinstance(got, tuple | list)
                verdict.expect(got[index], wanted[index], called=part)


@mistake(
    "linear_collapse",
    "biases added",
    loses="W b",
    hint="The two biases live in spaces of different sizes: before they can be added, the first "
    "has to travel through what comes after it.",
)
def _(W1: Array, b1: Array, W2: Array, b2: Array) -> Any:
    return W1 @ W2, b1 + b2


@mistake(
    "linear_collapse",
    "first bias lost",
    loses="b",
    hint="The bias of the first layer is gone. Multiply the brackets out again, term by term.",
)
def _(W1: Array, b1: Array, W2: Array, b2: Array) -> Any:
    return W1 @ W2, b2.copy()


@mistake(
    "linear_collapse",
    "second bias lost",
    loses="b",
    hint="What the first bias becomes is right, and the bias of the second layer is missing.",
)
def _(W1: Array, b1: Array, W2: Array, b2: Array) -> Any:
    return W1 @ W2, b1 @ W2


@mistake(
    "linear_collapse",
    "factors swapped",
    loses="W b",
    hint="Rows meet the first layer's weights first: which of the two matrices stands next to X?",
)
def _(W1: Array, b1: Array, W2: Array, b2: Array) -> Any:
    return W2 @ W1, b1 @ W2 + b2


@mistake(
    "linear_collapse",
    "weights added",
    loses="W b",
    hint="One layer acts on the result of the other: that is a product of matrices, and no sum.",
)
def _(W1: Array, b1: Array, W2: Array, b2: Array) -> Any:
    return W1 + W2, b1 @ W2 + b2


@mistake(
    "linear_collapse",
    "weights transposed",
    loses="W",
    hint="W has its outputs in rows. A layer's weights have a row for every input.",
)
def _(W1: Array, b1: Array, W2: Array, b2: Array) -> Any:
    return W2.T @ W1.T, b1 @ W2 + b2


@mistake(
    "linear_collapse",
    "bias kept as a row",
    loses="b",
    hint="The numbers of b are right, and it has an axis too many: a bias is (n_out,).",
)
def _(W1: Array, b1: Array, W2: Array, b2: Array) -> Any:
    return W1 @ W2, b1[None, :] @ W2 + b2


@mistake(
    "linear_collapse",
    "bias multiplied from the other side",
    loses="W b",
    hint="The first bias stands behind the weights, as in books where examples are columns. It "
    "travels as a row of X does.",
)
def _(W1: Array, b1: Array, W2: Array, b2: Array) -> Any:
    return W1 @ W2, W2 @ b1 + b2


@mistake(
    "linear_collapse",
    "second bias changed in place",
    loses="inputs",
    hint="The answer is right, and it was written into the second layer's own bias, which the "
    "caller still needs.",
)
def _(W1: Array, b1: Array, W2: Array, b2: Array) -> Any:
    b2 += b1 @ W2
    return W1 @ W2, b2


@mistake(
    "linear_collapse",
    "bias first",
    loses="W b",
    hint="Both are right and stand in the other order: weights first, then the bias.",
)
def _(W1: Array, b1: Array, W2: Array, b2: Array) -> Any:
    return b1 @ W2 + b2, W1 @ W2


@mistake(
    "linear_collapse",
    "bias not returned",
    loses="W b",
    hint="The weights come back alone: a layer is weights and a bias.",
)
def _(W1: Array, b1: Array, W2: Array, b2: Array) -> Any:
    return W1 @ W2
