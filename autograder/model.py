"""The records that flow through the grader: an exercise, its known mistakes, what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from autograder.student import Student
    from autograder.verdict import Verdict

Judging = Callable[["Student", np.random.Generator, "Verdict"], None]


class Status(StrEnum):
    """What came of an exercise, or of one part of it."""

    PASSED = "passed"
    PARTIAL = "partial"
    FAILED = "failed"
    UNTOUCHED = "untouched"
    SKIPPED = "skipped"
    TIMEOUT = "timeout"
    DIED = "died"
    DAMAGED = "damaged"
    MISSING = "missing"
    GRADER_ERROR = "grader-error"


@dataclass(frozen=True)
class Mistake:
    """A wrong implementation that learners are known to write.

    `functions` replaces names of the reference; `loses` are the parts that it costs; `hint` says
    what the number reveals and where to reread, never the line to write."""

    name: str
    hint: str
    loses: frozenset[str]
    functions: Mapping[str, Callable[..., object]]


@dataclass(frozen=True)
class Exercise:
    """One graded cell: what it asks (`judging`), the weight of each part, what may go wrong.

    `uses` are the learner's own functions that the exercise builds on, `reference` holds right
    ones under the same names, itself included; `variants` are right answers written otherwise."""

    name: str
    chapter: str
    uses: tuple[str, ...]
    parts: Mapping[str, float]
    judging: Judging
    reference: Mapping[str, Callable[..., object]]
    mistakes: tuple[Mistake, ...] = ()
    variants: tuple[Callable[..., object], ...] = ()

    def share(self, lost: frozenset[str]) -> float:
        """The share of the points, from 0 to 1, that is left when these parts are lost."""
        kept = sum(weight for part, weight in self.parts.items() if part not in lost)
        return kept / sum(self.parts.values())


@dataclass(frozen=True)
class Part:
    """What came of one part of an exercise; scores are in points. `hint` is the named mistake's."""

    name: str
    score: float
    max_score: float
    status: Status
    mistake: str | None = None
    message: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Record:
    """What came of one exercise of one submission: a line of `grade --json`."""

    chapter: str
    student: str
    exercise: str
    score: float
    max_score: float
    status: Status
    parts: tuple[Part, ...] = field(default=())
    mistake: str | None = None
    message: str = ""
    seed: int = 0
    kit: str | None = None
    protected: bool = True

    def as_json(self) -> dict[str, Any]:
        """Plain dicts and lists, in the order of the fields."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Record":
        """The record that `as_json` wrote."""
        parts = tuple(Part(**{**part, "status": Status(part["status"])}) for part in data["parts"])
        return cls(**{**data, "status": Status(data["status"]), "parts": parts})
