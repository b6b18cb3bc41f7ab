"""Two sigmoid neurons that feed a third, and what learners make of them."""

from typing import Any

import numpy as np

from autograder.exercises.drawing import upstream
from autograder.exercises.neuron.chapter import exercise, mistake
from autograder.exercises.neuron.leniency import probed, row
from autograder.reference import neuron as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict

BATCHES = (5, 1, 2, 7)


@exercise(
    "two_sigmoid_network",
    uses=("sigmoid",),
    parts={"values": 4.0, "shape": 1.0, "inputs": 1.0},
)
def _two_sigmoids(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    z = np.array([-1.0, 0.5])
    probed(student, verdict, "sigmoid", (z,), right.sigmoid(z))
    for m in BATCHES:
        x, w, b = rng.normal(size=(m, 2)), upstream(rng, (6,)), upstream(rng, (2,))
        want = right.two_sigmoid_network(x, w, b)
        with verdict.part("values"):
            got = row(student.two_sigmoid_network(x, w, b))
            verdict.expect(got, want, called="the output")
        with verdict.part("shape"):
            got = student.two_sigmoid_network(x, w, b)
            verdict.expect(got, want, called="the output")


@mistake(
    "two_sigmoid_network",
    "bias of the hidden neurons left out",
    loses="values shape",
    hint="b1 has no influence on your output: compare (1.8) with what your hidden neurons add up.",
)
def _(x: Array, w: Array, b: Array) -> Any:
    def s(z: Any) -> Any:
        return 0.5 * (1 + np.tanh(z / 2))

    h1, h2 = s(w[0] * x[:, 0] + w[1] * x[:, 1]), s(w[2] * x[:, 0] + w[3] * x[:, 1])
    return s(w[4] * h1 + w[5] * h2 + b[1])


@mistake(
    "two_sigmoid_network",
    "bias of the output left out",
    loses="values shape",
    hint="b2 has no influence on your output: compare (1.9) with what your last neuron adds up.",
)
def _(x: Array, w: Array, b: Array) -> Any:
    def s(z: Any) -> Any:
        return 0.5 * (1 + np.tanh(z / 2))

    h1 = s(w[0] * x[:, 0] + w[1] * x[:, 1] + b[0])
    h2 = s(w[2] * x[:, 0] + w[3] * x[:, 1] + b[0])
    return s(w[4] * h1 + w[5] * h2)


@mistake(
    "two_sigmoid_network",
    "a bias for each hidden neuron",
    loses="values shape",
    hint="b2 moves your second hidden neuron. In (1.8) both hidden neurons share one bias, and the "
    "other belongs to (1.9).",
)
def _(x: Array, w: Array, b: Array) -> Any:
    def s(z: Any) -> Any:
        return 0.5 * (1 + np.tanh(z / 2))

    h1 = s(w[0] * x[:, 0] + w[1] * x[:, 1] + b[0])
    h2 = s(w[2] * x[:, 0] + w[3] * x[:, 1] + b[1])
    return s(w[4] * h1 + w[5] * h2)


@mistake(
    "two_sigmoid_network",
    "biases exchanged",
    loses="values shape",
    hint="b1 and b2 have changed places: which of them is added before the first bend?",
)
def _(x: Array, w: Array, b: Array) -> Any:
    def s(z: Any) -> Any:
        return 0.5 * (1 + np.tanh(z / 2))

    h1 = s(w[0] * x[:, 0] + w[1] * x[:, 1] + b[1])
    h2 = s(w[2] * x[:, 0] + w[3] * x[:, 1] + b[1])
    return s(w[4] * h1 + w[5] * h2 + b[0])


@mistake(
    "two_sigmoid_network",
    "weights read the other way",
    loses="values shape",
    hint="The second and the third weight have changed places: in (1.8) the first two belong to "
    "one hidden neuron, the next two to the other.",
)
def _(x: Array, w: Array, b: Array) -> Any:
    def s(z: Any) -> Any:
        return 0.5 * (1 + np.tanh(z / 2))

    h1 = s(w[0] * x[:, 0] + w[2] * x[:, 1] + b[0])
    h2 = s(w[1] * x[:, 0] + w[3] * x[:, 1] + b[0])
    return s(w[4] * h1 + w[5] * h2 + b[1])


@mistake(
    "two_sigmoid_network",
    "output weights exchanged",
    loses="values shape",
    hint="The last two weights have changed places: which hidden neuron does each listen to?",
)
def _(x: Array, w: Array, b: Array) -> Any:
    def s(z: Any) -> Any:
        return 0.5 * (1 + np.tanh(z / 2))

    h1 = s(w[0] * x[:, 0] + w[1] * x[:, 1] + b[0])
    h2 = s(w[2] * x[:, 0] + w[3] * x[:, 1] + b[0])
    return s(w[5] * h1 + w[4] * h2 + b[1])


@mistake(
    "two_sigmoid_network",
    "last sigmoid left out",
    loses="values shape",
    hint="Your outputs leave the interval from 0 to 1: the last neuron bends its sum as well.",
)
def _(x: Array, w: Array, b: Array) -> Any:
    def s(z: Any) -> Any:
        return 0.5 * (1 + np.tanh(z / 2))

    h1 = s(w[0] * x[:, 0] + w[1] * x[:, 1] + b[0])
    h2 = s(w[2] * x[:, 0] + w[3] * x[:, 1] + b[0])
    return w[4] * h1 + w[5] * h2 + b[1]


@mistake(
    "two_sigmoid_network",
    "hidden sigmoids left out",
    loses="values shape",
    hint="Your network is a single neuron in disguise: (1.8) bends before (1.9) adds.",
)
def _(x: Array, w: Array, b: Array) -> Any:
    def s(z: Any) -> Any:
        return 0.5 * (1 + np.tanh(z / 2))

    h1 = w[0] * x[:, 0] + w[1] * x[:, 1] + b[0]
    h2 = w[2] * x[:, 0] + w[3] * x[:, 1] + b[0]
    return s(w[4] * h1 + w[5] * h2 + b[1])


@mistake(
    "two_sigmoid_network",
    "inputs fed to the last neuron",
    loses="values shape",
    hint="The last neuron listens to x again; the hidden neurons have no part in your output.",
)
def _(x: Array, w: Array, b: Array) -> Any:
    def s(z: Any) -> Any:
        return 0.5 * (1 + np.tanh(z / 2))

    return s(w[4] * x[:, 0] + w[5] * x[:, 1] + b[1])


@mistake(
    "two_sigmoid_network",
    "rows taken for columns",
    loses="values shape",
    hint="x[0] is the first example, not the first input of every example: rows are examples.",
)
def _(x: Array, w: Array, b: Array) -> Any:
    def s(z: Any) -> Any:
        return 0.5 * (1 + np.tanh(z / 2))

    h1, h2 = s(w[0] * x[0] + w[1] * x[1] + b[0]), s(w[2] * x[0] + w[3] * x[1] + b[0])
    return s(w[4] * h1 + w[5] * h2 + b[1])


@mistake(
    "two_sigmoid_network",
    "first example only",
    loses="values shape",
    hint="One number comes back for a whole batch: the other rows of x are never looked at.",
)
def _(x: Array, w: Array, b: Array) -> Any:
    def s(z: Any) -> Any:
        return 0.5 * (1 + np.tanh(z / 2))

    h1, h2 = s(w[:2] @ x[0] + b[0]), s(w[2:4] @ x[0] + b[0])
    return float(s(w[4] * h1 + w[5] * h2 + b[1]))


@mistake(
    "two_sigmoid_network",
    "a column",
    loses="shape",
    hint="The numbers are right and stand in a column, (m, 1); asked is one axis, (m,).",
)
def _(x: Array, w: Array, b: Array) -> Any:
    def s(z: Any) -> Any:
        return 0.5 * (1 + np.tanh(z / 2))

    h1, h2 = s(x @ w[:2] + b[0]), s(x @ w[2:4] + b[0])
    return s(w[4] * h1 + w[5] * h2 + b[1])[:, None]


@mistake(
    "two_sigmoid_network",
    "a list",
    loses="shape",
    hint="The numbers are right and come in a Python list: an array can be added and compared as a "
    "whole, a list cannot.",
)
def _(x: Array, w: Array, b: Array) -> Any:
    def s(z: Any) -> Any:
        return 0.5 * (1 + np.tanh(z / 2))

    h1, h2 = s(x @ w[:2] + b[0]), s(x @ w[2:4] + b[0])
    return [float(each) for each in s(w[4] * h1 + w[5] * h2 + b[1])]


@mistake(
    "two_sigmoid_network",
    "input changed in place",
    loses="inputs",
    hint="x is overwritten with products: whoever called your function still needs it.",
)
def _(x: Array, w: Array, b: Array) -> Any:
    def s(z: Any) -> Any:
        return 0.5 * (1 + np.tanh(z / 2))

    h1, h2 = s(x @ w[:2] + b[0]), s(x @ w[2:4] + b[0])
    x *= 0.0
    return s(w[4] * h1 + w[5] * h2 + b[1])
