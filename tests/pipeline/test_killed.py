"""Killed at any moment and started again: the same gradebook, folders and JSON as undisturbed."""

import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import psutil
import pytest

from autograder.course import Course, write_notebook
from autograder.sample import Classroom
from tests.conftest import CHAPTER
from tests.pipeline.held import Held, assert_equal, assert_nothing_is_half_written, graded
from tests.pipeline.processes import (
    alive,
    below,
    eventually,
    orphans_adopted,
    warm_processes,
    workers,
)
from tests.pipeline.small_class import NAMES, SEEDED, copied, ended, grade, small, start

IN_TURN = ("worker", "warm process", "head")
COMMAND = (*SEEDED, "--workers", "2")
GONE_WITHIN = 10.0
LOOP = "import ctypes\nctypes.CDLL(None).prctl(15, b'looping')\nwhile True: pass"


@pytest.fixture(autouse=True)
def _adopting() -> Iterator[None]:
    with orphans_adopted():
        yield


def victims(kind: str, head: int) -> list[psutil.Process]:
    """The processes of that kind that live now."""
    if kind == "head":
        return [psutil.Process(head)]
    return workers(head) if kind == "worker" else warm_processes(head)


def killed_at_random(
    kind: str, run: "subprocess.Popen[str]", course: Course, draw: random.Random
) -> list[str]:
    """Kill one process of that kind at a random moment, and say which; nothing where the run ended
    before."""
    goal = len(graded(course)) + draw.choice((0, 0, 1, 2))
    goal, seconds = min(goal, len(NAMES) - 3), draw.uniform(0.0, 0.6)

    def is_time() -> bool:
        over = run.poll() is not None
        return over or (len(graded(course)) >= goal and bool(victims(kind, run.pid)))

    eventually(is_time, f"a {kind} to kill when {goal} are graded")
    time.sleep(seconds)
    if run.poll() is not None:
        return []
    with suppress(psutil.NoSuchProcess, IndexError):
        draw.choice(victims(kind, run.pid)).kill()
    return [f"{kind}, {seconds:.2f} s after {goal} were graded"]


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("seed", [20260721])
def test_killed_fifteen_times_and_started_again(
    seed: int, handed_in: Course, undisturbed: Held, tmp_path: Path
) -> None:
    draw, moments = random.Random(seed), list[str]()
    courses = (copied(handed_in, tmp_path / f"class-{number}") for number in count())
    course, before = next(courses), alive()
    while len(moments) < 15:
        if len(graded(course)) >= len(NAMES) - 3:
            assert grade(course, *COMMAND).code == 0, moments
            assert_equal(Held(course), undisturbed)
            course = next(courses)
        run = start(course, *COMMAND)
        for kind in IN_TURN:
            moments += killed_at_random(kind, run, course, draw)
        assert ended(run).code in (0, -signal.SIGKILL), moments
        eventually(lambda: alive() <= before, f"no process left by {moments}", GONE_WITHIN)
        assert_nothing_is_half_written(course, undisturbed)
    assert grade(course, *COMMAND).code == 0, moments
    assert_equal(Held(course), undisturbed)


@pytest.mark.parametrize("seed", [20260722])
def test_a_run_whose_workers_and_warm_processes_are_killed_ends_by_itself(
    seed: int, small_class: Course, undisturbed: Held
) -> None:
    draw, moments = random.Random(seed), list[str]()
    run = start(small_class, *COMMAND)
    for kind in ("warm process", "worker", "warm process", "warm process", "worker"):
        moments += killed_at_random(kind, run, small_class, draw)
    said = ended(run)
    assert said.code == 0, (said, moments)
    assert len(moments) >= 4, moments
    assert_equal(Held(small_class), undisturbed)


@pytest.mark.parametrize("isolation", ["bubblewrap", "none"])
def test_a_killed_head_leaves_no_endless_loop_of_a_learner_behind(
    isolation: str, released: Course, room: Classroom, tmp_path: Path
) -> None:
    course, before = copied(released, tmp_path / "course"), alive()
    notebook = small(room, {}, LOOP)
    write_notebook(notebook, course.submitted_path(CHAPTER, "ada"))
    run = start(course, "--workers", "1", "--isolation", isolation)
    eventually(lambda: loops(run.pid), "the learner's loop")
    run.kill()
    ended(run)
    eventually(lambda: alive() <= before, "every process gone", GONE_WITHIN)


def loops(head: int) -> bool:
    """Whether the learner's loop runs, which has given itself a name."""
    with suppress(psutil.NoSuchProcess):
        return any(each.name() == "looping" for each in below(head))
    return False
