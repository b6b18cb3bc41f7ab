"""nbgrader's own commands on the same course folder."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from autograder import gradebook, pipeline
from autograder.course import Course, write_notebook
from autograder.pipeline import Settings
from autograder.records import student_records
from autograder.sample import Classroom
from tests.conftest import CHAPTER


def nbgrader(course: Course, *arguments: str) -> subprocess.CompletedProcess[str]:
    scripts = Path(sys.executable).parent
    path = f"{scripts}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [str(scripts / "nbgrader"), *arguments],
        cwd=course.root,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_generate_assignment_makes_the_same_release(course: Course) -> None:
    ours = course.release_path(CHAPTER).read_text("utf-8")
    done = nbgrader(course, "generate_assignment", CHAPTER, "--force")
    assert done.returncode == 0, done.stderr
    theirs = course.release_path(CHAPTER).read_text("utf-8")
    assert json.loads(theirs) == json.loads(ours)


def test_autograde_and_feedback_give_what_our_own_commands_give(
    course: Course, room: Classroom
) -> None:
    wanted = {"relu_backward": "upstream gradient passes everywhere"}
    wrong, worth = room.with_mistakes(wanted)
    write_notebook(wrong, course.submitted_path(CHAPTER, "ada"))
    broken = course.submitted_path(CHAPTER, "bob")
    broken.parent.mkdir(parents=True)
    broken.write_text("{")

    done = nbgrader(course, "autograde", CHAPTER)
    assert done.returncode == 0, done.stderr
    theirs = student_records(course, CHAPTER, "ada")
    assert sum(record.score for record in theirs) == sum(worth.values())
    assert gradebook.scores(course, CHAPTER)["bob"][0] == 0.0
    assert [r.mistake for r in theirs if r.mistake] == ["upstream gradient passes everywhere"]

    done = nbgrader(course, "generate_feedback", CHAPTER)
    assert done.returncode == 0, done.stderr
    page = course.feedback_path(CHAPTER, "ada").read_text("utf-8")
    assert "upstream gradient passes everywhere" in page

    shutil.rmtree(course.root / "autograded")
    list(pipeline.grade(course, CHAPTER, ["ada"], Settings(force=True)))
    assert student_records(course, CHAPTER, "ada") == theirs


def test_validate_fails_on_the_release_and_passes_on_a_solved_notebook(
    course: Course, room: Classroom
) -> None:
    untouched = nbgrader(course, "validate", str(course.release_path(CHAPTER)))
    assert "VALIDATION FAILED ON 20 CELL(S)" in untouched.stdout
    solved = course.root / "solved.ipynb"
    write_notebook(room.fill({**room.solutions, "challenge": "SiLU, measured."}), solved)
    done = nbgrader(course, "validate", str(solved))
    assert "Success! Your notebook passes all the tests." in done.stdout, done.stdout
