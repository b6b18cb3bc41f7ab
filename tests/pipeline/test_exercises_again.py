"""`grade --exercise NAME` judges that exercise again and leaves all else as it was."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.course import Course, read_notebook, write_notebook
from autograder.sample import Classroom
from tests.conftest import CHAPTER
from tests.pipeline.small_class import copied, grade, hand_in, small

AGAIN = ("--exercise", "relu_backward", "--seed", "2", "--json", "records.json")
COUNTER = "import time\nprint(time.time_ns())"
BOTH = ("relu_forward", "relu_backward")


@pytest.fixture(scope="module")
def graded_once(
    tmp_path_factory: pytest.TempPathFactory, released: Course, room: Classroom
) -> Course:
    """Two submissions, graded with seed 1; one of them shows the time in its last cell."""
    course = copied(released, tmp_path_factory.mktemp("again") / "course")
    notebook = small(room, {name: room.solutions[name] for name in BOTH})
    notebook.cells.append(nbformat.v4.new_code_cell(COUNTER, id="clock"))
    write_notebook(notebook, course.submitted_path(CHAPTER, "ada"))
    hand_in(course, room, "ben", "relu_forward")
    said = grade(course, "--seed", "1", "--json", "records.json")
    assert said.code == 0, said
    return course


@pytest.fixture(scope="module")
def graded_again(graded_once: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The same, one exercise judged again with seed 2."""
    course = copied(graded_once, tmp_path_factory.mktemp("again") / "course")
    said = grade(course, *AGAIN)
    assert said.code == 0, said
    return course


def records(course: Course) -> Mapping[tuple[str, str], Any]:
    found = json.loads((course.root / "records.json").read_text("utf-8"))
    return {(each["student"], each["exercise"]): each for each in found}


def outputs(course: Course, student: str) -> Iterator[tuple[str, object]]:
    """Every code cell's outputs and count, by its grade_id or else its id."""
    for cell in read_notebook(course.autograded_path(CHAPTER, student)).cells:
        if cell.cell_type == "code":
            name = cell.metadata.get("nbgrader", {}).get("grade_id") or cell.id
            yield name, (cell.outputs, cell.execution_count)


def test_only_that_exercise_has_the_new_seed(graded_once: Course, graded_again: Course) -> None:
    before, after = records(graded_once), records(graded_again)
    changed = {where for where in before if before[where] != after[where]}
    assert changed == {("ada", "relu_backward"), ("ben", "relu_backward")}
    for where in changed:
        assert (before[where]["seed"], after[where]["seed"]) == (1, 2)
        assert before[where]["score"] == after[where]["score"]


@pytest.mark.parametrize("student", ["ada", "ben"])
def test_every_other_cell_keeps_its_outputs(
    graded_once: Course, graded_again: Course, student: str
) -> None:
    before, after = dict(outputs(graded_once, student)), dict(outputs(graded_again, student))
    assert {name for name in before if before[name] != after[name]} == {"relu_backward"}


def test_a_submission_that_was_never_graded_is_graded_whole(
    graded_once: Course, room: Classroom, tmp_path: Path
) -> None:
    course = copied(graded_once, tmp_path / "course")
    hand_in(course, room, "cleo", *BOTH)
    assert grade(course, *AGAIN).code == 0
    own = {name: record for (who, name), record in records(course).items() if who == "cleo"}
    assert {record["seed"] for record in own.values()} == {2}
    assert own["relu_forward"]["status"] == "passed"


def test_a_newer_submission_is_graded_whole(
    graded_once: Course, room: Classroom, tmp_path: Path
) -> None:
    course = copied(graded_once, tmp_path / "course")
    for folder, day in (("autograded", 1), ("submitted", 2)):
        stamp = course.root / folder / "ben" / CHAPTER / "timestamp.txt"
        stamp.write_text(f"2026-03-0{day} 12:00:00 UTC")
    hand_in(course, room, "ben", *BOTH)
    assert grade(course, *AGAIN).code == 0
    found = records(course)
    assert {each["seed"] for (who, _), each in found.items() if who == "ben"} == {2}
    assert found["ben", "relu_backward"]["status"] == "passed"
    assert found["ada", "relu_forward"]["seed"] == 1


def test_an_unknown_exercise_is_refused_with_the_names_of_all(graded_once: Course) -> None:
    before = (graded_once.root / "gradebook.db").read_bytes()
    said = grade(graded_once, "--exercise", "relu_sideways")
    assert said.code == 2
    assert "There is no exercise in what is graded here 'relu_sideways'" in said.text
    assert "relu_backward, relu_forward" in said.text
    assert (graded_once.root / "gradebook.db").read_bytes() == before
