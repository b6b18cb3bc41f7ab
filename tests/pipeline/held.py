"""All that a gradebook and a course folder hold of an assignment, by names instead of ids."""

from collections.abc import Mapping
from pathlib import Path

from nbgrader.api import Gradebook

from autograder import gradebook
from autograder.course import Course
from tests.conftest import CHAPTER

Rows = Mapping[tuple[str, ...], object]


def rows(course: Course, assignment: str = CHAPTER) -> Rows:
    """All that the database says of the submissions, late penalties and comments included."""
    with gradebook.opened(course) as book:
        return rows_of(book, assignment)


def rows_of(book: Gradebook, assignment: str) -> Rows:
    """The same, of an open gradebook."""
    found: dict[tuple[str, ...], object] = {(s.id,): "known" for s in book.students}
    for submission in book.assignment_submissions(assignment):
        who = submission.student_id
        late = submission.total_seconds_late
        found[who, "submission"] = (submission.timestamp, late, submission.score)
        for notebook in submission.notebooks:
            here = who, notebook.name
            found[here] = (notebook.late_submission_penalty, notebook.score, notebook.max_score)
            for grade in notebook.grades:
                found[*here, grade.name, "grade"] = (
                    grade.auto_score,
                    grade.manual_score,
                    grade.extra_credit,
                    grade.max_score,
                    bool(grade.needs_manual_grade),
                )
            for comment in notebook.comments:
                said = comment.auto_comment, comment.manual_comment
                found[*here, comment.name, "comment"] = said
    return found


def by_student(found: Rows) -> Mapping[str, Rows]:
    """The rows of each student apart."""
    apart: dict[str, dict[tuple[str, ...], object]] = {}
    for where, row in found.items():
        apart.setdefault(where[0], {})[where] = row
    return apart


def files(course: Course) -> Mapping[str, bytes]:
    """Every file in autograded/, with what is hidden by a dot."""
    return files_in(course.root / "autograded")


def files_in(folder: Path) -> Mapping[str, bytes]:
    """Every file below a folder by its path from there."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def graded(course: Course) -> set[str]:
    """Who has a folder in autograded/ that counts as graded."""
    return {path.parent.name for path in (course.root / "autograded").glob("*/[!.]*/")}


def assert_nothing_is_half_written(course: Course, undisturbed: "Held") -> None:
    """A student has all rows of the undisturbed run or none; a folder is complete or not there,
    and where it is there, so are the rows."""
    whole, now = by_student(undisturbed.rows), by_student(rows(course))
    for student, own in now.items():
        assert own == whole[student], f"half a submission of {student} is in the gradebook"
    for student in graded(course):
        own_files = files_in(course.root / "autograded" / student)
        seen = {name: held for name, held in own_files.items() if not name.startswith(".")}
        assert seen == undisturbed.files_of(student), f"{student}'s folder is not complete"
        assert student in now, f"{student} has a graded folder and no scores"


class Held:
    """What a finished run left: rows, files, and the JSON where it was asked for."""

    def __init__(self, course: Course) -> None:
        self.rows, self.files = rows(course), files(course)
        json_file = course.root / "records.json"
        self.json = json_file.read_bytes() if json_file.exists() else b""

    def files_of(self, student: str) -> Mapping[str, bytes]:
        """One student's, by their paths from their folder."""
        return {
            name.removeprefix(f"{student}/"): held
            for name, held in self.files.items()
            if name.startswith(f"{student}/")
        }


def assert_equal(one: Held, other: Held) -> None:
    """Said in a way that names what differs, not a screen of numbers."""
    assert_same_rows(one.rows, other.rows)
    only = one.files.keys() ^ other.files.keys()
    assert not only, only
    changed = [name for name in one.files if one.files[name] != other.files[name]]
    assert not changed, changed
    assert one.json == other.json, "the JSON is another"


def assert_same_rows(one: Rows, other: Rows) -> None:
    """Likewise, of rows alone."""
    assert one, "there are no rows at all"
    different = {
        where: (one.get(where, "missing"), other.get(where, "missing"))
        for where in {*one, *other}
        if one.get(where, "missing") != other.get(where, "missing")
    }
    assert not different, different
