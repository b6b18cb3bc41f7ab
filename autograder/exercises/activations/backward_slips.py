"""What learners make of every backward pass alike: dA left out, overwritten, or asked whether a
unit is open; the formula of the output fed with the input; one path where several add."""

from typing import Any

import numpy as np

from autograder.exercises.activations.chapter import mistake
from autograder.reference.arrays import Array

_ALL = "dZ analytic extremes again"
_FORGOTTEN = (
    "This is the local slope alone. The chain rule multiplies it by what arrives from above."
)
_IN_PLACE = "dA is multiplied in place; another branch of the network may still need it."
_SIGN = "Which side a unit is on depends on its own score Z, not on the sign of dA."
_OUTPUT = (
    "The slope written with the activation itself wants A in it, and yours is fed Z: reread which "
    "of the two the formula speaks of, and what you put in the cache."
)


@mistake("leaky_relu_backward", "upstream gradient forgotten", loses=_ALL, hint=_FORGOTTEN)
def _(dA: Array, cache: Any) -> Array:
    Z, slope = cache
    return np.where(Z > 0, 1.0, slope)


@mistake("elu_backward", "upstream gradient forgotten", loses=_ALL, hint=_FORGOTTEN)
def _(dA: Array, cache: Any) -> Array:
    Z, alpha = cache
    return np.where(Z > 0, 1.0, alpha * np.exp(np.minimum(Z, 0)))


@mistake(
    "prelu_backward", "upstream gradient forgotten", loses="dZ analytic again", hint=_FORGOTTEN
)
def _(dA: Array, cache: Any) -> Any:
    Z, alpha = cache
    return np.where(Z >= 0, 1.0, alpha), np.sum(dA * Z * (Z < 0), axis=0)


@mistake("selu_backward", "upstream gradient changed in place", loses="inputs", hint=_IN_PLACE)
def _(dA: Array, cache: Any) -> Array:
    left = 1.6732632423543772 * np.exp(np.minimum(cache, 0))
    dA *= 1.0507009873554805 * np.where(cache > 0, 1.0, left)
    return dA


@mistake("prelu_backward", "upstream gradient changed in place", loses="inputs", hint=_IN_PLACE)
def _(dA: Array, cache: Any) -> Any:
    Z, alpha = cache
    dalpha = np.sum(dA * Z * (Z < 0), axis=0)
    dA *= np.where(Z >= 0, 1.0, alpha)
    return dA, dalpha


@mistake(
    "ReLU",
    "upstream gradient changed in place",
    loses="inputs",
    hint="Zeros are written into dout; another branch of the network may still need it.",
)
class _OverwritesUpstream:
    def __init__(self) -> None:
        self.params: dict[str, Array] = {}
        self.grads: dict[str, Array] = {}

    def forward(self, X: Array) -> Array:
        self.shut = X <= 0
        return np.maximum(X, 0)

    def backward(self, dout: Array) -> Array:
        dout[self.shut] = 0
        return dout


@mistake("elu_backward", "mask from the sign of the upstream gradient", loses=_ALL, hint=_SIGN)
def _(dA: Array, cache: Any) -> Array:
    Z, alpha = cache
    return np.where(dA > 0, dA, alpha * np.exp(np.minimum(Z, 0)) * dA)


@mistake("selu_backward", "mask from the sign of the upstream gradient", loses=_ALL, hint=_SIGN)
def _(dA: Array, cache: Any) -> Array:
    left = 1.6732632423543772 * np.exp(np.minimum(cache, 0))
    return 1.0507009873554805 * np.where(dA > 0, dA, left * dA)


@mistake(
    "prelu_backward",
    "mask from the sign of the upstream gradient",
    loses="dZ analytic again",
    hint=_SIGN,
)
def _(dA: Array, cache: Any) -> Any:
    Z, alpha = cache
    return np.where(dA >= 0, dA, alpha * dA), np.sum(dA * Z * (Z < 0), axis=0)


@mistake("elu_backward", "output formula applied to the input", loses=_ALL, hint=_OUTPUT)
def _(dA: Array, cache: Any) -> Array:
    Z, alpha = cache
    return dA * np.where(Z > 0, 1.0, Z + alpha)


@mistake("selu_backward", "output formula applied to the input", loses=_ALL, hint=_OUTPUT)
def _(dA: Array, cache: Any) -> Array:
    return dA * np.where(cache > 0, 1.0507009873554805, cache + 1.7580993408473766)


@mistake(
    "prelu_backward",
    "dalpha from the last example only",
    loses="dalpha again",
    hint="One example decides your dalpha: every example used α, and over paths gradients add, "
    "where yours replace one another.",
)
def _(dA: Array, cache: Any) -> Any:
    Z, alpha = cache
    dalpha = np.zeros(Z.shape[1])
    for i in range(Z.shape[0]):
        dalpha = dA[i] * Z[i] * (Z[i] < 0)
    return np.where(Z >= 0, dA, alpha * dA), dalpha


@mistake(
    "gradient_norms_by_depth",
    "pre-activation handed on",
    loses="norms deep",
    hint="The next layer is fed Z where it should get A: your forward pass computes the "
    "activation and leaves it behind.",
)
def _(A0: Array, weights: Any, forward: Any, backward: Any, dA: Array) -> Any:
    caches = []
    for W in weights:
        A0 = A0 @ W
        caches.append(forward(A0)[1])
    norms = []
    for W, cache in zip(weights[::-1], caches[::-1], strict=True):
        dZ = backward(dA, cache)
        norms.append(float(np.linalg.norm(dZ)))
        dA = dZ @ W.T
    return norms[::-1]


@mistake(
    "gradient_norms_by_depth",
    "weights not transposed on the way back",
    loses="norms deep",
    hint="On the way back the weights stand as on the way forward; where a layer is as wide as the "
    "next, nothing complains.",
)
def _(A0: Array, weights: Any, forward: Any, backward: Any, dA: Array) -> Any:
    caches = []
    for W in weights:
        A0, cache = forward(A0 @ W)
        caches.append(cache)
    norms = []
    for W, cache in zip(weights[::-1], caches[::-1], strict=True):
        dZ = backward(dA, cache)
        norms.append(float(np.linalg.norm(dZ)))
        dA = dZ @ W
    return norms[::-1]


@mistake(
    "gradient_norms_by_depth",
    "slope left out",
    loses="norms deep",
    hint="Only the weights act on your gradient: the activation's own slope is one of the two "
    "factors at every layer.",
)
def _(A0: Array, weights: Any, forward: Any, backward: Any, dA: Array) -> Any:
    norms = []
    for W in weights[::-1]:
        norms.append(float(np.linalg.norm(dA)))
        dA = dA @ W.T
    return norms[::-1]
