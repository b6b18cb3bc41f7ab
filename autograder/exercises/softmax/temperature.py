"""Softmax with a temperature, and what learners make of it."""

from typing import Any

import numpy as np

from autograder.exercises.softmax.chapter import exercise, mistake
from autograder.exercises.softmax.drawing import extreme_rows, far_apart, score_rows
from autograder.exercises.softmax.refusal import refuses
from autograder.reference import softmax as right
from autograder.reference.arrays import Array
from autograder.reference.softmax import softmax
from autograder.student import Student
from autograder.verdict import Verdict
from chainrule.check.compare import ladder

CLOSE = 1e-6  # a softmax that is almost right loses its points where it was written
_ALL = "P extremes"


@exercise(
    "softmax_temperature",
    uses=("softmax",),
    parts={"P": 3.0, "extremes": 1.0, "refuses": 1.0, "inputs": 1.0},
)
def _softmax_temperature(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    def ask(part: str, Z: Array, T: float, called: str) -> None:
        with verdict.part(part):
            got = student.softmax_temperature(Z, T)
            want = right.softmax_temperature(Z, T)
            if ladder(got, want, tolerance=CLOSE) is not None:
                verdict.needs("softmax", student.softmax(Z / T), want)
            verdict.expect(got, want, called=called, tolerance=CLOSE)

    for Z, T in zip(score_rows(rng), (1.0, 2.5, 0.4, 7.0), strict=True):
        ask("P", Z, T, "P")
    for T in (0.0005, 0.5, 900.0):
        ask("extremes", extreme_rows(rng), T, "P at ±1000")
    ask("extremes", far_apart(rng), 0.005, "P at a temperature near 0")
    for T in (0.0, -1.0, -0.3):
        with verdict.part("refuses"):
            case = "a temperature of 0" if T == 0 else "a temperature below 0"
            refuses(verdict, student.softmax_temperature, next(score_rows(rng)), T, case=case)


@mistake(
    "softmax_temperature",
    "multiplied by the temperature",
    loses=_ALL,
    hint="Your probabilities sharpen as T rises, and should even out: on which side of the "
    "fraction does T stand?",
)
def _(Z: Array, T: float) -> Array:
    if not T > 0:
        raise ValueError
    return softmax(Z * T)


@mistake(
    "softmax_temperature",
    "divided after the softmax",
    loses=_ALL,
    hint="Your rows add up to 1/T: what is divided, the scores or the probabilities?",
)
def _(Z: Array, T: float) -> Array:
    if not T > 0:
        raise ValueError
    return softmax(Z) / T


@mistake(
    "softmax_temperature",
    "temperature ignored",
    loses=_ALL,
    hint="With another T your values do not change.",
)
def _(Z: Array, T: float) -> Array:
    if not T > 0:
        raise ValueError
    return softmax(Z)


@mistake(
    "softmax_temperature",
    "divided without a shift",
    loses="extremes",
    hint="At a low temperature even modest scores become huge, and their exponentials overflow: "
    "the shift is needed here as well.",
)
def _(Z: Array, T: float) -> Array:
    if not T > 0:
        raise ValueError
    E = np.exp(Z / T)
    return E / np.sum(E, axis=1, keepdims=True)


@mistake(
    "softmax_temperature",
    "powers of the probabilities",
    loses="extremes",
    hint="On paper p^(1/T) shared out anew is the same, but at a low temperature each power is "
    "too small for a float, and 0/0 is not a number. Start from the scores.",
)
def _(Z: Array, T: float) -> Array:
    if not T > 0:
        raise ValueError
    powers = softmax(Z) ** (1 / T)
    return powers / np.sum(powers, axis=1, keepdims=True)


@mistake(
    "softmax_temperature",
    "whole-number division",
    loses=_ALL,
    hint="The quotients are rounded down to whole numbers, so close scores become equal: which "
    "sign divides without rounding?",
)
def _(Z: Array, T: float) -> Array:
    if not T > 0:
        raise ValueError
    return softmax(Z // T)


@mistake(
    "softmax_temperature",
    "nothing refused",
    loses="refuses",
    hint="Below 0 the order of the classes turns round, and at 0 nothing is defined: the contract "
    "asks for an error there.",
)
def _(Z: Array, T: float) -> Array:
    return softmax(Z / T)


@mistake(
    "softmax_temperature",
    "only 0 refused",
    loses="refuses",
    hint="A negative temperature is taken, and the worst class becomes the most likely one.",
)
def _(Z: Array, T: float) -> Array:
    if T == 0:
        raise ValueError
    return softmax(Z / T)


@mistake(
    "softmax_temperature",
    "0 not refused",
    loses="refuses",
    hint="Negative temperatures are refused and 0 is not: the contract asks for T > 0, and NumPy "
    "only warns when it divides by 0.",
)
def _(Z: Array, T: float) -> Array:
    if T < 0:
        raise ValueError
    return softmax(Z / T)


@mistake(
    "softmax_temperature",
    "small temperatures refused",
    loses="extremes",
    hint="A small temperature is refused, and every T above 0 is allowed, however small.",
)
def _(Z: Array, T: float) -> Array:
    if T < 0.01:
        raise ValueError
    return softmax(Z / T)


@mistake(
    "softmax_temperature",
    "error returned instead of raised",
    loses="refuses",
    hint="An error that is returned is a value like any other, and the caller goes on with it. "
    "Which word stops a function?",
)
def _(Z: Array, T: float) -> Any:
    if not T > 0:
        return ValueError("T must be positive")
    return softmax(Z / T)


@mistake(
    "softmax_temperature",
    "another kind of error",
    loses="refuses",
    hint="It stops, with an AssertionError. Callers who expect the contract's kind of error do "
    "not catch that one.",
)
def _(Z: Array, T: float) -> Array:
    assert T > 0
    return softmax(Z / T)


@mistake(
    "softmax_temperature",
    "input changed in place",
    loses="inputs",
    hint="The caller's scores are divided in place: work on a new array.",
)
def _(Z: Array, T: float) -> Array:
    if not T > 0:
        raise ValueError
    Z /= T
    return softmax(Z)
