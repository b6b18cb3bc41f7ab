"""Right answers for the three difference quotients, written as learners write them."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises.calculus.chapter import variant
from autograder.reference.arrays import Array


@variant("numerical_derivative")
def _(f: Callable[[float], float], x: float, h: float = 1e-5) -> Any:
    rise = np.float64(f(x + h)) - np.float64(f(x - h))
    return rise / (2 * h)


@variant("numerical_derivative")
def _(f: Callable[[float], float], x: float, h: float = 1e-5) -> float:
    return f(x + h) / (2 * h) - f(x - h) / (2 * h)


@variant("numerical_derivative")
def _(f: Callable[[float], float], x: float, h: float = 1e-5) -> float:
    right, left = x + h, x - h
    return (f(right) - f(left)) / (right - left)


@variant("numerical_derivative")
def _(f: Callable[[float], float], x: float, h: float = 1e-5) -> float:
    here = f(x)
    forward, backward = (f(x + h) - here) / h, (here - f(x - h)) / h
    return 0.5 * (forward + backward)


@variant("numerical_gradient")
def _(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    gradient = np.zeros_like(x, dtype=float)
    for index in np.ndindex(*x.shape):
        above, below = x.astype(float), x.astype(float)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient


@variant("numerical_gradient")
def _(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    x = x.astype(float, copy=False)
    gradient = np.zeros_like(x)
    walker = np.nditer(x, flags=["multi_index"])
    for _ in walker:
        index = walker.multi_index
        old = x[index]
        x[index] = old + h
        above = f(x)
        x[index] = old - h
        below = f(x)
        x[index] = old
        gradient[index] = (above - below) / (2 * h)
    return gradient


@variant("numerical_gradient")
def _(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    flat = 1.0 * x.flatten()

    def at(i: int, step: float) -> float:
        moved = flat.copy()
        moved[i] += step
        return f(moved.reshape(x.shape))

    slopes = [(at(i, h) - at(i, -h)) / (2 * h) for i in range(flat.size)]
    return np.asfortranarray(np.reshape(slopes, x.shape))


@variant("numerical_gradient")
def _(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    def gradient(step: Array) -> float:
        return (f(x + h * step) - f(x - h * step)) / (2 * h)

    directions: Any = np.eye(x.size).reshape(-1, *x.shape)
    return np.array([gradient(step) for step in directions]).reshape(x.shape)


@variant("numerical_jacobian")
def _(f: Callable[[Array], Array], x: Array, h: float = 1e-5) -> Array:
    J = np.zeros((len(f(x)), len(x)))
    for j in range(len(x)):
        above, below = x.copy(), x.copy()
        above[j] += h
        below[j] -= h
        J[:, j] = (f(above) - f(below)) / (2 * h)
    return J


@variant("numerical_jacobian")
def _(f: Callable[[Array], Array], x: Array, h: float = 1e-5) -> Array:
    return np.array([(f(x + h * e) - f(x - h * e)) / (2 * h) for e in np.eye(len(x))]).T


@variant("numerical_jacobian")
def _(f: Callable[[Array], Array], x: Array, h: float = 1e-5) -> Array:
    above = np.column_stack([f(x + step) for step in h * np.eye(x.size)])
    below = np.column_stack([f(x - step) for step in h * np.eye(x.size)])
    J: Any = np.empty(above.shape, order="F")
    for i in range(J.shape[0]):
        for j in range(J.shape[1]):
            J[i, j] = (above[i, j] - below[i, j]) / (2 * h)
    return J


@variant("numerical_jacobian")
def _(f: Callable[[Array], Array], x: Array, h: float = 1e-5) -> Array:
    J: Any = None
    for j in range(x.size):
        old = x[j]
        x[j] = old + h
        above = f(x)
        x[j] = old - h
        below = f(x)
        x[j] = old
        if J is None:
            J = np.zeros((above.size, x.size))
        J[:, j] = (above - below) / (2 * h)
    return J
