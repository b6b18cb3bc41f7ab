"""The sigmoid of arrays and numbers, and what learners make of it."""

from typing import Any

import numpy as np

from autograder.exercises.drawing import extremes, scores
from autograder.exercises.neuron.chapter import exercise, mistake
from autograder.reference import neuron as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict

SHAPES = ((7,), (5, 3), (1, 4), (2, 3, 4))


@exercise("sigmoid", parts={"values": 3.0, "extremes": 2.0, "number": 1.0, "inputs": 1.0})
def _sigmoid(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for z in scores(rng, SHAPES):
        with verdict.part("values"):
            verdict.expect(student.sigmoid(z), right.sigmoid(z), called="σ(z)")
    for shape in SHAPES:
        with verdict.part("extremes"):
            z = extremes(rng, shape)
            verdict.expect(student.sigmoid(z), right.sigmoid(z), called="σ(z) at ±1000")
    for number in (2.5, -0.75, 0.0, np.float64(0.3)):
        with verdict.part("number"):
            got = student.sigmoid(number)
            verdict.expect(got, right.sigmoid(np.array(number)), called="σ of a single number")


@mistake(
    "sigmoid",
    "ratio of exponentials",
    loses="extremes",
    hint="At +1000 both exponentials overflow and ∞/∞ is not a number: which form of (1.7) only "
    "ever raises e to a power that is not positive?",
)
def _(z: Array) -> Any:
    return np.exp(z) / (1 + np.exp(z))


@mistake(
    "sigmoid",
    "minus missing in the exponent",
    loses="values extremes number",
    hint="Your curve falls where σ rises: look at the sign in the exponent of (1.7).",
)
def _(z: Array) -> Any:
    return 1 / (1 + np.exp(np.asarray(z)))


@mistake(
    "sigmoid",
    "brackets around the denominator missing",
    loses="values extremes number",
    hint="Your values are all above 1: the fraction line of (1.7) reaches over the whole sum.",
)
def _(z: Array) -> Any:
    return 1 / 1 + np.exp(-np.asarray(z))


@mistake(
    "sigmoid",
    "tanh instead",
    loses="values extremes number",
    hint="Your values run from −1 to 1, those of σ from 0 to 1.",
)
def _(z: Array) -> Any:
    return np.tanh(z)


@mistake(
    "sigmoid",
    "tanh of twice the half",
    loses="values number",
    hint="Your curve is right at its middle and its ends and too steep between: when σ is made "
    "from tanh, which multiple of z does tanh take?",
)
def _(z: Array) -> Any:
    return 0.5 * (1 + np.tanh(z))


@mistake(
    "sigmoid",
    "another base than e",
    loses="values number",
    hint="The shape is right and the steepness is not: which number is raised to the power −z?",
)
def _(z: Array) -> Any:
    return 1 / (1 + 10.0 ** -np.asarray(z, dtype=float))


@mistake(
    "sigmoid",
    "one number only",
    loses="values extremes",
    hint="`if` asks one yes-or-no question, and an array holds many numbers: each needs its own "
    "answer.",
)
def _(z: Array) -> Any:
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))


@mistake(
    "sigmoid",
    "input clipped",
    loses="extremes",
    hint="Far out your curve stops short of 0 and 1: the input was cut off much earlier than the "
    "overflow demands.",
)
def _(z: Array) -> Any:
    return 1 / (1 + np.exp(-np.clip(z, -5, 5)))


@mistake(
    "sigmoid",
    "a step instead",
    loses="values number",
    hint="Only 0 and 1 come out: the sigmoid also takes every value between them.",
)
def _(z: Array) -> Any:
    return np.heaviside(z, 0.5)


@mistake(
    "sigmoid",
    "input changed in place",
    loses="inputs",
    hint="z is overwritten: whoever called your function still needs it.",
)
def _(z: Array) -> Any:
    z = np.asarray(z, dtype=float)
    z *= -1
    return 1 / (1 + np.exp(z))
