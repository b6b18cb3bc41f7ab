"""Classes that are handed in and not yet graded, and what an undisturbed run makes of them."""

from pathlib import Path

import pytest

from autograder.course import Course
from autograder.sample import Classroom
from tests.pipeline.held import Held
from tests.pipeline.small_class import SEEDED, copied, grade, hand_in_class

SLOW = 0.3


@pytest.fixture(scope="package")
def handed_in(
    tmp_path_factory: pytest.TempPathFactory, released: Course, room: Classroom
) -> Course:
    """A small class that was not graded; read it, do not write to it."""
    course = copied(released, tmp_path_factory.mktemp("class") / "course")
    hand_in_class(course, room, SLOW)
    course.secret()
    return course


@pytest.fixture(scope="package")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, handed_in: Course) -> Held:
    """What one run in one process makes of that class."""
    course = copied(handed_in, tmp_path_factory.mktemp("undisturbed") / "course")
    said = grade(course, *SEEDED, "--workers", "1")
    assert said.code == 0, said
    return Held(course)


@pytest.fixture
def small_class(handed_in: Course, tmp_path: Path) -> Course:
    """The class, for the test to grade."""
    return copied(handed_in, tmp_path / "class")
