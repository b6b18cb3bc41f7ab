"""Gradient checkers that nearly do what is asked: by another measure, threshold or step, or by a
library."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises.calculus.chapter import mistake
from autograder.exercises.calculus.own_work import BORROWED, BORROWED_HINT
from autograder.reference.arrays import Array
from autograder.reference.calculus import numerical_gradient, relative_error

Function = Callable[[Array], float]
Gradient = Callable[[Array], Array]


@mistake(
    "gradient_check",
    "ten times the tolerance",
    loses="tolerance",
    hint="A gradient passes whose error is larger than the tolerance. What was passed is the limit "
    "itself, not a part of it.",
)
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> bool:
    return relative_error(grad(x), numerical_gradient(f, x)) < 10 * tolerance


@mistake(
    "gradient_check",
    "a tenth of the tolerance",
    loses="tolerance",
    hint="A gradient is refused whose error is smaller than the tolerance. What was passed is the "
    "limit itself, not ten times the limit.",
)
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> bool:
    return relative_error(grad(x), numerical_gradient(f, x)) < 0.1 * tolerance


@mistake(
    "gradient_check",
    "tolerance passed on as the step",
    loses="tolerance",
    hint="Where f bends strongly and the tolerance is large, yours refuses a right gradient: its "
    "differences are then taken with a large step. Which of the two numbers is a step, and which a "
    "limit for an error?",
)
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> bool:
    return relative_error(grad(x), numerical_gradient(f, x, tolerance)) <= tolerance


@mistake(
    "gradient_check",
    "measured against the largest entry",
    loses="scale tolerance",
    hint="A small entry that is wrong hides behind a huge one: each entry is to be measured "
    "against its own sizes before the worst is chosen.",
)
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> bool:
    a, b = grad(x), numerical_gradient(f, x)
    return bool(np.abs(a - b).max() / np.abs(a).max() < tolerance)


@mistake(
    "gradient_check",
    "np.allclose with rtol",
    loses="scale tolerance",
    hint="np.allclose measures against one of the two arrays, and lets 1e-8 pass besides: twice as "
    "strict as the relative error asked for, and blind in tiny units.",
)
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> bool:
    return bool(np.allclose(grad(x), numerical_gradient(f, x), rtol=tolerance))


@mistake(
    "gradient_check",
    "np.allclose with atol",
    loses="scale tolerance",
    hint="np.allclose with atol lets a difference of that size pass whatever the unit, and one "
    "part in 100 000 besides. The error asked for is relative, and the tolerance its only limit.",
)
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> bool:
    return bool(np.allclose(grad(x), numerical_gradient(f, x), atol=tolerance))


@mistake(
    "gradient_check",
    "forward difference",
    loses="right scale tolerance",
    hint="Right gradients are refused: a one-sided difference is off by about h, which is more "
    "than the tolerance allows.",
)
def _(f: Function, grad: Gradient, x: Array, tolerance: float = 1e-6) -> bool:
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        moved = x.copy()
        moved[index] += 1e-5
        slopes[index] = (f(moved) - f(x)) / 1e-5
    return relative_error(grad(x), slopes) <= tolerance


@mistake("gradient_check", BORROWED, loses="right wrong scale tolerance inputs", hint=BORROWED_HINT)
def _(f: Function, grad: Gradient, x: Any, tolerance: float = 1e-6) -> bool:
    from chainrule import check

    try:
        check.backward(lambda at: (f(at), at), lambda dout, at: dout * grad(at), x=x)
    except check.CheckFailed:
        return False
    return True
