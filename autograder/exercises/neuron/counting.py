"""The parameters of a dense network, counted, and how learners miscount them."""

from typing import Any

import numpy as np

from autograder.exercises.neuron.chapter import exercise, mistake
from autograder.reference import neuron as right
from autograder.student import Student
from autograder.verdict import Verdict


@exercise("count_parameters", parts={"one-layer": 1.0, "deep": 2.0, "inputs": 1.0})
def _count_parameters(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for layers in (1, 1, 2, 3, 6):
        sizes = [int(size) for size in rng.permutation(np.arange(2, 40))[: layers + 1]]
        with verdict.part("one-layer" if layers == 1 else "deep"):
            want = float(right.count_parameters(sizes))
            verdict.expect(student.count_parameters(sizes), want, called="the count")


@mistake(
    "count_parameters",
    "biases left out",
    loses="one-layer deep",
    hint="These are the weights alone; every unit of a layer has one number more.",
)
def _(sizes: Any) -> Any:
    return sum(sizes[i] * sizes[i + 1] for i in range(len(sizes) - 1))


@mistake(
    "count_parameters",
    "biases for the inputs too",
    loses="one-layer deep",
    hint="The inputs are given, not computed: they form no layer and have no bias.",
)
def _(sizes: Any) -> Any:
    return sum(sizes[i] * sizes[i + 1] for i in range(len(sizes) - 1)) + sum(sizes)


@mistake(
    "count_parameters",
    "one bias a layer",
    loses="one-layer deep",
    hint="A layer has as many biases as it has units, not one for all of them.",
)
def _(sizes: Any) -> Any:
    return sum(sizes[i] * sizes[i + 1] + 1 for i in range(len(sizes) - 1))


@mistake(
    "count_parameters",
    "biases of the layer before",
    loses="one-layer deep",
    hint="Your layers have a bias for each of their inputs: to which side does a bias belong?",
)
def _(sizes: Any) -> Any:
    return sum(sizes[i] * sizes[i + 1] + sizes[i] for i in range(len(sizes) - 1))


@mistake(
    "count_parameters",
    "units counted",
    loses="one-layer deep",
    hint="You count units. A parameter is a number that can be set: one for each wire, and one for "
    "each unit that adds up.",
)
def _(sizes: Any) -> Any:
    return sum(sizes)


@mistake(
    "count_parameters",
    "first layer only",
    loses="deep",
    hint="Right for one layer, too few for more: the list has a layer for every two neighbours.",
)
def _(sizes: Any) -> Any:
    return (sizes[0] + 1) * sizes[1]


@mistake(
    "count_parameters",
    "last layer missed",
    loses="one-layer deep",
    hint="The last layer is missing: how many pairs of neighbours are there in a list of L + 1?",
)
def _(sizes: Any) -> Any:
    return sum((sizes[i] + 1) * sizes[i + 1] for i in range(len(sizes) - 2))


@mistake(
    "count_parameters",
    "sizes multiplied together",
    loses="deep",
    hint="Your count grows as the product of all sizes: wires run between neighbours only.",
)
def _(sizes: Any) -> Any:
    return int(np.prod(sizes)) + sum(sizes[1:])


@mistake(
    "count_parameters",
    "list emptied",
    loses="inputs",
    hint="The caller's list is shorter afterwards: walk along it without taking anything out.",
)
def _(sizes: Any) -> Any:
    total = 0
    while len(sizes) > 1:
        total += (sizes.pop(0) + 1) * sizes[0]
    return total
