"""The Jacobian by differences, and what learners make of it."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises.calculus.chapter import exercise, mistake
from autograder.exercises.calculus.derivative import CLOSE
from autograder.exercises.calculus.fields import vector_field
from autograder.exercises.calculus.own_work import (
    BORROWED,
    BORROWED_HINT,
    expect_central,
    is_borrowed,
)
from autograder.reference import calculus as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict
from chainrule.check.probe import Probe

Function = Callable[[Array], Array]
SIZES = ((4, 3), (2, 5), (3, 3))
THIN = ((1, 4), (3, 1), (1, 1))


@exercise(
    "numerical_jacobian",
    parts={"values": 3.0, "thin": 1.0, "step": 1.0, "calls": 1.0, "inputs": 1.0},
)
def _numerical_jacobian(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    if is_borrowed(student, verdict, "numerical_jacobian"):
        return
    for part, sizes in (("values", SIZES), ("thin", THIN)):
        for k, n in sizes:
            field = vector_field(rng, k, n)
            probe = Probe(field.f, field.x)
            with verdict.part(part):
                got = student.numerical_jacobian(probe, field.x)
                want = field.slope(field.x)
                verdict.expect(got, want, called="the Jacobian", tolerance=CLOSE)
            if part == "values":
                with verdict.part("calls"):
                    expect_central(verdict, probe, field.x, 1e-5)
    for h in (0.3, 0.01):
        field = vector_field(rng, 3, 2)
        with verdict.part("step"):
            got = student.numerical_jacobian(Probe(field.f, field.x), field.x, h)
            want = right.numerical_jacobian(field.f, field.x, h)
            verdict.expect(got, want, called="the Jacobian with a step of its own")


@mistake(
    "numerical_jacobian",
    "transposed",
    loses="values thin step",
    hint="One row an input came out. Entry (i, j) is ∂y_i/∂x_j: which of the two counts the rows?",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    rows = []
    for j in range(x.size):
        above, below = x.copy(), x.copy()
        above[j] += h
        below[j] -= h
        rows.append((f(above) - f(below)) / (2 * h))
    return np.array(rows)


@mistake(
    "numerical_jacobian",
    "forward difference",
    loses="values thin step calls",
    hint="Every entry is off by about as much as h: one end of each secant is x itself.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    at_x = f(x)
    J = np.zeros((at_x.size, x.size))
    for j in range(x.size):
        moved = x.copy()
        moved[j] += h
        J[:, j] = (f(moved) - at_x) / h
    return J


@mistake(
    "numerical_jacobian",
    "entries not put back",
    loses="values thin step calls",
    hint="The first column is right and later ones drift: while one input moves, the others stay "
    "where x has them.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    moved = x.copy()
    J = np.zeros((f(x).size, x.size))
    for j in range(x.size):
        moved[j] += h
        above = f(moved)
        moved[j] -= 2 * h
        J[:, j] = (above - f(moved)) / (2 * h)
    return J


@mistake(
    "numerical_jacobian",
    "divided by h",
    loses="values thin step",
    hint="Every entry is twice too large. How far apart are the two places of each secant?",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    J = np.zeros((f(x).size, x.size))
    for j in range(x.size):
        step = np.zeros(x.size)
        step[j] = h
        J[:, j] = (f(x + step) - f(x - step)) / h
    return J


@mistake(
    "numerical_jacobian",
    "outputs summed",
    loses="values thin step",
    hint="One row came out, the sum of all rows: that is the gradient of the sum of the outputs. "
    "Each output has a row of its own.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    row = np.zeros(x.size)
    for j in range(x.size):
        step = np.zeros(x.size)
        step[j] = h
        row[j] = (f(x + step) - f(x - step)).sum() / (2 * h)
    return row


@mistake(
    "numerical_jacobian",
    "as many outputs as inputs",
    loses="values thin step calls",
    hint="Your matrix is square, whatever f returns. How many rows it has, f's output decides.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    J = np.zeros((x.size, x.size))
    for j in range(x.size):
        step = np.zeros(x.size)
        step[j] = h
        J[:, j] = (f(x + step) - f(x - step)) / (2 * h)
    return J


@mistake(
    "numerical_jacobian",
    "axes of length one dropped",
    loses="thin",
    hint="With one output or one input an axis is gone. A Jacobian has two axes however short they "
    "are.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    J = np.zeros((f(x).size, x.size))
    for j in range(x.size):
        step = np.zeros(x.size)
        step[j] = h
        J[:, j] = (f(x + step) - f(x - step)) / (2 * h)
    return J.squeeze()


@mistake(
    "numerical_jacobian",
    "all inputs moved together",
    loses="values thin step calls",
    hint="One number an output came out: all inputs moved at once. Each has a column of its own.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    return (f(x + h) - f(x - h)) / (2 * h)


@mistake(
    "numerical_jacobian",
    "called again for every entry",
    loses="calls",
    hint="The numbers are right and cost k times what they need to: one call of f gives all k "
    "outputs. How much of the Jacobian do two calls give?",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    J = np.zeros((f(x).size, x.size))
    for i in range(J.shape[0]):
        for j in range(x.size):
            step = np.zeros(x.size)
            step[j] = h
            J[i, j] = (f(x + step)[i] - f(x - step)[i]) / (2 * h)
    return J


@mistake(
    "numerical_jacobian",
    "step written into the function",
    loses="step",
    hint="The caller passed a step, and the answer does not depend on it.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    columns = []
    for j in range(x.size):
        step = np.zeros(x.size)
        step[j] = 1e-5
        columns.append((f(x + step) - f(x - step)) / 2e-5)
    return np.array(columns).T


@mistake(
    "numerical_jacobian",
    "input changed in place",
    loses="inputs",
    hint="x + h − 2h + h is not x in the last digit, so the caller's array has changed. Leave x "
    "alone, and move a copy.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    columns = []
    for j in range(x.size):
        x[j] += h
        above = f(x)
        x[j] -= 2 * h
        columns.append((above - f(x)) / (2 * h))
        x[j] += h
    return np.array(columns).T


@mistake(
    "numerical_jacobian",
    BORROWED,
    loses="values thin step calls inputs",
    hint=BORROWED_HINT,
)
def _(f: Function, x: Any, h: float = 1e-5) -> Any:
    from chainrule.check.difference import gradients

    return np.stack([gradients(f, [x], row)[0].middle for row in np.eye(f(x).size)])
