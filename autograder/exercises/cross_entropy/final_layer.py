"""Softmax and cross-entropy as the last piece of a network: an object that remembers."""

import numpy as np

from autograder.channel import LearnerError
from autograder.exercises.cross_entropy.chapter import exercise
from autograder.exercises.cross_entropy.scores import extremes, scored
from autograder.reference import cross_entropy as right
from autograder.student import Behind, Student
from autograder.verdict import Verdict


@exercise(
    "SoftmaxCrossEntropy",
    parts={"forward": 2.0, "backward": 3.0, "extremes": 1.0, "memory": 2.0, "inputs": 1.0},
)
def _final_layer(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    drawn = scored(rng)
    for Z, y in drawn:
        cost, dZ = right.softmax_cross_entropy(Z, y)
        with verdict.part("forward"):
            verdict.expect(_made(student).method("forward")(Z, y), cost, called="the cost")
        with verdict.part("backward"):
            final = _made(student)
            final.method("forward")(Z, y)
            for called in ("dZ", "dZ, asked a second time,"):
                verdict.expect(final.method("backward")(), dZ, called=called)
    for Z, y in extremes(rng):
        cost, dZ = right.softmax_cross_entropy(Z, y)
        with verdict.part("extremes"):
            final = _made(student)
            got = final.method("forward")(Z, y)
            verdict.expect(got, cost, called="the cost at scores of ±1000")
            verdict.expect(final.method("backward")(), dZ, called="dZ at scores of ±1000")
    (Z, y), (earlier, its), (beside, own), *_ = drawn
    dZ = right.softmax_cross_entropy(Z, y)[1]
    with verdict.part("memory"):
        one, two = _made(student), _made(student)
        one.method("forward")(earlier, its)
        one.method("forward")(Z, y)
        two.method("forward")(beside, own)
        called = "dZ after a second forward, with another object beside it,"
        verdict.expect(one.method("backward")(), dZ, called=called)


def _made(student: Student) -> Behind:
    made = student.SoftmaxCrossEntropy()
    if not isinstance(made, Behind):
        raise LearnerError(
            "Shape", "SoftmaxCrossEntropy() should make an object with forward and backward"
        )
    return made
