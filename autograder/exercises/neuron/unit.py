"""One neuron of any number of inputs, and what learners make of it."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises.drawing import upstream
from autograder.exercises.neuron.chapter import exercise, mistake
from autograder.exercises.neuron.leniency import FEW, one_number
from autograder.reference import neuron as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict


@exercise("neuron", parts={"sum": 3.0, "activation": 2.0, "number": 1.0, "inputs": 1.0})
def _neuron(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for n in (3, 1, 5, 2):
        x, w = upstream(rng, (n,)), upstream(rng, (n,))
        b = float(upstream(rng, ()))
        bend = _curve(*rng.uniform(0.4, 1.5, 3))
        for part, activation in (("sum", _straight), ("activation", bend)):
            with verdict.part(part):
                got = one_number(student.neuron(x, w, b, activation))
                verdict.expect(got, right.neuron(x, w, b, activation), called="the output")
        with verdict.part("number"):
            got = student.neuron(x, w, b, bend)
            verdict.expect(got, right.neuron(x, w, b, bend), called="the output")


def _straight(z: Any) -> Any:
    """An activation that changes nothing, so that the sum shows."""
    return _numbers(z)


def _curve(a: float, c: float, d: float) -> Callable[[Any], Any]:
    """An activation that no learner has written."""

    def bend(z: Any) -> Any:
        return a * np.sin(_numbers(z)) + c * _numbers(z) + d

    return bend


def _numbers(z: Any) -> Any:
    """One number, or a few: an activation applied to a whole array is wrong here, and its result
    says so better than an error would."""
    if isinstance(z, float | int | np.floating | np.integer):
        return float(z)
    if type(z) is np.ndarray and z.dtype.kind in "iuf" and z.size <= FEW:
        return z.astype(np.float64)
    raise TypeError("the activation takes one number")


@mistake(
    "neuron",
    "bias left out",
    loses="sum activation number",
    hint="Your output does not change with b: one term of (1.1) is missing.",
)
def _(x: Array, w: Array, b: float, activation: Any) -> Any:
    return activation(float(np.dot(x, w)))


@mistake(
    "neuron",
    "bias subtracted",
    loses="sum activation number",
    hint="A larger bias should make the neuron more eager, and makes yours less so: look at its "
    "sign in (1.1).",
)
def _(x: Array, w: Array, b: float, activation: Any) -> Any:
    return activation(float(np.dot(x, w)) - b)


@mistake(
    "neuron",
    "bias added once for each input",
    loses="sum activation number",
    hint="With n inputs your bias counts n times. In (1.1) it stands outside the sum.",
)
def _(x: Array, w: Array, b: float, activation: Any) -> Any:
    return activation(float(np.sum(x * w + b)))


@mistake(
    "neuron",
    "bias after the activation",
    loses="activation number",
    hint="With an activation that does nothing you are right, with one that bends you are not: "
    "which of the three terms of (1.1) does it not get to see?",
)
def _(x: Array, w: Array, b: float, activation: Any) -> Any:
    return activation(float(np.dot(x, w))) + b


@mistake(
    "neuron",
    "activation left out",
    loses="activation number",
    hint="The weighted sum comes out as it is: (1.1) does one thing more with it.",
)
def _(x: Array, w: Array, b: float, activation: Any) -> Any:
    return float(np.dot(x, w)) + b


@mistake(
    "neuron",
    "activation before the sum",
    loses="activation number",
    hint="Every product is bent by itself. A neuron first adds up all it hears and reacts once.",
)
def _(x: Array, w: Array, b: float, activation: Any) -> Any:
    return sum(activation(float(p * q)) for p, q in zip(x, w, strict=True)) + b


@mistake(
    "neuron",
    "a step whatever is asked",
    loses="sum activation number",
    hint="0 or 1 comes out whatever function is handed in: the activation is the fourth argument.",
)
def _(x: Array, w: Array, b: float, activation: Any) -> Any:
    return float(np.dot(x, w) + b > 0)


@mistake(
    "neuron",
    "products not added up",
    loses="sum activation number",
    hint="You return one number for each input; a neuron has one output. Which sign in (1.1) "
    "turns many products into one number?",
)
def _(x: Array, w: Array, b: float, activation: Any) -> Any:
    return activation(x * w + b)


@mistake(
    "neuron",
    "two inputs only",
    loses="sum activation number",
    hint="Right for two inputs, wrong for any other number: (1.1) runs over all n of them.",
)
def _(x: Array, w: Array, b: float, activation: Any) -> Any:
    return activation(float(x[0] * w[0] + x[1] * w[1]) + b)


@mistake(
    "neuron",
    "mean instead of sum",
    loses="sum activation number",
    hint="The products are averaged: with n inputs they count n times too little.",
)
def _(x: Array, w: Array, b: float, activation: Any) -> Any:
    return activation(float(np.mean(x * w)) + b)


@mistake(
    "neuron",
    "array of one number",
    loses="number",
    hint="The value is right, and still wrapped in an array. One neuron, one plain number.",
)
def _(x: Array, w: Array, b: float, activation: Any) -> Any:
    return np.array([activation(float(np.dot(x, w)) + b)])


@mistake(
    "neuron",
    "weights changed in place",
    loses="inputs",
    hint="The weights are overwritten with the products: the next example meets other weights.",
)
def _(x: Array, w: Array, b: float, activation: Any) -> Any:
    w *= x
    return activation(float(np.sum(w)) + b)
