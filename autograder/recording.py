"""A graded submission put on record: its folder in autograded/, its rows in the gradebook, both or
neither."""

import shutil
from pathlib import Path

from autograder.assignment import Marked
from autograder.course import Course
from autograder.errors import DiskTrouble
from autograder.files import write_new
from autograder.gradebook import Book
from autograder.placing import Place, set_permissions, write_all
from autograder.planning import Plan
from autograder.submissions import Found


def place_of(plan: Plan, student: str) -> Place:
    """Where a student's graded work stands."""
    coursedir = plan.coursedir
    folder = coursedir.format_path(coursedir.autograded_directory, student, plan.assignment.name)
    return Place(Path(folder))


def record(course: Course, plan: Plan, book: Book, found: Found, marked: Marked) -> None:
    """Write the files beside, commit the rows, then put the files in their place: killed anywhere
    in between, the submission counts as not graded. Raises DiskTrouble, DatabaseTrouble,
    UnknownStudent, and leaves all as it was."""
    place = place_of(plan, marked.student)
    try:
        try:
            _fill(place.begin(), course, plan, found, marked)
            place.set_aside()
        except OSError as error:
            raise DiskTrouble(marked.student, error) from error
        book.record(
            plan.assignment.name,
            marked,
            timestamp=found.timestamp,
            create_student=plan.create_student,
        )
    except BaseException:
        place.give_up()
        raise
    try:
        place.finish()
    except OSError as error:
        raise DiskTrouble(marked.student, error) from error


def _fill(new: Path, course: Course, plan: Plan, found: Found, marked: Marked) -> None:
    submitted = course.submitted_path(plan.assignment.name, marked.student).parent
    for path in found.large:
        to = new / path.relative_to(submitted)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to)
    write_all(found.submitted.files, new)
    write_new(marked.files, new)
    write_all({f"{name}.ipynb": each.content for name, each in marked.notebooks.items()}, new)
    set_permissions(new, plan.permissions, shared=bool(plan.coursedir.groupshared))
