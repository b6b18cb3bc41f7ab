"""More of what learners make of the categorical and the binary loss: brackets, order, clipping."""

import numpy as np

from autograder.exercises.cross_entropy.chapter import mistake
from autograder.reference.arrays import Array

_CUT = (
    "A probability below a millionth is replaced by a larger number before anything is done with "
    "it. A prediction that is wrong with certainty then costs less than one that is a little less "
    "sure. The contract keeps 0 away: nothing needs protecting."
)
_ORDER = "The gradient comes first and the cost second. Compare the order of the pair."
_TIMES = (
    "Where the true class is likely the slope is steep, and where it is unlikely nearly flat: the "
    "wrong way round. Python reads a / b * c from left to right: what stands below the fraction "
    "line?"
)
_HALF = (
    "Where y = 1 the gradient is exactly m times too large, and right where y = 0. What does the "
    "division by m reach?"
)


@mistake("categorical_cross_entropy", "P multiplied in", loses="dP analytic", hint=_TIMES)
def _(P: Array, Y: Array) -> tuple[float, Array]:
    return float(-np.sum(Y * np.log(P)) / len(Y)), -Y / len(Y) * P


@mistake("categorical_cross_entropy", "probabilities cut off", loses="cost analytic", hint=_CUT)
def _(P: Array, Y: Array) -> tuple[float, Array]:
    kept = np.clip(P, 1e-6, 1.0)
    return float(-np.sum(Y * np.log(kept)) / len(Y)), -Y / kept / len(Y)


@mistake("categorical_cross_entropy", "probabilities cut off", loses="cost", hint=_CUT)
def _(P: Array, Y: Array) -> tuple[float, Array]:
    return float(-np.sum(Y * np.log(np.clip(P, 1e-6, 1.0))) / len(Y)), -Y / P / len(Y)


@mistake(
    "categorical_cross_entropy",
    "order of the pair",
    loses="cost dP analytic",
    hint=_ORDER,
)
def _(P: Array, Y: Array) -> tuple[Array, float]:
    return -Y / P / len(Y), float(-np.sum(Y * np.log(P)) / len(Y))


@mistake("binary_cross_entropy", "probabilities cut off", loses="cost analytic", hint=_CUT)
def _(p: Array, y: Array) -> tuple[float, Array]:
    kept = np.clip(p, 1e-7, 1 - 1e-7)
    cost = -np.mean(y * np.log(kept) + (1 - y) * np.log(1 - kept))
    return float(cost), (kept - y) / (kept * (1 - kept)) / len(p)


@mistake("binary_cross_entropy", "probabilities cut off", loses="cost", hint=_CUT)
def _(p: Array, y: Array) -> tuple[float, Array]:
    kept = np.clip(p, 1e-7, 1 - 1e-7)
    cost = -np.mean(y * np.log(kept) + (1 - y) * np.log(1 - kept))
    return float(cost), (-y / p + (1 - y) / (1 - p)) / len(p)


@mistake("binary_cross_entropy", "one half divided", loses="dp analytic", hint=_HALF)
def _(p: Array, y: Array) -> tuple[float, Array]:
    cost = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return float(cost), -y / p + (1 - y) / (1 - p) / len(p)


@mistake(
    "binary_cross_entropy",
    "brackets of 1 − y",
    loses="cost",
    hint="1 − y · log (1 − p) was computed: a product comes before a difference.",
)
def _(p: Array, y: Array) -> tuple[float, Array]:
    cost = -np.mean(y * np.log(p) + 1 - y * np.log(1 - p))
    return float(cost), (-y / p + (1 - y) / (1 - p)) / len(p)
