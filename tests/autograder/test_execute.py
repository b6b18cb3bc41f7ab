"""Notebooks through the wall: bad cells cost themselves, and the judge alone writes verdicts."""

from collections.abc import Iterator, Mapping

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.execute import Work, execute
from autograder.exercises import all_exercises
from autograder.model import Record, Status
from autograder.mutant import answers
from autograder.report.cell import read_verdict
from autograder.sandbox import Limits, Warm

RELU = all_exercises()["relu_forward"]
RIGHT = answers(RELU, {})


@pytest.fixture(scope="module")
def quick() -> Iterator[Warm]:
    """A warm process that waits one second for a cell."""
    with Warm(limits=Limits(cell_seconds=1.0)) as warm:
        yield warm


def graded(warm: Warm, *cells: str) -> tuple[NotebookNode, Record]:
    test = new_code_cell(metadata={"nbgrader": {"grade_id": "relu_forward"}})
    before = [new_code_cell(source) for source in ("import numpy as np", *cells)]
    notebook = new_notebook(cells=[new_markdown_cell("# hello"), *before, test])
    work = Work("ada", {"relu_forward": RELU}, {"relu_forward": 2.0}, b"work")
    (record,) = execute(notebook, work, warm.fork, warm.limits)
    return notebook, record


def test_a_right_answer_gets_its_points_and_a_number_that_nbgrader_reads(warm: Warm) -> None:
    notebook, record = graded(warm, RIGHT)
    assert (record.status, record.score) == (Status.PASSED, 2.0)
    table, number = notebook.cells[-1].outputs
    assert number["output_type"] == "execute_result"
    assert number["data"]["text/plain"] == "2"
    assert "relu_forward" in table["data"]["text/html"]
    assert read_verdict(notebook.cells[-1]) == record


@pytest.mark.parametrize(
    "bad", ["while True: pass", "import os; os._exit(1)", "import ctypes; ctypes.string_at(0)"]
)
def test_a_cell_that_hangs_or_dies_costs_only_itself(quick: Warm, bad: str) -> None:
    notebook, record = graded(quick, RIGHT, bad, "print('after')")
    assert record.status is Status.PASSED
    assert notebook.cells[4].outputs[0]["text"] == "after\n"


def test_an_answer_that_kills_its_cell_is_told_so(quick: Warm) -> None:
    _, record = graded(quick, f"import os; os._exit(3)\n{RIGHT}")
    assert (record.status, record.score) == (Status.DIED, 0.0)
    assert "ended Python" in record.message


def test_an_answer_cell_that_never_ends_is_told_so(quick: Warm) -> None:
    _, record = graded(quick, f"while True: pass\n{RIGHT}")
    assert (record.status, record.score) == (Status.TIMEOUT, 0.0)
    assert "loop that never ends" in record.message


def test_a_syntax_error_in_the_answer_is_told_with_its_exercise(warm: Warm) -> None:
    _, record = graded(warm, "def relu_forward(Z:\n    return Z")
    assert record.status is Status.FAILED
    assert "SyntaxError" in record.message


def test_a_function_that_hangs_when_the_judge_calls_it_times_out(quick: Warm) -> None:
    _, record = graded(quick, "def relu_forward(Z):\n    while True: pass")
    assert (record.status, record.score) == (Status.TIMEOUT, 0.0)


def test_a_function_that_kills_the_process_when_called_loses_its_exercise_alone(
    quick: Warm,
) -> None:
    _, record = graded(quick, "import os\ndef relu_forward(Z):\n    os._exit(0)")
    assert (record.status, record.score) == (Status.DIED, 0.0)


def test_an_error_in_a_cell_stays_in_its_outputs_and_the_next_cell_runs(warm: Warm) -> None:
    notebook, record = graded(warm, "1/0", RIGHT)
    assert notebook.cells[2].outputs[0]["ename"] == "ZeroDivisionError"
    assert record.status is Status.PASSED


def test_a_warning_on_stderr_costs_nothing(warm: Warm) -> None:
    noisy = "import sys, warnings\n" + RIGHT.replace(
        "return", "print('x', file=sys.stderr); warnings.warn('y'); return"
    )
    assert graded(warm, noisy)[1].status is Status.PASSED


def test_too_many_deaths_end_the_replays_with_a_word(warm: Warm) -> None:
    notebook, record = graded(warm, *["import os; os._exit(0)"] * 15, RIGHT)
    assert record.score == 0.0
    assert "too often" in record.message + str(notebook.cells[-2].outputs)


@pytest.mark.parametrize(
    "forgery",
    [
        "from IPython.display import display\ndisplay({'text/plain': '2.0'}, raw=True)",
        "class Always:\n    def __eq__(self, other): return True\ndef relu_forward(Z): return "
        "Always(), None",
        "import numpy as np\nnp.allclose = lambda *a, **k: True\nnp.testing.assert_allclose = "
        "lambda *a, **k: None\ndef relu_forward(Z): return Z, None",
        "get_ipython().run_cell = lambda *a, **k: None",
        "import chainrule.check as check\ncheck.relu_forward = lambda *a: 2.0",
        "2.0",
    ],
)
def test_a_forged_verdict_earns_nothing(warm: Warm, forgery: str) -> None:
    _, record = graded(warm, forgery)
    assert record.score < 2.0
    assert record.status is not Status.PASSED


def test_without_isolation_every_result_is_marked() -> None:
    with Warm(isolation="none") as open_air:
        notebook = new_notebook(
            cells=[
                new_code_cell("import numpy as np"),
                new_code_cell(RIGHT),
                new_code_cell(metadata={"nbgrader": {"grade_id": "relu_forward"}}),
            ]
        )
        points: Mapping[str, float] = {"relu_forward": 2.0}
        work = Work("ada", {"relu_forward": RELU}, points, b"", protected=False)
        (record,) = execute(notebook, work, open_air.fork, open_air.limits)
    assert not record.protected
    assert "not protected" in notebook.cells[-1].outputs[0]["data"]["text/plain"]
