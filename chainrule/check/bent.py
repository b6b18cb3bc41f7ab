"""Functions whose central differences are known in closed form, for any step h: a cube gives
3c x² + c h², a square gives its slope exactly, e^x its slope times sinh(h)/h."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Bent:
    """A function, a place, and what a central difference with step h gives there."""

    f: Callable[..., object]
    x: NDArray[Any]
    difference: Callable[[float], Array]


def curves(rng: np.random.Generator) -> list[Bent]:
    """Functions of one number."""
    at = np.array(rng.uniform(0.6, 1.4))
    x, c = float(at), float(rng.uniform(1.0, 2.0))
    return [
        Bent(lambda t: c * t**3 - t, at, lambda h: np.array(3 * c * x**2 + c * h**2 - 1)),
        Bent(lambda t: math.exp(-t), -at, lambda h: np.array(-math.exp(x) * math.sinh(h) / h)),
        Bent(lambda t: math.sin(t), at, lambda h: np.array(math.cos(x) * math.sin(h) / h)),
    ]


def valley(shape: tuple[int, ...], rng: np.random.Generator, *, whole: bool = False) -> Bent:
    """Σ c x³ + (Σ b x)²: array -> float, every entry tied to every other; x may hold integers."""
    c, b = (draw.upstream(shape, rng) for _ in range(2))
    x: NDArray[Any] = rng.integers(1, 4, shape) if whole else draw.upstream(shape, rng)

    def f(at: Array) -> float:
        return float((c * at**3).sum() + (b * at).sum() ** 2)

    def difference(h: float) -> Array:
        return np.asarray(3 * c * x**2 + c * h**2 + 2 * (b * x).sum() * b, dtype=np.float64)

    return Bent(f, x, difference) if _steep(difference) else valley(shape, rng, whole=whole)


def ripples(shape: tuple[int, ...], rng: np.random.Generator, waves: float) -> Bent:
    """Σ c sin(w (x − x0)) / w at x0: its slope there is c, the more waves, the more it bends."""
    x, c = draw.upstream(shape, rng), draw.upstream(shape, rng)

    def f(at: Array) -> float:
        return float((c * np.sin(waves * (at - x))).sum() / waves)

    def difference(h: float) -> Array:
        return np.asarray(c * np.sinc(waves * h / np.pi), dtype=np.float64)

    return Bent(f, x, difference)


def valleys(k: int, n: int, rng: np.random.Generator) -> Bent:
    """C x³ + (B x)²: (n,) -> (k,)."""
    x = draw.upstream((n,), rng)
    C, B = (draw.upstream((k, n), rng) for _ in range(2))

    def f(at: Array) -> Array:
        return np.asarray(C @ at**3 + (B @ at) ** 2, dtype=np.float64)

    def difference(h: float) -> Array:
        return np.asarray(3 * C * x**2 + C * h**2 + 2 * (B @ x)[:, None] * B, dtype=np.float64)

    return Bent(f, x, difference) if _steep(difference) else valleys(k, n, rng)


def _steep(difference: Callable[[float], Array]) -> bool:
    """Whether a slope stands out from rounding; a level place would make any quotient look bad."""
    return bool(abs(difference(0.0)).max() > 0.3)
