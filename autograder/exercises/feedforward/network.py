"""A network of any depth, forward, with activations that the judge hands in."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from autograder.exercises.feedforward.chapter import exercise
from autograder.exercises.feedforward.layers import draw_layer
from autograder.reference import feedforward as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict

Curve = Callable[[object], object]
PARTS = {"output": 2.0, "activations": 3.0, "depth": 2.0, "inputs": 1.0}
# m, then the widths; equal widths first, where the wrong layer's weights raise no error
WIDTHS = ((3, 3, 3, 3), (6, 3, 4, 2, 5), (4, 2, 5, 3))
DEPTHS = ((3, 4, 2), (1, 3, 5, 2), (2, 3, 4, 2, 5, 3, 1, 4))
LARGE = 10_000


@exercise("mlp_forward", parts=PARTS)
def _mlp_forward(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for parts, networks in ((("output", "activations"), WIDTHS), (("depth",), DEPTHS)):
        for m, *widths in networks:
            params = [draw_layer(rng, *pair) for pair in pairwise(widths)]
            X = rng.normal(size=(m, widths[0]))
            waves, squashed = _waves(rng.uniform(0.6, 1.4)), _squashed(rng.uniform(0.6, 1.4))
            wanted = right.mlp_forward(X, params, waves, squashed)
            for part in parts:
                with verdict.part(part):
                    got = student.mlp_forward(X, params, _handed(waves), _handed(squashed))
                    _expect(verdict, part, got, wanted)


def _expect(verdict: Verdict, part: str, got: object, wanted: list[Array]) -> None:
    """The last activation alone, or every one of them."""
    verdict.observe(got)
    listed = isinstance(got, list | tuple) and len(got) > 0
    verdict.require(listed, "the answer should be a list of arrays, X first")
    assert isinstance(got, list | tuple)
    if part == "output":
        verdict.expect(got[-1], wanted[-1], called="the last entry of the list")
        return
    verdict.require(
        len(got) == len(wanted),
        f"the list has {len(got)} entries, expected X and one for each of {len(wanted) - 1} layers",
    )
    for number, (mine, want) in enumerate(zip(got, wanted, strict=True)):
        verdict.expect(mine, want, called=f"A{number}" if number else "the first entry, X,")


def _waves(factor: float) -> Callable[[Array], Array]:
    """A curve that no learner has written."""
    return lambda Z: np.sin(factor * Z) + 0.2 * Z


def _squashed(factor: float) -> Callable[[Array], Array]:
    return lambda Z: factor * Z / (1.0 + np.abs(Z)) + 0.1


def _handed(curve: Callable[[Array], Array]) -> Curve:
    """What the learner is handed: it takes numbers, one or an array of any shape, no vast ones."""

    def elementwise(Z: object) -> object:
        if not isinstance(Z, np.ndarray | list | tuple | float | int | np.number):
            raise TypeError("an activation takes one array of numbers")
        values = np.asarray(Z)
        if values.dtype.kind not in "fiu" or values.size > LARGE:
            raise TypeError("an activation takes one array of real numbers")
        result = curve(values.astype(float))
        return result if values.ndim else float(result)

    return elementwise
