"""The records of a graded class, read back from autograded/: every test cell carries its own."""

from collections.abc import Iterator

from autograder import gradebook
from autograder.course import Course, read_notebook
from autograder.model import Record, Status
from autograder.notebook_steps import is_ours
from autograder.report.cell import read_verdict
from autograder.source import judged_cells


def class_records(course: Course, chapter: str, student: str | None = None) -> Iterator[Record]:
    """One record for every exercise of every student, in the order of the source; a student whom
    the gradebook knows and who has no graded notebook gets records that say `missing`. None for
    another course's assignment: nothing in it is judged."""
    if not is_ours(chapter, chapter):
        return
    everyone = set(gradebook.students(course)) | set(course.submitters(chapter))
    for each in sorted(everyone):
        if student is None or each == student:
            yield from student_records(course, chapter, each)


def student_records(course: Course, chapter: str, student: str) -> list[Record]:
    """The records of one student's graded notebook, or `missing` ones."""
    path = course.autograded_path(chapter, student)
    judged = judged_cells(chapter, course.source(chapter))
    found: dict[str, Record] = {}
    if path.is_file():
        for cell in read_notebook(path).cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            record = read_verdict(cell) if name in judged.exercises else None
            if record is not None:
                found[record.exercise] = record
    return [
        found.get(name) or _missing(chapter, student, name, judged.points[name])
        for name in judged.exercises
    ]


def _missing(chapter: str, student: str, exercise: str, points: float) -> Record:
    return Record(
        chapter=chapter,
        student=student,
        exercise=exercise,
        score=0.0,
        max_score=points,
        status=Status.MISSING,
        message="no graded submission",
    )
