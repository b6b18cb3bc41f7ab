"""The only module that touches nbgrader's database."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from nbgrader.api import Gradebook, MissingEntry

from autograder.course import Course
from autograder.errors import MissingRelease


@contextmanager
def opened(course: Course) -> Iterator[Gradebook]:
    """nbgrader's gradebook of the course."""
    config = course.config()
    url = config.CourseDirectory.get("db_url") or f"sqlite:///{course.root / 'gradebook.db'}"
    with Gradebook(url, config.CourseDirectory.get("course_id", "default_course")) as gradebook:
        yield gradebook


def require_release(course: Course, chapter: str) -> None:
    """Raises MissingRelease unless the chapter's test cells are in the gradebook."""
    if not (course.root / "gradebook.db").exists() and not course.config().CourseDirectory.get(
        "db_url"
    ):
        raise MissingRelease(chapter)
    with opened(course) as gradebook:
        try:
            gradebook.find_notebook(chapter, chapter)
        except MissingEntry:
            raise MissingRelease(chapter) from None


def students(course: Course) -> list[str]:
    """Everyone the gradebook knows, whether or not they submitted."""
    with opened(course) as gradebook:
        return sorted(student.id for student in gradebook.students)


def scores(course: Course, chapter: str) -> Mapping[str, tuple[float, float]]:
    """(score, max_score) of each student's submission, manual grades and penalties included."""
    with opened(course) as gradebook:
        return {
            submission.student_id: (submission.score, submission.max_score)
            for submission in gradebook.assignment_submissions(chapter)
        }
