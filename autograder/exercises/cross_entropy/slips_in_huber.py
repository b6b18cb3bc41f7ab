"""What learners make of Huber's loss."""

import numpy as np

from autograder.exercises.cross_entropy.chapter import mistake
from autograder.reference.arrays import Array


@mistake(
    "huber",
    "½ missing on δ²",
    loses="cost",
    hint="The two branches do not meet: beyond |r| = δ your loss is ½δ² too low. Put |r| = δ into "
    "both and compare.",
)
def _(o: Array, y: Array, delta: float) -> tuple[float, Array]:
    size = np.abs(o - y)
    losses = np.where(size <= delta, 0.5 * size**2, delta * size - delta**2)
    return float(np.mean(losses)), np.clip(o - y, -delta, delta) / o.size


@mistake(
    "huber",
    "sign of the linear branch",
    loses="cost",
    hint="Beyond δ your loss is larger than the straight line that continues the parabola: look at "
    "the sign between its two terms.",
)
def _(o: Array, y: Array, delta: float) -> tuple[float, Array]:
    size = np.abs(o - y)
    losses = np.where(size <= delta, 0.5 * size**2, delta * size + 0.5 * delta**2)
    return float(np.mean(losses)), np.clip(o - y, -delta, delta) / o.size


@mistake(
    "huber",
    "½ missing on r²",
    loses="cost do join analytic",
    hint="Near 0 both loss and gradient are exactly twice too large.",
)
def _(o: Array, y: Array, delta: float) -> tuple[float, Array]:
    r = o - y
    losses = np.where(np.abs(r) <= delta, r**2, delta * np.abs(r) - 0.5 * delta**2)
    do = np.where(np.abs(r) <= delta, 2 * r, delta * np.sign(r)) / r.size
    return float(np.mean(losses)), do


@mistake(
    "huber",
    "branches exchanged",
    loses="cost do join analytic",
    hint="Small residuals are charged on a straight line and large ones on a parabola: which of "
    "the two is to be gentle with an outlier?",
)
def _(o: Array, y: Array, delta: float) -> tuple[float, Array]:
    r = o - y
    far = np.abs(r) > delta
    losses = np.where(far, 0.5 * r**2, delta * np.abs(r) - 0.5 * delta**2)
    return float(np.mean(losses)), np.where(far, r, delta * np.sign(r)) / r.size


@mistake(
    "huber",
    "δ missing from the slope",
    loses="do join analytic",
    hint="Beyond δ your gradient is ±1/N whatever δ is: how steep is the straight line?",
)
def _(o: Array, y: Array, delta: float) -> tuple[float, Array]:
    r = o - y
    size = np.abs(r)
    losses = np.where(size <= delta, 0.5 * r**2, delta * size - 0.5 * delta**2)
    return float(np.mean(losses)), np.where(size < delta, r, np.sign(r)) / r.size


@mistake(
    "huber",
    "sign lost beyond δ",
    loses="do analytic",
    hint="Far below the target your gradient points the wrong way: the straight branch has two "
    "arms.",
)
def _(o: Array, y: Array, delta: float) -> tuple[float, Array]:
    r = o - y
    size = np.abs(r)
    losses = np.where(size <= delta, 0.5 * r**2, delta * size - 0.5 * delta**2)
    return float(np.mean(losses)), np.where(size <= delta, r, delta) / r.size


@mistake(
    "huber",
    "δ taken as 1",
    loses="cost do join analytic",
    hint="With another δ nothing changes in your answer: a number stands where the argument "
    "belongs.",
)
def _(o: Array, y: Array, delta: float) -> tuple[float, Array]:
    size = np.abs(o - y)
    losses = np.where(size <= 1.0, 0.5 * size**2, size - 0.5)
    return float(np.mean(losses)), np.clip(o - y, -1.0, 1.0) / o.size


@mistake(
    "huber",
    "negative residuals always near",
    loses="cost do analytic",
    hint="A residual of −100 is charged on the parabola: how far r lies from 0 decides, not r "
    "itself.",
)
def _(o: Array, y: Array, delta: float) -> tuple[float, Array]:
    r = o - y
    losses = np.where(r <= delta, 0.5 * r**2, delta * np.abs(r) - 0.5 * delta**2)
    return float(np.mean(losses)), np.where(r <= delta, r, delta) / r.size


@mistake(
    "huber",
    "sum instead of mean",
    loses="cost do join analytic",
    hint="Cost and gradient are as many times too large as there are entries: a cost is a mean.",
)
def _(o: Array, y: Array, delta: float) -> tuple[float, Array]:
    size = np.abs(o - y)
    losses = np.where(size <= delta, 0.5 * size**2, delta * size - 0.5 * delta**2)
    return float(np.sum(losses)), np.clip(o - y, -delta, delta)


@mistake(
    "huber",
    "divided by the examples only",
    loses="cost do join",
    hint="Cost and gradient are exactly k times too large: the mean runs over all m · k entries.",
)
def _(o: Array, y: Array, delta: float) -> tuple[float, Array]:
    size = np.abs(o - y)
    losses = np.where(size <= delta, 0.5 * size**2, delta * size - 0.5 * delta**2)
    return float(np.sum(losses) / len(o)), np.clip(o - y, -delta, delta) / len(o)


@mistake(
    "huber",
    "mean missing in the gradient",
    loses="do join analytic",
    hint="The gradient belongs to the sum of the losses: the cost is their mean.",
)
def _(o: Array, y: Array, delta: float) -> tuple[float, Array]:
    size = np.abs(o - y)
    losses = np.where(size <= delta, 0.5 * size**2, delta * size - 0.5 * delta**2)
    return float(np.mean(losses)), np.clip(o - y, -delta, delta)


@mistake(
    "huber",
    "one entry instead of a number",
    loses="cost join",
    hint="The cost of a batch is one plain number; this is an array of shape (1,).",
)
def _(o: Array, y: Array, delta: float) -> tuple[Array, Array]:
    size = np.abs(o - y)
    losses = np.where(size <= delta, 0.5 * size**2, delta * size - 0.5 * delta**2)
    return np.mean(losses, keepdims=True).ravel(), np.clip(o - y, -delta, delta) / o.size


@mistake(
    "huber",
    "input changed in place",
    loses="inputs",
    hint="The prediction is overwritten; whoever called still needs it.",
)
def _(o: Array, y: Array, delta: float) -> tuple[float, Array]:
    o -= y
    size = np.abs(o)
    losses = np.where(size <= delta, 0.5 * size**2, delta * size - 0.5 * delta**2)
    return float(np.mean(losses)), np.clip(o, -delta, delta) / o.size
