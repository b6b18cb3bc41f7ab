"""Softmax and cross-entropy in one step, from scores: cost and gradient that stay finite."""

import numpy as np

from autograder.exercises.cross_entropy.chapter import exercise
from autograder.exercises.cross_entropy.drawing import EXACT, SHAPES, Asked, labels
from autograder.reference import cross_entropy as right
from autograder.reference.arrays import Array, Labels
from autograder.student import Student
from autograder.verdict import Verdict

FLAT = 1e-4


@exercise(
    "softmax_cross_entropy",
    parts={"cost": 2.0, "dZ": 4.0, "analytic": 1.0, "extremes": 2.0, "inputs": 1.0},
)
def _softmax_cross_entropy(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    asked = Asked("softmax_cross_entropy", student, verdict, "dZ")
    for Z, y in scored(rng):
        cost, dZ = right.softmax_cross_entropy(Z, y)
        asked.cost("cost", cost, Z, y)
        asked.slope("dZ", dZ, Z, y)
    for Z, y in extremes(rng):
        cost, dZ = right.softmax_cross_entropy(Z, y)
        asked.cost("extremes", cost, Z, y, called="the cost at scores of ±1000")
        asked.slope("extremes", dZ, Z, y, called="dZ at scores of ±1000")
    Z, y = sure(rng)
    _, dZ = right.softmax_cross_entropy(Z, y)
    asked.slope("analytic", dZ, Z, y, tolerance=FLAT, called=EXACT.format("dZ"))


def scored(rng: np.random.Generator) -> list[tuple[Array, Labels]]:
    """Moderate scores in awkward shapes."""
    return [(2.0 * rng.normal(size=shape), labels(rng, shape)) for shape in SHAPES]


def extremes(rng: np.random.Generator) -> list[tuple[Array, Labels]]:
    """Scores of ±1000: of both signs within a row, whole rows far above or below the others, and
    a true class that is 2000 behind."""
    mixed = 1000.0 * rng.choice([-1.0, 1.0], (4, 3))
    mixed[0], mixed[1] = (1000.0, -1000.0, -1000.0), (-1000.0, 1000.0, 1000.0)
    apart = rng.normal(size=(3, 4)) + np.array([[1000.0], [-1000.0], [0.0]])
    return [(mixed, np.array([1, 0, 2, 1])), (apart, labels(rng, (3, 4)))]


def sure(rng: np.random.Generator) -> tuple[Array, Labels]:
    """The true class so far ahead that the cost is flat: its slope is small but exact, and drowns
    in the rounding of any difference of costs."""
    Z, y = rng.uniform(-0.5, 0.5, (3, 4)), labels(rng, (3, 4))
    Z[np.arange(3), y] += rng.uniform(23.0, 23.5, 3)
    return Z, y
