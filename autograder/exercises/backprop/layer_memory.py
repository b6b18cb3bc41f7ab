"""What learners make of the linear layer's memory: what it keeps, returns and leaves alone."""

from typing import Any

import numpy as np

from autograder.exercises.backprop.chapter import mistake
from autograder.reference.arrays import Array


@mistake(
    "Linear",
    "upstream divided by m in place",
    loses="dX grads params again inputs",
    hint="dout is m times smaller after the call, and with it all that is made from it.",
)
class _InPlace:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        self.params = {"W": scale * rng.normal(size=(n_in, n_out)), "b": np.zeros(n_out)}
        self.grads: dict[str, Any] = {}

    def forward(self, X: Array) -> Any:
        self.X = X
        return X @ self.params["W"] + self.params["b"]

    def backward(self, dout: Array) -> Any:
        dout /= len(dout)
        self.grads = {"W": self.X.T @ dout, "b": dout.sum(axis=0)}
        return dout @ self.params["W"].T


@mistake(
    "Linear",
    "gradient of the bias missing",
    loses="grads again",
    hint="grads has no b: every parameter has its gradient, under the same key.",
)
class _NoBiasGradient:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        self.params = {"W": scale * rng.normal(size=(n_in, n_out)), "b": np.zeros(n_out)}
        self.grads: dict[str, Any] = {}

    def forward(self, X: Array) -> Any:
        self.X = X
        return X @ self.params["W"] + self.params["b"]

    def backward(self, dout: Array) -> Any:
        self.grads = {"W": self.X.T @ dout}
        return dout @ self.params["W"].T


@mistake(
    "Linear",
    "dX kept among the gradients",
    loses="grads again",
    hint="grads has a key that params has not: dX belongs to the layer below, which gets it as "
    "the returned value.",
)
class _InputAmongGradients:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        self.params = {"W": scale * rng.normal(size=(n_in, n_out)), "b": np.zeros(n_out)}
        self.grads: dict[str, Any] = {}

    def forward(self, X: Array) -> Any:
        self.X = X
        return X @ self.params["W"] + self.params["b"]

    def backward(self, dout: Array) -> Any:
        dX = dout @ self.params["W"].T
        self.grads = {"X": dX, "W": self.X.T @ dout, "b": dout.sum(axis=0)}
        return dX


@mistake(
    "Linear",
    "dX not returned",
    loses="dX params",
    hint="backward fills grads and returns nothing: the layer below waits for its dX.",
)
class _Silent:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        self.params = {"W": scale * rng.normal(size=(n_in, n_out)), "b": np.zeros(n_out)}
        self.grads: dict[str, Any] = {}

    def forward(self, X: Array) -> Any:
        self.X = X
        return X @ self.params["W"] + self.params["b"]

    def backward(self, dout: Array) -> Any:
        self.grads = {"W": self.X.T @ dout, "b": dout.sum(axis=0)}


@mistake(
    "Linear",
    "memory shared between layers",
    loses="again",
    hint="The second layer's forward pass overwrites what the first one remembers: each layer "
    "keeps its own memory, on `self`.",
)
class _Shared:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        self.params = {"W": scale * rng.normal(size=(n_in, n_out)), "b": np.zeros(n_out)}
        self.grads: dict[str, Any] = {}

    def forward(self, X: Array) -> Any:
        type(self).X = X  # type: ignore[attr-defined]
        return X @ self.params["W"] + self.params["b"]

    def backward(self, dout: Array) -> Any:
        X = type(self).X  # type: ignore[attr-defined]
        self.grads = {"W": X[: len(dout)].T @ dout[: len(X)], "b": dout.sum(axis=0)}
        return dout @ self.params["W"].T


@mistake(
    "Linear",
    "a second copy of the weights",
    loses="params",
    hint="New values in params change nothing: the layer computes with weights that it keeps "
    "elsewhere.",
)
class _SecondCopy:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        self.W, self.b = scale * rng.normal(size=(n_in, n_out)), np.zeros(n_out)
        self.params = {"W": self.W, "b": self.b}
        self.grads: dict[str, Any] = {}

    def forward(self, X: Array) -> Any:
        self.X = X
        return X @ self.W + self.b

    def backward(self, dout: Array) -> Any:
        self.grads = {"W": self.X.T @ dout, "b": dout.sum(axis=0)}
        return dout @ self.W.T


@mistake(
    "Linear",
    "backward takes a step",
    loses="params",
    hint="The parameters are different after backward: it works out gradients, and the step is "
    "someone else's.",
)
class _Impatient:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        self.params = {"W": scale * rng.normal(size=(n_in, n_out)), "b": np.zeros(n_out)}
        self.grads: dict[str, Any] = {}

    def forward(self, X: Array) -> Any:
        self.X = X
        return X @ self.params["W"] + self.params["b"]

    def backward(self, dout: Array) -> Any:
        dX = dout @ self.params["W"].T
        self.grads = {"W": self.X.T @ dout, "b": dout.sum(axis=0)}
        for key, gradient in self.grads.items():
            self.params[key] = self.params[key] - 0.01 * gradient
        return dX
