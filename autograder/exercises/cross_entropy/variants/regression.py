"""Right answers for the three losses of real numbers."""

from typing import Any

import numpy as np

from autograder.exercises.cross_entropy.chapter import variant
from autograder.reference.arrays import Array


@variant("mse")
def _(o: Array, y: Array) -> Any:
    N = o.size
    return ((y - o) ** 2).sum() / N, 2 * o / N - 2 * y / N


@variant("mse")
def _(o: Array, y: Array) -> Any:
    return np.mean((o - y) ** 2), 2 * (o - y) / o.size


@variant("mse")
def _(o: Array, y: Array) -> Any:
    r = (o - y).ravel()
    return float(r @ r / len(r)), (2 / r.size * r).reshape(o.shape)


@variant("mse")
def _(o: Array, y: Array) -> Any:
    total, do = 0.0, np.empty_like(o)
    for index in np.ndindex(o.shape):
        r = float(o[index] - y[index])
        total += r**2
        do[index] = 2 * r / o.size
    return [total / o.size, do]


@variant("mae")
def _(o: Array, y: Array) -> Any:
    return np.abs(o - y).mean(), np.sign(o - y) / o.size


@variant("mae")
def _(o: Array, y: Array) -> Any:
    r = o - y
    return float(np.mean(np.maximum(r, -r))), np.where(r >= 0, 1.0, -1.0) / r.size


@variant("mae")
def _(o: Array, y: Array) -> Any:
    total, do = 0.0, np.zeros(o.shape)
    for index in np.ndindex(o.shape):
        r = float(o[index] - y[index])
        total += abs(r)
        do[index] = (1.0 if r > 0 else -1.0) / o.size
    return total / o.size, do


@variant("huber")
def _(o: Array, y: Array, delta: float) -> Any:
    r = o - y
    near = np.abs(r) <= delta
    losses = np.where(near, 0.5 * r**2, delta * np.abs(r) - 0.5 * delta**2)
    return np.mean(losses), np.where(near, r, delta * np.sign(r)) / r.size


@variant("huber")
def _(o: Array, y: Array, delta: float) -> Any:
    r = o - y
    losses = np.where(np.abs(r) < delta, r**2 / 2, delta * (np.abs(r) - delta / 2))
    return np.asarray(losses.sum() / losses.size), np.clip(r, -delta, delta) / losses.size


@variant("huber")
def _(o: Array, y: Array, delta: float) -> Any:
    total, do = 0.0, np.zeros(o.shape)
    for index in np.ndindex(o.shape):
        r = float(o[index] - y[index])
        if abs(r) < delta:
            total += r * r / 2
            do[index] = r / o.size
        else:
            total += delta * abs(r) - delta**2 / 2
            do[index] = (delta if r > 0 else -delta) / o.size
    return float(total / o.size), do
