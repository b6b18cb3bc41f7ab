"""What learners make of the squared and the absolute error."""

import numpy as np

from autograder.exercises.cross_entropy.chapter import mistake
from autograder.reference.arrays import Array

_NUMBER = "The cost of a batch is one plain number; this is an array of shape (1,)."
_ROWS = (
    "Cost and gradient are exactly k times too large: a batch (m, k) has m · k entries, and the "
    "mean runs over all of them."
)
_SIGN = "The gradient points downhill. r = o − y: which of the two is moved?"
_OWN = "The prediction is overwritten by the residual; whoever called still needs it."


@mistake("mse", "divided by the examples only", loses="cost do", hint=_ROWS)
def _(o: Array, y: Array) -> tuple[float, Array]:
    return float(np.sum((o - y) ** 2) / len(o)), 2 * (o - y) / len(o)


@mistake(
    "mse",
    "sum instead of mean",
    loses="cost do analytic",
    hint="Cost and gradient are as many times too large as there are entries: a cost is a mean.",
)
def _(o: Array, y: Array) -> tuple[float, Array]:
    return float(np.sum((o - y) ** 2)), 2 * (o - y)


@mistake(
    "mse",
    "2 missing in the gradient",
    loses="do analytic",
    hint="The gradient is exactly half of the cost's slope: what does the square leave behind?",
)
def _(o: Array, y: Array) -> tuple[float, Array]:
    return float(np.mean((o - y) ** 2)), (o - y) / o.size


@mistake(
    "mse",
    "½ in the cost",
    loses="cost",
    hint="The cost is exactly half of the mean of the squares, and does not fit its gradient.",
)
def _(o: Array, y: Array) -> tuple[float, Array]:
    return float(0.5 * np.mean((o - y) ** 2)), 2 * (o - y) / o.size


@mistake(
    "mse",
    "mean missing in the gradient",
    loses="do analytic",
    hint="The gradient belongs to the sum of the squares: the cost is their mean.",
)
def _(o: Array, y: Array) -> tuple[float, Array]:
    return float(np.mean((o - y) ** 2)), 2 * (o - y)


@mistake("mse", "sign of the gradient", loses="do analytic", hint=_SIGN)
def _(o: Array, y: Array) -> tuple[float, Array]:
    return float(np.mean((o - y) ** 2)), 2 * (y - o) / o.size


@mistake(
    "mse",
    "root of the mean square",
    loses="cost",
    hint="This is the root of the right cost.",
)
def _(o: Array, y: Array) -> tuple[float, Array]:
    return float(np.sqrt(np.mean((o - y) ** 2))), 2 * (o - y) / o.size


@mistake("mse", "one entry instead of a number", loses="cost", hint=_NUMBER)
def _(o: Array, y: Array) -> tuple[Array, Array]:
    return np.mean((o - y) ** 2, keepdims=True).ravel(), 2 * (o - y) / o.size


@mistake("mse", "input changed in place", loses="inputs", hint=_OWN)
def _(o: Array, y: Array) -> tuple[float, Array]:
    o -= y
    return float(np.mean(o**2)), 2 * o / o.size


@mistake("mae", "divided by the examples only", loses="cost do kink", hint=_ROWS)
def _(o: Array, y: Array) -> tuple[float, Array]:
    return float(np.sum(np.abs(o - y)) / len(o)), np.sign(o - y) / len(o)


@mistake(
    "mae",
    "sum instead of mean",
    loses="cost do kink analytic",
    hint="Cost and gradient are as many times too large as there are entries: a cost is a mean.",
)
def _(o: Array, y: Array) -> tuple[float, Array]:
    return float(np.sum(np.abs(o - y))), np.sign(o - y)


@mistake(
    "mae",
    "residual over its size",
    loses="kink",
    hint="Where o = y your slope is 0/0, which is no number: at the kink any slope from −1 to 1 "
    "will do, and NaN is none of them.",
)
def _(o: Array, y: Array) -> tuple[float, Array]:
    r = o - y
    return float(np.mean(np.abs(r))), r / np.abs(r) / r.size


@mistake(
    "mae",
    "residual as the gradient",
    loses="do kink analytic",
    hint="Your slope grows with the residual. |r| has the same steepness everywhere but at 0.",
)
def _(o: Array, y: Array) -> tuple[float, Array]:
    return float(np.mean(np.abs(o - y))), (o - y) / o.size


@mistake(
    "mae",
    "absolute value left out of the cost",
    loses="cost kink",
    hint="Residuals of opposite sign cancel in your cost.",
)
def _(o: Array, y: Array) -> tuple[float, Array]:
    return float(np.mean(o - y)), np.sign(o - y) / o.size


@mistake(
    "mae",
    "mean missing in the gradient",
    loses="do kink analytic",
    hint="The gradient belongs to the sum of the absolute values: the cost is their mean.",
)
def _(o: Array, y: Array) -> tuple[float, Array]:
    return float(np.mean(np.abs(o - y))), np.sign(o - y)


@mistake("mae", "sign of the gradient", loses="do kink analytic", hint=_SIGN)
def _(o: Array, y: Array) -> tuple[float, Array]:
    return float(np.mean(np.abs(o - y))), np.sign(y - o) / o.size


@mistake("mae", "one entry instead of a number", loses="cost kink", hint=_NUMBER)
def _(o: Array, y: Array) -> tuple[Array, Array]:
    return np.mean(np.abs(o - y), keepdims=True).ravel(), np.sign(o - y) / o.size


@mistake("mae", "input changed in place", loses="inputs", hint=_OWN)
def _(o: Array, y: Array) -> tuple[float, Array]:
    o -= y
    return float(np.mean(np.abs(o))), np.sign(o) / o.size
