"""What every elementwise activation is asked, forward and backward."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises.drawing import beside_kink, extremes, scores, upstream
from autograder.model import Judging
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import TIGHT, Verdict

Forward = Callable[..., tuple[Array, Any]]
Backward = Callable[[Array, Any], Any]
FORWARD_PARTS = {"A": 2.0, "extremes": 1.0, "inputs": 1.0}
BACKWARD_PARTS = {"dZ": 3.0, "analytic": 2.0, "extremes": 1.0, "again": 1.0, "inputs": 1.0}


def ask_forward(name: str, right: Forward, *constants: tuple[float, ...]) -> Judging:
    """A forward pass: its values, its values at ±1000, its input left alone. Each of `constants`
    is a set of further arguments to ask it with."""

    def judging(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
        forward = getattr(student, name)
        for chosen in constants or ((),):
            for Z in scores(rng):
                with verdict.part("A"):
                    A, _ = forward.cached(Z, *chosen)
                    verdict.expect(A, right(Z, *chosen)[0], called="A")
            Z = extremes(rng)
            with verdict.part("extremes"):
                A, _ = forward.cached(Z, *chosen)
                verdict.expect(A, right(Z, *chosen)[0], called="A at ±1000")

    return judging


def ask_backward(
    name: str,
    right: tuple[Forward, Backward],
    *constants: tuple[float, ...],
    flat: Callable[[np.random.Generator], Array] | None = None,
) -> Judging:
    """A backward pass behind the learner's own forward pass: its values at awkward shapes, where
    differences break (beside kinks, or where `flat` draws a flat stretch), at ±1000, asked
    twice after another forward pass, and both inputs left alone."""
    forward_name = name.replace("_backward", "_forward")

    def judging(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
        def ask(part: str, Z: Array, chosen: tuple[float, ...], tolerance: float = TIGHT) -> None:
            dA = upstream(rng, Z.shape)
            with verdict.part(part):
                A, cache = getattr(student, forward_name).cached(Z, *chosen)
                wanted, ours = right[0](Z, *chosen)
                verdict.needs(forward_name, A, wanted)
                if part == "again":
                    getattr(student, forward_name).cached(-2.0 * Z[:1], *chosen)
                want = right[1](dA, ours)
                dZ = getattr(student, name)(dA, cache)
                verdict.expect(dZ, want, called=_CALLED[part], tolerance=tolerance)
                if part == "again":
                    twice = getattr(student, name)(dA, cache)
                    verdict.expect(twice, want, called="dZ, asked a second time,")

        for chosen in constants or ((),):
            for Z in scores(rng):
                ask("dZ", Z, chosen)
            ask(
                "analytic", flat(rng) if flat else beside_kink(rng), chosen, 1e-4 if flat else TIGHT
            )
            ask("extremes", extremes(rng), chosen)
            ask("again", next(scores(rng)), chosen)

    return judging


_CALLED = {
    "dZ": "dZ",
    "analytic": "dZ where only the formula is exact (a flat stretch, or right beside a kink)",
    "extremes": "dZ at Z = ±1000",
    "again": "dZ for an earlier cache, after another forward pass,",
}
