"""Scores and probabilities for chapter 06, awkward on purpose: rows of other sizes and levels, a
batch of one, as many rows as columns, scores at ±1000, a class that is all but certain."""

from collections.abc import Iterator

import numpy as np

from autograder.exercises.drawing import Shape
from autograder.reference.arrays import Array

SHAPES: tuple[Shape, ...] = ((5, 3), (1, 4), (4, 4), (2, 7))


def score_rows(rng: np.random.Generator) -> Iterator[Array]:
    """Scores of both signs, (m, k), each row on a level of its own."""
    for shape in SHAPES:
        yield rng.normal(scale=1.5, size=shape) + rng.uniform(-3.0, 3.0, (shape[0], 1))


def extreme_rows(rng: np.random.Generator) -> Array:
    """(4, 5): 1000 and −1000, 1000 at least twice in every row and in one column never."""
    Z = np.where(rng.random((4, 5)) < 0.5, 1000.0, -1000.0)
    Z[:, 0], Z[:, 1:3] = -1000.0, 1000.0
    Z[:, 1:] = rng.permuted(Z[:, 1:], axis=1)
    return np.asarray(rng.permutation(Z, axis=1), dtype=np.float64)


def far_apart(rng: np.random.Generator) -> Array:
    """(4, 3): ordinary scores on levels that lie a thousand apart from row to row."""
    levels = np.array([[1000.0], [-1000.0], [0.0], [2000.0]])
    return rng.normal(size=(4, 3)) + rng.permutation(levels)


def probabilities(rng: np.random.Generator, shape: Shape) -> Array:
    """Rows of probabilities, (m, k), none of them near 0."""
    weights = rng.uniform(0.2, 2.0, shape)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), dtype=np.float64)


def nearly_certain(rng: np.random.Generator, shape: Shape) -> Array:
    """Rows of probabilities, (m, k), where one class leaves the others a billionth each: what a
    difference of probabilities rounds away, a formula keeps."""
    P = rng.uniform(3e-10, 3e-9, shape)
    winner = rng.integers(shape[1], size=shape[0])
    rows = np.arange(shape[0])
    P[rows, winner] = 0.0
    P[rows, winner] = 1.0 - P.sum(axis=1)
    return np.asarray(P, dtype=np.float64)


def certain(rng: np.random.Generator, k: int) -> Array:
    """Rows of probabilities, (4, k), where one class has all; the same one in two of the rows."""
    classes = rng.permutation(k)[[0, 1, 1, 2]]
    return np.asarray(np.eye(k)[classes], dtype=np.float64)
