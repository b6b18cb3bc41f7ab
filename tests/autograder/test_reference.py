"""The reference against the notebook's own solution, and both against numerical gradients."""

from collections.abc import Mapping

import numpy as np
import pytest

from autograder.course import Course
from autograder.exercises import chapters
from autograder.judge import judge
from autograder.model import Status
from autograder.namespace import Namespace
from autograder.sample import Classroom
from chainrule.check.compare import ladder
from chainrule.check.difference import gradients

PAIRS = ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "selu", "prelu", "maxout")


@pytest.fixture(scope="module")
def solved(released: Course, room: Classroom) -> Mapping[str, object]:
    """The solutions' names, with the constants that the notebook gives beside them."""
    names: dict[str, object] = {"np": np}
    for cell in released.source("05-activations").cells:
        if cell.cell_type == "code" and "(" not in cell.source and " = " in cell.source:
            exec(cell.source, names)
    for text in room.solutions.values():
        exec(text, names)
    return names


@pytest.mark.parametrize("name", list(chapters()["05-activations"]))
def test_the_notebook_s_solution_passes_every_part(solved: Mapping[str, object], name: str) -> None:
    exercise = chapters()["05-activations"][name]
    record, _ = judge(exercise, Namespace(solved), student="s", points=1.0, seed=5)
    assert record.status is Status.PASSED, record


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("whose", ["reference", "solution"])
def test_a_backward_pass_equals_central_differences_of_its_forward_pass(
    solved: Mapping[str, object], name: str, whose: str
) -> None:
    exercise = chapters()["05-activations"][f"{name}_backward"]
    names = exercise.reference if whose == "reference" else solved
    forward, backward = names[f"{name}_forward"], names[f"{name}_backward"]
    rng = np.random.default_rng(11)
    shape = (4, 3, 2) if name == "maxout" else (5, 3)
    inputs = [rng.uniform(0.1, 2.0, shape) * rng.choice([-1.0, 1.0], shape)]
    if name == "prelu":
        inputs.append(rng.uniform(0.1, 0.9, 3))
    A, cache = forward(*inputs)
    dA = rng.normal(size=A.shape)
    got = backward(dA, cache)
    for mine, numeric in zip(
        got if isinstance(got, tuple) else (got,),
        gradients(lambda *x: forward(*x)[0], inputs, dA),
        strict=True,
    ):
        assert ladder(mine, numeric.low, up_to=numeric.high, tolerance=1e-7) is None


def test_the_worked_numbers_of_the_chapter_hold_in_the_reference() -> None:
    every = chapters()["05-activations"]
    sigmoid, slope = (every[f"sigmoid_{way}"].reference for way in ("forward", "backward"))
    at = np.array([[0.0, 10.0]])
    _, cache = sigmoid["sigmoid_forward"](at)
    dZ = slope["sigmoid_backward"](np.ones((1, 2)), cache)
    assert dZ[0, 0] == 0.25
    assert dZ[0, 1] == pytest.approx(4.54e-5, rel=1e-3)
    minus_one = np.array([[-1.0]])
    elu = every["elu_forward"].reference["elu_forward"](minus_one)[0]
    selu = every["selu_forward"].reference["selu_forward"](minus_one)[0]
    assert elu[0, 0] == pytest.approx(-0.63212, abs=1e-5)
    assert selu[0, 0] == pytest.approx(-1.11133, abs=1e-5)
    assert pytest.approx(9.5e-7, rel=0.01) == 0.25**10
    assert pytest.approx(0.00515, rel=0.01) == 0.9**50
    assert pytest.approx(117.4, rel=0.001) == 1.1**50
