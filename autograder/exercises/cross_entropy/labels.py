"""One-hot labels."""

import numpy as np

from autograder.exercises.cross_entropy.chapter import exercise
from autograder.exercises.cross_entropy.drawing import SHAPES, labels
from autograder.reference import cross_entropy as right
from autograder.student import Student
from autograder.verdict import Verdict


@exercise("one_hot", parts={"Y": 3.0, "classes": 1.0, "inputs": 1.0})
def _one_hot(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for m, k in SHAPES:
        y = labels(rng, (m, k))
        y[-1] = k - 1
        with verdict.part("Y"):
            verdict.expect(_floats(student.one_hot(y, k)), right.one_hot(y, k), called="Y")
    for y, k in ((rng.integers(0, 3, 4), 6), (np.array([0, 1, 0]), 4), (np.array([0]), 1)):
        with verdict.part("classes"):
            called = "Y where not every class occurs"
            verdict.expect(_floats(student.one_hot(y, k)), right.one_hot(y, k), called=called)


def _floats(value: object) -> object:
    """Whole numbers serve as well as floats do."""
    whole = isinstance(value, np.ndarray) and value.dtype.kind in "iu"
    return value.astype(np.float64) if isinstance(value, np.ndarray) and whole else value
