"""The only module that touches nbgrader's database."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from time import sleep
from typing import Any, TypeVar

from nbgrader.api import (
    BaseCell,
    Gradebook,
    InvalidEntry,
    MissingEntry,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from traitlets.config import Config

from autograder.assignment import KnownCell, Marked, MarkedNotebook, Sheet
from autograder.course import Course
from autograder.errors import DatabaseTrouble, MissingRelease, UnknownStudent

T = TypeVar("T")
PATIENCE = (0.2, 1.0, 3.0)


class Book:
    """nbgrader's gradebook of a course, open for a whole run; a context manager.

    What happens to one submission is one transaction. A database that is busy or gone is tried
    again after a while (`patience`, seconds); then DatabaseTrouble is raised, and nothing of that
    submission is in it."""

    def __init__(self, course: Course, patience: tuple[float, ...] = PATIENCE) -> None:
        config = course.config()
        self._url, self._course_id = _where(course, config)
        self._penalties = AssignLatePenalties(config=config)
        self._penalties.init_plugin()
        self._patience = patience
        self._open: Gradebook | None = None

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection; the next use takes a new one."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def sheets(self, assignment: str) -> tuple[Sheet, ...]:
        """What the database knows of an assignment's notebooks; none where it was not released.
        Raises DatabaseTrouble."""

        def read(book: Gradebook) -> tuple[Sheet, ...]:
            try:
                found = book.find_assignment(assignment).notebooks
            except MissingEntry:
                return ()
            return tuple(_sheet(each) for each in sorted(found, key=lambda each: each.name))

        return self._patiently(read)

    def record(
        self,
        assignment: str,
        marked: Marked,
        *,
        timestamp: datetime | None,
        create_student: bool = True,
    ) -> None:
        """Write a submission's scores and comments as `nbgrader autograde` does: manual grades and
        comments stay, notebooks that are missing get zero, what is late its penalty. Raises
        UnknownStudent, DatabaseTrouble."""

        def write(book: Gradebook) -> None:
            with _transaction(book):
                _admit(book, marked.student, create_student)
                told = {"timestamp": timestamp} if timestamp else {}
                with book.db.no_autoflush:
                    submission = book.update_or_create_submission(
                        assignment, marked.student, **told
                    )
                cells = _cells(book, submission)
                for notebook in submission.notebooks:
                    graded = marked.notebooks.get(notebook.name)
                    _score(notebook, graded, cells) if graded else _zero(notebook)
                book.db.flush()
                for notebook in submission.notebooks:
                    if notebook.name in marked.notebooks:
                        self._penalise(book, submission, notebook)

        self._patiently(write)

    def _patiently(self, use: Callable[[Gradebook], T]) -> T:
        for pause in (*self._patience, None):
            try:
                if self._open is None:
                    self._open = Gradebook(self._url, self._course_id)
                return use(self._open)
            except (DBAPIError, InvalidEntry) as error:
                trouble = error.__context__ if isinstance(error, InvalidEntry) else error
                if not isinstance(trouble, DBAPIError):
                    raise
                self.close()
                if pause is None:
                    raise DatabaseTrouble(str(trouble.orig)) from error
                sleep(pause)
        raise AssertionError("unreachable")

    def _penalise(
        self, book: Gradebook, submission: SubmittedAssignment, notebook: SubmittedNotebook
    ) -> None:
        """nbgrader's AssignLatePenalties, with the plugin that the course names."""
        notebook.late_submission_penalty = None
        if submission.total_seconds_late <= 0:
            return
        book.db.flush()
        book.db.refresh(notebook)
        penalty = self._penalties.plugin_inst.late_submission_penalty(
            submission.student_id, notebook.score, submission.total_seconds_late
        )
        if penalty is not None:
            due = self._penalties._check_late_penalty(notebook, penalty)
            notebook.late_submission_penalty = due


def _where(course: Course, config: Config) -> tuple[str, str]:
    settings = config.CourseDirectory
    url = settings.get("db_url") or f"sqlite:///{course.root / 'gradebook.db'}"
    return url, settings.get("course_id", "default_course")


@contextmanager
def _transaction(book: Gradebook) -> Iterator[None]:
    """All or nothing: nbgrader's methods commit one by one, and within this only flush."""
    session = book.db()
    if session.bind.dialect.name == "sqlite":
        session.execute(text("BEGIN IMMEDIATE"))
    session.commit = session.flush
    try:
        yield
        del session.commit
        session.commit()
    except BaseException:
        session.__dict__.pop("commit", None)
        session.rollback()
        raise
    finally:
        session.expunge_all()


def _sheet(notebook: Any) -> Sheet:
    graded = {c.name: c.max_score for c in (*notebook.grade_cells, *notebook.task_cells)}
    solutions = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    cells = {
        cell.name: KnownCell(
            cell.name,
            cell.cell_type,
            cell.locked,
            cell.source,
            cell.checksum,
            graded.get(cell.name),
            cell.name in solutions,
            cell.name in tasks,
        )
        for cell in notebook.source_cells
    }
    return Sheet(notebook.name, notebook.kernelspec, cells)


def _admit(book: Gradebook, student: str, create: bool) -> None:
    if create:
        book.update_or_create_student(student)
        return
    try:
        book.find_student(student)
    except MissingEntry:
        raise UnknownStudent(student) from None


def _cells(book: Gradebook, submission: SubmittedAssignment) -> dict[str, str]:
    """The names of the assignment's cells by their ids, in one query instead of one a cell."""
    notebooks = [notebook.notebook_id for notebook in submission.notebooks]
    found = book.db.query(BaseCell.id, BaseCell.name)
    return dict(found.filter(BaseCell.notebook_id.in_(notebooks)).all())


def _score(notebook: SubmittedNotebook, graded: MarkedNotebook, cells: Mapping[str, str]) -> None:
    for grade in notebook.grades:
        name = cells[grade.cell_id]
        if name in graded.scores:
            grade.auto_score = graded.scores[name]
            by_hand = grade.manual_score is not None or grade.auto_score is None
            grade.needs_manual_grade = by_hand
    for comment in notebook.comments:
        name = cells[comment.cell_id]
        if name in graded.comments:
            comment.auto_comment = graded.comments[name]


def _zero(notebook: SubmittedNotebook) -> None:
    for grade in notebook.grades:
        grade.auto_score, grade.needs_manual_grade = 0, False


@contextmanager
def opened(course: Course) -> Iterator[Gradebook]:
    """nbgrader's gradebook of the course."""
    with Gradebook(*_where(course, course.config())) as gradebook:
        yield gradebook


def require_release(course: Course, chapter: str) -> None:
    """Raises MissingRelease unless the chapter's test cells are in the gradebook."""
    if not is_released(course, chapter):
        raise MissingRelease(chapter)


def is_released(course: Course, chapter: str) -> bool:
    """Whether the chapter's test cells are in the gradebook."""
    url, _ = _where(course, course.config())
    own = f"sqlite:///{course.root / 'gradebook.db'}"
    if url == own and not (course.root / "gradebook.db").exists():
        return False
    with Book(course) as book:
        return bool(book.sheets(chapter))


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
