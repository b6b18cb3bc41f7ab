"""Chapter 05: activation functions and their gradients, each from its own definition.

Every function stands alone, so that a known mistake can be submitted together with it. The cache
of an elementwise activation is its input (with its constants)."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.reference.arrays import Array


def sigmoid_forward(Z: Array) -> tuple[Array, Any]:
    """σ(Z) = ½ (1 + tanh(Z/2)), which cannot overflow."""
    return 0.5 * (1.0 + np.tanh(0.5 * Z)), Z


def sigmoid_backward(dA: Array, cache: Any) -> Array:
    """dA · σ(Z) σ(−Z)."""
    smaller = np.exp(-np.abs(cache))
    return dA * smaller / (1.0 + smaller) ** 2


def tanh_forward(Z: Array) -> tuple[Array, Any]:
    """tanh(Z) = 1 − 2 / (e^{2Z} + 1), odd in Z."""
    decay = np.exp(-2.0 * np.abs(Z))
    return -np.sign(Z) * np.expm1(-2.0 * np.abs(Z)) / (1.0 + decay), Z


def tanh_backward(dA: Array, cache: Any) -> Array:
    """dA / cosh²(Z), by e^{−2|Z|}."""
    decay = np.exp(-2.0 * np.abs(cache))
    return dA * 4.0 * decay / (1.0 + decay) ** 2


def relu_forward(Z: Array) -> tuple[Array, Any]:
    """(Z + |Z|) / 2."""
    return 0.5 * (Z + np.abs(Z)), Z


def relu_backward(dA: Array, cache: Any) -> Array:
    """dA where Z > 0; 0 elsewhere, 0 at the kink."""
    return dA * np.heaviside(cache, 0.0)


def leaky_relu_forward(Z: Array, slope: float = 0.01) -> tuple[Array, Any]:
    """Z where Z > 0, slope · Z elsewhere."""
    return np.clip(Z, 0.0, None) + slope * np.clip(Z, None, 0.0), (Z, slope)


def leaky_relu_backward(dA: Array, cache: Any) -> Array:
    """dA where Z > 0, slope · dA elsewhere."""
    Z, slope = cache
    return dA * (slope + (1.0 - slope) * np.heaviside(Z, 0.0))


def elu_forward(Z: Array, alpha: float = 1.0) -> tuple[Array, Any]:
    """Z where Z > 0, α (e^Z − 1) elsewhere."""
    return np.clip(Z, 0.0, None) + alpha * np.expm1(np.clip(Z, None, 0.0)), (Z, alpha)


def elu_backward(dA: Array, cache: Any) -> Array:
    """dA where Z > 0, α e^Z dA elsewhere."""
    Z, alpha = cache
    left = Z <= 0.0
    return dA * (1.0 - left + left * alpha * np.exp(np.clip(Z, None, 0.0)))


def selu_forward(Z: Array) -> tuple[Array, Any]:
    """λ Z where Z > 0, λ α (e^Z − 1) elsewhere."""
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    return scale * (np.clip(Z, 0.0, None) + alpha * np.expm1(np.clip(Z, None, 0.0))), Z


def selu_backward(dA: Array, cache: Any) -> Array:
    """λ dA where Z > 0, λ α e^Z dA elsewhere."""
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    left = cache <= 0.0
    return dA * scale * (1.0 - left + left * alpha * np.exp(np.clip(cache, None, 0.0)))


def prelu_forward(Z: Array, alpha: Array) -> tuple[Array, Any]:
    """Z where Z ≥ 0, α_j Z in column j elsewhere."""
    return np.clip(Z, 0.0, None) + alpha * np.clip(Z, None, 0.0), (Z, alpha)


def prelu_backward(dA: Array, cache: Any) -> tuple[Array, Array]:
    """(dZ, dα): α_j is shared by its whole column, so its gradient sums over the examples."""
    Z, alpha = cache
    shut = Z < 0.0
    return dA * (1.0 - shut + shut * alpha), np.einsum("ij,ij->j", dA, Z * shut)


def maxout_forward(Z: Array) -> tuple[Array, Any]:
    """The largest of the k pieces of each unit."""
    return np.sort(Z, axis=2)[:, :, -1].copy(), Z


def maxout_backward(dA: Array, cache: Any) -> Array:
    """dA to the winning piece of each unit, the first of them at a tie."""
    winner = np.arange(cache.shape[2]) == np.argmax(cache, axis=2)[:, :, None]
    return dA[:, :, None] * winner


def dead_fraction(A: Array) -> float:
    """The share of columns without a single nonzero entry."""
    return 1.0 - np.count_nonzero(np.abs(A).max(axis=0)) / A.shape[1]


def gradient_norms_by_depth(
    A0: Array,
    weights: Sequence[Array],
    forward: Callable[[Array], tuple[Array, Any]],
    backward: Callable[[Array, Any], Array],
    dA: Array,
) -> list[float]:
    """‖dZ‖ of every layer, first layer first: forward through all, then back."""
    caches, A = [], A0
    for W in weights:
        A, cache = forward(np.einsum("mi,io->mo", A, W))
        caches.append(cache)
    norms: list[float] = []
    for W, cache in zip(reversed(weights), reversed(caches), strict=True):
        dZ = backward(dA, cache)
        norms.insert(0, float(np.sqrt(np.sum(dZ * dZ))))
        dA = np.einsum("mo,io->mi", dZ, W)
    return norms


class ReLU:
    """max(0, ·) as a layer with nothing to learn."""

    def __init__(self) -> None:
        self.params: dict[str, Array] = {}
        self.grads: dict[str, Array] = {}

    def forward(self, X: Array) -> Array:
        """max(0, X); remembers which entries were open."""
        self.open = np.heaviside(X, 0.0)
        return X * self.open + 0.0

    def backward(self, dout: Array) -> Array:
        """dout where the forward pass was open."""
        return dout * self.open
