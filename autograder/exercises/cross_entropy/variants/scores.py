"""Right answers for softmax and cross-entropy in one step, and as an object."""

from typing import Any

import numpy as np

from autograder.exercises.cross_entropy.chapter import variant
from autograder.reference.arrays import Array, Labels


@variant("softmax_cross_entropy")
def _(Z: Array, y: Labels) -> Any:
    rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
    L = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    dZ = np.exp(L)
    dZ[rows, y] -= 1
    return -L[rows, y].mean(), dZ / len(y)


@variant("softmax_cross_entropy")
def _(Z: Array, y: Labels) -> Any:
    L = Z - np.logaddexp.reduce(Z, axis=1)[:, None]
    Y = np.eye(Z.shape[1])[y]
    return float(-np.einsum("ij,ij->", Y, L) / len(Z)), np.asfortranarray((np.exp(L) - Y) / len(Z))


@variant("softmax_cross_entropy")
def _(Z: Array, y: Labels) -> Any:
    m, k = Z.shape
    cost, dZ = 0.0, np.zeros((m, k))
    for i in range(m):
        s = Z[i] - max(Z[i])
        total = sum(np.exp(s))
        cost += (np.log(total) - s[y[i]]) / m
        for j in range(k):
            dZ[i, j] = (np.exp(s[j]) / total - (j == y[i])) / m
    return [cost, dZ]


@variant("SoftmaxCrossEntropy")
class _Remembers:
    def forward(self, Z: Array, y: Labels) -> Any:
        S = Z - Z.max(axis=1, keepdims=True)
        L = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
        self.P, self.Y = np.exp(L), np.eye(Z.shape[1])[y]
        return -np.mean(L[np.arange(len(y)), y])

    def backward(self) -> Array:
        return (self.P - self.Y) / len(self.Y)


@variant("SoftmaxCrossEntropy")
class _Ready:
    def __init__(self) -> None:
        self.params: dict[str, Array] = {}
        self.grads: dict[str, Array] = {}

    def forward(self, Z: Array, y: Labels) -> float:
        m, L = len(y), Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)
        self.dZ = np.exp(L)
        self.dZ[np.arange(m), y] -= 1
        self.dZ /= m
        return float(-L[np.arange(m), y].sum() / m)

    def backward(self) -> Array:
        return self.dZ


@variant("SoftmaxCrossEntropy")
class _Again:
    def forward(self, Z: Array, y: Labels) -> Any:
        self.Z, self.y = Z.copy(), y.copy()
        S = Z - Z.max(axis=1)[:, None]
        happened = np.array([S[i, label] for i, label in enumerate(y)])
        return np.asarray((np.log(np.exp(S).sum(axis=1)) - happened).mean())

    def backward(self) -> Array:
        grown = np.exp(self.Z - self.Z.max(axis=1, keepdims=True))
        P = grown / grown.sum(axis=1, keepdims=True)
        for i, label in enumerate(self.y):
            P[i, label] = P[i, label] - 1.0
        return P / len(P)
