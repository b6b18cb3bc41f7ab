"""The activation that a check hands to a learner's function, and a record of how it was used."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chainrule.check.causes import Diagnosis

Array = NDArray[np.float64]
Forward = Callable[..., tuple[Array, Any]]
Backward = Callable[..., Array]


class Handed:
    """A forward and a backward function that remember their caches and their calls."""

    def __init__(self, forward: Forward, backward: Backward) -> None:
        self._forward, self._backward = forward, backward
        self.caches: list[object] = []
        self.calls: list[tuple[object, object]] = []

    def functions(self) -> tuple[Forward, Backward]:
        """Plain functions, named as in the contract: an error in calling them speaks of those."""

        def forward(Z: Array) -> tuple[Array, Any]:
            A, cache = self._forward(Z)
            self.caches.append(cache)
            return A, cache

        def backward(dA: Array, cache: Any) -> Array:
            self.calls.append((dA, cache))
            return self._backward(dA, cache)

        return forward, backward

    def unused(self) -> Diagnosis | None:
        """Which of the two was never called, after a function came to its end."""
        if not self.caches:
            return hard_wired("forward")
        return None if self.calls else hard_wired("backward")

    def error(self, layers: int, said: str) -> Diagnosis | None:
        """What the calls so far tell about a function that stopped with the error `said`."""
        if not self.caches and self.calls:
            return hard_wired("forward")
        if not self.calls:
            return hard_wired("backward") if "NoneType" in said else None
        dA, cache = self.calls[-1]
        if self.caches[-1] is None or _shape(dA) == _shape(cache):
            return TRANSPOSE if "matmul" in said or "not aligned" in said else None
        own = layers - len(self.calls)
        right = 0 <= own < len(self.caches) and self.caches[own] is cache
        return OTHER_UPSTREAM if right else OTHER_CACHE


def _shape(value: object) -> tuple[int, ...] | None:
    return value.shape if type(value) is np.ndarray else None


def hard_wired(name: str) -> Diagnosis:
    return Diagnosis(
        "hard-wired",
        f"the {name} that was handed in was never called; another function took its place.",
        f"The network's activation comes in as an argument. Where should {name} be called?",
    )


TRANSPOSE = Diagnosis(
    "not transposed",
    "on the way back dZ has the layer's outputs as columns, and W has its inputs as rows.",
    "Write the shape under each factor of the product: which of them has to be transposed?",
)
OTHER_CACHE = Diagnosis(
    "another layer's cache",
    "backward was given the cache of another layer.",
    "Every layer makes a cache of its own. Is each kept, and in which order are they met again?",
)
OTHER_UPSTREAM = Diagnosis(
    "another layer's gradient",
    "backward was given a gradient of another layer's shape.",
    "Between two layers the gradient passes back through the weights. Does it, every time?",
)
