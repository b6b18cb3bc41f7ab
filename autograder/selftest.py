"""Proves the judge, through the same wall as a submission: the solution and every right variant get
full marks, the stub 0, and every known mistake loses its points and is named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from nbformat import NotebookNode

from autograder.course import Course
from autograder.execute import Work, execute
from autograder.files import files_in
from autograder.model import Exercise, Record, Status
from autograder.mutant import answers
from autograder.nbgrader_steps import warm_process
from autograder.plain_files import judge_text
from autograder.sample import Classroom
from autograder.sandbox import Isolation
from autograder.source import Judged, judged_cells

ROUNDING = 1e-3


@dataclass(frozen=True)
class Trial:
    """One thing submitted: what it deserves, what it got, and what it was called."""

    exercise: str
    kind: str
    name: str
    deserved: float
    record: Record

    @property
    def right(self) -> bool:
        """Whether the judge was right about it, in points and in name."""
        named = self.record.mistake == (self.name if self.kind == "mistake" else None)
        return abs(self.record.score - self.deserved) < ROUNDING and named

    @property
    def false_pass(self) -> bool:
        """Whether something wrong got more than it deserves."""
        return self.record.score > self.deserved + ROUNDING

    @property
    def false_failure(self) -> bool:
        """Whether something right got less than it deserves."""
        return self.record.score < self.deserved - ROUNDING


def selftest(course: Course, chapter: str, isolation: Isolation) -> Iterator[Trial]:
    """Every trial of a chapter, as it is judged."""
    source = course.source(chapter)
    judged = judged_cells(chapter, source)
    room = Classroom(source, source, judged)
    files = files_in(course.source_path(chapter).parent, lambda name: None)
    yield from _whole(source, judged, "solution", isolation, files)
    stubs = room.fill(dict.fromkeys(judged.exercises, ""))
    for cell in stubs.cells:
        if cell.source == "":
            cell.source = _stub(str(cell.metadata.nbgrader.grade_id).removesuffix("-answer"))
    yield from _whole(stubs, judged, "stub", isolation, files)
    for exercise in judged.exercises.values():
        yield from _one(exercise, judged.points[exercise.name], isolation)


def _stub(name: str) -> str:
    return f"def {name}(*arguments, **named):\n    raise NotImplementedError"


def _whole(
    notebook: NotebookNode,
    judged: Judged,
    kind: str,
    isolation: Isolation,
    files: Mapping[str, bytes],
) -> Iterator[Trial]:
    warm = warm_process(isolation)
    work = Work(kind, judged.exercises, judged.points, kind.encode())
    for record in execute(notebook, work, lambda: warm.fork(files), warm.limits):
        deserved = record.max_score if kind == "solution" else 0.0
        yield Trial(record.exercise, kind, kind, deserved, record)


def _one(exercise: Exercise, points: float, isolation: Isolation) -> Iterator[Trial]:
    for mistake in exercise.mistakes:
        source = answers(exercise, mistake.functions)
        deserved = points * exercise.share(mistake.loses)
        record = submit(exercise, source, points, isolation)
        yield Trial(exercise.name, "mistake", mistake.name, deserved, record)
    for number, variant in enumerate(exercise.variants, start=1):
        source = answers(exercise, {exercise.name: variant})
        record = submit(exercise, source, points, isolation)
        yield Trial(exercise.name, "variant", f"variant {number}", points, record)


def submit(exercise: Exercise, source: str, points: float, isolation: Isolation) -> Record:
    """The record of an answer submitted in a file of its own, in points."""
    record = judge_text(exercise, source.encode(), isolation)
    return replace(record, score=round(record.score * points, 4), max_score=points)


def is_caught(trial: Trial) -> bool:
    """Whether a mistake did not get full marks."""
    return trial.record.status is not Status.PASSED
