"""Many submissions over any executor: read, sent to a worker, recorded as they come back; none of
them can stop the others."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from autograder import own_way, submissions
from autograder.assignment import Marked, Submitted
from autograder.course import Course
from autograder.errors import CourseError, Refused, UnknownStudent
from autograder.gradebook import Book
from autograder.lock import grading
from autograder.marking import mark
from autograder.planning import OwnWay, Plan, plan
from autograder.recording import place_of, record
from autograder.sandbox import Isolation, WallMissing
from autograder.submissions import Found
from autograder.workers import Here, Team


class State(StrEnum):
    """What became of one submission."""

    GRADED = "graded"
    SKIPPED = "already graded"
    DAMAGED = "damaged"
    REFUSED = "not graded"
    WAITING = "waiting"
    TOLD = "feedback written"


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


def never() -> bool:
    """Nobody asks to stop."""
    return False


@dataclass(frozen=True)
class Settings:
    """How to grade: again what is graded, behind which wall, from which seed, by whom.

    `only` are exercises to judge again in what is already graded. `team` does the work, this
    process by default; once `halted` says so, what is under way is finished and nothing else
    begun."""

    force: bool = False
    isolation: Isolation = "bubblewrap"
    seed: int | None = None
    only: frozenset[str] = frozenset()
    team: Team = field(default_factory=lambda: Team(Here, 1))
    halted: Callable[[], bool] = field(default=never)


def grade(
    course: Course, chapter: str, students: list[str], settings: Settings
) -> Iterator[Outcome]:
    """Grade the students' submissions of a chapter; an outcome each, as it comes. Raises
    MissingRelease, Busy, DatabaseTrouble, DiskTrouble; what was recorded by then stays."""
    with grading(course), Book(course) as book:
        try:
            planned = plan(course, chapter, book, settings.isolation, settings.seed)
        except OwnWay:
            book.close()
            yield from _own_way(course, chapter, students, settings)
            return
        run = _Run(course, planned, book, settings)
        yield from run.outcomes(students)


class _Run:
    """One assignment being graded by the head: it looks, sends, records."""

    def __init__(self, course: Course, planned: Plan, book: Book, settings: Settings) -> None:
        self._course, self._plan, self._book, self._settings = course, planned, book, settings
        self._chapter = planned.assignment.name
        self._given = submissions.given_files(planned.coursedir, self._chapter, planned.spared)
        self._settled: list[Outcome] = []
        self._found: dict[str, Found] = {}

    def outcomes(self, students: list[str]) -> Iterator[Outcome]:
        """An outcome a student, in the order in which they are settled."""
        work, tasks = partial(mark, self._plan.assignment), self._tasks(students)
        for sent, future in self._settings.team.results(work, tasks, self._settings.halted):
            yield from self._take_settled()
            yield self._recorded(self._found.pop(sent.student), future)
        yield from self._take_settled()

    def _take_settled(self) -> Iterator[Outcome]:
        settled, self._settled = self._settled, []
        yield from settled

    def _tasks(self, students: list[str]) -> Iterator[Submitted]:
        """What must be graded, read when a worker is free for it; the rest is settled here."""
        for student in students:
            outcome = self._look(student)
            if isinstance(outcome, Outcome):
                self._settled.append(outcome)
            else:
                self._found[student] = outcome
                yield outcome.submitted

    def _look(self, student: str) -> Outcome | Found:
        try:
            why = submissions.refusal(self._course, self._chapter, student, self._plan.notebooks)
            if why:
                return Outcome(self._chapter, student, State.REFUSED, why)
            if self._is_excluded(student) or not self._must_be_graded(student):
                return Outcome(self._chapter, student, State.SKIPPED)
            found = submissions.read(
                self._course,
                self._plan.coursedir,
                self._chapter,
                student,
                self._plan.notebooks,
                self._given,
            )
        except OSError as error:
            return Outcome(self._chapter, student, State.REFUSED, f"it cannot be read: {error}")
        return self._narrowed(found)

    def _is_excluded(self, student: str) -> bool:
        return student in str(self._plan.coursedir.student_id_exclude).split(",")

    def _must_be_graded(self, student: str) -> bool:
        """nbgrader's rule: what is not graded, what is newer, and what is asked for by force."""
        graded = place_of(self._plan, student).folder
        if self._settings.force or self._settings.only or not graded.exists():
            return True
        return self._is_newer(student, graded)

    def _is_newer(self, student: str, graded: Path) -> bool:
        folder = self._course.submitted_path(self._chapter, student).parent
        return submissions.is_newer(folder, graded)

    def _narrowed(self, found: Found) -> Found:
        """With what is graded already, where some exercises alone are to be judged again."""
        student = found.submitted.student
        path = self._course.autograded_path(self._chapter, student)
        if not self._settings.only or self._is_newer(student, path.parent):
            return found
        with suppress(OSError):
            sent = replace(found.submitted, graded=path.read_bytes(), only=self._settings.only)
            return replace(found, submitted=sent)
        return found

    def _recorded(self, found: Found, future: "Future[Marked]") -> Outcome:
        student = found.submitted.student
        error = future.exception()
        if isinstance(error, (WallMissing, CourseError)):
            raise error
        if error is not None:
            why = f"it ended its worker each time it was tried ({type(error).__name__})"
            return Outcome(self._chapter, student, State.REFUSED, why)
        marked = future.result()
        if marked.refusal:
            said = str(Refused(f"grade {student}'s {self._chapter}", marked.refusal))
            return Outcome(self._chapter, student, State.REFUSED, said)
        try:
            record(self._course, self._plan, self._book, found, marked)
        except UnknownStudent as unknown:
            return Outcome(self._chapter, student, State.REFUSED, str(unknown))
        if marked.damaged:
            said = "the file is no readable notebook: every exercise got 0"
            return Outcome(self._chapter, student, State.DAMAGED, said)
        notes = "; ".join((*found.notes, *marked.notes))
        return Outcome(self._chapter, student, State.GRADED, notes)


def _own_way(
    course: Course, chapter: str, students: list[str], settings: Settings
) -> Iterator[Outcome]:
    config = own_way.settings_for(course, settings.isolation, settings.seed)
    for student in students:
        if settings.halted():
            return
        before = _written(course, chapter, student)
        said = own_way.autograde(course, chapter, student, config, force=settings.force)
        after = _written(course, chapter, student)
        graded = State.SKIPPED if before and before == after else State.GRADED
        yield Outcome(chapter, student, State.REFUSED if said else graded, said)


def _written(course: Course, chapter: str, student: str) -> set[tuple[int, int]]:
    """What changes whenever a graded notebook is written anew."""
    folder = course.autograded_path(chapter, student).parent
    about = [path.stat() for path in folder.glob("*.ipynb")]
    return {(each.st_ino, each.st_mtime_ns) for each in about}


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


def feedback(course: Course, chapter: str, student: str | None = None) -> bool:
    """Write feedback for every graded submission of a chapter, or for one student's. Returns
    whether there was any. Raises Refused."""
    if not list((course.root / "autograded").glob(f"{student or '*'}/{chapter}/")):
        return False
    result = course.nbgrader("generate_feedback", chapter, student_id=student, force=True)
    if not result["success"]:
        raise Refused(f"write the feedback on {chapter}", result.get("log", ""))
    return True
