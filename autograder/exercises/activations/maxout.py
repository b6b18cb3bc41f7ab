"""Maxout, which picks one of k pieces, and what learners make of it."""

from typing import Any

import numpy as np

from autograder.exercises.activations.chapter import exercise, mistake
from autograder.exercises.drawing import upstream
from autograder.reference import activations as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict

_PIECES = ((4, 3, 2), (1, 2, 5), (5, 1, 3))


@exercise("maxout_forward", parts={"A": 3.0, "inputs": 1.0})
def _maxout_forward(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for shape in _PIECES:
        for scale in (1.0, 1000.0):
            Z = scale * rng.normal(size=shape)
            with verdict.part("A"):
                A, _ = student.maxout_forward.cached(Z)
                verdict.expect(A, right.maxout_forward(Z)[0], called="A")


@exercise(
    "maxout_backward",
    uses=("maxout_forward",),
    parts={"dZ": 3.0, "ties": 1.0, "analytic": 2.0, "again": 1.0, "inputs": 1.0},
)
def _maxout_backward(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    def ask(Z: Array, times: int = 1) -> tuple[object, Array, Array]:
        dA = upstream(rng, Z.shape[:2])
        wanted, ours = right.maxout_forward(Z)
        A, cache = student.maxout_forward.cached(Z)
        verdict.needs("maxout_forward", A, wanted)
        for _ in range(times):
            dZ = student.maxout_backward(dA, cache)
        return dZ, right.maxout_backward(dA, ours), dA

    for shape in _PIECES:
        with verdict.part("dZ"):
            dZ, want, _ = ask(rng.normal(size=shape))
            verdict.expect(dZ, want, called="dZ")
    with verdict.part("analytic"):
        apart = 1e-9 * rng.permuted(np.tile(np.arange(3.0), (3, 4, 1)), axis=2)
        dZ, want, _ = ask(rng.normal(size=(3, 4, 1)) + apart)
        verdict.expect(dZ, want, called="dZ where two pieces are almost equal")
    with verdict.part("again"):
        dZ, want, _ = ask(rng.normal(size=_PIECES[0]), times=2)
        verdict.expect(dZ, want, called="dZ, asked a second time,")
    with verdict.part("ties"):
        Z = np.round(rng.normal(size=(4, 3, 1)), 1) * np.ones(2)
        dZ, want, dA = ask(Z)
        verdict.expect(
            dZ, np.zeros_like(Z), up_to=dA[:, :, None] * np.ones(2), called="dZ at a tie"
        )
        assert isinstance(dZ, np.ndarray)
        verdict.expect(dZ.sum(axis=2), dA, called="the sum of dZ over tied pieces")


@mistake(
    "maxout_forward",
    "mean of the pieces",
    loses="A",
    hint="Every piece counts in your value; only the winner should.",
)
def _(Z: Array) -> tuple[Array, Any]:
    return Z.mean(axis=2), Z


@mistake(
    "maxout_forward",
    "largest over the examples",
    loses="A",
    hint="Your result has no row for each example: over which axis do the pieces lie?",
)
def _(Z: Array) -> tuple[Array, Any]:
    return Z.max(axis=0), Z


@mistake(
    "maxout_forward",
    "index of the winner",
    loses="A",
    hint="Whole numbers come out: that is which piece wins, not its value.",
)
def _(Z: Array) -> tuple[Array, Any]:
    return Z.argmax(axis=2).astype(float), Z


@mistake(
    "maxout_backward",
    "gradient to every piece",
    loses="dZ analytic again ties",
    hint="Every piece gets the whole gradient; the ones that lost had no influence.",
)
def _(dA: Array, cache: Any) -> Array:
    return dA[:, :, None] * np.ones(cache.shape)


@mistake(
    "maxout_backward",
    "gradient shared out evenly",
    loses="dZ analytic again",
    hint="Every piece gets the same share, as if you had taken the mean.",
)
def _(dA: Array, cache: Any) -> Array:
    return dA[:, :, None] * np.ones(cache.shape) / cache.shape[2]


@mistake(
    "maxout_backward",
    "upstream gradient forgotten",
    loses="dZ analytic again ties",
    hint="Zeros and ones come out: that is who won. The chain rule multiplies it by dA.",
)
def _(dA: Array, cache: Any) -> Array:
    return (np.arange(cache.shape[2]) == cache.argmax(axis=2)[:, :, None]).astype(float)


@mistake(
    "maxout_backward",
    "whole gradient to each tied piece",
    loses="ties",
    hint="Where two pieces tie, both get everything, and together twice what arrived.",
)
def _(dA: Array, cache: Any) -> Array:
    return dA[:, :, None] * (cache == cache.max(axis=2, keepdims=True))
