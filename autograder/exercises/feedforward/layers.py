"""Layers drawn at awkward sizes, and what a linear layer is asked, by loops or vectorised."""

from collections.abc import Iterator

import numpy as np

from autograder.exercises.drawing import upstream
from autograder.reference import feedforward as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict

PARTS = {"sums": 3.0, "bias": 2.0, "single": 1.0, "inputs": 1.0}
# (m, n_in, n_out): all different wherever a swap could hide; the cube, where a swap raises no
# error, tells one swap from another
SIZES = {
    "sums": ((3, 3, 3), (4, 3, 2), (5, 2, 6), (2, 6, 3)),
    "bias": ((3, 3, 3), (4, 3, 5), (3, 6, 2)),
    "single": ((1, 4, 3), (3, 5, 1), (4, 1, 3), (1, 2, 1)),
}
CALLED = {
    "sums": "Z of a layer without bias",
    "bias": "Z",
    "single": "Z where there is a single example, input or unit",
}


def draw_layer(rng: np.random.Generator, n_in: int, n_out: int) -> tuple[Array, Array]:
    """Weights of both signs, and biases none of which is near 0."""
    return rng.normal(size=(n_in, n_out)), upstream(rng, (n_out,))


def layers(rng: np.random.Generator) -> Iterator[tuple[str, Array, Array, Array]]:
    """Each part with its draws of X, W and b."""
    for part, sizes in SIZES.items():
        for m, n_in, n_out in sizes:
            W, b = draw_layer(rng, n_in, n_out)
            yield part, rng.normal(size=(m, n_in)), W, np.zeros(n_out) if part == "sums" else b


def ask_loops(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    """Z alone comes back."""
    for part, X, W, b in layers(rng):
        with verdict.part(part):
            got = student.linear_forward_loops(X, W, b)
            verdict.expect(got, right.linear_forward_loops(X, W, b), called=CALLED[part])


def ask_vectorised(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    """Z comes back beside a cache, which stays where it is."""
    for part, X, W, b in layers(rng):
        with verdict.part(part):
            got, _ = student.linear_forward.cached(X, W, b)
            verdict.expect(got, right.linear_forward(X, W, b)[0], called=CALLED[part])
