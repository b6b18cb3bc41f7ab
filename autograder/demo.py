"""The demo: a course in a folder of its own, a sample class, and every grade held against what the
submission deserves."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.bundle import PROJECT
from autograder.course import Course, read_notebook, write_notebook
from autograder.errors import CourseError
from autograder.records import class_records
from autograder.sample import Classroom, Submission, sample_class
from autograder.source import judged_cells

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Deserved:
    """One submission of the sample class: its deserved score beside the one it got."""

    student: str
    why: str
    deserved: float
    got: float
    right: bool


def make_course(folder: Path) -> Course:
    """A fresh course folder with the project's chapters; an earlier demo there is replaced, any
    other folder is left alone (CourseError)."""
    if folder.exists():
        if not (folder / MANIFEST).exists() and any(folder.iterdir()):
            raise CourseError(f"{folder} exists and is not a demo: name another folder with --to.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / MANIFEST).write_text("{}\n", encoding="utf-8")
    shutil.copy(PROJECT / "nbgrader_config.py", folder)
    for name in ("source", "notebooks"):
        shutil.copytree(PROJECT / name, folder / name)
    return Course(folder)


def hand_in(course: Course, chapter: str, size: int) -> list[Submission]:
    """Write the sample class into submitted/, and what it deserves into the manifest."""
    manifest = json.loads((course.root / MANIFEST).read_text("utf-8"))
    source = course.source(chapter)
    released = read_notebook(course.release_path(chapter))
    room = Classroom(source, released, judged_cells(chapter, source))
    submissions = sample_class(room, size)
    for each in submissions:
        path = course.submitted_path(chapter, each.student)
        if isinstance(each.content, bytes):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(each.content)
        else:
            write_notebook(each.content, path)
    manifest[chapter] = {
        each.student: {"why": each.why, "score": each.score, "exercises": dict(each.deserves)}
        for each in submissions
    }
    text = json.dumps(manifest, indent=1, ensure_ascii=False)
    (course.root / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return submissions


def compare(course: Course, chapter: str) -> Sequence[Deserved]:
    """What each submission got beside what the manifest says, exercise by exercise."""
    manifest = json.loads((course.root / MANIFEST).read_text("utf-8"))[chapter]
    got: dict[str, dict[str, float]] = {}
    for record in class_records(course, chapter):
        got.setdefault(record.student, {})[record.exercise] = record.score
    return [_line(student, said, got.get(student, {})) for student, said in manifest.items()]


def _line(student: str, said: Mapping[str, object], got: Mapping[str, float]) -> Deserved:
    deserved = said["exercises"]
    assert isinstance(deserved, dict)
    right = deserved.keys() == got.keys() and all(
        abs(got[name] - points) < 1e-3 for name, points in deserved.items()
    )
    return Deserved(student, str(said["why"]), sum(deserved.values()), sum(got.values()), right)
