"""Right answers for one-hot labels and the losses of probabilities."""

from typing import Any

import numpy as np

from autograder.exercises.cross_entropy.chapter import variant
from autograder.reference.arrays import Array, Labels


@variant("one_hot")
def _(y: Labels, k: int) -> Any:
    return np.eye(k)[y]


@variant("one_hot")
def _(y: Labels, k: int) -> Any:
    Y = np.zeros((len(y), k), dtype=int)
    for i, label in enumerate(y):
        Y[i, label] = 1
    return Y


@variant("one_hot")
def _(y: Labels, k: int) -> Any:
    return np.asfortranarray(y[:, None] == np.arange(k)).astype(float)


@variant("negative_log_likelihood")
def _(P: Array, y: Labels) -> Any:
    return -np.mean(np.log(P[np.arange(len(y)), y]))


@variant("negative_log_likelihood")
def _(P: Array, y: Labels) -> float:
    total = 0.0
    for i in range(len(y)):
        total -= np.log(P[i, y[i]])
    return total / len(y)


@variant("negative_log_likelihood")
def _(P: Array, y: Labels) -> Any:
    happened = np.take_along_axis(P, y.reshape(-1, 1), axis=1)
    return np.array(np.log(1 / happened).sum() / P.shape[0])


@variant("negative_log_likelihood")
def _(P: Array, y: Labels) -> Any:
    Y = np.eye(P.shape[1])[y]
    return -np.sum(np.log(np.sum(P * Y, axis=1))) / len(y)


@variant("categorical_cross_entropy")
def _(P: Array, Y: Array) -> Any:
    m = P.shape[0]
    return -np.sum(Y * np.log(P)) / m, -Y / P / m


@variant("categorical_cross_entropy")
def _(P: Array, Y: Array) -> Any:
    m = len(Y)
    rows, y = np.arange(m), np.argmax(Y, axis=1)
    dP = np.zeros_like(P)
    dP[rows, y] = -1 / (m * P[rows, y])
    return [float(-np.log(P[rows, y]).mean()), dP]


@variant("categorical_cross_entropy")
def _(P: Array, Y: Array) -> Any:
    m, k = Y.shape
    cost, dP = 0.0, np.zeros((m, k))
    for i in range(m):
        for j in range(k):
            if Y[i, j] == 1:
                cost -= np.log(P[i, j]) / m
                dP[i, j] = -1.0 / P[i, j] / m
    return cost, dP


@variant("binary_cross_entropy")
def _(p: Array, y: Array) -> Any:
    m = len(p)
    cost = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
    return cost, (p - y) / (p * (1 - p)) / m


@variant("binary_cross_entropy")
def _(p: Array, y: Array) -> Any:
    cost = -np.mean(y * np.log(p) + (1 - y) * np.log1p(-p))
    return np.asarray(cost), np.mean([0.0]) + (-y / p + (1 - y) / (1 - p)) / p.shape[0]


@variant("binary_cross_entropy")
def _(p: Array, y: Array) -> Any:
    cost, dp = 0.0, []
    for predicted, answer in zip(p, y, strict=True):
        if answer == 1:
            cost += -np.log(predicted)
            dp.append(-1 / predicted)
        else:
            cost += -np.log(1 - predicted)
            dp.append(1 / (1 - predicted))
    return cost / len(p), np.array(dp) / len(p)
