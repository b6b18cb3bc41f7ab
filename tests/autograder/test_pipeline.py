"""Bad input: a clear line each, the others go on, nothing is overwritten or lost."""

import re
import shutil
from copy import deepcopy

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder import gradebook, pipeline
from autograder.course import Course, read_notebook, write_notebook
from autograder.errors import CourseError, MissingRelease, UnknownName
from autograder.model import Status
from autograder.pipeline import Outcome, Settings, State
from autograder.records import class_records, student_records
from autograder.sample import Classroom
from tests.conftest import CHAPTER

SEEDED = Settings(seed=7)


def hand_in(course: Course, room: Classroom, student: str, *names: str) -> None:
    chosen = {name: room.solutions[name] for name in names}
    notebook = deepcopy(room.released)
    notebook.cells = [
        cell
        for cell in room.fill(chosen).cells
        if "nbgrader" in cell.metadata or "import numpy" in cell.source
    ]
    write_notebook(notebook, course.submitted_path(CHAPTER, student))


def graded(course: Course, settings: Settings = SEEDED) -> dict[str, Outcome]:
    outcomes = pipeline.grade(course, CHAPTER, course.submitters(CHAPTER), settings)
    return {outcome.student: outcome for outcome in outcomes}


def test_one_bad_submission_of_each_kind_does_not_stop_the_others(
    course: Course, room: Classroom
) -> None:
    hand_in(course, room, "ada", "relu_forward", "relu_backward")
    unreadable = course.submitted_path(CHAPTER, "bob")
    unreadable.parent.mkdir(parents=True)
    unreadable.write_bytes(b"\xff\xfe not json")
    wrong_name = course.submitted_path(CHAPTER, "cy").with_name("homework.ipynb")
    write_notebook(new_notebook(), wrong_name)
    hand_in(course, room, "dee", "tanh_forward")
    shutil.copy(
        course.submitted_path(CHAPTER, "dee"),
        course.submitted_path(CHAPTER, "dee").with_name("copy.ipynb"),
    )
    before = unreadable.read_bytes()

    outcomes = graded(course)

    assert outcomes["ada"] == Outcome(CHAPTER, "ada", State.GRADED)
    assert outcomes["bob"].state is State.DAMAGED
    assert outcomes["cy"].state is State.REFUSED
    assert "found homework.ipynb" in outcomes["cy"].message
    assert outcomes["dee"].message == "a second notebook was left alone: copy.ipynb"
    assert unreadable.read_bytes() == before
    scores = gradebook.scores(course, CHAPTER)
    assert (scores["ada"][0], scores["bob"][0], scores["dee"][0]) == (3.0, 0.0, 1.0)
    by_student = {record.student: record for record in class_records(course, CHAPTER)}
    assert set(by_student) == {"ada", "bob", "cy", "dee"}
    assert by_student["bob"].status is Status.DAMAGED
    assert by_student["cy"].status is Status.MISSING


def test_repairs_are_told_to_the_instructor(course: Course, room: Classroom) -> None:
    hand_in(course, room, "ada", "relu_forward")
    path = course.submitted_path(CHAPTER, "ada")
    notebook = read_notebook(path)
    notebook.cells = [
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") != "ReLU"
    ]
    write_notebook(notebook, path)
    assert "test cell ReLU was missing and has been put back" in graded(course)["ada"].message


def test_json_that_is_no_notebook_is_damaged_too(course: Course) -> None:
    path = course.submitted_path(CHAPTER, "eve")
    path.parent.mkdir(parents=True)
    path.write_text('{"a": 1}')
    assert graded(course)["eve"].state is State.DAMAGED


def test_a_folder_of_no_chapter_is_not_overlooked(course: Course) -> None:
    (course.root / "submitted" / "kim" / "05_activations").mkdir(parents=True)
    (outcome,) = pipeline.strangers(course)
    assert (outcome.student, outcome.state) == ("kim", State.REFUSED)


def test_the_limits_are_configuration(course: Course, room: Classroom) -> None:
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + 'c.Execute.limits = {"cell_seconds": 0.5}\n')
    solution = f"import time\ntime.sleep(3)\n{room.solutions['relu_forward']}"
    write_notebook(room.fill({"relu_forward": solution}), course.submitted_path(CHAPTER, "ada"))
    graded(course)
    record = student_records(course, CHAPTER, "ada")[4]
    assert (record.exercise, record.status) == ("relu_forward", Status.TIMEOUT)


