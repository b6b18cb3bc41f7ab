"""The backward pass of softmax without a Jacobian, and what learners make of it."""

import numpy as np

from autograder.exercises.drawing import upstream
from autograder.exercises.softmax.chapter import exercise, mistake
from autograder.exercises.softmax.drawing import SHAPES, certain, nearly_certain, probabilities
from autograder.exercises.softmax.jacobian import NEARLY
from autograder.reference import softmax as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import TIGHT, Verdict

_SLOPES = "dZ analytic again"
EVERY_PART = "dZ analytic certain again"


@exercise(
    "softmax_backward",
    parts={"dZ": 3.0, "analytic": 2.0, "certain": 1.0, "again": 1.0, "inputs": 1.0},
)
def _softmax_backward(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    def ask(part: str, P: Array, tolerance: float = TIGHT) -> None:
        dP = upstream(rng, P.shape)
        want = right.softmax_backward(dP, P)
        with verdict.part(part):
            dZ = student.softmax_backward(dP, P)
            verdict.expect(dZ, want, called=_CALLED[part], tolerance=tolerance)
            if part == "again":
                student.softmax_backward(-dP[:1], P[:1])
                twice = student.softmax_backward(dP, P)
                verdict.expect(twice, want, called="dZ, asked a second time,")

    for shape in SHAPES:
        ask("dZ", probabilities(rng, shape))
    for _ in range(2):
        ask("analytic", nearly_certain(rng, (4, 5)), NEARLY)
    ask("certain", certain(rng, 5))
    ask("again", probabilities(rng, (3, 5)))


_CALLED = {
    "dZ": "dZ",
    "analytic": "dZ where only the formula is exact (one class nearly certain)",
    "certain": "dZ where one class has all",
    "again": "dZ",
}


@mistake(
    "softmax_backward",
    "diagonal only",
    loses=_SLOPES,
    hint="Each score gets a gradient from its own probability alone; it reaches the cost through "
    "all probabilities of its row, and paths add.",
)
def _(dP: Array, P: Array) -> Array:
    return dP * P * (1 - P)


@mistake(
    "softmax_backward",
    "upstream gradient forgotten",
    loses=_SLOPES,
    hint="dP does not take part: this is the Jacobian's diagonal, and the chain rule multiplies "
    "by what arrives.",
)
def _(dP: Array, P: Array) -> Array:
    return P * (1 - P)


@mistake(
    "softmax_backward",
    "summed over the examples",
    loses=EVERY_PART,
    hint="Examples do not meet in softmax, and in your dZ they do: the sum in the equation runs "
    "over the classes.",
)
def _(dP: Array, P: Array) -> Array:
    return P * (dP - np.sum(dP * P, axis=0))


@mistake(
    "softmax_backward",
    "summed over everything",
    loses=EVERY_PART,
    hint="One number is subtracted from all rows: each row has a sum of its own.",
)
def _(dP: Array, P: Array) -> Array:
    return P * (dP - np.sum(dP * P))


@mistake(
    "softmax_backward",
    "sums that lost their axis",
    loses=EVERY_PART,
    hint="The sums, one a row, have shape (m,) and are stretched along the wrong axis; where m and "
    "k are equal nothing complains.",
)
def _(dP: Array, P: Array) -> Array:
    return P * (dP - np.sum(dP * P, axis=1))


@mistake(
    "softmax_backward",
    "divided by m",
    loses=_SLOPES,
    hint="dZ is exactly m times too small: the 1/m of the mean came with dP.",
)
def _(dP: Array, P: Array) -> Array:
    return P * (dP - np.sum(dP * P, axis=1, keepdims=True)) / len(P)


@mistake(
    "softmax_backward",
    "opposite sign",
    loses=_SLOPES,
    hint="Every entry has the opposite sign: reread which of the two terms in the bracket is "
    "subtracted.",
)
def _(dP: Array, P: Array) -> Array:
    return P * (np.sum(dP * P, axis=1, keepdims=True) - dP)


@mistake(
    "softmax_backward",
    "the first example's Jacobian for all",
    loses=_SLOPES,
    hint="The first row is right, the others are not: each example has a Jacobian of its own.",
)
def _(dP: Array, P: Array) -> Array:
    return dP @ (np.diag(P[0]) - np.outer(P[0], P[0]))


@mistake(
    "softmax_backward",
    "softmax taken again",
    loses=EVERY_PART,
    hint="The second argument is P, which is probabilities already, and it is treated as scores.",
)
def _(dP: Array, P: Array) -> Array:
    again = np.exp(P) / np.sum(np.exp(P), axis=1, keepdims=True)
    return again * (dP - np.sum(dP * again, axis=1, keepdims=True))


@mistake(
    "softmax_backward",
    "the gradient of softmax and cross-entropy together",
    loses=EVERY_PART,
    hint="A difference of P and something else is the gradient of chapter 07, where a loss is "
    "built in; here any dP may arrive.",
)
def _(dP: Array, P: Array) -> Array:
    return P - dP


@mistake(
    "softmax_backward",
    "upstream gradient changed in place",
    loses="inputs",
    hint="dP is overwritten; another branch of the network may still need it.",
)
def _(dP: Array, P: Array) -> Array:
    dP -= np.sum(dP * P, axis=1, keepdims=True)
    return P * dP


@mistake(
    "softmax_backward",
    "probabilities changed in place",
    loses="inputs",
    hint="P is overwritten; whoever called still needs the output of the forward pass.",
)
def _(dP: Array, P: Array) -> Array:
    bracket = dP - np.sum(dP * P, axis=1, keepdims=True)
    P *= bracket
    return P
