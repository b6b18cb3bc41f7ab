"""Log-softmax of rows, and what learners make of it."""

import numpy as np

from autograder.exercises.softmax.chapter import exercise, mistake
from autograder.exercises.softmax.drawing import extreme_rows, far_apart, score_rows
from autograder.reference import softmax as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict

_ALL = "values extremes far-apart"


@exercise("log_softmax", parts={"values": 3.0, "extremes": 2.0, "far-apart": 1.0, "inputs": 1.0})
def _log_softmax(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    def ask(part: str, Z: Array, called: str) -> None:
        with verdict.part(part):
            want = right.log_softmax(Z)
            verdict.expect(student.log_softmax(Z), want, called=called)

    for Z in score_rows(rng):
        ask("values", Z, "log P")
    ask("extremes", extreme_rows(rng), "log P at ±1000")
    ask("far-apart", far_apart(rng), "log P where rows lie a thousand apart")


@mistake(
    "log_softmax",
    "logarithm of the softmax",
    loses="extremes",
    hint="A probability too small for a float is 0, and its logarithm −∞; the logarithm itself is "
    "an ordinary number, −2000 perhaps. Work on paper with the logarithm of the fraction first.",
)
def _(Z: Array) -> Array:
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return np.log(E / np.sum(E, axis=1, keepdims=True))


@mistake(
    "log_softmax",
    "a small number added before the logarithm",
    loses=_ALL,
    hint="Your values never fall below a floor near −11.5, and all of them are a little too large: "
    "a small constant inside the logarithm changes every probability.",
)
def _(Z: Array) -> Array:
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return np.log(E / np.sum(E, axis=1, keepdims=True) + 1e-5)


@mistake(
    "log_softmax",
    "a floor under the probabilities",
    loses="extremes",
    hint="Your values never fall below a floor, whatever the scores: probabilities too small for a "
    "float were raised before the logarithm, and −2000 is an ordinary number.",
)
def _(Z: Array) -> Array:
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return np.log(np.maximum(E / np.sum(E, axis=1, keepdims=True), 1e-300))


@mistake(
    "log_softmax",
    "logarithm to base 10",
    loses=_ALL,
    hint="Every value is the right one divided by 2.302585: which base has the logarithm of this "
    "course?",
)
def _(Z: Array) -> Array:
    shifted = Z - np.max(Z, axis=1, keepdims=True)
    return (shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))) / np.log(10)


@mistake(
    "log_softmax",
    "minus the logarithm",
    loses=_ALL,
    hint="Every value has the opposite sign: −log p is the surprise of chapter 07, and here the "
    "logarithm itself is asked for.",
)
def _(Z: Array) -> Array:
    shifted = Z - np.max(Z, axis=1, keepdims=True)
    return np.log(np.sum(np.exp(shifted), axis=1, keepdims=True)) - shifted


@mistake(
    "log_softmax",
    "logarithm forgotten",
    loses=_ALL,
    hint="These are the probabilities; their logarithms are asked for.",
)
def _(Z: Array) -> Array:
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return E / np.sum(E, axis=1, keepdims=True)


@mistake(
    "log_softmax",
    "no logarithm around the sum",
    loses=_ALL,
    hint="The sum of exponentials is subtracted as it is; the logarithm of a fraction is a "
    "difference of two logarithms.",
)
def _(Z: Array) -> Array:
    shifted = Z - np.max(Z, axis=1, keepdims=True)
    return shifted - np.sum(np.exp(shifted), axis=1, keepdims=True)


@mistake(
    "log_softmax",
    "shift not added back",
    loses=_ALL,
    hint="Each row is off by its own maximum: you shift inside the sum and not outside it. Follow "
    "the shift through the equation to the end.",
)
def _(Z: Array) -> Array:
    shifted = Z - np.max(Z, axis=1, keepdims=True)
    return Z - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))


@mistake(
    "log_softmax",
    "no shift",
    loses="extremes far-apart",
    hint="Large scores overflow inside the sum: which shift takes the largest exponent of each row "
    "to 0?",
)
def _(Z: Array) -> Array:
    return Z - np.log(np.sum(np.exp(Z), axis=1, keepdims=True))


@mistake(
    "log_softmax",
    "one shift for the whole batch",
    loses="far-apart",
    hint="In a row far below the largest score of the batch every exponential is 0, and log 0 is "
    "−∞: each row has a maximum of its own.",
)
def _(Z: Array) -> Array:
    shifted = Z - np.max(Z)
    return shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))


@mistake(
    "log_softmax",
    "shifted by the minimum",
    loses="extremes",
    hint="After your shift no score is below 0, and large ones overflow as before: from which end "
    "does the danger come?",
)
def _(Z: Array) -> Array:
    shifted = Z - np.min(Z, axis=1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))


@mistake(
    "log_softmax",
    "summed over the examples",
    loses=_ALL,
    hint="The exponentials of your columns add up to 1, those of the rows do not: which axis "
    "counts the classes?",
)
def _(Z: Array) -> Array:
    shifted = Z - np.max(Z, axis=0)
    return shifted - np.log(np.sum(np.exp(shifted), axis=0))


@mistake(
    "log_softmax",
    "sums that lost their axis",
    loses=_ALL,
    hint="The sums, one a row, have shape (m,) and are stretched along the wrong axis; where m and "
    "k are equal nothing complains.",
)
def _(Z: Array) -> Array:
    shifted = Z - np.max(Z, axis=1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=1))


@mistake(
    "log_softmax",
    "logarithm of each exponential",
    loses=_ALL,
    hint="You subtract the sum of the scores: a logarithm of a sum is not the sum of logarithms.",
)
def _(Z: Array) -> Array:
    return Z - np.sum(np.log(np.exp(np.clip(Z, -700, 700))), axis=1, keepdims=True)


@mistake(
    "log_softmax",
    "input changed in place",
    loses="inputs",
    hint="The caller's scores are shifted in place (`-=`, `out=`): work on a new array.",
)
def _(Z: Array) -> Array:
    Z -= np.max(Z, axis=1, keepdims=True)
    return Z - np.log(np.sum(np.exp(Z), axis=1, keepdims=True))
