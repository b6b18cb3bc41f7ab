"""The chain rule over paths, and what learners make of it."""

from collections.abc import Sequence

import numpy as np

from autograder.exercises.calculus.chapter import exercise, mistake
from autograder.reference import calculus as right
from autograder.student import Student
from autograder.verdict import Verdict

Paths = Sequence[Sequence[float]]


@exercise("chain", parts={"path": 1.0, "several": 3.0, "empty": 1.0, "inputs": 1.0})
def _chain(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for part, lengths in (
        ("path", ((3,), (1,), (5,))),
        ("several", ((2, 2), (3, 1, 4), (1, 1, 2, 5), (4, 2, 3))),
        ("empty", ((), (0,), (2, 0, 3))),
    ):
        for each in lengths:
            paths = [_local(rng, length) for length in each]
            with verdict.part(part):
                got = student.chain(paths)
                verdict.expect(got, right.chain(paths), called="the derivative")


def _local(rng: np.random.Generator, length: int) -> list[float]:
    """Local derivatives of both signs, none near 0 or 1 in size."""
    sizes = rng.choice([0.3, 0.6, 1.4, 2.2], length) * rng.uniform(0.9, 1.1, length)
    return [float(each) for each in sizes * rng.choice([-1.0, 1.0], length)]


@mistake(
    "chain",
    "sums multiplied",
    loses="several path empty",
    hint="You add along a path and multiply over paths; the influence diagram wants it the other "
    "way round.",
)
def _(paths: Paths) -> float:
    total = 1.0
    for path in paths:
        total *= sum(path)
    return total


@mistake(
    "chain",
    "everything multiplied",
    loses="several empty",
    hint="All paths are strung into one. What happens where two paths meet?",
)
def _(paths: Paths) -> float:
    product = 1.0
    for path in paths:
        for local in path:
            product *= local
    return product


@mistake(
    "chain",
    "everything added",
    loses="several path empty",
    hint="Along one path a nudge is stretched and stretched again. Which operation is that?",
)
def _(paths: Paths) -> float:
    return float(sum(local for path in paths for local in path))


@mistake(
    "chain",
    "last path only",
    loses="several empty",
    hint="Each path overwrites what the ones before it brought. Over paths, influences add up.",
)
def _(paths: Paths) -> float:
    total = 0.0
    for path in paths:
        total = float(np.prod(path))
    return total


@mistake(
    "chain",
    "first path only",
    loses="several empty",
    hint="One path is followed and the others are not. Every path carries influence.",
)
def _(paths: Paths) -> float:
    for path in paths:
        return float(np.prod(path))
    return 0.0


@mistake(
    "chain",
    "product not begun anew",
    loses="several empty",
    hint="The second path starts with the product of the first. Each path begins with a nudge of "
    "1.",
)
def _(paths: Paths) -> float:
    total, product = 0.0, 1.0
    for path in paths:
        for local in path:
            product *= local
        total += product
    return total


@mistake(
    "chain",
    "mean over paths",
    loses="several empty",
    hint="Twice as many paths of equal strength carry twice the influence; yours carry the same.",
)
def _(paths: Paths) -> float:
    return float(np.mean([np.prod(path) for path in paths])) if paths else 0.0


@mistake(
    "chain",
    "product begun with zero",
    loses="path several empty",
    hint="Everything is 0: what starts at 0 stays there under multiplication.",
)
def _(paths: Paths) -> float:
    total = 0.0
    for path in paths:
        product = 0.0
        for local in path:
            product *= local
        total += product
    return total


@mistake(
    "chain",
    "empty path counted as zero",
    loses="empty",
    hint="On a path without edges nothing stretches the nudge: what arrives is what set out.",
)
def _(paths: Paths) -> float:
    total = 0.0
    for path in paths:
        if len(path) > 0:
            total += float(np.prod(path))
    return total


@mistake(
    "chain",
    "paths used up",
    loses="inputs",
    hint="The caller's lists are empty afterwards. Walk them without taking anything out.",
)
def _(paths: list[list[float]]) -> float:
    total = 0.0
    while paths:
        path, product = paths.pop(), 1.0
        while path:
            product *= path.pop()
        total += product
    return total
