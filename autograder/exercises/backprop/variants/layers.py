"""Right answers for the linear layer as a class."""

from typing import Any

import numpy as np

from autograder.exercises.backprop.chapter import variant
from autograder.reference.arrays import Array


@variant("Linear")
class _Plain:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        self.params = {"W": scale * rng.normal(size=(n_in, n_out)), "b": np.zeros(n_out)}
        self.grads: dict[str, Any] = {}

    def forward(self, X: Array) -> Any:
        self.cache = X
        return X @ self.params["W"] + self.params["b"]

    def backward(self, dout: Array) -> Any:
        self.grads["W"] = self.cache.T @ dout
        self.grads["b"] = dout.sum(axis=0)
        return dout @ self.params["W"].T


@variant("Linear")
class _Filled:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        W, b = rng.standard_normal((n_in, n_out)) * scale, np.zeros((n_out,))
        self.params = {"W": np.asfortranarray(W), "b": b}
        self.grads = {"W": np.zeros_like(W), "b": np.zeros_like(b)}

    def forward(self, X: Array) -> Any:
        self.X, self.W = X.copy(), self.params["W"]
        return np.einsum("mi,io->mo", X, self.W) + self.params["b"]

    def backward(self, dout: Array) -> Any:
        self.grads["W"][...] = np.dot(self.X.T, dout)
        self.grads["b"][...] = np.ones(len(dout)) @ dout
        return np.dot(dout, self.W.T)


@variant("Linear")
class _Loops:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        W = np.zeros((n_in, n_out))
        for i in range(n_in):
            W[i] = rng.normal(0.0, scale, n_out)
        self.params = {"b": np.zeros(n_out), "W": W}
        self.grads: dict[str, Any] = {}

    def forward(self, X: Array) -> Any:
        self.X = X
        return np.array([x @ self.params["W"] + self.params["b"] for x in X])

    def backward(self, dout: Array) -> Any:
        dW = np.zeros_like(self.params["W"])
        for x, up in zip(self.X, dout, strict=True):
            dW += np.outer(x, up)
        self.grads = {"b": sum(dout), "W": dW}
        return np.array([self.params["W"] @ up for up in dout])
