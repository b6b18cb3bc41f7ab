"""What comes from behind the wall must not fill the memory of the judge outside it."""

import tracemalloc

from nbformat.v4 import new_code_cell, new_notebook

from autograder.execute import Work, execute
from autograder.exercises import all_exercises
from autograder.sandbox import Warm

ROOM = 400 * 2**20
SPREADING = """
def gradient_norms_by_depth(A0, weights, forward, backward, dA):
    backward(np.ones((7000, 1)), np.ones((1, 7000)))
"""
HOARDED = """
def leaky_relu_forward(Z, slope=0.01):
    return np.zeros(60 * 2**17), None
"""


def _peak(warm: Warm, name: str, answer: str) -> int:
    exercise = all_exercises()[name]
    notebook = new_notebook(
        cells=[
            new_code_cell("import numpy as np"),
            new_code_cell(answer),
            new_code_cell(metadata={"nbgrader": {"grade_id": name}}),
        ]
    )
    tracemalloc.start()
    try:
        execute(notebook, Work("eve", {name: exercise}, {name: 1.0}, b""), warm.fork, warm.limits)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_two_thin_arrays_do_not_become_a_vast_one_in_a_function_of_the_judges(warm: Warm) -> None:
    assert _peak(warm, "gradient_norms_by_depth", SPREADING) < ROOM


def test_large_answers_are_not_hoarded(warm: Warm) -> None:
    assert _peak(warm, "leaky_relu_forward", HOARDED) < ROOM
