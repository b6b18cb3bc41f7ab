"""How the inputs of chapter 07 are drawn: distributions, labels, and residuals of every size."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from autograder.reference.arrays import Array, Labels
from autograder.student import Student
from autograder.verdict import Verdict

Mask = NDArray[np.bool_]
SHAPES = ((5, 3), (1, 4), (6, 2), (3, 7))
ENTRIES: tuple[tuple[int, ...], ...] = ((5,), (4, 3), (1,), (1, 6), (2, 3, 4))


def distribution(rng: np.random.Generator, k: int) -> Array:
    """(k,) probabilities, each at least about a hundredth."""
    raw = rng.uniform(0.05, 1.0, k)
    return raw / raw.sum()


def with_rare(rng: np.random.Generator, k: int) -> Array:
    """(k,) probabilities, two of them about 1e-4 and 1e-8: rare, and yet they happen."""
    p = distribution(rng, k)
    rare = rng.choice(k, 2, replace=False)
    p[rare] = rng.uniform(0.5, 2.0, 2) * (1e-4, 1e-8)
    return p / p.sum()


def distributions(rng: np.random.Generator, shape: tuple[int, int]) -> Array:
    """(m, k): a distribution a row."""
    return np.stack([distribution(rng, shape[1]) for _ in range(shape[0])])


def with_zeros(rng: np.random.Generator, k: int) -> tuple[Array, Mask]:
    """(p (k,), which of its outcomes never happen): one or more of the k, but not all."""
    never = np.zeros(k, dtype=bool)
    never[rng.choice(k, int(rng.integers(1, k - 1)), replace=False)] = True
    raw = np.where(never, 0.0, rng.uniform(0.05, 1.0, k))
    return raw / raw.sum(), never


def labels(rng: np.random.Generator, shape: tuple[int, int]) -> Labels:
    """(m,) classes below k; with two examples or more, not all the same."""
    y = rng.integers(0, shape[1], shape[0])
    if shape[0] > 1:
        y[0], y[1] = rng.choice(shape[1], 2, replace=False)
    return y


def batches(rng: np.random.Generator) -> Iterator[tuple[Array, Labels]]:
    """(P (m, k), y (m,)) in awkward shapes; each row of P is a distribution."""
    for shape in SHAPES:
        yield distributions(rng, shape), labels(rng, shape)


def residuals(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Array, Array]:
    """(o, y) of the shape, o − y of both signs and from 0.05 to 3 in size."""
    y = rng.normal(size=shape)
    return y + rng.uniform(0.05, 3.0, shape) * rng.choice([-1.0, 1.0], shape), y


class Asked:
    """A loss that returns (cost, gradient), asked part by part."""

    def __init__(self, name: str, student: Student, verdict: Verdict, gradient: str) -> None:
        self.name, self.student, self.verdict, self.gradient = name, student, verdict, gradient

    def cost(self, part: str, want: float, *inputs: object, called: str = "the cost") -> None:
        """The first of the two values must be the number `want`."""
        with self.verdict.part(part):
            self.verdict.expect(self._pair(inputs)[0], want, called=called)

    def slope(
        self,
        part: str,
        want: Array,
        *inputs: object,
        up_to: Array | None = None,
        tolerance: float = 1e-9,
        called: str = "",
    ) -> None:
        """The second must be the gradient `want`, or lie between it and `up_to`."""
        with self.verdict.part(part):
            got = self._pair(inputs)[1]
            name = called or self.gradient
            self.verdict.expect(got, want, up_to=up_to, tolerance=tolerance, called=name)

    def _pair(self, inputs: tuple[object, ...]) -> tuple[object, object]:
        value = getattr(self.student, self.name)(*inputs)
        right = isinstance(value, tuple | list) and len(value) == 2
        message = f"expected a pair (cost, {self.gradient})"
        self.verdict.require(right, message, got=None if right else type(value))
        assert isinstance(value, tuple | list)
        return value[0], value[1]


EXACT = "{} where only the formula is exact"
