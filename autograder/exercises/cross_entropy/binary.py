"""The cost of yes-or-no predictions and its gradient."""

import numpy as np

from autograder.exercises.cross_entropy.chapter import exercise
from autograder.exercises.cross_entropy.drawing import EXACT, Asked
from autograder.reference import cross_entropy as right
from autograder.reference.arrays import Labels
from autograder.student import Student
from autograder.verdict import Verdict


@exercise("binary_cross_entropy", parts={"cost": 2.0, "dp": 3.0, "analytic": 2.0, "inputs": 1.0})
def _binary(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    asked = Asked("binary_cross_entropy", student, verdict, "dp")
    for m, kind in ((6, float), (1, float), (4, np.int64), (7, np.int64)):
        p, y = rng.uniform(0.05, 0.95, m), _answers(rng, m).astype(kind)
        cost, dp = right.binary_cross_entropy(p, y)
        asked.cost("cost", cost, p, y)
        asked.slope("dp", dp, p, y)
    y = np.array([1.0, 0.0, 1.0, 0.0])
    tiny = 10.0 ** rng.uniform(-10.0, -8.0, 4)
    p = np.array([tiny[0], tiny[1], 1.0 - tiny[2], 1.0 - tiny[3]])
    cost, dp = right.binary_cross_entropy(p, y)
    asked.slope("analytic", dp, p, y, called=EXACT.format("dp"))
    asked.cost("cost", cost, p, y, called="the cost at p close to 0 and to 1")


def _answers(rng: np.random.Generator, m: int) -> Labels:
    y = rng.integers(0, 2, m)
    if m > 1:
        y[:2] = (0, 1)
    return y
