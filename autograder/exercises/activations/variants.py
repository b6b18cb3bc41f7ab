"""Right answers written as learners write them: loops, masks, einsum, other caches. None of them
may ever lose a point. Backward variants get the reference's cache."""

from typing import Any

import numpy as np

from autograder.exercises.activations.chapter import variant
from autograder.reference.arrays import Array


@variant("sigmoid_forward")
def _(Z: Array) -> tuple[Array, Any]:
    return 1 / (1 + np.exp(-Z)), Z


@variant("sigmoid_forward")
def _(Z: Array) -> tuple[Array, Any]:
    A = np.empty_like(Z)
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            z = Z[i, j]
            A[i, j] = 1 / (1 + np.exp(-z)) if z >= 0 else np.exp(z) / (1 + np.exp(z))
    return A, Z


@variant("sigmoid_forward")
def _(Z: Array) -> tuple[Array, Any]:
    A = np.exp(-np.logaddexp(0, -Z))
    return np.asfortranarray(A), {"A": A}


@variant("sigmoid_backward")
def _(dA: Array, cache: Any) -> Array:
    A = 1 / (1 + np.exp(-cache))
    return dA * A * (1 - A)


@variant("sigmoid_backward")
def _(dA: Array, cache: Any) -> Array:
    print("backward", dA.shape)
    return dA / (4 * np.cosh(np.clip(cache / 2, -350, 350)) ** 2)


@variant("sigmoid_backward")
def _(dA: Array, cache: Any) -> Array:
    dZ = np.zeros_like(dA)
    for i, row in enumerate(cache):
        for j, z in enumerate(row):
            a = 1 / (1 + np.exp(-z))
            dZ[i][j] = dA[i][j] * (a - a**2)
    return dZ


@variant("tanh_forward")
def _(Z: Array) -> tuple[Array, Any]:
    return np.tanh(Z), Z


@variant("tanh_forward")
def _(Z: Array) -> tuple[Array, Any]:
    return 2 / (1 + np.exp(-2 * Z)) - 1, Z


@variant("tanh_forward")
def _(Z: Array) -> tuple[Array, Any]:
    return np.array([[np.tanh(z) for z in row] for row in Z]), [Z, "tanh"]


@variant("tanh_backward")
def _(dA: Array, cache: Any) -> Array:
    return dA * (1 - np.tanh(cache) ** 2)


@variant("tanh_backward")
def _(dA: Array, cache: Any) -> Array:
    A = np.tanh(cache)
    return dA * (1 - A) * (1 + A)


@variant("tanh_backward")
def _(dA: Array, cache: Any) -> Array:
    return np.einsum("ij,ij->ij", dA, 1 / np.cosh(np.clip(cache, -350, 350)) ** 2)


@variant("relu_forward")
def _(Z: Array) -> tuple[Array, Any]:
    return np.maximum(0, Z), Z


@variant("relu_forward")
def _(Z: Array) -> tuple[Array, Any]:
    return np.where(Z > 0, Z, 0.0), (Z > 0)


@variant("relu_forward")
def _(Z: Array) -> tuple[Array, Any]:
    A = Z.copy()
    A[A < 0] = 0
    return A, {"mask": A > 0}


@variant("relu_backward")
def _(dA: Array, cache: Any) -> Array:
    return dA * (cache > 0)


@variant("relu_backward")
def _(dA: Array, cache: Any) -> Array:
    dZ = dA.copy()
    dZ[cache < 0] = 0
    return dZ


@variant("relu_backward")
def _(dA: Array, cache: Any) -> Array:
    return np.where(cache > 0, dA, np.where(cache == 0, 0.5 * dA, 0))


@variant("leaky_relu_forward")
def _(Z: Array, slope: float = 0.01) -> tuple[Array, Any]:
    return np.where(Z > 0, Z, slope * Z), (Z, slope)


@variant("leaky_relu_forward")
def _(Z: Array, slope: float = 0.01) -> tuple[Array, Any]:
    return np.maximum(Z, slope * Z), (Z, slope)


@variant("leaky_relu_forward")
def _(Z: Array, slope: float = 0.01) -> tuple[Array, Any]:
    return Z * np.where(Z >= 0, 1.0, slope), (Z, slope)


@variant("leaky_relu_backward")
def _(dA: Array, cache: Any) -> Array:
    Z, slope = cache
    return dA * np.where(Z > 0, 1.0, slope)


@variant("leaky_relu_backward")
def _(dA: Array, cache: Any) -> Array:
    Z, slope = cache
    dZ = np.array(dA)
    dZ[Z < 0] *= slope
    return dZ


