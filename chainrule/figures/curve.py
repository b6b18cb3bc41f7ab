"""An activation as a curve: values and slopes from a learner's forward and backward."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Forward = Callable[..., tuple[Any, Any]]
Backward = Callable[..., Any]
Pair = tuple[Forward, Backward]

FAINT = 0.05
"""Below this slope, in size, a unit passes less than a twentieth of a gradient."""


@dataclass(frozen=True)
class Curve:
    """A function g sampled at `x`: (k,), with `value` g(x): (k,) and `slope` g′(x): (k,)."""

    x: Array
    value: Array
    slope: Array

    @property
    def faint(self) -> NDArray[np.bool_]:
        """(k,): where the slope is smaller in size than `FAINT`."""
        return np.abs(self.slope) < FAINT


def trace(forward: Forward, backward: Backward, x: Array, **parameters: Any) -> Curve:
    """The curve of one unit that receives each entry of x: (k,) as an example of its own.

    `forward(Z, **parameters) -> (A, cache)` and `backward(dA, cache)` see arrays (k, 1); the slope
    is the gradient that leaves when 1 comes in. A backward that returns several gradients gives
    dZ first. Raises ValueError where the shapes are wrong.
    """
    Z = np.asarray(x, dtype=np.float64).reshape(-1, 1)
    A, cache = forward(Z.copy(), **parameters)
    gradients = backward(np.ones_like(Z), cache)
    dZ = gradients[0] if isinstance(gradients, tuple) else gradients
    return Curve(Z.ravel(), _column("forward: A", A, Z), _column("backward: dZ", dZ, Z))


def places(domain: tuple[float, float], count: int) -> Array:
    """Evenly spread from end to end; 0, where many an activation bends, is met from both sides."""
    even = np.linspace(*domain, count)
    low, high = domain
    return np.sort(np.r_[even[even != 0], -1e-9, 1e-9]) if low < 0 < high else even


def broken(x: Array, heights: Array) -> tuple[Array, Array]:
    """x and heights: (k,) with a gap, a NaN, between neighbours where the heights jump.

    A jump is a difference of more than a fiftieth of the whole range that is also more than three
    times as large as the differences on both sides of it.
    """
    steps = np.abs(np.diff(heights, prepend=heights[0], append=heights[-1]))
    beside = np.maximum(np.r_[0.0, steps[:-1]], np.r_[steps[1:], 0.0])
    jumps = np.flatnonzero((steps > np.ptp(heights) / 50) & (steps > 3 * beside))
    return np.insert(x, jumps, np.nan), np.insert(heights, jumps, np.nan)


def through_lines(pair: Pair, weights: Array, biases: Array) -> Pair:
    """A pair of (k, 1) arrays made of a maxout pair whose pieces are the lines weights x + biases.

    weights, biases: (p,). Forward turns x into Z: (k, 1, p); backward adds up what the pieces
    pass back, ∂C/∂x = Σ weights · dZ.
    """
    forward, backward = pair

    def forward_lines(x: Array) -> tuple[Any, Any]:
        return forward(x[:, :, None] * weights + biases)

    def backward_lines(dA: Array, cache: Any) -> Any:
        return np.sum(np.asarray(backward(dA, cache)) * weights, axis=-1)

    return forward_lines, backward_lines


def _column(name: str, array: Any, like: Array) -> Array:
    values = np.asarray(array, dtype=np.float64)
    if values.shape != like.shape:
        raise ValueError(
            f"{name} should have the shape of Z, {like.shape}; got {values.shape}. "
            "Run the exercise's check first: it says more."
        )
    return values.ravel()
