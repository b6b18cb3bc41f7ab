"""A class's records boiled down: a line a student, a line an exercise, and who made which mistake.

Pure: records in, frozen rows out; how they are drawn is for the page and the command line."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from autograder.model import Record, Status


@dataclass(frozen=True)
class StudentRow:
    """One student's judged exercises together."""

    student: str
    score: float
    max_score: float
    statuses: tuple[Status, ...]
    note: str


@dataclass(frozen=True)
class ExerciseRow:
    """One exercise over the class."""

    exercise: str
    mean: float
    max_score: float
    passed: int
    mistakes: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Summary:
    """A chapter's class at a glance."""

    chapter: str
    students: tuple[StudentRow, ...]
    exercises: tuple[ExerciseRow, ...]
    protected: bool


def summarise(chapter: str, records: Sequence[Record]) -> Summary:
    """The summary of one chapter's records."""
    return Summary(
        chapter,
        tuple(_student(name, list(own)) for name, own in groupby(records, lambda r: r.student)),
        tuple(_exercise(name, records) for name in dict.fromkeys(r.exercise for r in records)),
        all(record.protected for record in records),
    )


def _student(name: str, own: list[Record]) -> StudentRow:
    worst = next((r for r in own if r.status in (Status.DAMAGED, Status.MISSING)), None)
    errors = sum(record.status is Status.GRADER_ERROR for record in own)
    note = worst.message if worst else (f"{errors} grader errors: please look" if errors else "")
    return StudentRow(
        name,
        round(sum(record.score for record in own), 2),
        sum(record.max_score for record in own),
        tuple(record.status for record in own),
        note,
    )


def _exercise(name: str, records: Iterable[Record]) -> ExerciseRow:
    own = [record for record in records if record.exercise == name]
    handed_in = [record for record in own if record.status is not Status.MISSING]
    named = Counter(record.mistake for record in own if record.mistake)
    mean = sum(record.score for record in handed_in) / max(1, len(handed_in))
    passed = sum(record.status is Status.PASSED for record in own)
    return ExerciseRow(name, mean, own[0].max_score, passed, tuple(named.most_common()))
