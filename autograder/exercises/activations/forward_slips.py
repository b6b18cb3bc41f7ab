"""What learners make of every forward pass alike: Z itself returned, Z overwritten on the way."""

from typing import Any

import numpy as np

from autograder.exercises.activations.chapter import mistake
from autograder.reference.arrays import Array

_RETURNED = "What comes out is Z itself. Return the activation first, then the cache."
_IN_PLACE = (
    "The pre-activation is overwritten by an operation in place (`*=`, `out=` or `Z[...] =`)."
)


@mistake("tanh_forward", "pre-activation returned", loses="A extremes", hint=_RETURNED)
def _(Z: Array) -> tuple[Array, Any]:
    return Z.copy(), np.tanh(Z)


@mistake("relu_forward", "pre-activation returned", loses="A extremes", hint=_RETURNED)
def _(Z: Array) -> tuple[Array, Any]:
    return Z.copy(), np.maximum(Z, 0)


@mistake("leaky_relu_forward", "pre-activation returned", loses="A extremes", hint=_RETURNED)
def _(Z: Array, slope: float = 0.01) -> tuple[Array, Any]:
    return Z.copy(), (np.where(Z > 0, Z, slope * Z), slope)


@mistake("elu_forward", "pre-activation returned", loses="A extremes", hint=_RETURNED)
def _(Z: Array, alpha: float = 1.0) -> tuple[Array, Any]:
    return Z.copy(), (np.where(Z > 0, Z, alpha * np.expm1(np.minimum(Z, 0))), alpha)


@mistake("selu_forward", "pre-activation returned", loses="A extremes", hint=_RETURNED)
def _(Z: Array) -> tuple[Array, Any]:
    return Z.copy(), Z


@mistake("prelu_forward", "pre-activation returned", loses="A extremes", hint=_RETURNED)
def _(Z: Array, alpha: Array) -> tuple[Array, Any]:
    return Z.copy(), (np.where(Z < 0, alpha * Z, Z), alpha)


@mistake("leaky_relu_forward", "input changed in place", loses="inputs", hint=_IN_PLACE)
def _(Z: Array, slope: float = 0.01) -> tuple[Array, Any]:
    Z[Z < 0] *= slope
    return Z.copy(), (Z, slope)


@mistake("elu_forward", "input changed in place", loses="inputs", hint=_IN_PLACE)
def _(Z: Array, alpha: float = 1.0) -> tuple[Array, Any]:
    Z[Z < 0] = alpha * (np.exp(Z[Z < 0]) - 1)
    return Z.copy(), (Z, alpha)


@mistake("selu_forward", "input changed in place", loses="inputs", hint=_IN_PLACE)
def _(Z: Array) -> tuple[Array, Any]:
    Z[Z < 0] = 1.6732632423543772 * (np.exp(Z[Z < 0]) - 1)
    Z *= 1.0507009873554805
    return Z.copy(), Z


@mistake("prelu_forward", "input changed in place", loses="inputs", hint=_IN_PLACE)
def _(Z: Array, alpha: Array) -> tuple[Array, Any]:
    Z *= np.where(Z < 0, alpha, 1.0)
    return Z.copy(), (Z, alpha)


@mistake(
    "maxout_forward",
    "input changed in place",
    loses="inputs",
    hint="The pieces are sorted in place, and nobody can tell any more which piece won.",
)
def _(Z: Array) -> tuple[Array, Any]:
    Z.sort(axis=2)
    return Z[:, :, -1].copy(), Z


@mistake(
    "maxout_forward",
    "the smallest piece",
    loses="A",
    hint="Your unit follows its lowest piece: which of the two does a maxout take?",
)
def _(Z: Array) -> tuple[Array, Any]:
    return Z.min(axis=2), Z


@mistake(
    "dead_fraction",
    "input changed in place",
    loses="inputs",
    hint="The activations are overwritten to count them; the layer above still needs them.",
)
def _(A: Array) -> float:
    A[A != 0] = 1.0
    return float(np.mean(A.sum(axis=0) == 0))


@mistake(
    "dead_fraction",
    "return inside the loop",
    loses="share all-or-none",
    hint="Only the first unit is looked at: how far is your `return` indented?",
)
def _(A: Array) -> float:
    dead = 0
    for j in range(A.shape[1]):
        if not A[:, j].any():
            dead += 1
        return dead / A.shape[1]
    return 0.0


@mistake(
    "ReLU",
    "mask returned instead of values",
    loses="forward",
    hint="Only zeros and ones come out of `forward`: that is which units are open, not what they "
    "pass on.",
)
class _Mask:
    def __init__(self) -> None:
        self.params: dict[str, Array] = {}
        self.grads: dict[str, Array] = {}

    def forward(self, X: Array) -> Array:
        self.open = (X > 0).astype(float)
        return self.open.copy()

    def backward(self, dout: Array) -> Array:
        return dout * self.open
