"""An assignment as a worker needs it: everything that gradebook, source and settings say of it,
read once by the head and sent along. Plain values and bytes: a worker shares no disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.sandbox import Isolation

Settings = Mapping[str, object]


@dataclass(frozen=True)
class KnownCell:
    """A cell of the source with a grade_id, as nbgrader's database holds it; `max_score` is None
    where it is not graded."""

    name: str
    cell_type: str
    locked: bool
    source: str
    checksum: str
    max_score: float | None
    solution: bool
    task: bool


@dataclass(frozen=True)
class Sheet:
    """One notebook of an assignment; `source` is its source notebook where stricter rules than
    nbgrader's apply to it, `kernelspec` is JSON."""

    name: str
    kernelspec: str | None
    cells: Mapping[str, KnownCell]
    source: bytes | None = None


@dataclass(frozen=True)
class Step:
    """A step of nbgrader's lists by its dotted name, with the settings that are not its own."""

    name: str
    settings: Settings


@dataclass(frozen=True)
class Running:
    """How cells are run: behind which wall, how long at most, from which seed."""

    isolation: Isolation
    patience: float | None
    limits: Mapping[str, object]
    seed: int | None
    secret: bytes


@dataclass(frozen=True)
class Assignment:
    """What every submission of an assignment has in common."""

    name: str
    sheets: tuple[Sheet, ...]
    sanitize: tuple[Step, ...]
    autograde: tuple[Step, ...]
    running: Running


@dataclass(frozen=True)
class Submitted:
    """One submission: its notebooks by name, and the files that lie beside them when they run.

    `graded` and `only`: where some exercises alone are to be judged again, the notebook as it was
    graded before, and which exercises."""

    student: str
    notebooks: Mapping[str, bytes]
    files: Mapping[str, bytes]
    graded: bytes | None = None
    only: frozenset[str] = frozenset()


@dataclass(frozen=True)
class MarkedNotebook:
    """A graded notebook: its bytes, the score of each graded cell (None: by hand) and the comment
    on each answered one."""

    content: bytes
    scores: Mapping[str, float | None]
    comments: Mapping[str, str | None]


@dataclass(frozen=True)
class Marked:
    """What comes back: notebooks by name, files they left, what an instructor should know, and
    whether a notebook could not be read. `refusal` says why nothing could be graded, if so."""

    student: str
    notebooks: Mapping[str, MarkedNotebook]
    files: Mapping[str, bytes]
    notes: tuple[str, ...] = ()
    damaged: bool = False
    refusal: str = ""
