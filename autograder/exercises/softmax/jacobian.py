"""The softmax's Jacobian, and what learners make of it."""

import numpy as np

from autograder.exercises.softmax.chapter import exercise, mistake
from autograder.exercises.softmax.drawing import certain, nearly_certain, probabilities
from autograder.reference import softmax as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import TIGHT, Verdict

NEARLY = 1e-6
_SLOPES = "J analytic"
_ALL = "J analytic certain"


@exercise("softmax_jacobian", parts={"J": 3.0, "analytic": 2.0, "certain": 1.0, "inputs": 1.0})
def _softmax_jacobian(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    def ask(part: str, p: Array, called: str, tolerance: float = TIGHT) -> None:
        with verdict.part(part):
            J = student.softmax_jacobian(p)
            verdict.expect(J, right.softmax_jacobian(p), called=called, tolerance=tolerance)

    for k in (3, 6, 1, 2):
        ask("J", probabilities(rng, (1, k))[0], "J")
    for _ in range(3):
        p = nearly_certain(rng, (1, 5))[0]
        ask("analytic", p, "J where only the formula is exact (one class nearly certain)", NEARLY)
    ask("certain", certain(rng, 4)[0], "J where one class has all")


@mistake(
    "softmax_jacobian",
    "diagonal only",
    loses=_SLOPES,
    hint="Every entry off the diagonal is 0, as if each probability depended on its own score "
    "alone; the denominator holds all scores.",
)
def _(p: Array) -> Array:
    return np.diag(p * (1 - p))


@mistake(
    "softmax_jacobian",
    "a row instead of a matrix",
    loses=_ALL,
    hint="One number a class comes back: k outputs and k inputs make k · k derivatives.",
)
def _(p: Array) -> Array:
    return p * (1 - p)


@mistake(
    "softmax_jacobian",
    "sign off the diagonal",
    loses=_ALL,
    hint="Your rows do not add up to 0: when one score rises, do the other probabilities rise or "
    "fall?",
)
def _(p: Array) -> Array:
    return np.diag(p) + np.outer(p, p)


@mistake(
    "softmax_jacobian",
    "numerator's path forgotten",
    loses=_ALL,
    hint="Your diagonal is negative, as if raising a score lowered its own probability: a score "
    "acts through the numerator as well as through the sum.",
)
def _(p: Array) -> Array:
    return -np.outer(p, p)


@mistake(
    "softmax_jacobian",
    "sum's path forgotten",
    loses=_ALL,
    hint="This is what the numerator alone would give: every score stands in the denominator too.",
)
def _(p: Array) -> Array:
    return np.diag(p)


@mistake(
    "softmax_jacobian",
    "the diagonal's case everywhere",
    loses=_ALL,
    hint="Your diagonal is right, and the same rule is used off it, where the first of the two "
    "cases does not hold: what is δ there?",
)
def _(p: Array) -> Array:
    return np.outer(p, 1 - p)


@mistake(
    "softmax_jacobian",
    "factor p_j missing",
    loses=_ALL,
    hint="Your matrix is not symmetric: in the formula one factor stands in front of the bracket "
    "and belongs to every entry.",
)
def _(p: Array) -> Array:
    return np.eye(len(p)) - p


@mistake(
    "softmax_jacobian",
    "factor p_j on the diagonal only",
    loses=_ALL,
    hint="Off the diagonal your entries hold one probability, and the formula has two there: what "
    "does the bracket enclose?",
)
def _(p: Array) -> Array:
    return np.diag(p) - p


@mistake(
    "softmax_jacobian",
    "opposite sign",
    loses=_SLOPES,
    hint="Every entry has the opposite sign: when a score rises, its own probability rises.",
)
def _(p: Array) -> Array:
    return np.outer(p, p) - np.diag(p)


@mistake(
    "softmax_jacobian",
    "one number subtracted",
    loses=_ALL,
    hint="The same number is subtracted from every entry: the products p_j p_k make a matrix, and "
    "`p @ p` adds those with j = k up.",
)
def _(p: Array) -> Array:
    return np.diag(p) - p @ p


@mistake(
    "softmax_jacobian",
    "softmax taken again",
    loses=_ALL,
    hint="The input is p, which is probabilities already, and it is treated as scores.",
)
def _(p: Array) -> Array:
    again = np.exp(p) / np.sum(np.exp(p))
    return np.diag(again) - np.outer(again, again)


@mistake(
    "softmax_jacobian",
    "return inside the loop",
    loses="J analytic",
    hint="Only the first row is filled: how far is your `return` indented?",
)
def _(p: Array) -> Array:
    J = np.zeros((len(p), len(p)))
    for j in range(len(p)):
        for k in range(len(p)):
            J[j, k] = p[j] * ((j == k) - p[k])
        return J
    return J


@mistake(
    "softmax_jacobian",
    "input changed in place",
    loses="inputs",
    hint="The caller's probabilities are overwritten on the way: work on a new array.",
)
def _(p: Array) -> Array:
    J = -np.outer(p, p)
    p *= 1 - p
    np.fill_diagonal(J, p)
    return J
