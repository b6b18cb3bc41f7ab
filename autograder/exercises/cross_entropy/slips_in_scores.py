"""What learners make of softmax and cross-entropy in one step."""

import numpy as np

from autograder.exercises.cross_entropy.chapter import mistake
from autograder.reference.arrays import Array, Labels

_ALL = "cost dZ analytic extremes"
_SLOPE = "dZ analytic extremes"


@mistake(
    "softmax_cross_entropy",
    "scores not shifted",
    loses="extremes",
    hint="e^1000 is no number a float can hold. Chapter 06 takes each row's largest score away "
    "first.",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows = np.arange(len(y))
    P = np.exp(Z) / np.sum(np.exp(Z), axis=1, keepdims=True)
    cost = -np.mean(np.log(P[rows, y]))
    P[rows, y] -= 1
    return float(cost), P / len(y)


@mistake(
    "softmax_cross_entropy",
    "one shift for all rows",
    loses="extremes",
    hint="A row far below the largest score of the whole batch becomes 0/0: whose maximum is a "
    "row to be shifted by?",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows, grown = np.arange(len(y)), np.exp(Z - Z.max())
    P = grown / np.sum(grown, axis=1, keepdims=True)
    cost = -np.mean(np.log(P[rows, y]))
    P[rows, y] -= 1
    return float(cost), P / len(y)


@mistake(
    "softmax_cross_entropy",
    "logarithm of a softmax that reached 0",
    loses="extremes",
    hint="The cost is infinite where the true class is 2000 behind; it should be 2000. Take the "
    "logarithm before anything can round to 0: chapter 06 has the form.",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows, grown = np.arange(len(y)), np.exp(Z - Z.max(axis=1, keepdims=True))
    P = grown / np.sum(grown, axis=1, keepdims=True)
    cost = -np.mean(np.log(P[rows, y]))
    P[rows, y] -= 1
    return float(cost), P / len(y)


@mistake(
    "softmax_cross_entropy",
    "small number inside the logarithm",
    loses="cost extremes",
    hint="A small number beside the probability moves every loss, and caps the largest. With the "
    "logarithm taken first nothing needs protecting.",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows, grown = np.arange(len(y)), np.exp(Z - Z.max(axis=1, keepdims=True))
    P = grown / np.sum(grown, axis=1, keepdims=True)
    cost = -np.mean(np.log(P[rows, y] + 1e-5))
    P[rows, y] -= 1
    return float(cost), P / len(y)


@mistake(
    "softmax_cross_entropy",
    "softmax over the examples",
    loses=_ALL,
    hint="Columns are made to sum to 1: each example's own scores should compete.",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows, S = np.arange(len(y)), Z - Z.max(axis=0)
    L = S - np.log(np.sum(np.exp(S), axis=0))
    P = np.exp(L)
    P[rows, y] -= 1
    return float(-np.mean(L[rows, y])), P / len(y)


@mistake(
    "softmax_cross_entropy",
    "1/m missing in the gradient",
    loses=_SLOPE,
    hint="The gradient is exactly m times too large: it belongs to the sum of the losses. This is "
    "the one place where the 1/m of the mean lives.",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
    L = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))
    P = np.exp(L)
    P[rows, y] -= 1
    return float(-np.mean(L[rows, y])), P


@mistake(
    "softmax_cross_entropy",
    "1/m twice in the gradient",
    loses=_SLOPE,
    hint="The gradient is exactly m times too small: one mean has one 1/m.",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
    L = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))
    P = np.exp(L)
    P[rows, y] -= 1
    return float(-np.mean(L[rows, y])), P / len(y) ** 2


@mistake(
    "softmax_cross_entropy",
    "sum instead of mean",
    loses=_ALL,
    hint="Cost and gradient are exactly m times too large: a cost is the mean of the losses.",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
    L = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))
    P = np.exp(L)
    P[rows, y] -= 1
    return float(-np.sum(L[rows, y])), P


@mistake(
    "softmax_cross_entropy",
    "minus missing in the cost",
    loses="cost extremes",
    hint="The cost is negative: a logarithm of a probability is never positive.",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
    L = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))
    P = np.exp(L)
    P[rows, y] -= 1
    return float(np.mean(L[rows, y])), P / len(y)


@mistake(
    "softmax_cross_entropy",
    "Y − P instead of P − Y",
    loses=_SLOPE,
    hint="The gradient has the opposite sign: raising the true class's score should lower the "
    "cost.",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
    L = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))
    P = np.exp(L)
    P[rows, y] -= 1
    return float(-np.mean(L[rows, y])), -P / len(y)


@mistake(
    "softmax_cross_entropy",
    "class numbers subtracted",
    loses=_SLOPE,
    hint="Each row of the gradient should sum to 0: P and Y both sum to 1. Yours does not, because "
    "it is the number of the class that is taken away and not its one-hot row.",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
    L = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))
    return float(-np.mean(L[rows, y])), (np.exp(L) - y[:, None]) / len(y)


@mistake(
    "softmax_cross_entropy",
    "1 subtracted for every class",
    loses=_SLOPE,
    hint="Each row of the gradient should sum to 0, and yours sums to 1 − k: of how many classes "
    "is 1 taken away?",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
    L = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))
    P = np.exp(L)
    for j in range(Z.shape[1]):
        P[:, j] -= 1
    return float(-np.mean(L[rows, y])), P / len(y)


@mistake(
    "softmax_cross_entropy",
    "probabilities as the gradient",
    loses=_SLOPE,
    hint="No entry of the gradient is negative: the true class's score is pushed down like all "
    "others. What does (P − Y)/m subtract?",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
    L = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))
    return float(-np.mean(L[rows, y])), np.exp(L) / len(y)


@mistake(
    "softmax_cross_entropy",
    "0 log 0 is not a number",
    loses="extremes",
    hint="Softmax rounds a probability to 0 at scores of ±1000, and 0 · log 0 is NaN. Take the "
    "logarithm before anything can round to 0.",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    grown, Y = np.exp(Z - Z.max(axis=1, keepdims=True)), np.eye(Z.shape[1])[y]
    P = grown / np.sum(grown, axis=1, keepdims=True)
    return float(-np.sum(Y * np.log(P)) / len(y)), (P - Y) / len(y)


@mistake(
    "softmax_cross_entropy",
    "1 taken from whole columns",
    loses=_SLOPE,
    hint="1 is taken from each row at the classes of all examples. How are a row and its label "
    "paired?",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
    L = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))
    P = np.exp(L)
    P[:, y] -= 1
    return float(-np.mean(L[rows, y])), P / len(y)
