"""Chapter 04: gradients by the chain rule, each from its own definition.

Every function stands alone, so that a known mistake can be submitted together with it. The cache
of the linear layer is all three of its inputs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.reference.arrays import Array

Params = Sequence[tuple[Array, Array]]
Elementwise = Callable[[Array], Array]


def linear_forward(X: Array, W: Array, b: Array) -> tuple[Array, Any]:
    """Z = X W + b: (m, n_in), (n_in, n_out), (n_out,) -> (m, n_out)."""
    return np.einsum("mi,io->mo", X, W) + b, (X, W, b)


def mlp_forward(X: Array, params: Params, hidden: Elementwise, output: Elementwise) -> list[Array]:
    """[X, A1, …, AL]: A_l = g(A_{l−1} W_l + b_l)."""
    activations = [X]
    for number, (W, b) in enumerate(params, start=1):
        Z = np.einsum("mi,io->mo", activations[-1], W) + b
        activations.append(output(Z) if number == len(params) else hidden(Z))
    return activations


def squared_error(o: Array, y: Array) -> tuple[float, Array]:
    """(½ Σ (o − y)², o − y): (k,), (k,)."""
    residual = np.subtract(o, y)
    return 0.5 * float(np.einsum("k,k->", residual, residual)), residual


def dense_jacobian_wrt_W(x: Array, n_out: int) -> Array:
    """∂z_o/∂W_ip = x_i where p = o, else 0; W flattened row by row -> (n_out, n_in n_out)."""
    jacobian = np.einsum("i,op->oip", x, np.eye(n_out))
    return jacobian.reshape(n_out, x.size * n_out)


def linear_backward(dZ: Array, cache: Any) -> tuple[Array, Array, Array]:
    """(dX, dW, db) = (dZ Wᵀ, Xᵀ dZ, column sums of dZ)."""
    X, W, _ = cache
    return np.einsum("mo,io->mi", dZ, W), np.einsum("mi,mo->io", X, dZ), np.einsum("mo->o", dZ)


def backprop_one_weight(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> float:
    """(o − y) · w2_j · σ′(z_j) · x_i for h = σ(x W1), o = h·w2, L = ½ (o − y)²."""
    z = np.einsum("n,nk->k", x, W1)
    h = 0.5 * (1.0 + np.tanh(0.5 * z))
    o = np.einsum("k,k->", h, w2)
    decay = np.exp(-np.abs(z[j]))
    return float((o - y) * w2[j] * decay / (1.0 + decay) ** 2 * x[i])


def two_path_gradient(x: float, w: float, u: float, v: float) -> float:
    """(u / cosh²(u h) + v / cosh²(v h)) · σ′(w x) · x for h = σ(w x)."""
    z = w * x
    h = 0.5 * (1.0 + np.tanh(0.5 * z))
    decay = np.exp(-np.abs(z))
    slope = decay / (1.0 + decay) ** 2
    return float((u / np.cosh(u * h) ** 2 + v / np.cosh(v * h) ** 2) * slope * x)


def mlp_backward(
    dZ_L: Array, activations: Sequence[Array], params: Params, hidden_slope: Elementwise
) -> list[tuple[Array, Array]]:
    """[(dW1, db1), …]: dW_l = A_{l−1}ᵀ dZ_l, db_l = column sums; dZ_{l−1} = (dZ_l W_lᵀ) ⊙ g′."""
    gradients: list[tuple[Array, Array]] = []
    dZ = dZ_L
    for layer in range(len(params) - 1, -1, -1):
        A = activations[layer]
        gradients.insert(0, (np.einsum("mi,mo->io", A, dZ), np.einsum("mo->o", dZ)))
        if layer:
            dZ = np.einsum("mo,io->mi", dZ, params[layer][0]) * hidden_slope(A)
    return gradients


def gradient_step(
    params: Mapping[str, Array], grads: Mapping[str, Array], lr: float
) -> dict[str, Array]:
    """params − lr · grads, key by key, in a new dict."""
    return {key: np.subtract(value, lr * grads[key]) for key, value in params.items()}


class Linear:
    """Z = X W + b as a layer; W: (n_in, n_out) and b: (n_out,) are learned."""

    def __init__(
        self, n_in: int, n_out: int, rng: np.random.Generator, scale: float = 0.01
    ) -> None:
        W = scale * rng.normal(size=(n_in, n_out))
        self.params: dict[str, Array] = {"W": W, "b": np.zeros(n_out)}
        self.grads: dict[str, Array] = {}

    def forward(self, X: Array) -> Array:
        """X W + b; remembers X."""
        self.X = X
        return np.einsum("mi,io->mo", X, self.params["W"]) + self.params["b"]

    def backward(self, dout: Array) -> Array:
        """dout Wᵀ; fills grads for the last forward pass."""
        self.grads = {"W": np.einsum("mi,mo->io", self.X, dout), "b": np.einsum("mo->o", dout)}
        return np.einsum("mo,io->mi", dout, self.params["W"])
