"""What learners make of the categorical and the binary loss and their gradients."""

import numpy as np

from autograder.exercises.cross_entropy.chapter import mistake
from autograder.reference.arrays import Array

_BOTH = "cost dP analytic"
_SLOPE = "dP analytic"
_MINUS = "Cost and gradient have the opposite sign: a logarithm of a probability is never positive."
_NUMBER = "The cost of a batch is one plain number; this is an array of shape (1,)."
_NUDGED = (
    "A small number beside the probability moves every loss; at a probability of 1e-9 it rules it."
)
_M_TIMES = (
    "The gradient is exactly m times too large: it belongs to the sum of the losses, and the cost "
    "is their mean."
)


@mistake("categorical_cross_entropy", "minus missing", loses=_BOTH, hint=_MINUS)
def _(P: Array, Y: Array) -> tuple[float, Array]:
    return float(np.sum(Y * np.log(P)) / len(Y)), Y / P / len(Y)


@mistake(
    "categorical_cross_entropy",
    "sum instead of mean",
    loses=_BOTH,
    hint="Cost and gradient are exactly m times too large: a cost is the mean of the losses.",
)
def _(P: Array, Y: Array) -> tuple[float, Array]:
    return float(-np.sum(Y * np.log(P))), -Y / P


@mistake(
    "categorical_cross_entropy",
    "mean over all entries",
    loses=_BOTH,
    hint="Cost and gradient are exactly k times too small: the mean is over m examples, and Y "
    "holds m · k numbers.",
)
def _(P: Array, Y: Array) -> tuple[float, Array]:
    return float(-np.mean(Y * np.log(P))), -Y / P / Y.size


@mistake("categorical_cross_entropy", "1/m missing in the gradient", loses=_SLOPE, hint=_M_TIMES)
def _(P: Array, Y: Array) -> tuple[float, Array]:
    return float(-np.sum(Y * np.log(P)) / len(Y)), -Y / P


@mistake(
    "categorical_cross_entropy",
    "1/m twice in the gradient",
    loses=_SLOPE,
    hint="The gradient is exactly m times too small: one mean has one 1/m.",
)
def _(P: Array, Y: Array) -> tuple[float, Array]:
    return float(-np.sum(Y * np.log(P)) / len(Y)), -Y / P / len(Y) ** 2


@mistake(
    "categorical_cross_entropy",
    "gradient with respect to the scores",
    loses=_SLOPE,
    hint="This is the gradient at the scores, before the softmax. Here P itself is the input.",
)
def _(P: Array, Y: Array) -> tuple[float, Array]:
    return float(-np.sum(Y * np.log(P)) / len(Y)), (P - Y) / len(Y)


@mistake(
    "categorical_cross_entropy",
    "gradient for every class",
    loses=_SLOPE,
    hint="Every entry of the gradient is nonzero, though the cost looks at one probability a row.",
)
def _(P: Array, Y: Array) -> tuple[float, Array]:
    return float(-np.sum(Y * np.log(P)) / len(Y)), -1.0 / P / len(Y)


@mistake(
    "categorical_cross_entropy",
    "gradient without its minus",
    loses=_SLOPE,
    hint="A larger probability of the true class lowers the cost: which sign has that slope?",
)
def _(P: Array, Y: Array) -> tuple[float, Array]:
    return float(-np.sum(Y * np.log(P)) / len(Y)), Y / P / len(Y)


@mistake(
    "categorical_cross_entropy",
    "binary form for every class",
    loses=_BOTH,
    hint="The classes that did not happen are charged as well. Of k classes exactly one happens, "
    "and the other probabilities follow from the row's sum.",
)
def _(P: Array, Y: Array) -> tuple[float, Array]:
    cost = -np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P)) / len(Y)
    return float(cost), ((1 - Y) / (1 - P) - Y / P) / len(Y)


@mistake(
    "categorical_cross_entropy", "small number inside the logarithm", loses=_BOTH, hint=_NUDGED
)
def _(P: Array, Y: Array) -> tuple[float, Array]:
    return float(-np.sum(Y * np.log(P + 1e-5)) / len(Y)), -Y / (P + 1e-5) / len(Y)