@variant("leaky_relu_backward")
def _(dA: Array, cache: Any) -> Array:
    Z, slope = cache
    return (Z > 0) * dA + (Z <= 0) * slope * dA


@variant("elu_forward")
def _(Z: Array, alpha: float = 1.0) -> tuple[Array, Any]:
    return np.where(Z > 0, Z, alpha * (np.exp(Z) - 1)), (Z, alpha)


@variant("elu_forward")
def _(Z: Array, alpha: float = 1.0) -> tuple[Array, Any]:
    A = Z.copy()
    A[Z <= 0] = alpha * np.expm1(Z[Z <= 0])
    return A, (A, alpha)


@variant("elu_forward")
def _(Z: Array, alpha: float = 1.0) -> tuple[Array, Any]:
    return np.maximum(Z, 0) + alpha * (np.exp(np.minimum(Z, 0)) - 1), (Z, alpha)


@variant("elu_backward")
def _(dA: Array, cache: Any) -> Array:
    Z, alpha = cache
    return dA * np.where(Z > 0, 1, alpha * np.exp(Z))


@variant("elu_backward")
def _(dA: Array, cache: Any) -> Array:
    Z, alpha = cache
    A = np.where(Z > 0, Z, alpha * np.expm1(np.minimum(Z, 0)))
    return np.where(Z > 0, dA, dA * (A + alpha))


@variant("elu_backward")
def _(dA: Array, cache: Any) -> Array:
    Z, alpha = cache
    dZ = dA.copy()
    left = Z < 0
    dZ[left] = dZ[left] * alpha * np.exp(Z[left])
    return dZ


@variant("selu_forward")
def _(Z: Array) -> tuple[Array, Any]:
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    return scale * np.where(Z > 0, Z, alpha * (np.exp(Z) - 1)), Z


@variant("selu_forward")
def _(Z: Array) -> tuple[Array, Any]:
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    A = scale * Z
    A[Z < 0] = scale * alpha * (np.exp(Z[Z < 0]) - 1)
    return A, A


@variant("selu_forward")
def _(Z: Array) -> tuple[Array, Any]:
    return np.where(
        Z > 0, 1.0507009873554805 * Z, 1.7580993408473766 * np.expm1(np.minimum(Z, 0))
    ), Z


@variant("selu_backward")
def _(dA: Array, cache: Any) -> Array:
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    return dA * scale * np.where(cache > 0, 1, alpha * np.exp(cache))


@variant("selu_backward")
def _(dA: Array, cache: Any) -> Array:
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    A = scale * np.where(cache > 0, cache, alpha * np.expm1(np.minimum(cache, 0)))
    return dA * np.where(cache > 0, scale, A + scale * alpha)


@variant("selu_backward")
def _(dA: Array, cache: Any) -> Array:
    dZ = 1.0507009873554805 * dA
    for i, j in np.argwhere(cache < 0):
        dZ[i, j] *= 1.6732632423543772 * np.exp(cache[i, j])
    return dZ


@variant("prelu_forward")
def _(Z: Array, alpha: Array) -> tuple[Array, Any]:
    return np.where(Z < 0, alpha * Z, Z), (Z, alpha)


@variant("prelu_forward")
def _(Z: Array, alpha: Array) -> tuple[Array, Any]:
    return np.maximum(Z, 0) + alpha[None, :] * np.minimum(Z, 0), (Z, alpha)


@variant("prelu_forward")
def _(Z: Array, alpha: Array) -> tuple[Array, Any]:
    A = np.array(Z)
    for j in range(Z.shape[1]):
        A[Z[:, j] < 0, j] *= alpha[j]
    return A, (Z, alpha)


@variant("prelu_backward")
def _(dA: Array, cache: Any) -> Any:
    Z, alpha = cache
    return np.where(Z < 0, alpha * dA, dA), np.sum(np.where(Z < 0, Z * dA, 0), axis=0)


@variant("prelu_backward")
def _(dA: Array, cache: Any) -> Any:
    Z, alpha = cache
    return dA * np.where(Z < 0, alpha, 1), np.einsum("mn,mn->n", dA, np.minimum(Z, 0))


@variant("prelu_backward")
def _(dA: Array, cache: Any) -> Any:
    Z, alpha = cache
    dZ, dalpha = dA.copy(), np.zeros_like(alpha)
    for i, j in np.argwhere(Z < 0):
        dZ[i, j] = alpha[j] * dA[i, j]
        dalpha[j] += Z[i, j] * dA[i, j]
    return dZ, dalpha


@variant("maxout_forward")
def _(Z: Array) -> tuple[Array, Any]:
    return Z.max(axis=2), Z


