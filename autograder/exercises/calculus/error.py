"""The relative error, and what learners make of it."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.exercises.calculus.chapter import exercise, mistake
from autograder.reference import calculus as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict


@exercise(
    "relative_error", parts={"value": 3.0, "signs": 1.0, "zeros": 1.0, "tiny": 1.0, "inputs": 1.0}
)
def _relative_error(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for part, pairs in (
        ("value", _near(rng)),
        ("signs", _opposed(rng)),
        ("zeros", _zeros(rng)),
        ("tiny", _tiny(rng)),
    ):
        for a, b in pairs:
            with verdict.part(part):
                got = student.relative_error(a, b)
                verdict.expect(got, right.relative_error(a, b), called="the relative error")


def _near(rng: np.random.Generator) -> Iterator[tuple[Array, Array]]:
    """Arrays of one sign an entry, of sizes from 1e-3 to 1e3; the worst entry is a small one."""
    for shape in ((6,), (4, 3), (1,), (2, 3, 2)):
        a = rng.uniform(0.5, 2.0, shape) * 10.0 ** rng.uniform(-1, 3, shape)
        a *= rng.choice([-1.0, 1.0], shape)
        b = a * (1.0 + rng.uniform(0.001, 0.01, shape) * rng.choice([-1.0, 1.0], shape))
        if a.size > 1:
            a.flat[1] = 1e-3
            b.flat[1] = 1.5e-3
        yield a, b
        yield b, a


def _opposed(rng: np.random.Generator) -> Iterator[tuple[Array, Array]]:
    """Some entries of opposite sign: as wrong as can be, which is 1."""
    for shape in ((5,), (3, 2)):
        a = rng.uniform(0.5, 2.0, shape)
        b = a * 1.01
        b.flat[0] *= -0.3
        yield a, b


def _zeros(rng: np.random.Generator) -> Iterator[tuple[Array, Array]]:
    """Entries that are 0 in both: no error at all."""
    for shape in ((5,), (2, 4)):
        a = rng.uniform(0.5, 2.0, shape)
        a.flat[0] = 0.0
        yield a, a * np.linspace(1.0, 1.02, a.size).reshape(shape)
    yield np.zeros((2, 3)), np.zeros((2, 3))


def _tiny(rng: np.random.Generator) -> Iterator[tuple[Array, Array]]:
    """Entries below 1e-8 together, where the floor takes over."""
    for shape in ((4,), (2, 3)):
        a = rng.uniform(1e-10, 2e-10, shape)
        yield a, a * rng.uniform(1.5, 3.0, shape)


ALL = "value signs zeros tiny"


@mistake(
    "relative_error",
    "floor missing",
    loses="zeros tiny",
    hint="Where both are 0 your quotient is 0/0, and where both are mere rounding it is large. "
    "What keeps the denominator from vanishing?",
)
def _(a: Array, b: Array) -> float:
    return float(np.max(np.abs(a - b) / (np.abs(a) + np.abs(b))))


@mistake(
    "relative_error",
    "floor added",
    loses=ALL,
    hint="The 1e-8 is added everywhere. It should take over only where the sizes are smaller.",
)
def _(a: Array, b: Array) -> float:
    return float(np.max(np.abs(a - b) / (1e-8 + np.abs(a) + np.abs(b))))


@mistake(
    "relative_error",
    "mean in place of the maximum",
    loses=ALL,
    hint="One bad entry among many good ones nearly vanishes in a mean. Which entry is asked for?",
)
def _(a: Array, b: Array) -> float:
    return float(np.mean(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


@mistake(
    "relative_error",
    "sum in place of the maximum",
    loses=ALL,
    hint="Your number grows with the number of entries. Which entry is asked for?",
)
def _(a: Array, b: Array) -> float:
    return float(np.sum(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


@mistake(
    "relative_error",
    "absolute error",
    loses=ALL,
    hint="Your number changes with the unit: multiply both arrays by 1000 and it is 1000 times as "
    "large. Against what should a difference be measured?",
)
def _(a: Array, b: Array) -> float:
    return float(np.max(np.abs(a - b)))


@mistake(
    "relative_error",
    "sizes of the whole arrays",
    loses="value signs zeros",
    hint="The largest difference is divided by the largest size, wherever each lies: a small entry "
    "that is wholly wrong hides behind a large one.",
)
def _(a: Array, b: Array) -> float:
    return float(np.max(np.abs(a - b)) / max(1e-8, np.max(np.abs(a)) + np.max(np.abs(b))))


@mistake(
    "relative_error",
    "size of one array only",
    loses="value signs zeros",
    hint="Exchange a and b and your number changes. Whose sizes stand in the denominator?",
)
def _(a: Array, b: Array) -> float:
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a))))


@mistake(
    "relative_error",
    "larger size in place of the sum",
    loses="value signs zeros",
    hint="For opposite numbers you give 2, where 1 is the most there is: reread what the two sizes "
    "in the denominator are joined by.",
)
def _(a: Array, b: Array) -> float:
    sizes = np.maximum(np.abs(a), np.abs(b))
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, sizes)))


@mistake(
    "relative_error",
    "size of the sum",
    loses="signs",
    hint="For numbers of opposite sign yours explodes: they cancel in the denominator. Which comes "
    "first, taking the sizes or adding them?",
)
def _(a: Array, b: Array) -> float:
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a + b))))


@mistake(
    "relative_error",
    "sign of the difference kept",
    loses="value zeros tiny",
    hint="An entry of b that is too large counts as less than none. How far apart two numbers are "
    "has no sign.",
)
def _(a: Array, b: Array) -> float:
    return float(np.max((a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


@mistake(
    "relative_error",
    "one number for each entry",
    loses=ALL,
    hint="A whole array came out, one error for each entry. The checker wants the worst of them.",
)
def _(a: Array, b: Array) -> Any:
    return np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))


@mistake(
    "relative_error",
    "first argument changed in place",
    loses="inputs",
    hint="The caller's a holds the differences afterwards: an operation wrote into it.",
)
def _(a: Array, b: Array) -> float:
    sizes = np.maximum(1e-8, np.abs(a) + np.abs(b))
    a -= b
    return float(np.max(np.abs(a) / sizes))
