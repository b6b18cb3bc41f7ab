"""A small class that is graded in a second or two, and the real command on it."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.course import Course, write_notebook
from autograder.sample import Classroom
from tests.conftest import CHAPTER, PROJECT

SECONDS = 120
SEEDED = ("--seed", "7", "--json", "records.json")
NAMES = ("ada", "ben", "cleo", "dan", "eve", "fay", "gus", "hal", "ida", "jon")


def small(room: Classroom, answers: Mapping[str, str], *more: str) -> NotebookNode:
    """A submission of nbgrader's cells alone, with cells of the learner's own at its start."""
    notebook = deepcopy(room.fill(answers))
    kept = [c for c in notebook.cells if "nbgrader" in c.metadata or "import numpy" in c.source]
    own = [new_code_cell(source, id=f"own-{number}") for number, source in enumerate(more)]
    notebook.cells = [*own, *kept]
    return notebook


def hand_in(course: Course, room: Classroom, student: str, *names: str, slow: float = 0.0) -> None:
    """A submission with these exercises solved, which takes `slow` seconds more to run."""
    answers = {name: room.solutions[name] for name in names}
    wait = [f"import time\ntime.sleep({slow})"] if slow else []
    write_notebook(small(room, answers, *wait), course.submitted_path(CHAPTER, student))


def hand_in_class(course: Course, room: Classroom, slow: float = 0.0) -> None:
    """Ten submissions: nothing solved, one exercise, two of them, and so on."""
    names = list(room.solutions)
    for number, student in enumerate(NAMES):
        hand_in(course, room, student, *names[:number], slow=slow)


@dataclass(frozen=True)
class Said:
    """How a command ended."""

    code: int
    text: str


def environment(**more: str) -> dict[str, str]:
    """This one's, with lines wide enough not to be broken."""
    return {**os.environ, "COLUMNS": "1000", "PYTHONPATH": str(PROJECT), **more}


def start(course: Course, *words: str, before: tuple[str, ...] = ()) -> "subprocess.Popen[str]":
    """`grade` in a process group of its own, as a terminal starts it; `before` are words to put
    before the command."""
    return subprocess.Popen(
        [*before, sys.executable, "-m", "autograder", "grade", *words],
        cwd=course.root,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def ended(process: "subprocess.Popen[str]") -> Said:
    """Wait for the command's end."""
    try:
        text, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    return Said(process.returncode, " ".join(text.split()))


def grade(course: Course, *words: str, before: tuple[str, ...] = ()) -> Said:
    """Run `grade` to its end."""
    return ended(start(course, *words, before=before))


def copied(course: Course, to: Path) -> Course:
    """The course once more, in another folder."""
    shutil.copytree(course.root, to)
    return Course(to)
