"""The gradient by differences, and what learners make of it."""

from collections.abc import Callable

import numpy as np

from autograder.exercises.calculus.chapter import exercise, mistake
from autograder.exercises.calculus.derivative import CLOSE
from autograder.exercises.calculus.fields import scalar_field, whole_field
from autograder.exercises.calculus.own_work import expect_central, is_borrowed
from autograder.reference import calculus as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict
from chainrule.check.probe import Probe

Function = Callable[[Array], float]
VECTORS = ((5,), (7,), (1,))
SHAPES = ((4, 3), (1, 4), (2, 3, 2))


@exercise(
    "numerical_gradient",
    parts={
        "values": 3.0,
        "shapes": 2.0,
        "step": 1.0,
        "integers": 1.0,
        "calls": 1.0,
        "inputs": 1.0,
    },
)
def _numerical_gradient(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    if is_borrowed(student, verdict, "numerical_gradient"):
        return
    for part, shapes in (("values", VECTORS), ("shapes", SHAPES)):
        for shape in shapes:
            field = scalar_field(rng, shape)
            probe = Probe(field.f, field.x)
            with verdict.part(part):
                got = student.numerical_gradient(probe, field.x)
                verdict.expect(got, field.slope(field.x), called="the gradient", tolerance=CLOSE)
            if part == "values":
                with verdict.part("calls"):
                    expect_central(verdict, probe, field.x, 1e-5)
    for h in (0.3, 0.01):
        field = scalar_field(rng, (4,))
        with verdict.part("step"):
            got = student.numerical_gradient(Probe(field.f, field.x), field.x, h)
            want = right.numerical_gradient(field.f, field.x, h)
            verdict.expect(got, want, called="the gradient with a step of its own")
    for shape in ((4,), (3,)):
        field = whole_field(rng, shape)
        with verdict.part("integers"):
            got = student.numerical_gradient(Probe(field.f, field.x), field.x)
            want = field.slope(field.x)
            verdict.expect(
                got, want, called="the gradient at an array of integers", tolerance=CLOSE
            )


@mistake(
    "numerical_gradient",
    "forward difference",
    loses="values shapes step integers calls",
    hint="Every partial derivative is off by about as much as h: one end of each secant is x "
    "itself.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        moved = x.astype(float)
        moved[index] += h
        gradient[index] = (f(moved) - f(x)) / h
    return gradient


@mistake(
    "numerical_gradient",
    "entries not put back",
    loses="values shapes step integers calls",
    hint="The first entry is right and later ones drift: a partial derivative holds all other "
    "entries where x has them.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    gradient, moved = np.zeros(x.shape), x.astype(float)
    for index in np.ndindex(x.shape):
        moved[index] += h
        above = f(moved)
        moved[index] -= 2 * h
        gradient[index] = (above - f(moved)) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    "entries of x put back by arithmetic",
    loses="integers inputs",
    hint="x + h − 2h + h is not x in the last digit, so the caller's array has changed. What was "
    "read before the step can be put back unharmed; or leave x alone altogether.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        below = f(x)
        x[index] += h
        gradient[index] = (above - below) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    "x left moved",
    loses="values shapes step integers calls inputs",
    hint="After the call the caller's x stands elsewhere, and so it does between one entry and the "
    "next: each partial derivative starts from x itself.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        gradient[index] = (above - f(x)) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    "integers stay integers",
    loses="integers",
    hint="Where x holds integers, a copy of it does as well, and a step of 1e-5 written into it is "
    "cut off: 0.99999 becomes 0. Of which dtype should the array be in which an entry moves?",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    "two names for one array",
    loses="values shapes step integers calls",
    hint="Every entry is 0: the two places that f is asked at are one array under two names.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above = below = x.astype(float)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient
