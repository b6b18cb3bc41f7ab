"""Right answers for the two ways to a minimum, written as learners write them."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises.calculus.chapter import variant
from autograder.reference.arrays import Array


@variant("quadratic_minimum")
def _(A: Array, b: Array) -> Array:
    return np.linalg.solve(A, b)


@variant("quadratic_minimum")
def _(A: Array, b: Array) -> Array:
    return np.linalg.inv(A) @ b


@variant("quadratic_minimum")
def _(A: Array, b: Array) -> Any:
    return np.linalg.lstsq(A, b, rcond=None)[0]


@variant("quadratic_minimum")
def _(A: Array, b: Array) -> Array:
    M, x = np.column_stack([A, b]), np.zeros(len(b))
    for i in range(len(b)):
        for k in range(i + 1, len(b)):
            M[k] -= M[k, i] / M[i, i] * M[i]
    for i in reversed(range(len(b))):
        x[i] = (M[i, -1] - M[i, :-1] @ x) / M[i, i]
    return x


@variant("gradient_descent")
def _(grad: Callable[[Array], Array], x0: Array, lr: float, steps: int) -> Array:
    path = np.zeros((steps + 1, len(x0)))
    path[0] = x0
    for t in range(steps):
        path[t + 1] = path[t] - lr * grad(path[t])
    return path


@variant("gradient_descent")
def _(grad: Callable[[Array], Array], x0: Array, lr: float, steps: int) -> Array:
    x, path = x0.copy(), [x0.copy()]
    for _ in range(steps):
        x -= lr * grad(x)
        path.append(x.copy())
    return np.array(path)


@variant("gradient_descent")
def _(grad: Callable[[Array], Array], x0: Array, lr: float, steps: int) -> Array:
    x, path = x0, []
    for _ in range(steps + 1):
        path.append(x)
        x = x - lr * grad(x)
    return np.vstack(path)
