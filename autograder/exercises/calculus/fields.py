"""Smooth functions with known derivatives, drawn so that neither slope nor curvature is small: a
one-sided difference is then off in the sixth digit, a central one in the tenth."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.reference.arrays import Array

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Field:
    """A function beside its derivative, and a place to ask for it."""

    f: Callable[..., Any]
    slope: Callable[..., Any]
    x: Array


def curve(
    rng: np.random.Generator,
) -> tuple[Callable[[float], float], Callable[[float], float], float]:
    """f: float -> float, f′, and a place x where f′, f″ and f‴ all are above ½ in size."""
    while True:
        p, q, r = rng.uniform(0.5, 2.0, 3) * rng.choice([-1.0, 1.0], 3)
        x = float(rng.uniform(-2.0, 2.0))
        first = p + 2 * q * x + 3 * r * x**2 + np.cos(x)
        if min(abs(first), abs(2 * q + 6 * r * x - np.sin(x)), abs(6 * r - np.cos(x))) > 0.5:
            break

    def f(t: float) -> float:
        return float(p * t + q * t**2 + r * t**3 + np.sin(t))

    def slope(t: float) -> float:
        return float(p + 2 * q * t + 3 * r * t**2 + np.cos(t))

    return f, slope, x


def scalar_field(rng: np.random.Generator, shape: Shape) -> Field:
    """f: array -> float that bends along every entry and ties every entry to the others."""
    a, b = (rng.uniform(0.5, 1.5, shape) * rng.choice([-1.0, 1.0], shape) for _ in range(2))
    b /= np.sqrt(a.size)

    def f(x: Array) -> float:
        return float(np.sum(a * x**3) + np.sum(b * x) ** 2 + np.sum(np.sin(2.0 * x)))

    def slope(x: Array) -> Array:
        return 3.0 * a * x**2 + 2.0 * np.sum(b * x) * b + 2.0 * np.cos(2.0 * x)

    return _steep(Field(f, slope, place(rng, shape))) or scalar_field(rng, shape)


def whole_field(rng: np.random.Generator, shape: Shape) -> Field:
    """A scalar field at a place whose coordinates are integers, none of them 0."""
    while True:
        field = scalar_field(rng, shape)
        x = rng.choice([-3, -2, -1, 1, 2, 3], shape)
        if np.abs(field.slope(x)).max() > 0.5:
            return Field(field.f, field.slope, x)


def curved_field(rng: np.random.Generator, shape: Shape, waves: float) -> Field:
    """Σ a sin(w (x − x0)) / w at x0: its slope there is a, and a step of 1/w is a long one."""
    a, x0 = place(rng, shape), place(rng, shape)

    def f(x: Array) -> float:
        return float(np.sum(a * np.sin(waves * (x - x0))) / waves)

    def slope(x: Array) -> Array:
        return a * np.cos(waves * (x - x0))

    return Field(f, slope, x0)


def vector_field(rng: np.random.Generator, k: int, n: int) -> Field:
    """f: (n,) -> (k,) and its Jacobian (k, n)."""
    B, D = (rng.uniform(0.4, 1.2, (k, n)) * rng.choice([-1.0, 1.0], (k, n)) for _ in range(2))

    def f(x: Array) -> Array:
        return np.sin(B @ x) + (D @ x) ** 2 + D @ x**3

    def slope(x: Array) -> Array:
        bent = np.cos(B @ x)[:, None] * B + 2.0 * (D @ x)[:, None] * D
        return bent + 3.0 * D * x**2

    return _steep(Field(f, slope, place(rng, (n,)))) or vector_field(rng, k, n)


def _steep(field: Field) -> Field | None:
    """The field, unless it is level where it is asked: rounding would be all there is to see."""
    return field if np.abs(field.slope(field.x)).max() > 0.5 else None


def place(rng: np.random.Generator, shape: Shape) -> Array:
    """Entries of both signs, none near 0."""
    return rng.uniform(0.4, 1.6, shape) * rng.choice([-1.0, 1.0], shape)
