"""The minimum of a quadratic by solving, and what learners make of it."""

from collections.abc import Iterator

import numpy as np

from autograder.exercises.calculus.chapter import exercise, mistake
from autograder.reference import calculus as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict

GOOD = 1e-6


@exercise("quadratic_minimum", parts={"x": 3.0, "ravine": 1.0, "inputs": 1.0})
def _quadratic_minimum(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for part, systems in (("x", _round(rng)), ("ravine", _ravine(rng))):
        for A, b in systems:
            with verdict.part(part):
                got = student.quadratic_minimum(A, b)
                want = right.quadratic_minimum(A, b)
                verdict.expect(got, want, called="x", tolerance=GOOD)


def _round(rng: np.random.Generator) -> Iterator[tuple[Array, Array]]:
    for n in (3, 5, 2, 1):
        yield _symmetric(rng, rng.uniform(1.5, 6.0, n)), rng.uniform(0.5, 2.0, n)


def _ravine(rng: np.random.Generator) -> Iterator[tuple[Array, Array]]:
    """Ten thousand times as steep one way as another: solving does not mind, stepping does."""
    for n in (2, 4):
        steepness = np.geomspace(0.02, 200.0, n)
        yield _symmetric(rng, steepness), rng.uniform(0.5, 2.0, n)


def _symmetric(rng: np.random.Generator, steepness: Array) -> Array:
    """Symmetric, with these eigenvalues, turned at random."""
    Q, _ = np.linalg.qr(rng.normal(size=(steepness.size, steepness.size)))
    A = (Q * steepness) @ Q.T
    return 0.5 * (A + A.T)


@mistake(
    "quadratic_minimum",
    "multiplied in place of solved",
    loses="x ravine",
    hint="This is A b. The equation is A x = b, and b stands on the other side of it.",
)
def _(A: Array, b: Array) -> Array:
    return A @ b


@mistake(
    "quadratic_minimum",
    "sign of b turned",
    loses="x ravine",
    hint="Every entry has the opposite sign: at the minimum A x − b is 0. Carry b across once.",
)
def _(A: Array, b: Array) -> Array:
    return np.linalg.solve(A, -b)


@mistake(
    "quadratic_minimum",
    "twice A",
    loses="x ravine",
    hint="Your x is half of what it should be. The ½ in front of the quadratic takes up the 2 that "
    "differentiating brings.",
)
def _(A: Array, b: Array) -> Array:
    return np.linalg.solve(2 * A, b)


@mistake(
    "quadratic_minimum",
    "entries inverted one by one",
    loses="x ravine",
    hint="One over each entry is not the inverse of a matrix: the unknowns are tied together.",
)
def _(A: Array, b: Array) -> Array:
    return (1 / A) @ b


@mistake(
    "quadratic_minimum",
    "diagonal only",
    loses="x ravine",
    hint="Each unknown is found as if the others were 0. The entries off the diagonal tie them.",
)
def _(A: Array, b: Array) -> Array:
    return b / np.diag(A)


@mistake(
    "quadratic_minimum",
    "x as a column",
    loses="x ravine",
    hint="The numbers are right and stand in a column, (n, 1); b is (n,), and x is like b.",
)
def _(A: Array, b: Array) -> Array:
    return np.linalg.solve(A, b.reshape(-1, 1))


@mistake(
    "quadratic_minimum",
    "a fixed number of steps downhill",
    loses="ravine",
    hint="In a ravine yours has not arrived: a fixed number of steps comes near at best. Here the "
    "minimum is asked for exactly, by solving.",
)
def _(A: Array, b: Array) -> Array:
    x, rate = np.zeros(b.shape), 1 / np.linalg.norm(A, 2)
    for _ in range(300):
        x = x - rate * (A @ x - b)
    return x


@mistake(
    "quadratic_minimum",
    "the value in place of the place",
    loses="x ravine",
    hint="One number came out, how low the quadratic gets. Asked is where.",
)
def _(A: Array, b: Array) -> float:
    x = np.linalg.solve(A, b)
    return float(0.5 * x @ A @ x - b @ x)


@mistake(
    "quadratic_minimum",
    "system eliminated in place",
    loses="inputs",
    hint="The numbers are right, but A and b were used as scratch paper: the caller's are gone.",
)
def _(A: Array, b: Array) -> Array:
    n = len(b)
    for i in range(n):
        for k in range(i + 1, n):
            factor = A[k, i] / A[i, i]
            A[k] -= factor * A[i]
            b[k] -= factor * b[i]
    x = np.zeros(n)
    for i in range(n - 1, -1, -1):
        x[i] = (b[i] - A[i, i + 1 :] @ x[i + 1 :]) / A[i, i]
    return x
