"""Right answers for shares, softmax, its logarithm and its temperature."""

import numpy as np

from autograder.exercises.softmax.chapter import variant
from autograder.reference.arrays import Array
from autograder.reference.softmax import softmax


@variant("normalise")
def _(s: Array) -> Array:
    if np.any(s < 0) or np.sum(s) == 0:
        raise ValueError("no probabilities")
    return s / np.sum(s)


@variant("normalise")
def _(s: Array) -> Array:
    with np.errstate(all="ignore"):
        shares = s / s.sum()
    if not np.all(shares >= 0):
        raise ValueError(f"{shares} are no probabilities")
    return shares


@variant("normalise")
def _(s: Array) -> Array:
    total = 0.0
    for score in s:
        if score < 0:
            raise ValueError("a score below 0")
        total += score
    if total == 0:
        raise ValueError("nothing to share")
    return np.array([score / total for score in s])


@variant("normalise")
def _(s: Array) -> Array:
    shares = np.asarray(s) / (np.sum(s) or np.nan)
    if np.isnan(shares).any() or (shares < 0).any() or not np.isclose(shares.sum(), 1):
        raise ValueError
    return shares


@variant("softmax")
def _(Z: Array) -> Array:
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return E / np.sum(E, axis=1, keepdims=True)


@variant("softmax")
def _(Z: Array) -> Array:
    P = np.zeros_like(Z)
    for i, row in enumerate(Z):
        powers = [np.exp(z - max(row)) for z in row]
        P[i] = np.array(powers) / sum(powers)
    return P


@variant("softmax")
def _(Z: Array) -> Array:
    Z = Z - Z.max(axis=-1)[:, np.newaxis]
    return np.asfortranarray((np.exp(Z).T / np.exp(Z).sum(axis=-1)).T)


@variant("softmax")
def _(Z: Array) -> Array:
    shifted = Z - np.max(Z, axis=1, keepdims=True)
    return np.exp(shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True)))


@variant("softmax")
def _(Z: Array) -> Array:
    with np.errstate(over="ignore"):
        differences = Z[:, None, :] - Z[:, :, None]
        return 1.0 / np.sum(np.exp(differences), axis=2)


@variant("log_softmax")
def _(Z: Array) -> Array:
    shifted = Z - np.max(Z, axis=1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))


@variant("log_softmax")
def _(Z: Array) -> Array:
    top = Z.max(axis=1, keepdims=True)
    log_sum = top + np.log(np.exp(Z - top).sum(axis=1, keepdims=True))
    return Z - log_sum


@variant("log_softmax")
def _(Z: Array) -> Array:
    out = np.zeros(Z.shape)
    for i in range(Z.shape[0]):
        largest = max(Z[i])
        total = sum(np.exp(z - largest) for z in Z[i])
        for j in range(Z.shape[1]):
            out[i][j] = Z[i][j] - largest - np.log(total)
    return out


@variant("log_softmax")
def _(Z: Array) -> Array:
    rows = [row - row.max() - np.log1p(np.sum(np.exp(row - row.max())) - 1) for row in Z]
    return np.array(rows, order="F")


@variant("softmax_temperature")
def _(Z: Array, T: float) -> Array:
    if not T > 0:
        raise ValueError("T must be positive")
    return softmax(Z / T)


@variant("softmax_temperature")
def _(Z: Array, T: float) -> Array:
    if T <= 0:
        raise ValueError(T)
    scaled = (Z - np.max(Z, axis=1, keepdims=True)) / T
    E = np.exp(scaled)
    return E / E.sum(axis=1, keepdims=True)


@variant("softmax_temperature")
def _(Z: Array, T: float) -> Array:
    if T > 0:
        rows = []
        for row in Z:
            powers = np.exp((row - max(row)) / T)
            rows.append(powers / sum(powers))
        return np.array(rows)
    raise ValueError("not a temperature")
