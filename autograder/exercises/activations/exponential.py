"""ELU and SELU, and what learners make of them."""

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

exercise("elu_forward", parts=FORWARD_PARTS)(
    ask_forward("elu_forward", right.elu_forward, (), (1.7,))
)
exercise("elu_backward", uses=("elu_forward",), parts=BACKWARD_PARTS)(
    ask_backward("elu_backward", (right.elu_forward, right.elu_backward), (), (1.7,))
)
exercise("selu_forward", parts=FORWARD_PARTS)(ask_forward("selu_forward", right.selu_forward))
exercise("selu_backward", uses=("selu_forward",), parts=BACKWARD_PARTS)(
    ask_backward("selu_backward", (right.selu_forward, right.selu_backward))
)


@mistake(
    "elu_forward",
    "α left out",
    loses="A extremes",
    hint="With another α your values do not change: where does it stand in the definition?",
)
def _(Z: Array, alpha: float = 1.0) -> tuple[Array, Any]:
    return np.where(Z > 0, Z, np.exp(np.minimum(Z, 0)) - 1), (Z, alpha)


@mistake(
    "elu_forward",
    "−1 left out",
    loses="A extremes",
    hint="Your curve jumps at 0: both pieces should meet there.",
)
def _(Z: Array, alpha: float = 1.0) -> tuple[Array, Any]:
    return np.where(Z > 0, Z, alpha * np.exp(np.minimum(Z, 0))), (Z, alpha)


@mistake(
    "elu_forward",
    "−1 outside the bracket",
    loses="A extremes",
    hint="At α = 1 all is well, at another α the curve jumps at 0: what does α multiply?",
)
def _(Z: Array, alpha: float = 1.0) -> tuple[Array, Any]:
    return np.where(Z > 0, Z, alpha * np.exp(np.minimum(Z, 0)) - 1), (Z, alpha)


@mistake(
    "elu_forward",
    "mask times exponential",
    loses="extremes",
    hint="At +1000 the unused exponential is infinite, and 0 · ∞ is not a number: choose before "
    "you raise to a power, or choose with `np.where`.",
)
def _(Z: Array, alpha: float = 1.0) -> tuple[Array, Any]:
    return (Z > 0) * Z + (Z <= 0) * alpha * (np.exp(Z) - 1), (Z, alpha)


@mistake(
    "elu_backward",
    "α left out",
    loses=_ALL.replace(" extremes", ""),
    hint="With another α your gradient does not change: does the cache carry it?",
)
def _(dA: Array, cache: Any) -> Array:
    Z = cache[0]
    return dA * np.where(Z > 0, 1.0, np.exp(np.minimum(Z, 0)))


@mistake(
    "elu_backward",
    "activation for its slope",
    loses=_ALL,
    hint="On the negative side you multiply by A, which is negative; the slope is A plus "
    "something.",
)
def _(dA: Array, cache: Any) -> Array:
    Z, alpha = cache
    return dA * np.where(Z > 0, 1.0, alpha * (np.exp(np.minimum(Z, 0)) - 1))


@mistake(
    "elu_backward",
    "ReLU's gradient",
    loses="dZ analytic again",
    hint="Negative units get exactly 0 back, although ELU's curve is not flat there.",
)
def _(dA: Array, cache: Any) -> Array:
    return dA * (cache[0] > 0)


@mistake(
    "elu_backward",
    "upstream gradient changed in place",
    loses="inputs",
    hint="dA is multiplied in place; another branch of the network may still need it.",
)
def _(dA: Array, cache: Any) -> Array:
    Z, alpha = cache
    dA *= np.where(Z > 0, 1.0, alpha * np.exp(np.minimum(Z, 0)))
    return dA


@mistake(
    "selu_forward",
    "λ left out",
    loses="A extremes",
    hint="Every value is smaller than it should be by one factor, on both sides of 0.",
)
def _(Z: Array) -> tuple[Array, Any]:
    return np.where(Z > 0, Z, 1.6732632423543772 * (np.exp(np.minimum(Z, 0)) - 1)), Z


@mistake(
    "selu_forward",
    "α left out",
    loses="A extremes",
    hint="The positive side is right and the negative one too shallow by one factor.",
)
def _(Z: Array) -> tuple[Array, Any]:
    return 1.0507009873554805 * np.where(Z > 0, Z, np.exp(np.minimum(Z, 0)) - 1), Z


@mistake(
    "selu_forward",
    "λ on the positive side only",
    loses="A extremes",
    hint="The positive side is right; λ multiplies the negative one as well.",
)
def _(Z: Array) -> tuple[Array, Any]:
    left = 1.6732632423543772 * (np.exp(np.minimum(Z, 0)) - 1)
    return np.where(Z > 0, 1.0507009873554805 * Z, left), Z


@mistake(
    "selu_forward",
    "λ and α swapped",
    loses="A extremes",
    hint="The negative side is right, the positive one too steep: which constant is λ?",
)
def _(Z: Array) -> tuple[Array, Any]:
    left = 1.0507009873554805 * (np.exp(np.minimum(Z, 0)) - 1)
    return 1.6732632423543772 * np.where(Z > 0, Z, left), Z


@mistake(
    "selu_backward",
    "λ left out",
    loses=_ALL,
    hint="Every entry is smaller than it should be by one and the same factor.",
)
def _(dA: Array, cache: Any) -> Array:
    return dA * np.where(cache > 0, 1.0, 1.6732632423543772 * np.exp(np.minimum(cache, 0)))


@mistake(
    "selu_backward",
    "α left out",
    loses="dZ analytic again",
    hint="The positive side is right and the negative one too small by one factor.",
)
def _(dA: Array, cache: Any) -> Array:
    return dA * 1.0507009873554805 * np.where(cache > 0, 1.0, np.exp(np.minimum(cache, 0)))


@mistake(
    "selu_backward",
    "ReLU's gradient, scaled",
    loses="dZ analytic again",
    hint="Negative units get exactly 0 back, although SELU's curve is not flat there.",
)
def _(dA: Array, cache: Any) -> Array:
    return dA * 1.0507009873554805 * (cache > 0)


@mistake(
    "selu_backward",
    "upstream gradient forgotten",
    loses=_ALL,
    hint="This is the local slope alone. The chain rule multiplies it by what arrives from above.",
)
def _(dA: Array, cache: Any) -> Array:
    left = 1.6732632423543772 * np.exp(np.minimum(cache, 0))
    return 1.0507009873554805 * np.where(cache > 0, 1.0, left)
