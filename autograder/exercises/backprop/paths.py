"""A weight whose influence takes two paths, and what learners make of the sum."""

from typing import Any

import numpy as np

from autograder.exercises.backprop.chapter import exercise, mistake
from autograder.reference import backprop as right
from autograder.student import Student
from autograder.verdict import Verdict


@exercise("two_path_gradient", parts={"value": 4.0, "analytic": 1.0})
def _two_paths(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for _ in range(5):
        x = float(rng.uniform(0.6, 1.8) * rng.choice([-1.0, 1.0]))
        w = float(rng.uniform(0.3, 1.2) * rng.choice([-1.0, 1.0]))
        u, v = _two(rng)
        with verdict.part("value"):
            got = student.two_path_gradient(x, w, u, v)
            verdict.expect(got, right.two_path_gradient(x, w, u, v), called="the gradient")
    for _ in range(3):
        x = float(rng.uniform(2.0, 3.0))
        w = float(rng.uniform(16.0, 18.0)) / x
        u, v = _two(rng)
        with verdict.part("analytic"):
            got = student.two_path_gradient(x, w, u, v)
            want = right.two_path_gradient(x, w, u, v)
            verdict.expect(got, want, called="the gradient where σ is flat", tolerance=1e-7)


def _two(rng: np.random.Generator) -> tuple[float, float]:
    """Two weights that neither cancel nor look alike."""
    return float(rng.uniform(0.4, 0.8)), float(rng.uniform(1.2, 1.8) * rng.choice([-1.0, 1.0]))


@mistake(
    "two_path_gradient",
    "second path overwrites the first",
    loses="value analytic",
    hint="Only the path through v counts. Both leave from h, and over paths influences add.",
)
def _(x: float, w: float, u: float, v: float) -> Any:
    h = 1 / (1 + np.exp(-w * x))
    dh = u * (1 - np.tanh(u * h) ** 2)
    dh = v * (1 - np.tanh(v * h) ** 2)
    return dh * h * (1 - h) * x


@mistake(
    "two_path_gradient",
    "first path only",
    loses="value analytic",
    hint="Only the path through u counts. Both leave from h, and over paths influences add.",
)
def _(x: float, w: float, u: float, v: float) -> Any:
    h = 1 / (1 + np.exp(-w * x))
    return u * (1 - np.tanh(u * h) ** 2) * h * (1 - h) * x


@mistake(
    "two_path_gradient",
    "paths multiplied",
    loses="value analytic",
    hint="The two paths are multiplied: along a path one multiplies, over paths one adds.",
)
def _(x: float, w: float, u: float, v: float) -> Any:
    h = 1 / (1 + np.exp(-w * x))
    dh = u * (1 - np.tanh(u * h) ** 2) * v * (1 - np.tanh(v * h) ** 2)
    return dh * h * (1 - h) * x


@mistake(
    "two_path_gradient",
    "paths averaged",
    loses="value analytic",
    hint="The gradient is half of what it should be: over paths influences add, they are not "
    "averaged.",
)
def _(x: float, w: float, u: float, v: float) -> Any:
    h = 1 / (1 + np.exp(-w * x))
    dh = (u * (1 - np.tanh(u * h) ** 2) + v * (1 - np.tanh(v * h) ** 2)) / 2
    return dh * h * (1 - h) * x


@mistake(
    "two_path_gradient",
    "slope of the sigmoid forgotten",
    loses="value analytic",
    hint="Both paths end at h; from there to w lies one more bend, and its slope is missing.",
)
def _(x: float, w: float, u: float, v: float) -> Any:
    h = 1 / (1 + np.exp(-w * x))
    return (u * (1 - np.tanh(u * h) ** 2) + v * (1 - np.tanh(v * h) ** 2)) * x


@mistake(
    "two_path_gradient",
    "slope of tanh forgotten",
    loses="value analytic",
    hint="On each path tanh has a slope of its own, at its own argument, and both are missing.",
)
def _(x: float, w: float, u: float, v: float) -> Any:
    h = 1 / (1 + np.exp(-w * x))
    return (u + v) * h * (1 - h) * x


@mistake(
    "two_path_gradient",
    "u and v forgotten",
    loses="value analytic",
    hint="Each path has a weight on it, u or v: those two factors are missing.",
)
def _(x: float, w: float, u: float, v: float) -> Any:
    h = 1 / (1 + np.exp(-w * x))
    return (2 - np.tanh(u * h) ** 2 - np.tanh(v * h) ** 2) * h * (1 - h) * x


@mistake(
    "two_path_gradient",
    "input forgotten",
    loses="value analytic",
    hint="This is the gradient with respect to w x. One factor is left between there and w.",
)
def _(x: float, w: float, u: float, v: float) -> Any:
    h = 1 / (1 + np.exp(-w * x))
    dh = u * (1 - np.tanh(u * h) ** 2) + v * (1 - np.tanh(v * h) ** 2)
    return dh * h * (1 - h)


@mistake(
    "two_path_gradient",
    "gradient of the input",
    loses="value analytic",
    hint="The last factor is w: that makes ∂L/∂x. Asked is ∂L/∂w.",
)
def _(x: float, w: float, u: float, v: float) -> Any:
    h = 1 / (1 + np.exp(-w * x))
    dh = u * (1 - np.tanh(u * h) ** 2) + v * (1 - np.tanh(v * h) ** 2)
    return dh * h * (1 - h) * w


@mistake(
    "two_path_gradient",
    "square missing in the slope of tanh",
    loses="value analytic",
    hint="Your slope of tanh is different at −1 and at +1, and the curve is symmetric: reread its "
    "formula.",
)
def _(x: float, w: float, u: float, v: float) -> Any:
    h = 1 / (1 + np.exp(-w * x))
    return (u * (1 - np.tanh(u * h)) + v * (1 - np.tanh(v * h))) * h * (1 - h) * x


@mistake(
    "two_path_gradient",
    "slope formula fed with the argument",
    loses="value analytic",
    hint="The slope of tanh written in its output is given the argument u h instead.",
)
def _(x: float, w: float, u: float, v: float) -> Any:
    h = 1 / (1 + np.exp(-w * x))
    return (u * (1 - (u * h) ** 2) + v * (1 - (v * h) ** 2)) * h * (1 - h) * x


@mistake(
    "two_path_gradient",
    "the loss itself",
    loses="value analytic",
    hint="This is L. Asked is how L changes with w.",
)
def _(x: float, w: float, u: float, v: float) -> Any:
    h = 1 / (1 + np.exp(-w * x))
    return np.tanh(u * h) + np.tanh(v * h)
