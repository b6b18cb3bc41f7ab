"""Two runs at once, and Ctrl-C: nothing is lost, and the same command goes on."""

import os
import re
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from autograder.course import Course
from autograder.sample import Classroom
from tests.pipeline.held import Held, assert_equal, assert_nothing_is_half_written, graded
from tests.pipeline.processes import eventually, warm_processes
from tests.pipeline.small_class import NAMES, SEEDED, copied, ended, grade, hand_in, start

COMMAND = (*SEEDED, "--workers", "2")


def test_a_second_run_refuses_and_says_which_process_grades(
    small_class: Course, undisturbed: Held
) -> None:
    first = start(small_class, *COMMAND)
    eventually(lambda: graded(small_class), "somebody graded")
    first.send_signal(signal.SIGSTOP)
    second = grade(small_class, *COMMAND)
    first.send_signal(signal.SIGCONT)
    assert second.code == 2
    assert f"Another run is grading this course (process {first.pid})" in second.text
    said = ended(first)
    assert (said.code, len(graded(small_class))) == (0, len(NAMES)), said
    assert_equal(Held(small_class), undisturbed)


def test_after_the_first_run_ends_the_second_goes_on(
    small_class: Course, undisturbed: Held
) -> None:
    assert grade(small_class, *COMMAND, "--student", NAMES[0]).code == 0
    said = grade(small_class, *COMMAND)
    assert (said.code, said.text.count("1 already graded, 9 graded")) == (0, 1), said
    assert_equal(Held(small_class), undisturbed)


def test_a_run_that_was_killed_does_not_keep_the_course_locked(small_class: Course) -> None:
    first = start(small_class, *COMMAND)
    eventually(lambda: warm_processes(first.pid), "a worker at work")
    first.kill()
    ended(first)
    assert grade(small_class, *COMMAND).code == 0


def test_ctrl_c_finishes_what_is_under_way_and_the_same_command_goes_on(
    small_class: Course, undisturbed: Held
) -> None:
    run = start(small_class, *COMMAND)
    eventually(lambda: graded(small_class), "somebody graded")
    os.killpg(run.pid, signal.SIGINT)
    said = ended(run)
    assert said.code == 1, said
    assert "Stopping after what is under way" in said.text
    assert "Stopped. The same command goes on where this one ended." in said.text
    done = graded(small_class)
    (counted,) = re.findall(r"(\d+) graded", said.text)
    assert 0 < len(done) == int(counted) < len(NAMES)
    assert_nothing_is_half_written(small_class, undisturbed)
    said = grade(small_class, *COMMAND)
    assert f"{len(done)} already graded, {len(NAMES) - len(done)} graded" in said.text
    assert_equal(Held(small_class), undisturbed)


def test_ctrl_c_twice_ends_at_once_and_leaves_nothing_half_written(
    released: Course, room: Classroom, tmp_path: Path
) -> None:
    course = copied(released, tmp_path / "course")
    for student in NAMES[:3]:
        hand_in(course, room, student, slow=8.0)
    run = start(course, *COMMAND)
    eventually(lambda: len(warm_processes(run.pid)) >= 4 * 2, "both workers ready")
    time.sleep(2.0)  # and at work: a submission takes eight seconds
    for _ in range(2):
        os.killpg(run.pid, signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            run.wait(2.0)
    said = ended(run)
    assert said.code == 130, said
    assert not graded(course)
