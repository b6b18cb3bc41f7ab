"""The Jacobian of a dense layer in its weights, and what learners make of it."""

from typing import Any

import numpy as np

from autograder.exercises.backprop.chapter import exercise, mistake
from autograder.exercises.drawing import upstream
from autograder.reference import backprop as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict

PARTS = {
    "J": ((3, 2), (2, 4), (5, 3)),
    "single": ((1, 3), (4, 1), (1, 1)),
}


@exercise("dense_jacobian_wrt_W", parts={"J": 3.0, "single": 1.0, "inputs": 1.0})
def _dense_jacobian(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for part, sizes in PARTS.items():
        for n_in, n_out in sizes:
            x = upstream(rng, (n_in,))
            with verdict.part(part):
                got = student.dense_jacobian_wrt_W(x, n_out)
                want = right.dense_jacobian_wrt_W(x, n_out)
                verdict.expect(got, want, called="the Jacobian")


@mistake(
    "dense_jacobian_wrt_W",
    "flattened column by column",
    loses="J",
    hint="The right numbers in another order: this takes the weights of W column after column. "
    "Reread in which order the weights stand when W is flattened row by row.",
)
def _(x: Array, n_out: int) -> Any:
    return np.kron(np.eye(n_out), x[None, :])


@mistake(
    "dense_jacobian_wrt_W",
    "every weight reaches every output",
    loses="J single",
    hint="No entry is 0, but W[i, p] takes part in z_p alone. Which entries of a row must be 0?",
)
def _(x: Array, n_out: int) -> Any:
    return np.tile(np.repeat(x, n_out), (n_out, 1))


@mistake(
    "dense_jacobian_wrt_W",
    "transposed",
    loses="J single",
    hint="Rows and columns have changed places: row j belongs to output j, and each column to one "
    "weight.",
)
def _(x: Array, n_out: int) -> Any:
    return np.kron(x[:, None], np.eye(n_out))


@mistake(
    "dense_jacobian_wrt_W",
    "ones in place of the input",
    loses="J single",
    hint="You marked which weight reaches which output, and not how strongly: the derivative of "
    "x_i W[i, j] in W[i, j] is not 1.",
)
def _(x: Array, n_out: int) -> Any:
    return np.kron(np.ones((1, len(x))), np.eye(n_out))


@mistake(
    "dense_jacobian_wrt_W",
    "W not flattened",
    loses="J single",
    hint="Three axes are left. Flatten the two of W into one, row by row, so that the result is a "
    "matrix.",
)
def _(x: Array, n_out: int) -> Any:
    return np.einsum("i,op->oip", x, np.eye(n_out))


@mistake(
    "dense_jacobian_wrt_W",
    "one column an input",
    loses="J single",
    hint="There is a column for every input; asked is one for every weight, and there are "
    "n_in · n_out of those.",
)
def _(x: Array, n_out: int) -> Any:
    return np.tile(x, (n_out, 1)) if n_out > 1 else np.eye(len(x))[: n_out + 1] * x


@mistake(
    "dense_jacobian_wrt_W",
    "whole numbers only",
    loses="J single",
    hint="The entries are cut off at the point: an array of integers was filled with other "
    "numbers.",
)
def _(x: Array, n_out: int) -> Any:
    J = np.zeros((n_out, len(x) * n_out), dtype=int)
    for j in range(n_out):
        for i in range(len(x)):
            J[j, i * n_out + j] = x[i]
    return J


@mistake(
    "dense_jacobian_wrt_W",
    "return inside the loop",
    loses="J single",
    hint="Only the first output's row is filled: the function ends before the others are met.",
)
def _(x: Array, n_out: int) -> Any:
    J = np.zeros((n_out, len(x) * n_out))
    for j in range(n_out):
        for i in range(len(x)):
            J[j, i * n_out + j] = x[i]
            return J
    return None


@mistake(
    "dense_jacobian_wrt_W",
    "rounded input",
    loses="inputs",
    hint="The caller's x is different afterwards: work on a new array.",
)
def _(x: Array, n_out: int) -> Any:
    J = np.kron(x[None, :], np.eye(n_out))
    x[...] = np.round(x)
    return J
