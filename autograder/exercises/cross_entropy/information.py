"""Entropy, cross-entropy and the divergence between two distributions."""

import numpy as np

from autograder.exercises.cross_entropy.chapter import exercise
from autograder.exercises.cross_entropy.drawing import distribution, with_rare, with_zeros
from autograder.reference import cross_entropy as right
from autograder.student import Student
from autograder.verdict import Verdict

SIZES = (5, 2, 7, 3)


@exercise("entropy", parts={"value": 3.0, "zeros": 2.0, "inputs": 1.0})
def _entropy(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for k in SIZES:
        p = distribution(rng, k)
        with verdict.part("value"):
            verdict.expect(student.entropy(p), right.entropy(p), called="the entropy")
    p = with_rare(rng, 4)
    with verdict.part("value"):
        called = "the entropy where outcomes are rare"
        verdict.expect(student.entropy(p), right.entropy(p), called=called)
    certain = np.array([0.0, 1.0, 0.0, 0.0])
    for p in (with_zeros(rng, 5)[0], certain, with_zeros(rng, 6)[0]):
        with verdict.part("zeros"):
            called = "the entropy where an outcome has probability 0"
            verdict.expect(student.entropy(p), right.entropy(p), called=called)


@exercise("cross_entropy", parts={"value": 3.0, "zeros": 1.0, "ruled_out": 1.0, "inputs": 1.0})
def _cross_entropy(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    _ask_two("cross_entropy", student, rng, verdict)


@exercise("kl_divergence", parts={"value": 3.0, "zeros": 1.0, "ruled_out": 1.0, "inputs": 1.0})
def _kl_divergence(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    _ask_two("kl_divergence", student, rng, verdict)


def _ask_two(name: str, student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    """Two distributions of full support, equal ones, zeros in p, and zeros in q alone."""
    function, wanted = getattr(student, name), getattr(right, name)
    for k in SIZES:
        p, q = distribution(rng, k), distribution(rng, k)
        with verdict.part("value"):
            verdict.expect(function(p, q), wanted(p, q), called="the value")
    with verdict.part("value"):
        verdict.expect(function(p, p.copy()), wanted(p, p), called="the value at p = q")
    p, q = with_rare(rng, 4), distribution(rng, 4)
    with verdict.part("value"):
        called = "the value where outcomes are rare"
        verdict.expect(function(p, q), wanted(p, q), called=called)
    for k in (5, 6):
        p, never = with_zeros(rng, k)
        q = distribution(rng, k)
        for model in (q, np.where(never, 0.0, q) / q[~never].sum()):
            with verdict.part("zeros"):
                called = "the value where an outcome has p = 0"
                verdict.expect(function(p, model), wanted(p, model), called=called)
    for k in (4, 3):
        q, _ = with_zeros(rng, k)
        with verdict.part("ruled_out"):
            called = "the value where q rules out what p lets happen"
            verdict.expect(function(distribution(rng, k), q), np.inf, called=called)