@mistake(
    "categorical_cross_entropy",
    "logarithm to base 10",
    loses="cost",
    hint="Every cost is 0.4343 times the right one, which is 1/log 10, and does not fit its "
    "gradient: which logarithm is natural?",
)
def _(P: Array, Y: Array) -> tuple[float, Array]:
    return float(-np.sum(Y * np.log10(P)) / len(Y)), -Y / P / len(Y)


@mistake("categorical_cross_entropy", "one entry instead of a number", loses="cost", hint=_NUMBER)
def _(P: Array, Y: Array) -> tuple[Array, Array]:
    return np.array([-np.sum(Y * np.log(P)) / len(Y)]), -Y / P / len(Y)


@mistake(
    "categorical_cross_entropy",
    "input changed in place",
    loses="inputs",
    hint="P or Y is overwritten; whoever called still needs it.",
)
def _(P: Array, Y: Array) -> tuple[float, Array]:
    cost = -np.sum(Y * np.log(P)) / len(Y)
    Y /= -P * len(Y)
    return float(cost), Y.copy()


@mistake("binary_cross_entropy", "minus missing", loses="cost dp analytic", hint=_MINUS)
def _(p: Array, y: Array) -> tuple[float, Array]:
    cost = np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return float(cost), (y / p - (1 - y) / (1 - p)) / len(p)


@mistake(
    "binary_cross_entropy",
    "no term for y = 0",
    loses="cost dp analytic",
    hint="An example with y = 0 costs you nothing, whatever was predicted: half of the formula is "
    "for those.",
)
def _(p: Array, y: Array) -> tuple[float, Array]:
    return float(-np.mean(y * np.log(p))), -y / p / len(p)


@mistake(
    "binary_cross_entropy",
    "answers exchanged",
    loses="cost dp analytic",
    hint="A prediction of .4 where y = 1 is charged as −log .6. What probability did the model "
    "give to what happened?",
)
def _(p: Array, y: Array) -> tuple[float, Array]:
    cost = -np.mean((1 - y) * np.log(p) + y * np.log(1 - p))
    return float(cost), (y / (1 - p) - (1 - y) / p) / len(p)


@mistake(
    "binary_cross_entropy",
    "sum instead of mean",
    loses="cost dp analytic",
    hint="Cost and gradient are exactly m times too large: a cost is the mean of the losses.",
)
def _(p: Array, y: Array) -> tuple[float, Array]:
    cost = -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))
    return float(cost), (p - y) / (p * (1 - p))


@mistake("binary_cross_entropy", "1/m missing in the gradient", loses="dp analytic", hint=_M_TIMES)
def _(p: Array, y: Array) -> tuple[float, Array]:
    cost = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return float(cost), (p - y) / (p * (1 - p))


@mistake(
    "binary_cross_entropy",
    "gradient with respect to the score",
    loses="dp analytic",
    hint="This is the gradient at the score, before the sigmoid. Here p itself is the input.",
)
def _(p: Array, y: Array) -> tuple[float, Array]:
    cost = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return float(cost), (p - y) / len(p)


@mistake(
    "binary_cross_entropy",
    "sign of the second term's slope",
    loses="dp analytic",
    hint="Where y = 0 the gradient has the wrong sign. The derivative of log(1 − p) has an inner "
    "factor.",
)
def _(p: Array, y: Array) -> tuple[float, Array]:
    cost = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return float(cost), -(y / p + (1 - y) / (1 - p)) / len(p)


@mistake(
    "binary_cross_entropy",
    "small number inside the logarithm",
    loses="cost dp analytic",
    hint=_NUDGED,
)
def _(p: Array, y: Array) -> tuple[float, Array]:
    cost = -np.mean(y * np.log(p + 1e-5) + (1 - y) * np.log(1 - p + 1e-5))
    return float(cost), ((1 - y) / (1 - p + 1e-5) - y / (p + 1e-5)) / len(p)


@mistake("binary_cross_entropy", "one entry instead of a number", loses="cost", hint=_NUMBER)
def _(p: Array, y: Array) -> tuple[Array, Array]:
    cost = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p), keepdims=True)
    return cost, (p - y) / (p * (1 - p)) / len(p)


@mistake(
    "binary_cross_entropy",
    "input changed in place",
    loses="inputs",
    hint="p is overwritten; whoever called still needs it.",
)
def _(p: Array, y: Array) -> tuple[float, Array]:
    cost = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    dp = (p - y) / (p * (1 - p)) / len(p)
    np.subtract(p, y, out=p)
    return float(cost), dp
