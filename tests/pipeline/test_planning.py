"""A course's settings reach the workers, or say why nbgrader's own way is taken."""

import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder import gradebook, pipeline
from autograder.course import Course, read_notebook, write_notebook
from autograder.errors import MissingRelease
from autograder.gradebook import Book
from autograder.pipeline import Settings, State
from autograder.planning import OwnWay, Plan, plan
from autograder.sample import Classroom
from autograder.workers import pool
from tests.conftest import CHAPTER, PROJECT
from tests.pipeline.small_class import hand_in, small

OWN_STEP = """
from nbgrader.preprocessors import NbGraderPreprocessor
class Shout(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        nb.cells[0].outputs = []
        nb.metadata["shouted"] = True
        return nb, resources
c.Autograde.autograde_preprocessors = [*c.Autograde.autograde_preprocessors, Shout]
"""


def add(course: Course, *lines: str) -> None:
    config = course.root / "nbgrader_config.py"
    config.write_text("\n".join([config.read_text(), *lines, ""]))


def planned(course: Course, chapter: str = CHAPTER, seed: int | None = None) -> Plan:
    with Book(course) as book:
        return plan(course, chapter, book, "bubblewrap", seed)


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (["def hook(**_): pass", "c.Autograde.pre_convert_hook = hook"], "a hook"),
        (["def hook(**_): pass", "c.Autograde.post_convert_hook = hook"], "a hook"),
        (['c.CourseDirectory.notebook_id = "a*"'], "CourseDirectory.notebook_id"),
        ([OWN_STEP], r"the step .*Shout"),
    ],
)
def test_what_only_nbgrader_can_follow_is_named(
    course: Course, lines: list[str], named: str
) -> None:
    add(course, *lines)
    with pytest.raises(OwnWay, match=named):
        planned(course)


def test_another_kernel_goes_nbgrader_s_way(course: Course) -> None:
    with gradebook.opened(course) as book:
        book.find_notebook(CHAPTER, CHAPTER).kernelspec = '{"name": "ir", "language": "R"}'
        book.db.commit()
    with pytest.raises(OwnWay, match="the kernel ir"):
        planned(course)


def test_a_course_with_a_step_of_its_own_is_graded_all_the_same(
    course: Course, room: Classroom
) -> None:
    add(course, OWN_STEP)
    hand_in(course, room, "ada", "relu_forward")
    (outcome,) = pipeline.grade(course, CHAPTER, ["ada"], Settings(seed=7))
    assert outcome.state is State.GRADED, outcome
    assert read_notebook(course.autograded_path(CHAPTER, "ada")).metadata["shouted"] is True
    assert gradebook.scores(course, CHAPTER)["ada"][0] == 1.0


def test_what_was_never_released_is_refused(course: Course) -> None:
    with pytest.raises(MissingRelease):
        planned(course, "06-nothing")


def test_seed_limits_and_patience_come_from_the_settings(course: Course) -> None:
    add(course, "c.Execute.seed = 3", "c.Execute.timeout = 9", 'c.Execute.limits = {"replays": 2}')
    running = planned(course).assignment.running
    assert (running.seed, running.patience, running.limits) == (3, 9, {"replays": 2})
    assert planned(course, seed=5).assignment.running.seed == 5
    assert planned(course, seed=0).assignment.running.seed == 0


def test_an_assignment_can_be_sent_where_a_course_s_own_plugin_is_not(course: Course) -> None:
    lines = [
        "from nbgrader.plugins import LateSubmissionPlugin",
        "class Own(LateSubmissionPlugin):",
    ]
    add(course, *lines, "    pass", "c.AssignLatePenalties.plugin_class = Own")
    assignment = planned(course).assignment
    assert pickle.loads(pickle.dumps(assignment)) == assignment


@pytest.mark.parametrize("line", ["c.LimitOutput.max_lines = 7", "c.ClearOutput.enabled = False"])
def test_the_settings_of_a_step_go_with_it(course: Course, line: str) -> None:
    add(course, line)
    assignment = planned(course).assignment
    where, value = line.removeprefix("c.").split(" = ")
    step, trait = where.split(".")
    steps = (*assignment.sanitize, *assignment.autograde)
    (found,) = [each for each in steps if each.name.endswith(f".{step}")]
    assert found.settings == {trait: {"7": 7, "False": False}[value]}


def test_a_limit_on_output_holds_in_the_workers(course: Course, room: Classroom) -> None:
    add(course, "c.LimitOutput.max_lines = 3")
    notebook = small(room, {}, "print(*range(50), sep='\\n')")
    write_notebook(notebook, course.submitted_path(CHAPTER, "ada"))
    with pool(1) as team:
        (outcome,) = pipeline.grade(course, CHAPTER, ["ada"], Settings(seed=7, team=team))
    assert outcome.state is State.GRADED, outcome
    shown = read_notebook(course.autograded_path(CHAPTER, "ada")).cells[0].outputs[0].text
    assert shown.startswith("0\n1\n")
    assert "49" not in shown


def asking(test: bool) -> NotebookNode:
    """Another course's notebook, with its test cell or without."""
    kept = {"grade_id": "asked", "schema_version": 3, "task": False, "locked": True}
    said = {**kept, "grade": True, "solution": False, "points": 2}
    answer = new_code_cell("x = 1", id="answer")
    asked = new_code_cell("assert 1 == 1", metadata={"nbgrader": said}, id="asked")
    return new_notebook(cells=[answer, asked] if test else [answer])


@pytest.fixture
def other(tmp_path: Path) -> Callable[[str], Course]:
    """A course of somebody else's, from which a learner deleted the test cell."""

    def make(line: str) -> Course:
        folder = tmp_path / "other"
        folder.mkdir()
        shutil.copy(PROJECT / "nbgrader_config.py", folder)
        course = Course(folder)
        add(course, line)
        write_notebook(asking(True), folder / "source" / "hw" / "a.ipynb")
        assert course.nbgrader("generate_assignment", "hw", create=True)["success"]
        write_notebook(asking(False), folder / "submitted" / "ada" / "hw" / "a.ipynb")
        return course

    return make


@pytest.mark.parametrize(("added", "score"), [(True, 2.0), (False, 0.0)])
def test_missing_cells_are_added_where_the_course_says_so(
    other: Callable[[str], Course], added: bool, score: float
) -> None:
    course = other(f"c.OverwriteCells.add_missing_cells = {added}")
    (outcome,) = pipeline.grade(course, "hw", ["ada"], Settings())
    assert outcome.state is State.GRADED, outcome
    graded = read_notebook(course.root / "autograded" / "ada" / "hw" / "a.ipynb")
    assert len(graded.cells) == 1 + added
    assert gradebook.scores(course, "hw")["ada"] == (score, 2.0)
