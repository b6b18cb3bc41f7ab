"""The gradient checker, and what learners make of it."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.channel import LearnerError
from autograder.exercises.calculus.chapter import exercise, mistake
from autograder.exercises.calculus.fields import Field, curved_field, scalar_field
from autograder.exercises.calculus.own_work import is_borrowed
from autograder.reference.arrays import Array
from autograder.reference.calculus import numerical_gradient, relative_error
from autograder.student import Student
from autograder.verdict import Verdict
from chainrule.check.probe import Probe

Function = Callable[[Array], float]
Gradient = Callable[[Array], Array]

HUGE = 3e4  # beside slopes of about 1
BARELY, CLEARLY = 0.7, 1.4  # shares of the tolerance, on either side of it
WAVES = 60.0  # h = 0.01 misses the slope of such a field by 6 %


@exercise(
    "gradient_check",
    uses=("numerical_gradient", "relative_error"),
    parts={"right": 2.0, "wrong": 3.0, "scale": 2.0, "tolerance": 2.0, "inputs": 1.0},
)
def _gradient_check(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    if is_borrowed(student, verdict, "gradient_check"):
        return
    unwritten = _look_at_needs(student, rng, verdict)

    def ask(part: str, field: Field, slope: Gradient, want: bool, *tolerance: float) -> None:
        with verdict.part(part):
            f, grad = Probe(field.f, field.x), Probe(slope, field.x, "grad")
            try:
                got = student.gradient_check(f, grad, field.x, *tolerance)
            except LearnerError as error:
                if unwritten and error.type_name == "NotImplementedError":
                    error.function = unwritten[0]
                raise
            verdict.expect(got, want, called="the answer")

    for shape in ((5,), (3, 4), (1,)):
        field = _steep(rng, shape)
        ask("right", field, field.slope, True)
        for entry in (0, field.x.size - 1):
            ask("wrong", field, _off(field, entry, 1.0 + 3e-5), False)
            ask("wrong", field, _off(field, entry, -1.0), False)
        small, large = _times(field, 1e-5), _times(field, 1e4)
        ask("scale", small, _off(small, 0, 1.01), False)
        ask("scale", large, large.slope, True)
        ask("tolerance", field, _off(field, 0, 1.0 + 1e-4), True, 1e-2)
        ask("tolerance", field, _times(field, 1.2).slope, False, 1e-2)
        for tolerance in (1e-6, 3e-4):
            passed = () if tolerance == 1e-6 else (tolerance,)
            least, most = _ratio(BARELY * tolerance), _ratio(CLEARLY * tolerance)
            ask("tolerance", field, _times(field, least).slope, True, *passed)
            ask("tolerance", field, _off(field, field.x.size - 1, most), False, *passed)
        curved = curved_field(rng, shape, WAVES)
        ask("tolerance", curved, curved.slope, True, 1e-2)
        slopes = np.abs(np.asarray(field.slope(field.x)))
        tiny = _times(field, 4e-8 / slopes.min())
        ask("scale", tiny, _off(tiny, int(slopes.argmin()), 1.1), False)
        if field.x.size > 1:
            huge = _beside(field, HUGE)
            ask("scale", huge, _off(huge, field.x.size - 1, 1.2), False, 1e-3)


def _look_at_needs(student: Student, rng: np.random.Generator, verdict: Verdict) -> list[str]:
    """What it builds on, asked on inputs of ours: where that is wrong, lost parts say so. Returns
    the names that are not written yet."""
    unwritten = []
    field = scalar_field(rng, (2, 3))
    asked: dict[str, tuple[tuple[object, ...], Any]] = {
        "numerical_gradient": ((Probe(field.f, field.x), field.x), field.slope(field.x)),
        "relative_error": ((field.x, 1.5 * field.x), 0.2),
    }
    for name, (arguments, want) in asked.items():
        try:
            got = getattr(student, name)(*arguments)
        except LearnerError as error:
            got = None
            unwritten += [name] if error.type_name == "NotImplementedError" else []
        verdict.needs(name, got, want)
    return unwritten


def _steep(rng: np.random.Generator, shape: tuple[int, ...]) -> Field:
    """A field whose every slope is large enough that differences keep nine digits of it."""
    while True:
        field = scalar_field(rng, shape)
        if np.abs(np.asarray(field.slope(field.x))).min() > 0.4:
            return field


def _off(field: Field, entry: int, factor: float) -> Gradient:
    """The gradient with one entry multiplied by a factor."""

    def slope(x: Array) -> Array:
        found = np.array(field.slope(x))
        found.flat[entry] *= factor
        return found

    return slope


def _ratio(error: float) -> float:
    """The ratio of two numbers whose |a − b| / (|a| + |b|) is the error."""
    return (1.0 + error) / (1.0 - error)


def _beside(field: Field, size: float) -> Field:
    """The field with a huge slope along its first entry."""

    def slope(x: Array) -> Array:
        found = np.array(field.slope(x))
        found.flat[0] += size
        return found

    return Field(lambda x: float(field.f(x)) + size * float(x.flat[0]), slope, field.x)


def _times(field: Field, factor: float) -> Field:
    """The field in another unit."""
    return Field(
        lambda x: factor * float(field.f(x)),
        lambda x: factor * np.asarray(field.slope(x)),
        field.x,
    )


@mistake(
    "gradient_check",
    "always yes",
    loses="wrong scale tolerance",
    hint="A wrong gradient passes as well: what is returned must depend on the comparison.",
)
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> bool:
    return True


@mistake(
    "gradient_check",
    "answer turned round",
    loses="right wrong scale tolerance",
    hint="Right gradients are refused and wrong ones pass: on which side of the tolerance does a "
    "good error lie?",
)
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> bool:
    return relative_error(grad(x), numerical_gradient(f, x)) > tolerance


@mistake(
    "gradient_check",
    "absolute error",
    loses="scale tolerance",
    hint="In large units a right gradient is refused, in small ones a wrong one passes: a "
    "difference has to be measured against the size of what is compared.",
)
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> bool:
    return bool(np.max(np.abs(grad(x) - numerical_gradient(f, x))) < tolerance)


@mistake(
    "gradient_check",
    "any entry in place of all",
    loses="wrong scale tolerance",
    hint="One good entry is enough for yours. A gradient is right when its worst entry is.",
)
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> bool:
    a, b = grad(x), numerical_gradient(f, x)
    return bool(np.min(np.abs(a - b) / (np.abs(a) + np.abs(b))) < tolerance)


@mistake(
    "gradient_check",
    "tolerance not used",
    loses="tolerance",
    hint="The caller asked for another tolerance, and the answer does not depend on it.",
)
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> bool:
    return relative_error(grad(x), numerical_gradient(f, x)) <= 1e-6


@mistake(
    "gradient_check",
    "error in place of an answer",
    loses="right wrong scale tolerance",
    hint="A number came out. The question is whether it is small enough: yes or no.",
)
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> Any:
    return relative_error(grad(x), numerical_gradient(f, x))


@mistake(
    "gradient_check",
    "signs thrown away",
    loses="wrong",
    hint="A gradient whose sign is turned passes: it would lead uphill. Only the difference is to "
    "be taken as a size, not what is compared.",
)
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> bool:
    error = relative_error(np.abs(grad(x)), np.abs(numerical_gradient(f, x)))
    return error <= tolerance


@mistake(
    "gradient_check",
    "first entry only",
    loses="wrong scale tolerance",
    hint="A gradient that is wrong in its last entry passes. Every entry is to be compared.",
)
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> bool:
    a, b = grad(x).ravel()[:1], numerical_gradient(f, x).ravel()[:1]
    return relative_error(a, b) <= tolerance


@mistake(
    "gradient_check",
    "lengths compared",
    loses="wrong scale tolerance",
    hint="Two gradients can be equally long and point in different directions.",
)
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> bool:
    a, b = np.linalg.norm(grad(x)), np.linalg.norm(numerical_gradient(f, x))
    return bool(abs(a - b) / (a + b) <= tolerance)


@mistake(
    "gradient_check",
    "answer not returned",
    loses="right wrong scale tolerance",
    hint="Nothing came back: an answer that is worked out, or printed, has yet to be returned.",
)
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> None:
    answer = relative_error(grad(x), numerical_gradient(f, x)) <= tolerance
    assert isinstance(answer, bool)
