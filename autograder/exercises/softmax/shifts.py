"""What learners make of softmax's shift: none, another one, or a small number in its place."""

import numpy as np

from autograder.exercises.softmax.chapter import mistake
from autograder.exercises.softmax.rows import EVERY_PART
from autograder.reference.arrays import Array


@mistake(
    "softmax",
    "no shift",
    loses="extremes far-apart",
    hint="Large scores overflow: e^1000 is infinite, and ∞/∞ is not a number. Which shift of a row "
    "changes nothing?",
)
def _(Z: Array) -> Array:
    E = np.exp(Z)
    return E / np.sum(E, axis=1, keepdims=True)


@mistake(
    "softmax",
    "one shift for the whole batch",
    loses="far-apart",
    hint="A row far below the largest score of the batch comes to 0/0: each row has a maximum of "
    "its own.",
)
def _(Z: Array) -> Array:
    E = np.exp(Z - np.max(Z))
    return E / np.sum(E, axis=1, keepdims=True)


@mistake(
    "softmax",
    "shifted by the minimum",
    loses="extremes",
    hint="After your shift no score is below 0, and large ones overflow as before: from which end "
    "does the danger come?",
)
def _(Z: Array) -> Array:
    E = np.exp(Z - np.min(Z, axis=1, keepdims=True))
    return E / np.sum(E, axis=1, keepdims=True)


@mistake(
    "softmax",
    "shifted by the largest size",
    loses="far-apart",
    hint="In a row far below 0 your shift takes the scores further down, until every exponential "
    "is 0: which is the largest of several negative numbers?",
)
def _(Z: Array) -> Array:
    E = np.exp(Z - np.max(np.abs(Z), axis=1, keepdims=True))
    return E / np.sum(E, axis=1, keepdims=True)


@mistake(
    "softmax",
    "each column shifted by its own maximum",
    loses=EVERY_PART,
    hint="Your rows add up to 1 and are wrong: scores of one row were shifted by different "
    "numbers, and such a shift does not cancel. Along which axis should the maximum look?",
)
def _(Z: Array) -> Array:
    E = np.exp(Z - np.max(Z, axis=0))
    return E / np.sum(E, axis=1, keepdims=True)


@mistake(
    "softmax",
    "maximum subtracted from the powers",
    loses=EVERY_PART,
    hint="The maximum is subtracted after the exponential, from the powers; the shift that "
    "changes nothing is one of the scores.",
)
def _(Z: Array) -> Array:
    E = np.exp(Z) - np.max(Z, axis=1, keepdims=True)
    return E / np.sum(E, axis=1, keepdims=True)


@mistake(
    "softmax",
    "1e-6 added to the sum",
    loses=EVERY_PART,
    hint="Your rows add up to a little less than 1, and not by rounding: a small number was added "
    "to the sum, which after the shift is at least 1 and needs no protection.",
)
def _(Z: Array) -> Array:
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return E / (np.sum(E, axis=1, keepdims=True) + 1e-6)


@mistake(
    "softmax",
    "1e-8 added to the sum",
    loses=EVERY_PART,
    hint="Your rows add up to a little less than 1, and not by rounding: a very small number was "
    "added to the sum, which after the shift is at least 1 and needs no protection.",
)
def _(Z: Array) -> Array:
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return E / (np.sum(E, axis=1, keepdims=True) + 1e-8)


@mistake(
    "softmax",
    "scores clipped",
    loses="far-apart",
    hint="Cutting scores off hides the overflow and makes different scores equal: rows near 1000 "
    "come out all the same. A shift keeps their differences.",
)
def _(Z: Array) -> Array:
    E = np.exp(np.clip(Z, -500, 500))
    return E / np.sum(E, axis=1, keepdims=True)
