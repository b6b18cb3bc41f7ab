"""Gradients by differences that miss an entry's own step, the divisor, the shape or the dtype."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises.calculus.chapter import mistake
from autograder.exercises.calculus.own_work import BORROWED, BORROWED_HINT
from autograder.reference.arrays import Array

Function = Callable[[Array], float]


@mistake(
    "numerical_gradient",
    "all entries moved together",
    loses="values shapes step integers calls",
    hint="One number came out: the slope when every entry moves at once, which is the sum of the "
    "partial derivatives. A gradient has one for each entry.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Any:
    return (f(x + h) - f(x - h)) / (2 * h)


@mistake(
    "numerical_gradient",
    "divided by h",
    loses="values shapes step integers",
    hint="Every entry is twice too large. How far apart are the two places of each secant?",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = x.astype(float), x.astype(float)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / h
    return gradient


@mistake(
    "numerical_gradient",
    "whole rows moved",
    loses="shapes",
    hint="For a matrix, one index reaches a whole row, so all its entries move together. Every "
    "entry needs a step of its own, whatever the shape.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    gradient = np.zeros(x.shape)
    for i in range(len(x)):
        above, below = x.astype(float), x.astype(float)
        above[i] += h
        below[i] -= h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


@mistake(
    "numerical_gradient",
    "left flattened",
    loses="shapes",
    hint="The numbers are right and lie in a row. A gradient has the shape of what it is the "
    "gradient of.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    gradient = []
    for index in np.ndindex(x.shape):
        above, below = x.astype(float), x.astype(float)
        above[index] += h
        below[index] -= h
        gradient.append((f(above) - f(below)) / (2 * h))
    return np.array(gradient)


@mistake(
    "numerical_gradient",
    "step written into the function",
    loses="step",
    hint="The caller passed a step, and the answer does not depend on it.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    gradient, step = np.zeros(x.shape), 1e-5
    for index in np.ndindex(x.shape):
        above, below = x.astype(float), x.astype(float)
        above[index] += step
        below[index] -= step
        gradient[index] = (f(above) - f(below)) / (2 * step)
    return gradient


@mistake(
    "numerical_gradient",
    "rounded to whole numbers",
    loses="values shapes step integers",
    hint="Whole numbers came out: the array that collects the slopes was made for integers, and "
    "cuts off what is written into it.",
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    gradient = np.zeros(x.shape, dtype=int)
    for index in np.ndindex(x.shape):
        above, below = x.astype(float), x.astype(float)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient.astype(float)


@mistake(
    "numerical_gradient",
    BORROWED,
    loses="values shapes step integers calls inputs",
    hint=BORROWED_HINT,
)
def _(f: Function, x: Any, h: float = 1e-5) -> Array:
    from chainrule.check.difference import gradients

    return gradients(f, [x])[0].middle


@mistake(
    "numerical_gradient",
    BORROWED,
    loses="values shapes step integers calls inputs",
    hint=BORROWED_HINT,
)
def _(f: Function, x: Array, h: float = 1e-5) -> Array:
    from scipy.optimize import approx_fprime  # type: ignore[import, unused-ignore]

    return approx_fprime(x.ravel(), lambda flat: f(flat.reshape(x.shape)), h).reshape(x.shape)
