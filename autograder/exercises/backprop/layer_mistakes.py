"""What learners make of the linear layer as a class."""

from typing import Any

import numpy as np

from autograder.exercises.backprop.chapter import mistake
from autograder.reference.arrays import Array


@mistake(
    "Linear",
    "gradients pile up",
    loses="again",
    hint="After several backward passes grads holds their sum: each pass fills it anew.",
)
class _Accumulated:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        self.params = {"W": scale * rng.normal(size=(n_in, n_out)), "b": np.zeros(n_out)}
        self.grads = {"W": np.zeros((n_in, n_out)), "b": np.zeros(n_out)}

    def forward(self, X: Array) -> Any:
        self.X = X
        return X @ self.params["W"] + self.params["b"]

    def backward(self, dout: Array) -> Any:
        self.grads["W"] += self.X.T @ dout
        self.grads["b"] += dout.sum(axis=0)
        return dout @ self.params["W"].T


@mistake(
    "Linear",
    "bias never added",
    loses="params",
    hint="With zeros for b nothing shows; with other biases the output stays the same.",
)
class _NoBias:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        self.params = {"W": scale * rng.normal(size=(n_in, n_out)), "b": np.zeros(n_out)}
        self.grads: dict[str, Any] = {}

    def forward(self, X: Array) -> Any:
        self.X = X
        return X @ self.params["W"]

    def backward(self, dout: Array) -> Any:
        self.grads = {"W": self.X.T @ dout, "b": dout.sum(axis=0)}
        return dout @ self.params["W"].T


@mistake(
    "Linear",
    "bias kept as a row",
    loses="start",
    hint="b has the shape (1, n_out); in this course a bias is one number a unit, (n_out,).",
)
class _RowBias:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        self.params = {"W": scale * rng.normal(size=(n_in, n_out)), "b": np.zeros((1, n_out))}
        self.grads: dict[str, Any] = {}

    def forward(self, X: Array) -> Any:
        self.X = X
        return X @ self.params["W"] + self.params["b"]

    def backward(self, dout: Array) -> Any:
        self.grads = {"W": self.X.T @ dout, "b": dout.sum(axis=0)}
        return dout @ self.params["W"].T


@mistake(
    "Linear",
    "outputs as rows of W",
    loses="start forward dX grads params again",
    hint="W has outputs as rows and inputs as columns: that is the other convention. Here it is "
    "(n_in, n_out).",
)
class _OutputsAsRows:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        self.params = {"W": scale * rng.normal(size=(n_out, n_in)), "b": np.zeros(n_out)}
        self.grads: dict[str, Any] = {}

    def forward(self, X: Array) -> Any:
        self.X = X
        return X @ self.params["W"].T + self.params["b"]

    def backward(self, dout: Array) -> Any:
        self.grads = {"W": dout.T @ self.X, "b": dout.sum(axis=0)}
        return dout @ self.params["W"]


@mistake(
    "Linear",
    "scale forgotten",
    loses="start",
    hint="The weights spread about 1 whatever the scale: where does it take part?",
)
class _Unscaled:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        self.params = {"W": rng.normal(size=(n_in, n_out)), "b": np.zeros(n_out)}
        self.grads: dict[str, Any] = {}

    def forward(self, X: Array) -> Any:
        self.X = X
        return X @ self.params["W"] + self.params["b"]

    def backward(self, dout: Array) -> Any:
        self.grads = {"W": self.X.T @ dout, "b": dout.sum(axis=0)}
        return dout @ self.params["W"].T


@mistake(
    "Linear",
    "weights of one sign",
    loses="start",
    hint="All weights are positive: numbers between 0 and 1 are not normal ones, which have both "
    "signs.",
)
class _Uniform:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        self.params = {"W": scale * rng.random((n_in, n_out)), "b": np.zeros(n_out)}
        self.grads: dict[str, Any] = {}

    def forward(self, X: Array) -> Any:
        self.X = X
        return X @ self.params["W"] + self.params["b"]

    def backward(self, dout: Array) -> Any:
        self.grads = {"W": self.X.T @ dout, "b": dout.sum(axis=0)}
        return dout @ self.params["W"].T


@mistake(
    "Linear",
    "a generator of its own",
    loses="start",
    hint="Every layer starts with the same weights, whatever generator it is handed.",
)
class _OwnGenerator:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        own = np.random.default_rng(0)
        self.params = {"W": scale * own.normal(size=(n_in, n_out)), "b": np.zeros(n_out)}
        self.grads: dict[str, Any] = {}

    def forward(self, X: Array) -> Any:
        self.X = X
        return X @ self.params["W"] + self.params["b"]

    def backward(self, dout: Array) -> Any:
        self.grads = {"W": self.X.T @ dout, "b": dout.sum(axis=0)}
        return dout @ self.params["W"].T


@mistake(
    "Linear",
    "weights start at zero",
    loses="start",
    hint="All weights are 0: then all units compute the same and get the same gradient, and stay "
    "alike for ever.",
)
class _Zeros:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        self.params = {"W": np.zeros((n_in, n_out)), "b": np.zeros(n_out)}
        self.grads: dict[str, Any] = {}

    def forward(self, X: Array) -> Any:
        self.X = X
        return X @ self.params["W"] + self.params["b"]

    def backward(self, dout: Array) -> Any:
        self.grads = {"W": self.X.T @ dout, "b": dout.sum(axis=0)}
        return dout @ self.params["W"].T


@mistake(
    "Linear",
    "1/m twice",
    loses="grads again",
    hint="grads is m times too small, m being the number of examples: the 1/m came with dout.",
)
class _Averaged:
    def __init__(self, n_in: int, n_out: int, rng: Any, scale: float = 0.01) -> None:
        self.params = {"W": scale * rng.normal(size=(n_in, n_out)), "b": np.zeros(n_out)}
        self.grads: dict[str, Any] = {}

    def forward(self, X: Array) -> Any:
        self.X = X
        return X @ self.params["W"] + self.params["b"]

    def backward(self, dout: Array) -> Any:
        m = len(dout)
        self.grads = {"W": self.X.T @ dout / m, "b": dout.sum(axis=0) / m}
        return dout @ self.params["W"].T
