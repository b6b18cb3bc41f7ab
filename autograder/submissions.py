"""What lies in submitted/, looked at before anything is graded: bad input gets a clear line, and
never stops the others."""

import glob
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import find_all_files, parse_utc

from autograder.assignment import Submitted
from autograder.course import Course
from autograder.errors import UnknownName
from autograder.exercises import all_exercises, chapters
from autograder.files import is_link, sayable
from autograder.notebook_steps import is_ours

ROOM = 32 * 2**20


@dataclass(frozen=True)
class Found:
    """A submission on disk: what a worker gets of it, when it was handed in, files too large to
    send along, and what there is to say of it."""

    submitted: Submitted
    timestamp: datetime | None
    large: tuple[Path, ...]
    notes: tuple[str, ...]


def choose_students(course: Course, chapter: str, student: str | None) -> list[str]:
    """Those with a submission, or the one asked for. Raises UnknownName."""
    submitters = course.submitters(chapter)
    if student is None:
        return submitters
    if student not in submitters:
        raise UnknownName(f"submission of {chapter} by student", student, submitters)
    return [student]


def refusal(course: Course, chapter: str, student: str, notebooks: tuple[str, ...]) -> str:
    """Why a submission cannot be graded; empty where it can."""
    if glob.escape(student) != student:
        return "a student's name may not hold any of * ? [ : nbgrader would take others for it"
    folder = course.submitted_path(chapter, student).parent
    paths = [folder / f"{name}.ipynb" for name in notebooks]
    there = [path for path in paths if path.is_file()]
    if not there:
        found = ", ".join(sorted(path.name for path in folder.glob("*.ipynb")))
        where = folder.relative_to(course.root)
        return f"there is no {paths[0].name} in {where}" + (f"; found {found}" if found else "")
    try:
        timestamp(folder)
    except ValueError as error:
        return str(error)
    for path in there:
        if path.is_symlink():
            return f"{path.name} is a link to another file, and links are not followed"
    wrong = _other_chapter(chapter, there[0].read_bytes())
    return f"this is a notebook of {wrong}, not of {chapter}" if wrong else ""


def timestamp(folder: Path) -> datetime | None:
    """When the work in the folder was handed in; None where it does not say. Raises ValueError
    where what it says is no time."""
    path = folder / "timestamp.txt"
    if not path.is_file():
        return None
    try:
        said = path.read_text("utf-8").strip()
        when: datetime | None = parse_utc(said) if said else None
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError("its timestamp.txt holds no time that nbgrader could read") from error
    return when


def is_newer(folder: Path, graded: Path) -> bool:
    """nbgrader's rule for grading again: both say when, and the work is the later one. Raises
    ValueError where one says no time."""
    new, old = timestamp(folder), timestamp(graded)
    return new is not None and old is not None and new > old


def read(
    course: Course,
    coursedir: CourseDirectory,
    chapter: str,
    student: str,
    notebooks: tuple[str, ...],
    given: dict[str, bytes],
) -> Found:
    """A submission as a worker gets it; `given` are the source's files, which overwrite a
    learner's. Raises OSError."""
    folder = course.submitted_path(chapter, student).parent
    files, large, notes = _files(folder, coursedir.ignore, ROOM)
    here = {name: folder / f"{name}.ipynb" for name in notebooks}
    others = sorted(p.name for p in folder.glob("*.ipynb") if p not in here.values())
    if others:
        notes = [f"a second notebook was left alone: {', '.join(others)}", *notes]
    texts = {name: path.read_bytes() for name, path in here.items() if path.is_file()}
    return Found(
        Submitted(student, texts, {**files, **given}),
        timestamp(folder),
        tuple(path for path in large if str(path.relative_to(folder)) not in given),
        tuple(notes),
    )


def given_files(coursedir: CourseDirectory, chapter: str, spared: list[str]) -> dict[str, bytes]:
    """The files beside the source notebooks, but those that learners may change."""
    folder = Path(coursedir.format_path(coursedir.source_directory, ".", chapter))
    files, large, _ = _files(folder, coursedir.ignore, ROOM, linked=lambda path: False)
    files |= {str(path.relative_to(folder)): path.read_bytes() for path in large}
    return {name: content for name, content in files.items() if name not in spared}


def _files(
    folder: Path, ignore: list[str], room: int, linked: Callable[[Path], bool] = is_link
) -> tuple[dict[str, bytes], list[Path], list[str]]:
    """What fits into the room, what does not, and what was left out with the reason."""
    files: dict[str, bytes] = {}
    large, notes = [], []
    for path in sorted(Path(each) for each in find_all_files(str(folder), [*ignore, "*.ipynb"])):
        name = str(path.relative_to(folder))
        size = path.lstat().st_size
        if linked(path):
            notes.append(f"{name} is a link and was left out")
        elif not sayable(name):
            continue
        elif size > room:
            large.append(path)
            notes.append(f"{name} is too large: left out")
        else:
            room -= size
            files[name] = path.read_bytes()
    return files, large, notes


def _other_chapter(chapter: str, submission: bytes) -> str | None:
    """The chapter whose exercises a submission holds, where that is another than it should be."""
    if not is_ours(chapter, chapter):
        return None
    try:
        cells = json.loads(submission)["cells"]
        names = {cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    ours = chapters()[chapter]
    if names & set(ours) or names & {f"{name}-answer" for name in ours}:
        return None
    every = all_exercises()
    return next((every[name].chapter for name in names if name in every), None)
