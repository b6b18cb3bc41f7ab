"""ReLU and leaky ReLU, and what learners make of them."""

from typing import Any

import numpy as np

from autograder.exercises.activations.chapter import exercise, mistake
from autograder.exercises.activations.elementwise import (
    BACKWARD_PARTS,
    FORWARD_PARTS,
    ask_backward,
    ask_forward,
)
from autograder.reference import activations as right
from autograder.reference.arrays import Array

_ALL = "dZ analytic extremes again"

exercise("relu_forward", parts=FORWARD_PARTS)(ask_forward("relu_forward", right.relu_forward))
exercise("relu_backward", uses=("relu_forward",), parts=BACKWARD_PARTS)(
    ask_backward("relu_backward", (right.relu_forward, right.relu_backward))
)
exercise("leaky_relu_forward", parts=FORWARD_PARTS)(
    ask_forward("leaky_relu_forward", right.leaky_relu_forward, (), (0.3,))
)
exercise("leaky_relu_backward", uses=("leaky_relu_forward",), parts=BACKWARD_PARTS)(
    ask_backward(
        "leaky_relu_backward", (right.leaky_relu_forward, right.leaky_relu_backward), (), (0.3,)
    )
)


@mistake(
    "relu_forward",
    "mask returned instead of values",
    loses="A extremes",
    hint="Only zeros and ones come out: that is which units are open, not what they pass on.",
)
def _(Z: Array) -> tuple[Array, Any]:
    return (Z > 0).astype(float), Z


@mistake(
    "relu_forward",
    "input changed in place",
    loses="inputs",
    hint="Writing zeros into Z destroys the pre-activation that the caller holds.",
)
def _(Z: Array) -> tuple[Array, Any]:
    Z[Z < 0] = 0
    return Z.copy(), Z


@mistake(
    "relu_forward",
    "absolute value",
    loses="A extremes",
    hint="Negative scores come out positive, where a shut unit should give nothing.",
)
def _(Z: Array) -> tuple[Array, Any]:
    return np.abs(Z), Z


@mistake(
    "relu_forward",
    "the smaller instead of the larger",
    loses="A extremes",
    hint="You keep the negative side and cut the positive one: which of the two does (max) keep?",
)
def _(Z: Array) -> tuple[Array, Any]:
    return np.minimum(0, Z), Z


@mistake(
    "relu_backward",
    "mask from the sign of the upstream gradient",
    loses=_ALL,
    hint="What is let through depends on dA itself; a unit is open or shut by its own score Z.",
)
def _(dA: Array, cache: Any) -> Array:
    return dA * (dA > 0)


@mistake(
    "relu_backward",
    "upstream gradient passes everywhere",
    loses=_ALL,
    hint="Nothing is shut: which entries of Z have slope 0?",
)
def _(dA: Array, cache: Any) -> Array:
    return dA.copy()


@mistake(
    "relu_backward",
    "upstream gradient forgotten",
    loses=_ALL,
    hint="This is the local slope alone. The chain rule multiplies it by what arrives from above.",
)
def _(dA: Array, cache: Any) -> Array:
    return (cache > 0).astype(float)


@mistake(
    "relu_backward",
    "upstream gradient changed in place",
    loses="inputs",
    hint="Zeros are written into dA; another branch of the network may still need it.",
)
def _(dA: Array, cache: Any) -> Array:
    dA[cache <= 0] = 0
    return dA


@mistake(
    "relu_backward",
    "multiplied by the activation",
    loses=_ALL,
    hint="dA is scaled by the activation; an open unit passes it on with slope 1.",
)
def _(dA: Array, cache: Any) -> Array:
    return dA * np.maximum(cache, 0)


@mistake(
    "leaky_relu_forward",
    "the slope for the value",
    loses="A extremes",
    hint="For positive scores you return 1, which is how steep the line is, not where it is.",
)
def _(Z: Array, slope: float = 0.01) -> tuple[Array, Any]:
    return np.where(Z > 0, 1.0, slope * Z), (Z, slope)


@mistake(
    "leaky_relu_forward",
    "negative side dropped",
    loses="A extremes",
    hint="Negative scores come out as 0: that is ReLU, and nothing leaks.",
)
def _(Z: Array, slope: float = 0.01) -> tuple[Array, Any]:
    return np.maximum(Z, 0), (Z, slope)


@mistake(
    "leaky_relu_forward",
    "slope argument ignored",
    loses="A extremes",
    hint="With another slope your values do not change: a number stands where the argument "
    "belongs.",
)
def _(Z: Array, slope: float = 0.01) -> tuple[Array, Any]:
    return np.where(Z > 0, Z, 0.01 * Z), (Z, 0.01)


@mistake(
    "leaky_relu_forward",
    "sides swapped",
    loses="A extremes",
    hint="The positive side is made small and the negative one kept: look which side leaks.",
)
def _(Z: Array, slope: float = 0.01) -> tuple[Array, Any]:
    return np.where(Z > 0, slope * Z, Z), (Z, slope)


@mistake(
    "leaky_relu_backward",
    "slope dropped backward",
    loses=_ALL,
    hint="Shut units get exactly 0 back, although the forward pass let something through there.",
)
def _(dA: Array, cache: Any) -> Array:
    return dA * (cache[0] > 0)


@mistake(
    "leaky_relu_backward",
    "slope argument ignored",
    loses=_ALL,
    hint="With another slope your gradient does not change: does the cache carry the slope?",
)
def _(dA: Array, cache: Any) -> Array:
    return dA * np.where(cache[0] > 0, 1.0, 0.01)


@mistake(
    "leaky_relu_backward",
    "mask from the sign of the upstream gradient",
    loses=_ALL,
    hint="Which side a unit is on depends on its own score Z, not on the sign of dA.",
)
def _(dA: Array, cache: Any) -> Array:
    return np.where(dA > 0, dA, cache[1] * dA)


@mistake(
    "leaky_relu_backward",
    "upstream gradient changed in place",
    loses="inputs",
    hint="dA is scaled in place; another branch of the network may still need it.",
)
def _(dA: Array, cache: Any) -> Array:
    dA[cache[0] <= 0] *= cache[1]
    return dA


@mistake(
    "leaky_relu_backward",
    "multiplied by the score on the negative side",
    loses=_ALL,
    hint="On the negative side your gradient grows with Z; a straight line has one slope.",
)
def _(dA: Array, cache: Any) -> Array:
    Z, slope = cache
    return dA * np.where(Z > 0, 1.0, slope * Z)
