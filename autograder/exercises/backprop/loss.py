"""Squared error and its gradient, and what learners make of it."""

from typing import Any

import numpy as np

from autograder.exercises.backprop.chapter import exercise, mistake
from autograder.exercises.drawing import upstream
from autograder.reference import backprop as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict

SIZES = (4, 1, 7)
LARGE = 1e6


@exercise("squared_error", parts={"loss": 2.0, "gradient": 2.0, "inputs": 1.0})
def _squared_error(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for size, scale in ((4, 1.0), (1, 1.0), (7, 1.0), (5, LARGE)):
        y = scale * rng.normal(size=size)
        o = y + scale * upstream(rng, (size,))
        want = right.squared_error(o, y)
        for index, (part, called) in enumerate(_CALLED.items()):
            with verdict.part(part):
                pair = student.squared_error(o, y)
                is_pair = isinstance(pair, tuple | list) and len(pair) == 2
                verdict.require(is_pair, "expected a pair (loss, gradient)", got=_kind(pair))
                verdict.expect(pair[index], want[index], called=called)  # type: ignore[index]


_CALLED = {"loss": "the loss", "gradient": "the gradient"}


def _kind(value: object) -> str:
    return type(value).__name__


@mistake(
    "squared_error",
    "½ missing",
    loses="loss",
    hint="The loss is twice too large, while the gradient is right: they belong to different "
    "losses. Reread the factor in front of the sum.",
)
def _(o: Array, y: Array) -> Any:
    return np.sum((o - y) ** 2), o - y


@mistake(
    "squared_error",
    "½ kept and 2 kept",
    loses="gradient",
    hint="The gradient is twice too large: what does the ½ meet when the square is differentiated?",
)
def _(o: Array, y: Array) -> Any:
    return 0.5 * np.sum((o - y) ** 2), 2 * (o - y)


@mistake(
    "squared_error",
    "mean instead of sum",
    loses="loss",
    hint="The loss is k times too small, k being the number of outputs: reread whether the squares "
    "are added or averaged.",
)
def _(o: Array, y: Array) -> Any:
    return 0.5 * np.mean((o - y) ** 2), o - y


@mistake(
    "squared_error",
    "mean in both",
    loses="loss gradient",
    hint="Loss and gradient are both k times too small: this is the mean squared error, and asked "
    "is half the squared distance.",
)
def _(o: Array, y: Array) -> Any:
    return 0.5 * np.mean((o - y) ** 2), (o - y) / len(o)


@mistake(
    "squared_error",
    "gradient's sign",
    loses="gradient",
    hint="Every entry has the opposite sign: if an output is too large, the loss grows with it.",
)
def _(o: Array, y: Array) -> Any:
    return 0.5 * np.sum((o - y) ** 2), y - o


@mistake(
    "squared_error",
    "length instead of its square",
    loses="loss",
    hint="The loss grows with the distance, not with its square: NumPy's norm has taken the root.",
)
def _(o: Array, y: Array) -> Any:
    return 0.5 * np.linalg.norm(o - y), o - y


@mistake(
    "squared_error",
    "one loss for each output",
    loses="loss",
    hint="The loss has as many numbers as there are outputs. A loss is one number: the sum over "
    "them.",
)
def _(o: Array, y: Array) -> Any:
    return 0.5 * (o - y) ** 2, o - y


@mistake(
    "squared_error",
    "loss of shape (1,)",
    loses="loss",
    hint="The value is right but wrapped in an array of one entry: the sum kept its axis.",
)
def _(o: Array, y: Array) -> Any:
    return 0.5 * np.sum((o - y) ** 2, keepdims=True), o - y


@mistake(
    "squared_error",
    "absolute value for the square",
    loses="loss gradient",
    hint="The gradient holds signs only: this is the gradient of absolute differences, not of "
    "squares.",
)
def _(o: Array, y: Array) -> Any:
    return 0.5 * np.sum(np.abs(o - y)), np.sign(o - y)


@mistake(
    "squared_error",
    "gradient summed to one number",
    loses="gradient",
    hint="The gradient is one number. It has the shape of what it is the gradient of: one entry an "
    "output.",
)
def _(o: Array, y: Array) -> Any:
    return 0.5 * np.sum((o - y) ** 2), np.sum(o - y)


@mistake(
    "squared_error",
    "gradient first",
    loses="loss gradient",
    hint="The two values are right and stand in the other order.",
)
def _(o: Array, y: Array) -> Any:
    return o - y, 0.5 * np.sum((o - y) ** 2)


@mistake(
    "squared_error",
    "output changed in place",
    loses="inputs",
    hint="The difference is written into o itself; the network still needs its output.",
)
def _(o: Array, y: Array) -> Any:
    o -= y
    return 0.5 * np.sum(o**2), o.copy()
