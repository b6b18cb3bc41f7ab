"""A gradebook in PostgreSQL: the same rows as in SQLite, also when the server restarts in the
middle of a run."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.release import release
from tests.conftest import CHAPTER
from tests.pipeline.held import Held, assert_equal, assert_nothing_is_half_written, graded
from tests.pipeline.postgres import Server, server
from tests.pipeline.processes import eventually
from tests.pipeline.small_class import NAMES, SEEDED, copied, ended, grade, start

COMMAND = (*SEEDED, "--workers", "2")


@pytest.fixture(scope="module")
def database() -> Iterator[Server]:
    """One server for this file."""
    with server() as found:
        yield found


@pytest.fixture
def course(handed_in: Course, database: Server, tmp_path: Path) -> Course:
    """The small class, released into an empty PostgreSQL database."""
    course = copied(handed_in, tmp_path / "class")
    (course.root / "gradebook.db").unlink()
    database.empty()
    database.serve(course)
    release(course, CHAPTER)
    return course


def test_the_same_class_has_the_same_rows(course: Course, undisturbed: Held) -> None:
    said = grade(course, *COMMAND)
    assert said.code == 0, said
    assert not (course.root / "gradebook.db").exists()
    assert_equal(Held(course), undisturbed)


def test_graded_again_by_force_it_has_the_same_rows(course: Course, undisturbed: Held) -> None:
    for _ in range(2):
        assert grade(course, *COMMAND, "--force").code == 0
    assert_equal(Held(course), undisturbed)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_server_that_restarts_at_once_stops_nobody(
    course: Course, database: Server, undisturbed: Held, mode: str
) -> None:
    run = start(course, *COMMAND)
    eventually(lambda: len(graded(course)) >= 2, "two graded")
    database.stop(mode)
    database.start()
    said = ended(run)
    assert said.code in (0, 2), said
    if said.code == 2:
        assert "it goes on where it stopped" in said.text
        assert_nothing_is_half_written(course, undisturbed)
        assert grade(course, *COMMAND).code == 0
    assert_equal(Held(course), undisturbed)


def test_a_server_that_stays_away_is_named_and_the_next_run_completes(
    course: Course, database: Server, undisturbed: Held
) -> None:
    run = start(course, *COMMAND)
    eventually(lambda: len(graded(course)) >= 2, "two graded")
    database.stop()
    began = time.monotonic()
    said = ended(run)
    assert time.monotonic() - began < 60
    database.start()
    assert said.code == 2, said
    assert "The gradebook cannot be used" in said.text
    assert "it goes on where it stopped" in said.text
    assert 2 <= len(graded(course)) < len(NAMES)
    assert_nothing_is_half_written(course, undisturbed)
    assert grade(course, *COMMAND).code == 0
    assert_equal(Held(course), undisturbed)
