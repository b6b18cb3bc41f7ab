"""What many tests need: a course folder of its own, released once, and one warm process."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.demo import make_course
from autograder.release import release
from autograder.sample import Classroom
from autograder.sandbox import Warm, warm_process
from autograder.source import judged_cells

CHAPTER = "05-activations"
PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def warm() -> Warm:
    """The warm process behind the wall, one for the whole run."""
    return warm_process("bubblewrap")


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with chapter 05 released; read it, do not write to it."""
    course = make_course(tmp_path_factory.mktemp("course") / "released")
    release(course, CHAPTER)
    return course


@pytest.fixture
def course(released: Course, tmp_path: Path) -> Iterator[Course]:
    """A released course that the test may change."""
    folder = tmp_path / "course"
    shutil.copytree(released.root, folder)
    return Course(folder)


@pytest.fixture(scope="session")
def room(released: Course) -> Classroom:
    """Makes submissions of chapter 05."""
    source = released.source(CHAPTER)
    from autograder.course import read_notebook

    return Classroom(
        source, read_notebook(released.release_path(CHAPTER)), judged_cells(CHAPTER, source)
    )
