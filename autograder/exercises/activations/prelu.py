"""PReLU, whose slope is learned and shared by a column, and what learners make of it."""

from typing import Any

import numpy as np

from autograder.exercises.activations.chapter import exercise, mistake
from autograder.exercises.drawing import beside_kink, scores, slopes, upstream
from autograder.reference import activations as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict


@exercise("prelu_forward", parts={"A": 2.0, "extremes": 1.0, "inputs": 1.0})
def _prelu_forward(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for Z in scores(rng):
        alpha = slopes(rng, Z.shape[1])
        for part, scale in (("A", 1.0), ("extremes", 1000.0)):
            with verdict.part(part):
                A, _ = student.prelu_forward.cached(scale * Z, alpha)
                verdict.expect(A, right.prelu_forward(scale * Z, alpha)[0], called="A")


@exercise(
    "prelu_backward",
    uses=("prelu_forward",),
    parts={"dZ": 3.0, "dalpha": 3.0, "analytic": 3.0, "again": 1.0, "inputs": 2.0},
)
def _prelu_backward(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    def ask(Z: Array, *parts: str) -> None:
        alpha = slopes(rng, Z.shape[1])
        dA = upstream(rng, Z.shape)
        wanted, ours = right.prelu_forward(Z, alpha)
        want = right.prelu_backward(dA, ours)
        for part in parts:
            with verdict.part(part):
                A, cache = student.prelu_forward.cached(Z, alpha)
                verdict.needs("prelu_forward", A, wanted)
                pair = student.prelu_backward(dA, cache)
                if part == "again":
                    pair = student.prelu_backward(dA, cache)
                for called, index in _ASKED[part].items():
                    verdict.require(_pair(pair), "expected a pair (dZ, dalpha)", got=type(pair))
                    verdict.expect(pair[index], want[index], called=called)  # type: ignore[index]

    for Z in scores(rng):
        ask(Z, "dZ", "dalpha")
    ask(beside_kink(rng), "analytic")
    ask(next(scores(rng)), "again")


_ASKED = {
    "dZ": {"dZ": 0},
    "dalpha": {"dalpha": 1},
    "analytic": {"dZ where only the formula is exact (right beside the kink)": 0},
    "again": {"dZ, asked a second time,": 0, "dalpha, asked a second time,": 1},
}


def _pair(value: object) -> bool:
    return isinstance(value, tuple | list) and len(value) == 2


@mistake(
    "prelu_forward",
    "the larger of αZ and Z",
    loses="A extremes",
    hint="That rule is PReLU only while α ≤ 1: above 1 the larger of the two is the wrong piece.",
)
def _(Z: Array, alpha: Array) -> tuple[Array, Any]:
    return np.maximum(alpha * Z, Z), (Z, alpha)


@mistake(
    "prelu_forward",
    "one α for all",
    loses="A extremes",
    hint="Only the first α is used; every unit, that is every column, has its own.",
)
def _(Z: Array, alpha: Array) -> tuple[Array, Any]:
    return np.where(Z >= 0, Z, alpha[0] * Z), (Z, alpha)


@mistake(
    "prelu_forward",
    "negative side dropped",
    loses="A extremes",
    hint="Negative scores come out as 0: α is not used at all.",
)
def _(Z: Array, alpha: Array) -> tuple[Array, Any]:
    return np.maximum(Z, 0), (Z, alpha)


@mistake(
    "prelu_forward",
    "α itself on the negative side",
    loses="A extremes",
    hint="On the negative side your value does not depend on Z: α is a slope, not a value.",
)
def _(Z: Array, alpha: Array) -> tuple[Array, Any]:
    return np.where(Z >= 0, Z, alpha * np.ones_like(Z)), (Z, alpha)


@mistake(
    "prelu_backward",
    "dalpha not summed",
    loses="dalpha again",
    hint="dalpha keeps one row an example. α is shared by all of them, and over paths gradients "
    "add.",
)
def _(dA: Array, cache: Any) -> Any:
    Z, alpha = cache
    return np.where(Z >= 0, dA, alpha * dA), dA * Z * (Z < 0)


@mistake(
    "prelu_backward",
    "dalpha averaged",
    loses="dalpha again",
    hint="dalpha is m times too small: the 1/m of the mean already came with dA.",
)
def _(dA: Array, cache: Any) -> Any:
    Z, alpha = cache
    return np.where(Z >= 0, dA, alpha * dA), np.mean(dA * Z * (Z < 0), axis=0)


@mistake(
    "prelu_backward",
    "dalpha summed over the wrong axis",
    loses="dalpha again",
    hint="dalpha has one number an example; α has one number a unit.",
)
def _(dA: Array, cache: Any) -> Any:
    Z, alpha = cache
    return np.where(Z >= 0, dA, alpha * dA), np.sum(dA * Z * (Z < 0), axis=1)


@mistake(
    "prelu_backward",
    "upstream gradient missing from dalpha",
    loses="dalpha again",
    hint="dalpha does not change with dA: the chain rule multiplies by what arrives from above.",
)
def _(dA: Array, cache: Any) -> Any:
    Z, alpha = cache
    return np.where(Z >= 0, dA, alpha * dA), np.sum(Z * (Z < 0), axis=0)


@mistake(
    "prelu_backward",
    "dalpha over the positive side too",
    loses="dalpha again",
    hint="α has no influence where Z is positive, yet those entries count in your dalpha.",
)
def _(dA: Array, cache: Any) -> Any:
    Z, alpha = cache
    return np.where(Z >= 0, dA, alpha * dA), np.sum(dA * Z, axis=0)


@mistake(
    "prelu_backward",
    "slope dropped backward",
    loses="dZ analytic again",
    hint="Shut units get exactly 0 back, although the forward pass let something through there.",
)
def _(dA: Array, cache: Any) -> Any:
    Z = cache[0]
    return dA * (Z >= 0), np.sum(dA * Z * (Z < 0), axis=0)
