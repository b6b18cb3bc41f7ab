"""Softmax of rows, and what learners make of it."""

import numpy as np

from autograder.exercises.softmax.chapter import exercise, mistake
from autograder.exercises.softmax.drawing import extreme_rows, far_apart, score_rows
from autograder.reference import softmax as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict

EVERY_PART = "P extremes far-apart"


@exercise("softmax", parts={"P": 3.0, "extremes": 1.0, "far-apart": 1.0, "inputs": 1.0})
def _softmax(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    def ask(part: str, Z: Array, called: str) -> None:
        with verdict.part(part):
            want = right.softmax(Z)
            verdict.expect(student.softmax(Z), want, called=called)

    for Z in score_rows(rng):
        ask("P", Z, "P")
    ask("extremes", extreme_rows(rng), "P at ±1000")
    ask("far-apart", far_apart(rng), "P where rows lie a thousand apart")


@mistake(
    "softmax",
    "summed over the examples",
    loses=EVERY_PART,
    hint="Your columns add up to 1, and the rows do not: which axis counts the classes?",
)
def _(Z: Array) -> Array:
    E = np.exp(Z - np.max(Z, axis=0))
    return E / np.sum(E, axis=0)


@mistake(
    "softmax",
    "summed over everything",
    loses=EVERY_PART,
    hint="The whole batch adds up to 1; every row should.",
)
def _(Z: Array) -> Array:
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return E / np.sum(E)


@mistake(
    "softmax",
    "sums that lost their axis",
    loses=EVERY_PART,
    hint="The sums, one a row, have shape (m,) and are stretched along the wrong axis; where m and "
    "k are equal nothing complains. Which shape divides each row by its own sum?",
)
def _(Z: Array) -> Array:
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return E / np.sum(E, axis=1)


@mistake(
    "softmax",
    "a norm as denominator",
    loses=EVERY_PART,
    hint="The squares of each row add up to 1, not the row: a length stands where a sum belongs.",
)
def _(Z: Array) -> Array:
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return E / np.linalg.norm(E, axis=1, keepdims=True)


@mistake(
    "softmax",
    "divided by the largest",
    loses=EVERY_PART,
    hint="The largest entry of every row is 1: you shift and exponentiate, and the row is not yet "
    "shared out.",
)
def _(Z: Array) -> Array:
    return np.exp(Z - np.max(Z, axis=1, keepdims=True))


@mistake(
    "softmax",
    "minus in the exponent",
    loses=EVERY_PART,
    hint="The smallest score gets the largest probability: look at the sign in the exponent.",
)
def _(Z: Array) -> Array:
    E = np.exp(np.min(Z, axis=1, keepdims=True) - Z)
    return E / np.sum(E, axis=1, keepdims=True)


@mistake(
    "softmax",
    "no exponential",
    loses=EVERY_PART,
    hint="Scores are divided by their sum, as in plain division: something makes them positive "
    "first.",
)
def _(Z: Array) -> Array:
    return Z / np.sum(Z, axis=1, keepdims=True)


@mistake(
    "softmax",
    "powers of 2",
    loses="P far-apart",
    hint="Your rows add up to 1 but are too even: one more point of score multiplies the "
    "probability by 2, and should by e.",
)
def _(Z: Array) -> Array:
    E = 2.0 ** (Z - np.max(Z, axis=1, keepdims=True))
    return E / np.sum(E, axis=1, keepdims=True)


@mistake(
    "softmax",
    "a sigmoid for each score",
    loses=EVERY_PART,
    hint="Each score is squeezed by itself, and a row adds up to anything: here a class can only "
    "gain what others lose.",
)
def _(Z: Array) -> Array:
    return 1 / (1 + np.exp(-Z))


@mistake(
    "softmax",
    "the logarithm returned",
    loses=EVERY_PART,
    hint="All your values are 0 or less: these are logarithms of probabilities, the next exercise.",
)
def _(Z: Array) -> Array:
    shifted = Z - np.max(Z, axis=1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))


@mistake(
    "softmax",
    "the most likely class instead of probabilities",
    loses="P far-apart",
    hint="Only zeros and ones come out: that is the winner, not how sure the scores are of it.",
)
def _(Z: Array) -> Array:
    best = (np.max(Z, axis=1, keepdims=True) <= Z).astype(float)
    return best / np.sum(best, axis=1, keepdims=True)


@mistake(
    "softmax",
    "input changed in place",
    loses="inputs",
    hint="The caller's scores are shifted in place (`-=`, `out=`): work on a new array.",
)
def _(Z: Array) -> Array:
    Z -= np.max(Z, axis=1, keepdims=True)
    E = np.exp(Z)
    return E / np.sum(E, axis=1, keepdims=True)
