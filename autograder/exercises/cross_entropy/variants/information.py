"""Right answers for entropy, cross-entropy and divergence."""

from typing import Any

import numpy as np

from autograder.exercises.cross_entropy.chapter import variant
from autograder.reference.arrays import Array


@variant("entropy")
def _(p: Array) -> Any:
    seen = p[p > 0]
    return -np.sum(seen * np.log(seen))


@variant("entropy")
def _(p: Array) -> Any:
    return np.sum(np.where(p > 0, p * -np.log(np.where(p > 0, p, 1.0)), 0.0))


@variant("entropy")
def _(p: Array) -> float:
    total = 0.0
    for x in p:
        if x:
            total -= x * np.log(x)
    return float(total)


@variant("entropy")
def _(p: Array) -> Any:
    return -np.nansum(p * np.log(p))


@variant("cross_entropy")
def _(p: Array, q: Array) -> Any:
    seen = p > 0
    return -np.sum(p[seen] * np.log(q[seen]))


@variant("cross_entropy")
def _(p: Array, q: Array) -> Any:
    seen = np.nonzero(p)[0]
    if np.any(q[seen] == 0):
        return np.inf
    return np.asarray(np.dot(p[seen], -np.log(q[seen])))


@variant("cross_entropy")
def _(p: Array, q: Array) -> float:
    total = 0.0
    for a, b in zip(p, q, strict=True):
        if a == 0:
            continue
        if b == 0:
            return float("inf")
        total += a * np.log(1 / b)
    return float(total)


@variant("kl_divergence")
def _(p: Array, q: Array) -> Any:
    seen = p > 0
    return np.sum(p[seen] * np.log(p[seen] / q[seen]))


@variant("kl_divergence")
def _(p: Array, q: Array) -> Any:
    seen = p > 0
    cross = -np.sum(p[seen] * np.log(q[seen]))
    return cross - -np.sum(p[seen] * np.log(p[seen]))


@variant("kl_divergence")
def _(p: Array, q: Array) -> float:
    total = 0.0
    for a, b in zip(p, q, strict=True):
        if a > 0 and b == 0:
            return float("inf")
        if a > 0:
            total += a * (np.log(a) - np.log(b))
    return float(total)
