"""Pairs of forward and backward for the explorer to show."""

from typing import Any

import numpy as np
import pytest


def cubic_forward(Z: Any) -> Any:
    return Z**3, Z


def cubic_backward(dA: Any, cache: Any) -> Any:
    return dA * 3 * cache**2


def bend_forward(Z: Any, slope: float = 0.5) -> Any:
    return np.where(Z > 0, Z, slope * Z), (Z, slope)


def bend_backward(dA: Any, cache: Any) -> Any:
    Z, slope = cache
    return dA * np.where(Z > 0, 1.0, slope)


def learned_forward(Z: Any, alpha: Any) -> Any:
    assert alpha.shape == (Z.shape[1],)
    return alpha * Z, (Z, alpha)


def learned_backward(dA: Any, cache: Any) -> Any:
    Z, alpha = cache
    return dA * alpha, (dA * Z).sum(axis=0)


def largest_forward(Z: Any) -> Any:
    return Z.max(axis=-1), Z


def largest_backward(dA: Any, cache: Any) -> Any:
    return dA[..., None] * (cache == cache.max(axis=-1, keepdims=True))


def unwritten(*_arguments: Any) -> Any:
    raise NotImplementedError


@pytest.fixture
def pairs() -> dict[str, Any]:
    return {
        "cubic": (cubic_forward, cubic_backward),
        "bend": (bend_forward, bend_backward),
        "learned": (learned_forward, learned_backward),
        "maxout": (largest_forward, largest_backward),
    }


@pytest.fixture
def unwritten_pair() -> Any:
    return unwritten, unwritten
