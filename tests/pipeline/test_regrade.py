"""What is carried over when some exercises alone are judged again."""

from copy import deepcopy

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.model import Record, Status
from autograder.regrade import carry_over
from autograder.report.cell import verdict_outputs

WANTED = frozenset({"second"})


def test_cell(name: str) -> NotebookNode:
    said = {"grade_id": name, "grade": True, "locked": True, "solution": False, "points": 1}
    return new_code_cell("check()", metadata={"nbgrader": {**said, "task": False}}, id=name)


test_cell.__test__ = False  # type: ignore[attr-defined]


def outputs_of(name: str) -> list[NotebookNode]:
    record = Record("hw", "ada", name, 1.0, 1.0, Status.PASSED)
    return verdict_outputs(record)


@pytest.fixture
def now() -> NotebookNode:
    """A submission, sanitised: no outputs."""
    answer = new_code_cell("x = 1", id="answer")
    return new_notebook(
        cells=[answer, test_cell("first"), test_cell("second"), new_markdown_cell("end", id="end")]
    )


@pytest.fixture
def before(now: NotebookNode) -> NotebookNode:
    """The same, graded."""
    graded = deepcopy(now)
    graded.cells[0].outputs = [new_output("stream", name="stdout", text="hello")]
    graded.cells[0].execution_count = 4
    for cell in graded.cells[1:3]:
        cell.outputs = outputs_of(cell.id)
    graded.cells[3].source = "end, made harmless"
    return graded


def untouched(notebook: NotebookNode) -> bool:
    return not any(cell.get("outputs") for cell in notebook.cells)


def test_outputs_and_counts_are_carried_over(before: NotebookNode, now: NotebookNode) -> None:
    assert carry_over(before, now, WANTED) == WANTED
    assert [c.outputs for c in now.cells[:3]] == [c.outputs for c in before.cells[:3]]
    assert now.cells[0].execution_count == 4
    assert now.cells[3].source == "end"


@pytest.mark.parametrize("change", ["source", "id", "more", "name"])
def test_another_notebook_is_judged_whole(
    before: NotebookNode, now: NotebookNode, change: str
) -> None:
    if change == "source":
        now.cells[0].source = "x = 2"
    elif change == "id":
        now.cells[0].id = "other"
    elif change == "more":
        now.cells.append(new_code_cell("", id="more"))
    else:
        now.cells[1].metadata.nbgrader["grade_id"] = "third"
    assert carry_over(before, now, WANTED) == frozenset()
    assert untouched(now)


def test_a_missing_verdict_of_another_exercise_has_all_judged(
    before: NotebookNode, now: NotebookNode
) -> None:
    before.cells[1].outputs = []
    assert carry_over(before, now, WANTED) == frozenset()
    assert untouched(now)


def test_a_missing_verdict_of_a_wanted_one_does_not(
    before: NotebookNode, now: NotebookNode
) -> None:
    before.cells[2].outputs = []
    assert carry_over(before, now, WANTED) == WANTED
