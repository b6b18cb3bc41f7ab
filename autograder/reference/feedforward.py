"""Chapter 02: layers as matrix products, each function from its own definition.

Every function stands alone, so that a known mistake can be submitted in its place."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.reference.arrays import Array

Elementwise = Callable[[Array], Array]


def linear_forward_loops(X: Array, W: Array, b: Array) -> Array:
    """Z_ij = Σ_k X_ik W_kj + b_j. X: (m, n_in), W: (n_in, n_out), b: (n_out,) -> (m, n_out)."""
    Z = np.zeros((X.shape[0], W.shape[1])) + b
    for k in range(X.shape[1]):
        Z = Z + X[:, k, None] * W[None, k]
    return Z


def linear_forward(X: Array, W: Array, b: Array) -> tuple[Array, Any]:
    """Z = X W + b, and a cache: (X, W, b)."""
    return np.einsum("mi,io->mo", X, W) + b, (X, W, b)


def mlp_forward(
    X: Array, params: Sequence[tuple[Array, Array]], hidden: Elementwise, output: Elementwise
) -> list[Array]:
    """[X, A1, …, AL] with A_l = g(A_{l−1} W_l + b_l); g is `output` in the last layer alone."""
    activations = [X]
    curves = [hidden] * (len(params) - 1) + [output]
    for (W, b), curve in zip(params, curves, strict=True):
        activations.append(curve(np.einsum("mi,io->mo", activations[-1], W) + b))
    return activations


def linear_collapse(W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """(X W1 + b1) W2 + b2 = X (W1 W2) + (b1 W2 + b2)."""
    return np.einsum("ih,ho->io", W1, W2), np.einsum("h,ho->o", b1, W2) + b2
