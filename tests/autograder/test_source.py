"""What forbids a release, each named with its cell."""

from copy import deepcopy

import pytest
from nbformat import NotebookNode

from autograder.course import Course, read_notebook
from autograder.release import leftovers
from autograder.source import faults, heading_points, judged_cells, nbgrader_metadata

CHAPTER = "05-activations"


@pytest.fixture
def source(released: Course) -> NotebookNode:
    return deepcopy(released.source(CHAPTER))


def cell(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    return next(c for c in notebook.cells if nbgrader_metadata(c).get("grade_id") == grade_id)


def test_the_chapter_as_it_stands_has_no_fault(source: NotebookNode) -> None:
    assert list(faults(CHAPTER, source)) == []


def test_points_and_exercises_come_from_the_source_alone(source: NotebookNode) -> None:
    judged = judged_cells(CHAPTER, source)
    assert judged.points["prelu_backward"] == 3.0
    assert set(judged.points) == set(judged.exercises)
    assert 20 <= sum(judged.points.values()) <= 40


def test_missing_points_are_named(source: NotebookNode) -> None:
    cell(source, "relu_forward").metadata.nbgrader.points = 0
    assert "test cell relu_forward has no points" in list(faults(CHAPTER, source))


def test_a_test_cell_without_its_exercise_is_named(source: NotebookNode) -> None:
    found = cell(source, "relu_forward")
    found.metadata.nbgrader.grade_id = "rectify"
    said = list(faults(CHAPTER, source))
    assert "test cell rectify stands for no exercise of the grader" in said
    assert any(line.startswith("exercise relu_forward has no test cell") for line in said)


def test_an_unlocked_or_talkative_test_cell_is_named(source: NotebookNode) -> None:
    found = cell(source, "relu_forward")
    found.metadata.nbgrader.locked = False
    found.source += "\nassert relu_forward(1)[0] == 1"
    said = list(faults(CHAPTER, source))
    assert "test cell relu_forward is not locked" in said
    assert "test cell relu_forward should hold check.relu_forward(…) and nothing else" in said


def test_a_heading_that_differs_from_the_metadata_is_named(source: NotebookNode) -> None:
    cell(source, "relu_backward").metadata.nbgrader.points = 7
    said = list(faults(CHAPTER, source))
    assert any("says 2 points, test cell relu_backward says 7" in line for line in said)


def test_an_unknown_chapter_is_named(source: NotebookNode) -> None:
    assert "no exercises for a chapter named 99-nothing" in next(faults("99-nothing", source))


def test_a_heading_may_announce_two_exercises() -> None:
    line = "### Exercise 5.4 (1 point) and 5.5 (2 points)"
    assert heading_points(line) == [("5.4", 1.0), ("5.5", 2.0)]


def test_a_solution_left_in_a_release_is_named(released: Course) -> None:
    notebook = read_notebook(released.release_path(CHAPTER))
    assert list(leftovers(notebook, {"relu_forward"})) == []
    cell(notebook, "relu_forward-answer").source = "def relu_forward(Z):\n    return 1"
    (said,) = leftovers(notebook, {"relu_forward"})
    assert said.startswith("cell relu_forward-answer still answers relu_forward")
