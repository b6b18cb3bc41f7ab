"""The cost of k-way predictions: from class indices, and from one-hot labels with its gradient."""

import numpy as np

from autograder.exercises.cross_entropy.chapter import exercise
from autograder.exercises.cross_entropy.drawing import (
    EXACT,
    Asked,
    batches,
    distributions,
    labels,
)
from autograder.reference import cross_entropy as right
from autograder.student import Student
from autograder.verdict import Verdict

MANY = 2000


@exercise(
    "negative_log_likelihood", parts={"cost": 3.0, "certain": 1.0, "many": 1.0, "inputs": 1.0}
)
def _likelihood(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for P, y in batches(rng):
        with verdict.part("cost"):
            want = right.negative_log_likelihood(P, y)
            verdict.expect(student.negative_log_likelihood(P, y), want, called="the cost")
    P, y = distributions(rng, (4, 3)), np.array([0, 2, 1, 0])
    P[1] = (0.0, 0.0, 1.0)
    ruled_out = P.copy()
    ruled_out[2] = (0.5, 0.0, 0.5)
    for each, called in (
        (P, "the cost where another class has probability 0"),
        (ruled_out, "the cost where the true class has probability 0"),
    ):
        with verdict.part("certain"):
            want = right.negative_log_likelihood(each, y)
            verdict.expect(student.negative_log_likelihood(each, y), want, called=called)
    P, y = distributions(rng, (MANY, 3)), labels(rng, (MANY, 3))
    with verdict.part("many"):
        got = student.negative_log_likelihood(P, y)
        want = right.negative_log_likelihood(P, y)
        verdict.expect(got, want, called=f"the cost of {MANY} examples")


@exercise(
    "categorical_cross_entropy", parts={"cost": 2.0, "dP": 3.0, "analytic": 2.0, "inputs": 1.0}
)
def _categorical(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    asked = Asked("categorical_cross_entropy", student, verdict, "dP")
    for P, y in batches(rng):
        Y = right.one_hot(y, P.shape[1])
        cost, dP = right.categorical_cross_entropy(P, Y)
        asked.cost("cost", cost, P, Y)
        asked.slope("dP", dP, P, Y)
    y = labels(rng, (4, 3))
    Y = right.one_hot(y, 3)
    P = 10.0 ** rng.uniform(-10.0, -7.0, (4, 3))
    P[:, 1] = 1.0 - P[:, 0] - P[:, 2]
    called = "the cost at probabilities close to 0"
    asked.cost("cost", right.categorical_cross_entropy(P, Y)[0], P, Y, called=called)
    asked.slope(
        "analytic", right.categorical_cross_entropy(P, Y)[1], P, Y, called=EXACT.format("dP")
    )
