"""How inputs are drawn: awkward on purpose, so that a wrong axis, scale or sign cannot hide."""

from collections.abc import Iterator

import numpy as np

from autograder.reference.arrays import Array

Shape = tuple[int, ...]
SHAPES: tuple[Shape, ...] = ((5, 3), (1, 4), (6, 1), (2, 7))


def scores(rng: np.random.Generator, shapes: tuple[Shape, ...] = SHAPES) -> Iterator[Array]:
    """Pre-activations of both signs, none of them at a kink: |Z| from 0.05 to 3."""
    for shape in shapes:
        yield rng.uniform(0.05, 3.0, shape) * _signs(rng, shape)


def extremes(rng: np.random.Generator, shape: Shape = (3, 4)) -> Array:
    """Pre-activations of ±1000, at least one of each sign."""
    Z = 1000.0 * _signs(rng, shape)
    Z.flat[0], Z.flat[-1] = 1000.0, -1000.0
    return Z


def beside_kink(rng: np.random.Generator, shape: Shape = (4, 3)) -> Array:
    """Pre-activations of ±1e-9, and of ±1e6, each of the four at least once: right code does not
    mind, differences break."""
    size = np.where(rng.random(shape) < 0.5, 1e-9, 1e6)
    Z = size * _signs(rng, shape)
    Z.flat[0], Z.flat[1], Z.flat[-2], Z.flat[-1] = 1e-9, 1e6, -1e6, -1e-9
    return Z


def saturated(rng: np.random.Generator, low: float, high: float, shape: Shape = (3, 4)) -> Array:
    """Pre-activations far to the right, where an S-shaped curve is flat to fifteen digits: its
    slope is small but exact, and drowns in the rounding of any difference of its values."""
    return rng.uniform(low, high, shape)


def upstream(rng: np.random.Generator, shape: Shape) -> Array:
    """An upstream gradient of both signs, no entry near 0."""
    return rng.uniform(0.3, 2.0, shape) * _signs(rng, shape)


def slopes(rng: np.random.Generator, units: int) -> Array:
    """Learned slopes (units,), some below 0 and some above 1."""
    return rng.uniform(-0.5, 1.8, (units,))


def _signs(rng: np.random.Generator, shape: Shape) -> Array:
    return np.where(rng.random(shape) < 0.5, -1.0, 1.0)
