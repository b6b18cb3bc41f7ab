"""Sigmoid and tanh, and what learners make of them."""

from typing import Any

import numpy as np

from autograder.exercises.activations.chapter import exercise, mistake
from autograder.exercises.activations.elementwise import (
    BACKWARD_PARTS,
    FORWARD_PARTS,
    ask_backward,
    ask_forward,
)
from autograder.exercises.drawing import saturated
from autograder.reference import activations as right
from autograder.reference.arrays import Array

exercise("sigmoid_forward", parts=FORWARD_PARTS)(
    ask_forward("sigmoid_forward", right.sigmoid_forward)
)
exercise("sigmoid_backward", uses=("sigmoid_forward",), parts=BACKWARD_PARTS)(
    ask_backward(
        "sigmoid_backward",
        (right.sigmoid_forward, right.sigmoid_backward),
        flat=lambda rng: saturated(rng, 22.4, 23.2),
    )
)
exercise("tanh_forward", parts=FORWARD_PARTS)(ask_forward("tanh_forward", right.tanh_forward))
exercise("tanh_backward", uses=("tanh_forward",), parts=BACKWARD_PARTS)(
    ask_backward(
        "tanh_backward",
        (right.tanh_forward, right.tanh_backward),
        flat=lambda rng: saturated(rng, 11.2, 11.6),
    )
)


@mistake(
    "sigmoid_forward",
    "ratio of exponentials",
    loses="extremes",
    hint="At +1000 both e^Z overflow and ∞/∞ is not a number: which form of σ only ever raises e "
    "to a power that is not positive?",
)
def _(Z: Array) -> tuple[Array, Any]:
    return np.exp(Z) / (1 + np.exp(Z)), Z


@mistake(
    "sigmoid_forward",
    "minus missing in the exponent",
    loses="A extremes",
    hint="Your curve falls where σ rises: look at the sign in the exponent.",
)
def _(Z: Array) -> tuple[Array, Any]:
    return 1 / (1 + np.exp(Z)), Z


@mistake(
    "sigmoid_forward",
    "input changed in place",
    loses="inputs",
    hint="The pre-activation is overwritten by an operation in place (`*=`, `out=` or `Z[...] =`).",
)
def _(Z: Array) -> tuple[Array, Any]:
    np.negative(Z, out=Z)
    return 1 / (1 + np.exp(Z)), Z


@mistake(
    "sigmoid_forward",
    "pre-activation returned",
    loses="A extremes",
    hint="What comes out is Z itself. Return the activation first, then the cache.",
)
def _(Z: Array) -> tuple[Array, Any]:
    return Z.copy(), 1 / (1 + np.exp(-Z))


@mistake(
    "sigmoid_backward",
    "output formula applied to the input",
    loses="dZ analytic extremes again",
    hint="The slope written with σ itself wants A in it, and yours is fed Z: reread which of the "
    "two the formula speaks of, and what you put in the cache.",
)
def _(dA: Array, cache: Any) -> Array:
    return dA * cache * (1 - cache)


@mistake(
    "sigmoid_backward",
    "upstream gradient forgotten",
    loses="dZ analytic again",
    hint="This is the local slope alone. The chain rule multiplies it by what arrives from above.",
)
def _(dA: Array, cache: Any) -> Array:
    A = 1 / (1 + np.exp(-cache))
    return A * (1 - A)


@mistake(
    "sigmoid_backward",
    "upstream gradient changed in place",
    loses="inputs",
    hint="dA is multiplied in place; another branch of the network may still need it.",
)
def _(dA: Array, cache: Any) -> Array:
    A = 1 / (1 + np.exp(-cache))
    dA *= A * (1 - A)
    return dA


@mistake(
    "sigmoid_backward",
    "slope of one factor only",
    loses="dZ analytic extremes again",
    hint="The slope of σ is a product of two factors, and falls on both sides; yours keeps rising.",
)
def _(dA: Array, cache: Any) -> Array:
    return dA / (1 + np.exp(-cache))


@mistake(
    "tanh_forward",
    "ratio of exponentials",
    loses="extremes",
    hint="At ±1000 an exponential overflows and ∞/∞ is not a number: NumPy knows this function "
    "by name.",
)
def _(Z: Array) -> tuple[Array, Any]:
    return (np.exp(Z) - np.exp(-Z)) / (np.exp(Z) + np.exp(-Z)), Z


@mistake(
    "tanh_forward",
    "the sigmoid instead",
    loses="A extremes",
    hint="Your values lie between 0 and 1; tanh is centred on 0 and runs from −1 to 1.",
)
def _(Z: Array) -> tuple[Array, Any]:
    return 1 / (1 + np.exp(-Z)), Z


@mistake(
    "tanh_forward",
    "input changed in place",
    loses="inputs",
    hint="The pre-activation is overwritten by an operation in place (`*=`, `out=` or `Z[...] =`).",
)
def _(Z: Array) -> tuple[Array, Any]:
    return np.tanh(Z, out=Z).copy(), Z


@mistake(
    "tanh_backward",
    "output formula applied to the input",
    loses="dZ analytic extremes again",
    hint="The slope written with tanh itself wants A in it, and yours is fed Z: reread which of "
    "the two the formula speaks of, and what you put in the cache.",
)
def _(dA: Array, cache: Any) -> Array:
    return dA * (1 - cache**2)


@mistake(
    "tanh_backward",
    "square missing",
    loses="dZ analytic extremes again",
    hint="At −1 and at +1 the slope of tanh is the same, and yours is not: one of the factors "
    "should be there twice.",
)
def _(dA: Array, cache: Any) -> Array:
    return dA * (1 - np.tanh(cache))


@mistake(
    "tanh_backward",
    "upstream gradient forgotten",
    loses="dZ analytic again",
    hint="This is the local slope alone. The chain rule multiplies it by what arrives from above.",
)
def _(dA: Array, cache: Any) -> Array:
    return 1 - np.tanh(cache) ** 2


@mistake(
    "tanh_backward",
    "upstream gradient changed in place",
    loses="inputs",
    hint="dA is multiplied in place; another branch of the network may still need it.",
)
def _(dA: Array, cache: Any) -> Array:
    dA *= 1 - np.tanh(cache) ** 2
    return dA
