"""Right answers for softmax's Jacobian and its backward pass."""

import numpy as np

from autograder.exercises.softmax.chapter import variant
from autograder.reference.arrays import Array


@variant("softmax_jacobian")
def _(p: Array) -> Array:
    return np.diag(p) - np.outer(p, p)


@variant("softmax_jacobian")
def _(p: Array) -> Array:
    k = len(p)
    J = np.zeros((k, k))
    for i in range(k):
        for j in range(k):
            J[i, j] = p[i] * (1 - p[i]) if i == j else -p[i] * p[j]
    return J


@variant("softmax_jacobian")
def _(p: Array) -> Array:
    column = p.reshape(-1, 1)
    return np.asfortranarray(np.diagflat(p) - column @ column.T)


@variant("softmax_jacobian")
def _(p: Array) -> Array:
    J = -np.einsum("i,j->ij", p, p)
    J[np.arange(p.size), np.arange(p.size)] = p * (1 - p)
    return J


@variant("softmax_backward")
def _(dP: Array, P: Array) -> Array:
    return P * (dP - np.sum(dP * P, axis=1, keepdims=True))


@variant("softmax_backward")
def _(dP: Array, P: Array) -> Array:
    dZ = np.zeros_like(P)
    for i in range(P.shape[0]):
        dot = sum(dP[i, k] * P[i, k] for k in range(P.shape[1]))
        for j in range(P.shape[1]):
            dZ[i, j] = P[i, j] * (dP[i, j] - dot)
    return dZ


@variant("softmax_backward")
def _(dP: Array, P: Array) -> Array:
    weighted = P * dP
    return np.asfortranarray(weighted - P * weighted.sum(axis=1)[:, None])


@variant("softmax_backward")
def _(dP: Array, P: Array) -> Array:
    rows = [upstream @ (np.diag(p) - np.outer(p, p)) for upstream, p in zip(dP, P, strict=True)]
    return np.array(rows)


@variant("softmax_backward")
def _(dP: Array, P: Array) -> Array:
    J = np.einsum("ij,jk->ijk", P, np.eye(P.shape[1])) - np.einsum("ij,ik->ijk", P, P)
    return np.einsum("ij,ijk->ik", dP, J)
