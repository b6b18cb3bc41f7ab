"""Rows of scores whose probabilities are known beforehand, because the scores are made from them.

Raising all scores of a row changes nothing, so log P plus any number a row are scores whose
probabilities are P. No softmax is needed, and none stands in the kit."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw

Array = NDArray[np.float64]

LEVELS = (1000.0, -1000.0, 0.0)
LN2, LN3 = 0.6931471805599453, 1.0986122886681098


@dataclass(frozen=True)
class Rows:
    """Scores Z: (m, k) with their probabilities and the logarithms of those; `kind` is "ordinary",
    "far apart" or "extreme"."""

    Z: Array
    P: Array
    log_P: Array  # noqa: N815
    kind: str = "ordinary"


def rows(rng: np.random.Generator) -> Iterator[Rows]:
    """Awkward shapes and as many rows as columns; then rows a thousand apart; then ±1000."""
    for sizes in draw.rounds({"Z": "m k"}, rng):
        yield _made(likely(sizes["Z"], rng), 2 * draw.normal((sizes["Z"][0], 1), rng))
    yield _made(likely((4, 4), rng), draw.normal((4, 1), rng))
    yield _made(likely((3, 4), rng), rng.permutation(LEVELS)[:, None], "far apart")
    yield EXTREME


def at(T: float, known: Rows) -> Rows:
    """Rows whose probabilities at the temperature T are the known ones."""
    levels = known.Z - known.log_P
    return Rows(T * known.log_P + levels, known.P, known.log_P, known.kind)


def likely(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Rows of probabilities, no class without a chance worth the name."""
    m, k = shape
    return np.asarray(0.95 * rng.dirichlet(np.full(k, 4.0), size=m) + 0.05 / k, dtype=np.float64)


def tilted(P: Array, by: Array) -> Array:
    """Probabilities P: (m, k) after their scores rose by so much: each class's weight against the
    others grows by the factor e^by."""
    growth = np.asarray(np.expm1(by))
    total = 1 + np.sum(P * growth, axis=-1, keepdims=True)
    return np.asarray(P * (1 + growth) / total, dtype=np.float64)


def _made(P: Array, levels: Array, kind: str = "ordinary") -> Rows:
    return Rows(np.log(P) + levels, P, np.log(P), kind)


EXTREME = Rows(
    np.array([[1000, -1000, 1000], [0, 1000, -1000], [-1000, -1000, -1000]], dtype=np.float64),
    np.array([[0.5, 0, 0.5], [0, 1, 0], [1 / 3, 1 / 3, 1 / 3]]),
    np.array([[-LN2, -2000 - LN2, -LN2], [-1000, 0, -2000], [-LN3, -LN3, -LN3]]),
    "extreme",
)
EVEN = Rows(
    np.array([[2000 * LN3, 0, -2000 * LN3]]),
    np.array([[9.0, 3.0, 1.0]]) / 13,
    np.log(np.array([[9.0, 3.0, 1.0]]) / 13),
    "extreme",
)
