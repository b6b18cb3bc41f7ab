"""Right answers for the relative error, the chain rule and the checker, as learners write them."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.exercises.calculus.chapter import variant
from autograder.reference.arrays import Array
from autograder.reference.calculus import numerical_gradient, relative_error


@variant("relative_error")
def _(a: Array, b: Array) -> Any:
    return np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))


@variant("relative_error")
def _(a: Array, b: Array) -> float:
    worst = 0.0
    for one, other in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True):
        worst = max(worst, abs(one - other) / max(1e-8, abs(one) + abs(other)))
    return worst


@variant("relative_error")
def _(a: Array, b: Array) -> Any:
    sizes = np.clip(np.abs(a) + np.abs(b), 1e-8, None)
    return np.linalg.norm(((a - b) / sizes).ravel(), np.inf)


@variant("chain")
def _(paths: Sequence[Sequence[float]]) -> float:
    total = 0.0
    for path in paths:
        product = 1.0
        for local in path:
            product = product * local
        total = total + product
    return total


@variant("chain")
def _(paths: Sequence[Sequence[float]]) -> Any:
    return np.sum([np.prod(path) for path in paths])


@variant("chain")
def _(paths: Sequence[Sequence[float]]) -> float:
    import math

    return math.fsum(math.prod(path) for path in paths)


@variant("chain")
def _(paths: Sequence[Sequence[float]]) -> float:
    def along(path: Sequence[float]) -> float:
        return path[0] * along(path[1:]) if path else 1.0

    return sum(map(along, paths))


Function = Callable[[Array], float]
Gradient = Callable[[Array], Array]


@variant("gradient_check")
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> bool:
    return relative_error(grad(x), numerical_gradient(f, x)) < tolerance


@variant("gradient_check")
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> bool:
    numeric = numerical_gradient(f, x.copy(), 1e-5)
    if relative_error(numeric, grad(x.copy())) > tolerance:  # noqa: SIM103
        return False
    return True


@variant("gradient_check")
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> Any:
    analytic = grad(x)
    good = []
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = 1e-5
        numeric = (f(x + step) - f(x - step)) / 2e-5
        size: Any = max(1e-8, abs(numeric) + abs(analytic[index]))
        good.append(abs(numeric - analytic[index]) / size <= tolerance)
    return np.all(good)
