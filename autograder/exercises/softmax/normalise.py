"""Plain division, and what learners make of it."""

from typing import Any

import numpy as np

from autograder.exercises.softmax.chapter import exercise, mistake
from autograder.exercises.softmax.refusal import refuses
from autograder.reference import softmax as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict

_NOT_REFUSED = "negative zero-sum"
_ALL = "values negative zero-sum"

# good scores whose shares, in floats, do not add up to exactly 1
UNEVEN = (np.full(6, 5.0), np.array([1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0]))


@exercise("normalise", parts={"values": 2.0, "negative": 1.0, "zero-sum": 1.0, "inputs": 1.0})
def _normalise(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for k in (4, 1, 7, 2):
        s: Array = rng.uniform(0.2, 9.0, k)
        for each in (s, np.where(np.arange(k) == 1, 0.0, s)):
            with verdict.part("values"):
                verdict.expect(student.normalise(each), right.normalise(each), called="the result")
    for s in UNEVEN:
        with verdict.part("values"):
            verdict.expect(student.normalise(s), right.normalise(s), called="the result")
    for s in _mixed(rng):
        with verdict.part("negative"):
            refuses(verdict, student.normalise, s, case="a result with negative entries")
    for s in (np.array([1.0, -1.0]), np.zeros(3), np.array([4.0, -1.0, -3.0])):
        with verdict.part("zero-sum"):
            refuses(verdict, student.normalise, s, case="a sum of 0")


def _mixed(rng: np.random.Generator) -> tuple[Array, ...]:
    """Scores of both signs, with a sum above and below 0."""
    s = rng.uniform(1.0, 5.0, 4)
    s[int(rng.integers(4))] *= -0.5
    return s, -s


@mistake(
    "normalise",
    "nothing refused",
    loses=_NOT_REFUSED,
    hint="Some scores give shares below 0, others no shares at all: which two things must hold of "
    "probabilities, and where do you look?",
)
def _(s: Array) -> Array:
    return s / np.sum(s)


@mistake(
    "normalise",
    "only a sum of 0 refused",
    loses="negative",
    hint="Shares that add up to 1 may still be below 0: look at the result's entries too.",
)
def _(s: Array) -> Array:
    if np.sum(s) == 0:
        raise ValueError
    return s / np.sum(s)


@mistake(
    "normalise",
    "only negative shares refused",
    loses="zero-sum",
    hint="0/0 is not a number, and not a number is not below 0 either: it slips through your "
    "question.",
)
def _(s: Array) -> Array:
    shares = s / np.sum(s)
    if np.any(shares < 0):
        raise ValueError
    return shares


@mistake(
    "normalise",
    "sums compared with exactly 1",
    loses="values",
    hint="Good scores are refused: the shares of floats rarely add up to exactly 1, and on paper "
    "they always do.",
)
def _(s: Array) -> Array:
    shares = s / np.sum(s)
    if np.any(s < 0) or np.sum(shares) != 1:
        raise ValueError
    return shares


@mistake(
    "normalise",
    "a score of 0 refused",
    loses="values",
    hint="Good scores are refused because one of them is 0: a share of 0 is a probability.",
)
def _(s: Array) -> Array:
    if np.any(s <= 0):
        raise ValueError
    return s / np.sum(s)


@mistake(
    "normalise",
    "error returned instead of raised",
    loses=_NOT_REFUSED,
    hint="An error that is returned is a value like any other, and the caller goes on with it. "
    "Which word stops a function?",
)
def _(s: Array) -> Any:
    if np.any(s < 0) or np.sum(s) == 0:
        return ValueError("no probabilities")
    return s / np.sum(s)


@mistake(
    "normalise",
    "None where it should refuse",
    loses=_NOT_REFUSED,
    hint="Where there are no probabilities nothing comes back, and the caller stumbles later, far "
    "from the cause. The contract asks for an error at once.",
)
def _(s: Array) -> Any:
    if np.any(s < 0) or np.sum(s) == 0:
        return None
    return s / np.sum(s)


@mistake(
    "normalise",
    "another kind of error",
    loses=_NOT_REFUSED,
    hint="It stops, with an AssertionError. Callers who expect the contract's kind of error do "
    "not catch that one.",
)
def _(s: Array) -> Array:
    assert np.all(s >= 0)
    assert np.sum(s) > 0
    return s / np.sum(s)


@mistake(
    "normalise",
    "sizes instead of scores",
    loses=_NOT_REFUSED,
    hint="A score of −2 gets the share of a score of 2: the sign, which says it is worse, is lost.",
)
def _(s: Array) -> Array:
    return np.abs(s) / np.sum(np.abs(s))


@mistake(
    "normalise",
    "negative scores cut to 0",
    loses=_NOT_REFUSED,
    hint="Negative scores all count as 0 and the others share their part; such scores should be "
    "refused, not repaired.",
)
def _(s: Array) -> Array:
    cut = np.maximum(s, 0)
    return cut / np.sum(cut)


@mistake(
    "normalise",
    "scores moved up to 0 first",
    loses=_ALL,
    hint="The smallest score always gets 0, however good it is: something is subtracted before "
    "the division.",
)
def _(s: Array) -> Array:
    moved = s - np.min(s)
    return moved / np.sum(moved)


@mistake(
    "normalise",
    "exponentials instead of scores",
    loses=_ALL,
    hint="These are the shares of exponentials, which is what comes next; here the scores "
    "themselves are shared out.",
)
def _(s: Array) -> Array:
    return np.exp(s) / np.sum(np.exp(s))


@mistake(
    "normalise",
    "a norm as denominator",
    loses="values",
    hint="The squares of your entries add up to 1, not the entries: a length stands where a sum "
    "belongs.",
)
def _(s: Array) -> Array:
    if np.any(s < 0) or np.sum(s) == 0:
        raise ValueError
    return s / np.linalg.norm(s)


@mistake(
    "normalise",
    "divided by the largest",
    loses="values",
    hint="Your largest entry is always 1: that leaves nothing for the others.",
)
def _(s: Array) -> Array:
    if np.any(s < 0) or np.sum(s) == 0:
        raise ValueError
    return s / np.max(s)


@mistake(
    "normalise",
    "divided by how many there are",
    loses="values",
    hint="Your entries add up to the mean of the scores: a count stands where a sum belongs.",
)
def _(s: Array) -> Array:
    if np.any(s < 0) or np.sum(s) == 0:
        raise ValueError
    return s / len(s)


@mistake(
    "normalise",
    "input changed in place",
    loses="inputs",
    hint="The caller's scores are divided in place; whoever called still needs them.",
)
def _(s: Array) -> Array:
    if np.any(s < 0) or np.sum(s) == 0:
        raise ValueError
    s /= np.sum(s)
    return s
