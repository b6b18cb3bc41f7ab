"""Right answers for PReLU, maxout, the measures and the layer, written as learners write them."""

from typing import Any

import numpy as np

from autograder.exercises.activations.chapter import variant
from autograder.reference.arrays import Array


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
