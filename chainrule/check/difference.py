"""Central differences: what a gradient must be, found by changing one entry at a time.

Numbers are real throughout. Stepping into the complex plane looks more exact, and is silently
wrong wherever a function copies into a real buffer or takes a maximum, as learners' functions do.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

EPSILON = float(np.finfo(np.float64).eps)
COARSE, FINE = 2.0**-9, 2.0**-15
SETTLED = 1e-7


@dataclass(frozen=True)
class Slopes:
    """A gradient known to lie between `low` and `high`, each of the shape of what it belongs to.

    Where the function is smooth the two differ only by what rounding hides; where it has a kink
    within the step they are its one-sided slopes."""

    low: Array
    high: Array

    @property
    def middle(self) -> Array:
        """The best single estimate; where nothing is known, 0."""
        known = np.isfinite(self.low) & np.isfinite(self.high)
        low, high = np.where(known, self.low, 0.0), np.where(known, self.high, 0.0)
        return low + (high - low) / 2


def gradients(
    f: Callable[..., object], arrays: Sequence[Array], upstream: Array | float = 1.0
) -> tuple[Slopes, ...]:
    """The vector-Jacobian products `Σ_j upstream_j · ∂f_j/∂x`, one `Slopes` for each array.

    `f` takes as many float64 arrays as are given (each call gets copies) and returns an array of
    `upstream`'s shape, or a number. Costs 6 calls an entry where f is smooth, up to 18 near a
    kink. Nothing is assumed about which entry of f depends on which, so wrong code cannot hide
    behind such an assumption. Raises ValueError where f's shape is not upstream's."""
    inputs = [np.array(array, dtype=np.float64) for array in arrays]
    weights = np.asarray(upstream, dtype=np.float64)
    start = _value(f, inputs)
    if start.shape != weights.shape:
        raise ValueError(f"f has shape {start.shape}, and its upstream gradient {weights.shape}")
    return tuple(_of_one(f, inputs, k, start, weights) for k in range(len(inputs)))


def _value(f: Callable[..., object], inputs: Sequence[Array]) -> Array:
    return np.array(f(*[array.copy() for array in inputs]), dtype=np.float64)


def _of_one(
    f: Callable[..., object], inputs: list[Array], k: int, start: Array, weights: Array
) -> Slopes:
    low, high = np.empty_like(inputs[k]), np.empty_like(inputs[k])
    for index in np.ndindex(inputs[k].shape):

        def line(x: float, index: tuple[int, ...] = index) -> Array:
            moved = inputs[k].copy()
            moved[index] = x
            return _value(f, [*inputs[:k], moved, *inputs[k + 1 :]])

        below, above = _interval(line, float(inputs[k][index]), start)
        ends = np.stack([_times(weights, below), _times(weights, above)])
        low[index], high[index] = ends.min(axis=0).sum(), ends.max(axis=0).sum()
    return Slopes(low, high)


def _times(weights: Array, slope: Array) -> Array:
    """The product in which an upstream gradient of 0 hides even an unknown slope."""
    return np.where(weights == 0, 0.0, weights) * np.where(weights == 0, 0.0, slope)


def _steps(x: float) -> Iterator[float]:
    """First steps to try: for the scale of x, then finer, then for the other natural scale."""
    size = abs(x)
    yield COARSE * max(size, 1.0)
    yield FINE * max(size, 1.0)
    if 0 < size < 0.1:
        yield COARSE * size
    elif size > 10:
        yield COARSE


def _interval(line: Callable[[float], Array], x: float, start: Array) -> tuple[Array, Array]:
    """Bounds of the derivative at x of each output, by ever finer steps until all are settled."""
    low, high = np.full(start.shape, -np.inf), np.full(start.shape, np.inf)
    settled = np.zeros(start.shape, dtype=bool)
    for step in _steps(x):
        new_low, new_high, now = _attempt(line, x, start, step)
        better = ~settled & ~(np.isnan(new_low) | np.isnan(new_high))
        low, high = np.where(better, new_low, low), np.where(better, new_high, high)
        settled |= now
        if settled.all():
            break
    return low, high


def _attempt(
    line: Callable[[float], Array], x: float, start: Array, step: float
) -> tuple[Array, Array, NDArray[np.bool_]]:
    """Bounds from the steps h, h/4, h/16, and where they can be trusted: the extrapolated central
    differences agree, and the one-sided ones close in on each other as a smooth function's do."""
    below, central, above = [], [], []
    noise = np.zeros(start.shape)
    with np.errstate(all="ignore"):
        for h in (step, step / 4, step / 16):
            left, right = x - h, x + h
            f_left, f_right = line(left), line(right)
            below.append((start - f_left) / (x - left))
            above.append((f_right - start) / (right - x))
            central.append((f_right - f_left) / (right - left))
            noise = 8 * EPSILON * np.maximum(abs(f_left), abs(f_right)) / h
        rough = (16 * central[1] - central[0]) / 15
        best = (16 * central[2] - central[1]) / 15
        error = abs(best - rough) + noise
        gap, wider_gap = abs(above[2] - below[2]), abs(above[1] - below[1])
        kink = (gap > 0.6 * wider_gap) & (gap > noise)
        natural = np.maximum(abs(best), abs(start) / max(abs(x), 1.0))
        settled = (error <= SETTLED * natural + noise) & ~kink
        ends = _one_sided(below) + _one_sided(above)
        low = np.where(settled, best - error, np.min(ends, axis=0) - noise)
        high = np.where(settled, best + error, np.max(ends, axis=0) + noise)
    return low, high, settled


def _one_sided(slopes: list[Array]) -> list[Array]:
    """The finest one-sided slope, and the one it is heading for as the step goes to 0."""
    return [slopes[2], (4 * slopes[2] - slopes[1]) / 3]
