"""A class in which everything happens that a gradebook has a rule for."""

from datetime import datetime, timedelta
from pathlib import Path

from autograder import gradebook
from autograder.course import Course
from autograder.sample import Classroom
from tests.conftest import CHAPTER
from tests.pipeline.small_class import copied, grade, hand_in

DUE = datetime(2026, 3, 1, 12)
HOURS = {"ada": -5, "ben": 0, "cleo": 2, "dan": 200}
CONFIG = """
import sys
sys.path.insert(0, {folder!r})
c.AssignLatePenalties.plugin_class = "hourly.Hourly"
c.Execute.seed = 7
"""
PLUGIN = '''
"""Half a point an hour, and nothing of the second day on."""
from nbgrader.plugins import BasePlugin


class Hourly(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        hours = total_seconds_late / 3600
        return min(score, hours / 2) if hours < 48 else None
'''


def with_every_case(released: Course, room: Classroom, folder: Path) -> Course:
    """Late work and work in time, a grade by hand from before, a folder without its notebook, a
    damaged file, files beside, somebody the gradebook does not know yet."""
    course = copied(released, folder / "course")
    plugins = folder / "plugins"
    plugins.mkdir()
    (plugins / "hourly.py").write_text(PLUGIN)
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + CONFIG.format(folder=str(plugins)))
    with gradebook.opened(course) as book:
        book.find_assignment(CHAPTER).duedate = DUE
        for student in (*HOURS, "eve", "gus"):
            book.add_student(student)
    names = list(room.solutions)
    for number, (student, hours) in enumerate(HOURS.items(), start=2):
        hand_in(course, room, student, *names[:number])
        stamp = (DUE + timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M:%S UTC")
        course.submitted_path(CHAPTER, student).with_name("timestamp.txt").write_text(stamp)
    _by_hand(course)
    for student in ("eve", "fay"):
        hand_in(course, room, student, *names[-3:])
    course.submitted_path(CHAPTER, "eve").write_bytes(b'{"cells": [{"cell')
    course.submitted_path(CHAPTER, "fay").with_name("data.csv").write_bytes(b"1,2\n")
    empty = course.submitted_path(CHAPTER, "gus").parent
    empty.mkdir(parents=True)
    (empty / "readme.txt").write_text("I forgot it.")
    return course


def _by_hand(course: Course) -> None:
    """Graded once, then by a human, as every way must leave it."""
    assert grade(course, "--student", "ben").code == 0
    with gradebook.opened(course) as book:
        book.find_grade("challenge", CHAPTER, CHAPTER, "ben").manual_score = 4.0
        book.find_comment("challenge", CHAPTER, CHAPTER, "ben").manual_comment = "well argued"
        book.db.commit()
