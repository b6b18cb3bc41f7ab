"""What learners make of the bracket in softmax's backward pass: its weights, its factor, its
terms."""

import numpy as np

from autograder.exercises.softmax.backward import EVERY_PART
from autograder.exercises.softmax.chapter import mistake
from autograder.reference.arrays import Array


@mistake(
    "softmax_backward",
    "nothing subtracted",
    loses=EVERY_PART,
    hint="Your rows do not add up to 0: raising all scores of a row by the same amount changes "
    "nothing, so the gradient along that direction must vanish. Which term sees to it?",
)
def _(dP: Array, P: Array) -> Array:
    return dP * P


@mistake(
    "softmax_backward",
    "plain sum instead of the weighted one",
    loses=EVERY_PART,
    hint="What is subtracted is the sum of dP; in the equation each dP comes with a weight.",
)
def _(dP: Array, P: Array) -> Array:
    return P * (dP - np.sum(dP, axis=1, keepdims=True))


@mistake(
    "softmax_backward",
    "plain mean instead of the weighted one",
    loses=EVERY_PART,
    hint="What is subtracted is the plain mean of dP; in the equation likely classes weigh more.",
)
def _(dP: Array, P: Array) -> Array:
    return P * (dP - np.mean(dP, axis=1, keepdims=True))


@mistake(
    "softmax_backward",
    "mean of the products",
    loses=EVERY_PART,
    hint="What is subtracted is divided by k as well: in a weighted mean the weights do the "
    "dividing, and those of a row add up to 1.",
)
def _(dP: Array, P: Array) -> Array:
    return P * (dP - np.mean(dP * P, axis=1, keepdims=True))


@mistake(
    "softmax_backward",
    "P and dP exchanged",
    loses=EVERY_PART,
    hint="dP stands in front of the bracket and P within it: compare with the equation, and with "
    "the order of the arguments.",
)
def _(dP: Array, P: Array) -> Array:
    return dP * (P - np.sum(dP * P, axis=1, keepdims=True))


@mistake(
    "softmax_backward",
    "outer factor P missing",
    loses=EVERY_PART,
    hint="A class with next to no probability still gets a large gradient: a factor in front of "
    "the bracket is missing.",
)
def _(dP: Array, P: Array) -> Array:
    return dP - np.sum(dP * P, axis=1, keepdims=True)


@mistake(
    "softmax_backward",
    "outer factor on the first term only",
    loses=EVERY_PART,
    hint="The sum is subtracted as it is; in the equation the factor in front multiplies the "
    "whole bracket.",
)
def _(dP: Array, P: Array) -> Array:
    return P * dP - np.sum(dP * P, axis=1, keepdims=True)