def test_feedback_holds_no_hidden_test_no_input_and_no_expected_value(
    course: Course, room: Classroom
) -> None:
    wrong = {"relu_forward": "def relu_forward(Z):\n    return 0 * Z, Z"}
    write_notebook(room.fill(wrong), course.submitted_path(CHAPTER, "ada"))
    graded(course)
    assert pipeline.feedback(course, CHAPTER)
    page = course.feedback_path(CHAPTER, "ada").read_text("utf-8")
    table = page[page.index("<b>relu_forward</b>") :].split("</table>")[0]
    table = re.sub(r"<.+?>|relative error [\d.]+|\([^)]*\)", " ", table)
    numbers = {float(each) for each in re.findall(r"\d+\.\d+", table)}
    assert numbers <= {0.25, 0.5, 0.0}, table


def test_what_is_graded_is_graded_again_only_by_force(course: Course, room: Classroom) -> None:
    hand_in(course, room, "ada", "relu_forward")
    assert graded(course)["ada"].state is State.GRADED
    hand_in(course, room, "ada", "relu_forward", "relu_backward")
    assert graded(course)["ada"].state is State.SKIPPED
    assert gradebook.scores(course, CHAPTER)["ada"][0] == 1.0
    assert graded(course, Settings(force=True))["ada"].state is State.GRADED
    assert gradebook.scores(course, CHAPTER)["ada"][0] == 3.0


def test_a_manual_grade_survives_grading_again(course: Course, room: Classroom) -> None:
    hand_in(course, room, "ada", "relu_forward")
    graded(course)
    with gradebook.opened(course) as book:
        grade = book.find_grade("challenge", CHAPTER, CHAPTER, "ada")
        grade.manual_score = 4.0
        book.db.commit()
    graded(course, Settings(force=True))
    assert gradebook.scores(course, CHAPTER)["ada"][0] == 5.0


def test_grading_again_gives_the_same_records(course: Course, room: Classroom) -> None:
    hand_in(course, room, "ada", "relu_forward", "sigmoid_backward")
    graded(course, Settings())
    first = student_records(course, CHAPTER, "ada")
    graded(course, Settings(force=True))
    assert student_records(course, CHAPTER, "ada") == first
    assert {record.kit for record in first} == {"0.1.0"}
    assert len({record.seed for record in first}) == len(first)


def test_a_notebook_of_another_chapter_is_not_graded_as_this_one(
    course: Course, room: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = new_notebook(cells=[new_code_cell(metadata={"nbgrader": {"grade_id": "xor"}})])
    write_notebook(notebook, course.submitted_path(CHAPTER, "ada"))
    exercise = room.judged.exercises["ReLU"]
    other = {"xor": type(exercise)(**{**vars(exercise), "name": "xor", "chapter": "01-neuron"})}
    monkeypatch.setattr(pipeline, "all_exercises", lambda: other)
    outcome = graded(course)["ada"]
    assert outcome.state is State.REFUSED
    assert outcome.message == f"this is a notebook of 01-neuron, not of {CHAPTER}"


def test_unknown_names_list_what_exists(course: Course, room: Classroom) -> None:
    with pytest.raises(UnknownName, match=r"no chapter 'nine'\. There is: .*05-activations"):
        course.choose(["nine"])
    hand_in(course, room, "ada", "relu_forward")
    with pytest.raises(UnknownName, match=r"'eve'\. There is: ada\."):
        pipeline.choose_students(course, CHAPTER, "eve")


def test_a_chapter_that_was_never_released_here_is_refused(course: Course) -> None:
    (course.root / "gradebook.db").unlink()
    with pytest.raises(MissingRelease, match="python -m autograder release 05-activations"):
        graded(course)


def test_a_folder_that_is_no_course_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(CourseError, match="no course folder"):
        Course(tmp_path_factory.mktemp("empty"))


def test_the_course_s_secret_is_made_once_and_is_the_owner_s_alone(course: Course) -> None:
    assert course.secret() == course.secret()
    assert len(course.secret()) == 64
    assert (course.root / ".course_secret").stat().st_mode & 0o077 == 0
