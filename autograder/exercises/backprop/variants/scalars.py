"""Right answers for the loss, one weight, two paths and the Jacobian."""

from typing import Any

import numpy as np

from autograder.exercises.backprop.chapter import variant
from autograder.reference.arrays import Array


@variant("squared_error")
def _(o: Array, y: Array) -> Any:
    return 0.5 * np.sum((o - y) ** 2), o - y


@variant("squared_error")
def _(o: Array, y: Array) -> Any:
    return [np.linalg.norm(o - y) ** 2 / 2, np.asfortranarray(o) - y]


@variant("squared_error")
def _(o: Array, y: Array) -> Any:
    loss, gradient = 0.0, np.zeros(len(o))
    for k in range(len(o)):
        loss += (o[k] - y[k]) ** 2 / 2
        gradient[k] = o[k] - y[k]
    return float(loss), gradient


@variant("squared_error")
def _(o: Array, y: Array) -> Any:
    r = o - y
    return np.array(r @ r / 2), r


@variant("backprop_one_weight")
def _(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> Any:
    h = 1 / (1 + np.exp(-(x @ W1)))
    return (h @ w2 - y) * w2[j] * h[j] * (1 - h[j]) * x[i]


@variant("backprop_one_weight")
def _(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> Any:
    h = 1 / (1 + np.exp(-x.reshape(1, -1) @ W1))
    dz = (h @ w2.reshape(-1, 1) - y) * w2 * h * (1 - h)
    return float((x.reshape(-1, 1) @ dz)[i, j])


@variant("backprop_one_weight")
def _(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> Any:
    o = 0.0
    for k in range(len(w2)):
        z = 0.0
        for n in range(len(x)):
            z += float(x[n]) * float(W1[n, k])
        h = 1 / (1 + np.exp(-z))
        o += h * float(w2[k])
        if k == j:
            slope = h - h * h
    return (o - y) * float(w2[j]) * slope * float(x[i])


@variant("backprop_one_weight")
def _(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> Any:
    z = np.einsum("n,nk->k", x, W1)
    h = np.exp(-np.logaddexp(0, -z))
    factors = [h @ w2 - y, w2[j], h[j] * (1 - h[j]), x[i]]
    return np.array(np.prod(factors))


@variant("two_path_gradient")
def _(x: float, w: float, u: float, v: float) -> Any:
    h = 1 / (1 + np.exp(-w * x))
    dh = u * (1 - np.tanh(u * h) ** 2) + v * (1 - np.tanh(v * h) ** 2)
    return dh * h * (1 - h) * x


@variant("two_path_gradient")
def _(x: float, w: float, u: float, v: float) -> Any:
    h = 1 / (1 + np.exp(-w * x))
    total = 0.0
    for weight in (u, v):
        a = np.tanh(weight * h)
        total += (1 - a * a) * weight * h * (1 - h) * x
    return float(total)


@variant("two_path_gradient")
def _(x: float, w: float, u: float, v: float) -> Any:
    h = 0.5 + 0.5 * np.tanh(w * x / 2)
    paths = np.array([u, v])
    return np.array(np.sum(paths / np.cosh(paths * h) ** 2) * h * (1 - h) * x)


@variant("dense_jacobian_wrt_W")
def _(x: Array, n_out: int) -> Any:
    return np.kron(x[None, :], np.eye(n_out))


@variant("dense_jacobian_wrt_W")
def _(x: Array, n_out: int) -> Any:
    J = np.zeros((n_out, len(x), n_out))
    for j in range(n_out):
        J[j, :, j] = x
    return np.asfortranarray(J.reshape(n_out, -1))


@variant("dense_jacobian_wrt_W")
def _(x: Array, n_out: int) -> Any:
    J = np.zeros((n_out, len(x) * n_out))
    for j in range(n_out):
        for i in range(len(x)):
            J[j, i * n_out + j] = x[i]
    return J


@variant("dense_jacobian_wrt_W")
def _(x: Array, n_out: int) -> Any:
    return np.hstack([value * np.eye(n_out) for value in x])