@variant("maxout_forward")
def _(Z: Array) -> tuple[Array, Any]:
    best = np.argmax(Z, axis=-1)
    return np.take_along_axis(Z, best[..., None], axis=-1)[..., 0], (Z.shape, best)


@variant("maxout_forward")
def _(Z: Array) -> tuple[Array, Any]:
    A = Z[:, :, 0]
    for k in range(1, Z.shape[2]):
        A = np.maximum(A, Z[:, :, k])
    return A, Z


@variant("maxout_backward")
def _(dA: Array, cache: Any) -> Array:
    dZ = np.zeros_like(cache)
    np.put_along_axis(dZ, cache.argmax(axis=2)[:, :, None], dA[:, :, None], axis=2)
    return dZ


@variant("maxout_backward")
def _(dA: Array, cache: Any) -> Array:
    winners = cache == cache.max(axis=2, keepdims=True)
    return dA[:, :, None] * winners / winners.sum(axis=2, keepdims=True)


@variant("maxout_backward")
def _(dA: Array, cache: Any) -> Array:
    dZ = np.zeros(cache.shape)
    for i in range(cache.shape[0]):
        for j in range(cache.shape[1]):
            dZ[i, j, np.argmax(cache[i, j])] = dA[i, j]
    return dZ


@variant("dead_fraction")
def _(A: Array) -> Any:
    return np.mean(np.all(A == 0, axis=0))


@variant("dead_fraction")
def _(A: Array) -> float:
    return float((~A.any(axis=0)).sum() / A.shape[1])


@variant("dead_fraction")
def _(A: Array) -> float:
    dead = 0
    for j in range(A.shape[1]):
        if not np.count_nonzero(A[:, j]):
            dead += 1
    return dead / A.shape[1]


@variant("gradient_norms_by_depth")
def _(A0: Array, weights: Any, forward: Any, backward: Any, dA: Array) -> Any:
    caches, A = [], A0
    for W in weights:
        A, cache = forward(A @ W)
        caches.append(cache)
    norms = []
    for W, cache in zip(reversed(weights), reversed(caches), strict=True):
        dZ = backward(dA, cache)
        norms.append(np.linalg.norm(dZ))
        dA = dZ @ W.T
    return norms[::-1]


@variant("gradient_norms_by_depth")
def _(A0: Array, weights: Any, forward: Any, backward: Any, dA: Array) -> Any:
    caches = [None] * len(weights)
    for layer in range(len(weights)):
        A0, caches[layer] = forward(np.dot(A0, weights[layer]))
    norms = np.zeros(len(weights))
    for layer in range(len(weights) - 1, -1, -1):
        dZ = backward(dA, caches[layer])
        norms[layer] = (dZ**2).sum() ** 0.5
        dA = np.dot(dZ, weights[layer].T)
    return norms


@variant("gradient_norms_by_depth")
def _(A0: Array, weights: Any, forward: Any, backward: Any, dA: Array) -> Any:
    def norms_from(A: Array, rest: Any) -> Any:
        if not rest:
            return dA, []
        out, cache = forward(A @ rest[0])
        upstream, norms = norms_from(out, rest[1:])
        dZ = backward(upstream, cache)
        return dZ @ rest[0].T, [float(np.linalg.norm(dZ)), *norms]

    return norms_from(A0, weights)[1]


@variant("ReLU")
class _Maximum:
    def __init__(self) -> None:
        self.params: dict[str, Array] = {}
        self.grads: dict[str, Array] = {}

    def forward(self, X: Array) -> Array:
        self.X = X
        return np.maximum(0, X)

    def backward(self, dout: Array) -> Array:
        return dout * (self.X > 0)


@variant("ReLU")
class _Properties:
    def __init__(self) -> None:
        self.learned: dict[str, Array] = {}

    @property
    def params(self) -> dict[str, Array]:
        return self.learned

    @property
    def grads(self) -> dict[str, Array]:
        return {}

    def forward(self, X: Array) -> Array:
        self.mask = X >= 0
        return np.where(self.mask, X, 0.0)

    def backward(self, dout: Array) -> Array:
        dX = dout.copy()
        dX[~self.mask] = 0
        return dX


@variant("ReLU")
class _Slots:
    def __init__(self) -> None:
        self.params: dict[str, Array] = {}
        self.grads: dict[str, Array] = {}
        self.cache: Any = None

    def forward(self, X: Array) -> Array:
        self.cache = X.copy()
        return (X > 0) * X

    def backward(self, dout: Array) -> Array:
        return (self.cache > 0) * dout
