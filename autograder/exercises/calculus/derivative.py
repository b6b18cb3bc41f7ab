"""The derivative of a function of one number, and what learners make of it."""

from collections.abc import Callable

import numpy as np

from autograder.exercises.calculus.chapter import exercise, mistake
from autograder.exercises.calculus.fields import curve
from autograder.exercises.calculus.own_work import (
    BORROWED,
    BORROWED_HINT,
    expect_central,
    is_borrowed,
)
from autograder.reference import calculus as right
from autograder.student import Student
from autograder.verdict import Verdict
from chainrule.check.probe import Probe

Function = Callable[[float], float]
CLOSE = 1e-7
STEPS = (0.3, 0.05, 2e-3)


@exercise("numerical_derivative", parts={"value": 3.0, "step": 2.0, "calls": 1.0})
def _numerical_derivative(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    if is_borrowed(student, verdict, "numerical_derivative"):
        return
    for _ in range(3):
        f, slope, x = curve(rng)
        probe = Probe(f, x)
        with verdict.part("value"):
            got = student.numerical_derivative(probe, x)
            verdict.expect(got, slope(x), called="the derivative", tolerance=CLOSE)
        with verdict.part("calls"):
            expect_central(verdict, probe, x, 1e-5)
    for h in STEPS:
        f, _, x = curve(rng)
        with verdict.part("step"):
            got = student.numerical_derivative(Probe(f, x), x, h)
            want = right.numerical_derivative(f, x, h)
            verdict.expect(got, want, called="the difference quotient with a step of its own")


@mistake(
    "numerical_derivative",
    "forward difference",
    loses="value step calls",
    hint="One end of your secant is x itself. That leaves an error as large as h; a secant that "
    "lies evenly about x loses it.",
)
def _(f: Function, x: float, h: float = 1e-5) -> float:
    return (f(x + h) - f(x)) / h


@mistake(
    "numerical_derivative",
    "backward difference",
    loses="value step calls",
    hint="The secant ends at x and reaches to its left alone; a central one lies evenly about x.",
)
def _(f: Function, x: float, h: float = 1e-5) -> float:
    return (f(x) - f(x - h)) / h


@mistake(
    "numerical_derivative",
    "divided by h",
    loses="value step",
    hint="Your slope is twice too steep. How far apart are the two places that f was asked at?",
)
def _(f: Function, x: float, h: float = 1e-5) -> float:
    return (f(x + h) - f(x - h)) / h


@mistake(
    "numerical_derivative",
    "multiplied by h",
    loses="value step",
    hint="Python works from left to right: what is divided by 2 and then meets h is multiplied by "
    "it. The whole run stands below the line.",
)
def _(f: Function, x: float, h: float = 1e-5) -> float:
    return (f(x + h) - f(x - h)) / 2 * h


@mistake(
    "numerical_derivative",
    "not divided at all",
    loses="value step",
    hint="This is the rise alone. A slope is rise over run.",
)
def _(f: Function, x: float, h: float = 1e-5) -> float:
    return f(x + h) - f(x - h)


@mistake(
    "numerical_derivative",
    "brackets missing around the rise",
    loses="value step",
    hint="A division binds tighter than a minus: only the second value of f was divided.",
)
def _(f: Function, x: float, h: float = 1e-5) -> float:
    return f(x + h) - f(x - h) / (2 * h)


@mistake(
    "numerical_derivative",
    "sign turned",
    loses="value step",
    hint="Your curve falls where it should rise: which end of the secant is taken from which?",
)
def _(f: Function, x: float, h: float = 1e-5) -> float:
    return (f(x - h) - f(x + h)) / (2 * h)


@mistake(
    "numerical_derivative",
    "step written into the function",
    loses="step",
    hint="The caller passed a step, and the answer does not depend on it.",
)
def _(f: Function, x: float, h: float = 1e-5) -> float:
    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5


@mistake(
    "numerical_derivative",
    "half the step",
    loses="step calls",
    hint="You reach half as far as the definition does: in it the two ends lie h from x each.",
)
def _(f: Function, x: float, h: float = 1e-5) -> float:
    return (f(x + h / 2) - f(x - h / 2)) / h


@mistake(
    "numerical_derivative",
    "smallest step there is",
    loses="value step calls",
    hint="The smaller the step, the fewer digits of the rise survive the subtraction. Reread why h "
    "is neither large nor tiny.",
)
def _(f: Function, x: float, h: float = 1e-5) -> float:
    h = 1e-15
    return (f(x + h) - f(x - h)) / (2 * h)


@mistake("numerical_derivative", BORROWED, loses="value step calls", hint=BORROWED_HINT)
def _(f: Function, x: float, h: float = 1e-5) -> float:
    from chainrule.check.difference import gradients

    return float(gradients(lambda t: f(float(t)), [np.array(x)])[0].middle)


@mistake("numerical_derivative", BORROWED, loses="value step calls", hint=BORROWED_HINT)
def _(f: Function, x: float, h: float = 1e-5) -> float:
    return np.gradient(np.array([f(x - h), f(x), f(x + h)]), h)[1]
