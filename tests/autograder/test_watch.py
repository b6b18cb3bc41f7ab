"""`watch`: what arrives is graded within seconds, a few times a day, whatever is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from autograder import gradebook, lock, pipeline
from autograder.attempts import Attempts
from autograder.course import Course, write_notebook
from autograder.errors import Busy
from autograder.pipeline import State
from autograder.sample import Classroom
from autograder.watch import Watch
from autograder.workers import Here, Team
from tests.autograder.test_pipeline import hand_in
from tests.conftest import CHAPTER


class Calendar:
    """A day that the test turns over."""

    def __init__(self) -> None:
        self.day = date(2026, 11, 21)

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


def looked(course: Course, calendar: Calendar, watch: Watch | None = None) -> list[tuple[str, str]]:
    watcher = watch or Watch(course, Team(Here, 1), limit=2, today=calendar)
    return [(each.student, each.state) for each in watcher.round([CHAPTER])]


def score(course: Course, student: str) -> float:
    return gradebook.scores(course, CHAPTER)[student][0]


def test_what_arrives_is_graded_once_and_told(course, room, calendar):
    watch = Watch(course, Team(Here, 1), today=calendar)
    assert looked(course, calendar, watch) == []
    hand_in(course, room, "ada", "relu_forward")
    assert looked(course, calendar, watch) == [("ada", State.GRADED), ("ada", State.TOLD)]
    assert score(course, "ada") == 1.0
    assert course.feedback_path(CHAPTER, "ada").is_file()
    assert looked(course, calendar, watch) == []
    assert looked(course, calendar) == [], "nor by another watch, later"


def test_new_work_is_graded_without_a_newer_timestamp(course, room, calendar):
    hand_in(course, room, "ada", "relu_forward")
    looked(course, calendar)
    hand_in(course, room, "ada", "relu_forward", "relu_backward")
    assert looked(course, calendar) == [("ada", State.GRADED), ("ada", State.TOLD)]
    assert score(course, "ada") == 3.0


def test_more_than_the_day_s_attempts_wait_for_tomorrow(course, room, calendar):
    watch = Watch(course, Team(Here, 1), limit=2, today=calendar)
    for answers in (["relu_forward"], ["tanh_forward"]):
        hand_in(course, room, "ada", *answers)
        assert ("ada", State.GRADED) in looked(course, calendar, watch)
    hand_in(course, room, "ada", "relu_forward", "tanh_forward")
    assert looked(course, calendar, watch) == [("ada", State.WAITING)]
    assert looked(course, calendar, watch) == [], "said once"
    assert looked(course, calendar) == [("ada", State.WAITING)], "a new watch knows as well"
    assert score(course, "ada") == 1.0
    hand_in(course, room, "bob", "relu_forward")
    assert ("bob", State.GRADED) in looked(course, calendar, watch), "the limit is each learner's"
    calendar.day = date(2026, 11, 22)
    assert ("ada", State.GRADED) in looked(course, calendar, watch)
    assert score(course, "ada") == 2.0


def test_the_same_work_again_is_no_attempt(course, room, calendar):
    watch = Watch(course, Team(Here, 1), limit=1, today=calendar)
    hand_in(course, room, "ada", "relu_forward")
    looked(course, calendar, watch)
    hand_in(course, room, "ada", "relu_forward")
    assert looked(course, calendar, watch) == []
    assert len(Attempts(course.root).on("2026-11-21", "ada", CHAPTER)) == 1


def test_a_kill_between_the_note_and_the_grade_costs_no_second_attempt(
    course, room, calendar, monkeypatch
):
    hand_in(course, room, "ada", "relu_forward")

    def killed(*_: object) -> Iterator[object]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "grade", killed)
        with pytest.raises(KeyboardInterrupt):
            looked(course, calendar)
    watch = Watch(course, Team(Here, 1), limit=1, today=calendar)
    assert looked(course, calendar, watch) == [("ada", State.GRADED), ("ada", State.TOLD)]


def test_a_line_that_a_kill_cut_off_is_dropped(course, calendar):
    (course.root / ".attempts.jsonl").write_text('{"day": "2026-11-21", "stu')
    assert Attempts(course.root).last("ada", CHAPTER) is None
    assert (course.root / ".attempts.jsonl").read_text() == ""


def test_work_that_cannot_be_graded_is_said_once(course, calendar):
    path = course.submitted_path(CHAPTER, "cy").with_name("homework.ipynb")
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    watch = Watch(course, Team(Here, 1), today=calendar)
    assert looked(course, calendar, watch) == [("cy", State.REFUSED)]
    assert looked(course, calendar, watch) == []


def test_a_grade_by_hand_in_another_window_is_waited_for(course, room, calendar):
    hand_in(course, room, "ada", "relu_forward")
    watch = Watch(course, Team(Here, 1), today=calendar)
    with lock.grading(course):
        assert looked(course, calendar, watch) == []
    assert ("ada", State.GRADED) in looked(course, calendar, watch)


def test_what_was_graded_before_the_watch_began_is_left_alone(course, room, calendar):
    hand_in(course, room, "ada", "relu_forward")
    list(pipeline.grade(course, CHAPTER, ["ada"], pipeline.Settings()))
    assert looked(course, calendar) == [("ada", State.TOLD)], "but its feedback was missing"


def started(course: Course, log: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "autograder", "watch", "--every", "0.2", "--workers", "1"]
    with log.open("ab") as file:
        return subprocess.Popen(
            [*command, "--course", str(course.root)], stdout=file, stderr=file, cwd=course.root
        )


def until(true: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.1)


def test_the_command_survives_kills_and_ends_by_ctrl_c(
    course: Course, room: Classroom, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    os.environ.setdefault("COLUMNS", "200")
    first = started(course, log)
    hand_in(course, room, "ada", "relu_forward")
    until(lambda: course.feedback_path(CHAPTER, "ada").is_file())
    hand_in(course, room, "cy", "relu_forward")
    until(lambda: course.feedback_path(CHAPTER, "cy").is_file())
    with lock.grading(course):
        pass  # between two arrivals `grade` may run beside it
    second = started(course, log)
    assert second.wait(60) == 2
    assert "Another run is watching this course" in log.read_text()
    hand_in(course, room, "bob", "relu_forward")
    first.send_signal(signal.SIGKILL)
    first.wait()
    third = started(course, log)
    until(lambda: course.feedback_path(CHAPTER, "bob").is_file())
    third.send_signal(signal.SIGINT)
    assert third.wait(60) == 0
    assert (score(course, "ada"), score(course, "bob")) == (1.0, 1.0)
    with lock.watching(course):
        pass


def test_one_watch_at_a_time(course: Course) -> None:
    with lock.watching(course), pytest.raises(Busy), lock.watching(course):
        pass


def test_work_handed_in_through_the_exchange_is_collected_and_its_feedback_released(
    course: Course, room: Classroom, calendar: Calendar, tmp_path: Path
) -> None:
    exchange = tmp_path / "exchange"
    for name in ("inbound", "outbound", "feedback"):
        (exchange / "chainrule" / name).mkdir(parents=True)
    exchange.chmod(0o777)
    config = course.root / "nbgrader_config.py"
    config.write_text(f'{config.read_text()}\nc.Exchange.root = "{exchange}"\n')
    watch = Watch(course, Team(Here, 1), today=calendar)
    sent = exchange / "chainrule" / "inbound" / f"ada+{CHAPTER}+2026-11-20 10:00:00 UTC+x1"
    write_notebook(
        room.fill({"relu_forward": room.solutions["relu_forward"]}), sent / f"{CHAPTER}.ipynb"
    )
    (sent / "submission_secret.txt").write_text("x1")
    (sent / "timestamp.txt").write_text("2026-11-20 10:00:00 UTC")
    assert looked(course, calendar, watch) == [("ada", State.GRADED), ("ada", State.TOLD)]
    released = list((exchange / "chainrule" / "feedback").rglob("*.html"))
    assert len(released) == 1
