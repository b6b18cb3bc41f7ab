"""Chapter 03: derivatives by differences, the chain rule along paths, minima by solving and by
stepping, each from its own definition.

Every function stands alone but `gradient_check`, which is made of two of the others."""

from collections.abc import Callable, Sequence

import numpy as np

from autograder.reference.arrays import Array


def numerical_derivative(f: Callable[[float], float], x: float, h: float = 1e-5) -> float:
    """(f(x + h) − f(x − h)) / 2h."""
    return float(f(x + h) - f(x - h)) / (2.0 * h)


def numerical_gradient(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """∂f/∂x, like x: one central difference an entry, all other entries held."""
    slopes = []
    for position in range(x.size):
        step = h * (np.arange(x.size) == position).reshape(x.shape)
        slopes.append((f(x + step) - f(x - step)) / (2.0 * h))
    return np.array(slopes, dtype=float).reshape(x.shape)


def numerical_jacobian(f: Callable[[Array], Array], x: Array, h: float = 1e-5) -> Array:
    """(k, n): column j is the central difference of all outputs along x_j."""
    columns = [(f(x + step) - f(x - step)) / (2.0 * h) for step in h * np.eye(x.size)]
    return np.stack(columns, axis=1)


def relative_error(a: Array, b: Array) -> float:
    """max over entries of |a − b| / max(1e-8, |a| + |b|)."""
    sizes = np.abs(a) + np.abs(b)
    return float((np.abs(a - b) / np.where(sizes > 1e-8, sizes, 1e-8)).max())


def chain(paths: Sequence[Sequence[float]]) -> float:
    """Σ over paths of the product of their local derivatives; an empty path counts 1."""
    return float(sum(np.prod(np.array(path, dtype=float)) for path in paths))


def gradient_check(
    f: Callable[[Array], float],
    grad: Callable[[Array], Array],
    x: Array,
    tolerance: float = 1e-6,
) -> bool:
    """Whether grad(x) and the central differences of f agree, entry by entry."""
    return bool(relative_error(np.asarray(grad(x)), numerical_gradient(f, x)) <= tolerance)


def quadratic_minimum(A: Array, b: Array) -> Array:
    """The x with A x = b, by A = L Lᵀ: L z = b, then Lᵀ x = z."""
    L = np.linalg.cholesky(A)
    return np.linalg.solve(L.T, np.linalg.solve(L, b))


def gradient_descent(grad: Callable[[Array], Array], x0: Array, lr: float, steps: int) -> Array:
    """(steps + 1, n): x0, then x − lr · grad(x), again and again."""
    path = [np.array(x0, dtype=float)]
    while len(path) <= steps:
        path.append(path[-1] - lr * np.asarray(grad(path[-1].copy())))
    return np.stack(path)
