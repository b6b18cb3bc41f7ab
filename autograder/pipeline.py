"""Many submissions through nbgrader's own autograder with our steps, one after another; none of
them can stop the others."""

import glob
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import nbgrader.utils
from traitlets.config import Config

from autograder import gradebook
from autograder.course import Course
from autograder.errors import Refused, UnknownName
from autograder.exercises import all_exercises
from autograder.nbgrader_steps import TOLD
from autograder.sandbox import Isolation
from autograder.source import judged_cells


class State(StrEnum):
    """What became of one submission."""

    GRADED = "graded"
    SKIPPED = "already graded"
    DAMAGED = "damaged"
    REFUSED = "not graded"


@dataclass(frozen=True)
class Outcome:
    """One line of `grade`: whose submission, what became of it, and why."""

    chapter: str
    student: str
    state: State
    message: str = ""

    @property
    def troubled(self) -> bool:
        """Whether an instructor must look at it."""
        return self.state in (State.DAMAGED, State.REFUSED)


@dataclass(frozen=True)
class Settings:
    """How to grade: again what is graded, behind which wall, from which seed."""

    force: bool = False
    isolation: Isolation = "bubblewrap"
    seed: int | None = None


def choose_students(course: Course, chapter: str, student: str | None) -> list[str]:
    """Those with a submission, or the one asked for. Raises UnknownName."""
    submitters = course.submitters(chapter)
    if student is None:
        return submitters
    if student not in submitters:
        raise UnknownName(f"submission of {chapter} by student", student, submitters)
    return [student]


def grade(
    course: Course, chapter: str, students: list[str], settings: Settings
) -> Iterator[Outcome]:
    """Grade the students' submissions of a chapter; an outcome each, as it comes."""
    gradebook.require_release(course, chapter)
    config = course.config()
    config.Execute.isolation = settings.isolation
    if settings.seed is not None:
        config.Execute.seed = settings.seed
    for student in students:
        yield _grade_one(course, chapter, student, config, settings.force)


def _grade_one(course: Course, chapter: str, student: str, config: Config, force: bool) -> Outcome:
    notes, refusal = _look(course, chapter, student)
    if refusal:
        return Outcome(chapter, student, State.REFUSED, refusal)
    TOLD.clear()
    before = _written(course, chapter, student)
    try:
        result = course.nbgrader(
            "autograde", chapter, student, config=config, force=force, create=True
        )
    except (Exception, SystemExit) as error:
        return Outcome(chapter, student, State.REFUSED, f"{type(error).__name__}: {error}")
    if not result["success"]:
        said = str(Refused(f"grade {student}'s {chapter}", result.get("log", "")))
        return Outcome(chapter, student, State.REFUSED, said)
    if before is not None and before == _written(course, chapter, student):
        return Outcome(chapter, student, State.SKIPPED, notes)
    if any(kind == "damaged" for kind, _ in TOLD):
        said = "the file is no readable notebook: every exercise got 0"
        return Outcome(chapter, student, State.DAMAGED, said)
    repairs = [said for kind, said in TOLD if kind == "repaired"]
    return Outcome(chapter, student, State.GRADED, "; ".join(filter(None, [notes, *repairs])))


def _written(course: Course, chapter: str, student: str) -> tuple[int, int] | None:
    """What changes whenever a graded notebook is written anew; None where there is none."""
    path = course.autograded_path(chapter, student)
    if not path.is_file():
        return None
    about = path.stat()
    return about.st_ino, about.st_mtime_ns


def strangers(course: Course) -> list[Outcome]:
    """What lies in submitted/ under no chapter's name, and would be overlooked."""
    known = course.chapters()
    return [
        Outcome(
            path.name,
            path.parent.name,
            State.REFUSED,
            f"no chapter of that name; there is: {', '.join(known)}",
        )
        for path in sorted((course.root / "submitted").glob("*/*/"))
        if path.name not in known
    ]


def _look(course: Course, chapter: str, student: str) -> tuple[str, str]:
    """What there is to say before grading: a note, and why it cannot be graded, if so."""
    if glob.escape(student) != student:
        return "", "a student's name may not hold any of * ? [ : nbgrader would take others for it"
    path = course.submitted_path(chapter, student)
    others = sorted(each.name for each in path.parent.glob("*.ipynb") if each != path)
    if not path.is_file():
        found = f"; found {', '.join(others)}" if others else ""
        return "", f"there is no {path.name} in {path.parent.relative_to(course.root)}{found}"
    stamp = path.parent / "timestamp.txt"
    if stamp.is_file() and not _is_time(stamp):
        return "", "its timestamp.txt holds no time that nbgrader could read"
    if path.is_symlink():
        return "", f"{path.name} is a link to another file, and links are not followed"
    wrong = _other_chapter(course, chapter, path.read_bytes())
    if wrong:
        return "", f"this is a notebook of {wrong}, not of {chapter}"
    note = f"a second notebook was left alone: {', '.join(others)}" if others else ""
    return note, ""


def _is_time(stamp: Path) -> bool:
    try:
        nbgrader.utils.parse_utc(stamp.read_text("utf-8").strip())
    except (Exception, OverflowError):
        return False
    return True


def _other_chapter(course: Course, chapter: str, submission: bytes) -> str | None:
    """The chapter whose exercises a submission holds, where that is another than it should be."""
    try:
        cells = json.loads(submission)["cells"]
        names = {cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    ours = judged_cells(chapter, course.source(chapter)).exercises
    if not ours or names & set(ours) or names & {f"{name}-answer" for name in ours}:
        return None
    every = all_exercises()
    return next((every[name].chapter for name in names if name in every), None)


def feedback(course: Course, chapter: str, student: str | None = None) -> bool:
    """Write feedback for every graded submission of a chapter, or for one student's. Returns
    whether there was any. Raises Refused."""
    if not list((course.root / "autograded").glob(f"{student or '*'}/{chapter}/")):
        return False
    result = course.nbgrader("generate_feedback", chapter, student_id=student, force=True)
    if not result["success"]:
        raise Refused(f"write the feedback on {chapter}", result.get("log", ""))
    return True
