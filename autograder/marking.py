"""One submission graded by a worker: nbgrader's steps in the course's order, with ours among them.

Bytes in, bytes out: nothing here reads a disk or a database, so that it runs in any process on any
machine that has this package."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import Any

import nbformat
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbformat.v4 import writes_json
from nbgrader import preprocessors as stock
from traitlets.config import Config

from autograder import notebook_steps, offline
from autograder.assignment import Assignment, Marked, MarkedNotebook, Sheet, Step, Submitted
from autograder.execute import Work
from autograder.notebook_steps import Ours
from autograder.regrade import carry_over
from autograder.sandbox import Isolation, WallMissing, warm_process

PLAIN_STEPS: dict[str, type[Any]] = {
    "nbgrader.preprocessors.clearoutput.ClearOutput": stock.ClearOutput,
    "nbgrader.preprocessors.deduplicateids.DeduplicateIds": stock.DeduplicateIds,
    "nbgrader.preprocessors.checkcellmetadata.CheckCellMetadata": offline.CheckCellMetadata,
    "nbgrader.preprocessors.ignorepattern.IgnorePattern": stock.IgnorePattern,
    "nbgrader.preprocessors.limitoutput.LimitOutput": stock.LimitOutput,
    "nbconvert.preprocessors.clearmetadata.ClearMetadataPreprocessor": ClearMetadataPreprocessor,
}
OVERWRITE = "nbgrader.preprocessors.overwritecells.OverwriteCells"
KERNELSPEC = "nbgrader.preprocessors.overwritekernelspec.OverwriteKernelspec"
SCORES = "nbgrader.preprocessors.saveautogrades.SaveAutoGrades"
PENALTIES = "nbgrader.preprocessors.latesubmissions.AssignLatePenalties"
REPAIR = "autograder.nbgrader_steps.Repair"
EXECUTE = "autograder.nbgrader_steps.Execute"
INERT = "autograder.nbgrader_steps.Inert"
KNOWN = {*PLAIN_STEPS, OVERWRITE, KERNELSPEC, SCORES, PENALTIES, REPAIR, EXECUTE, INERT}


def get_ready(isolation: Isolation) -> None:
    """Start this worker's warm process. Raises WallMissing."""
    with _ONE_AT_A_TIME:
        warm_process(isolation)


def mark(assignment: Assignment, submitted: Submitted) -> Marked:
    """The graded submission. Whatever its notebooks hold ends in grades or in a refusal with
    nbgrader's own words, never in an exception; WallMissing alone is raised."""
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a learner's numbers, and nobody here reads them
        return _mark(assignment, submitted)


_ONE_AT_A_TIME = Lock()  # a cluster's workers may have several threads, a warm process one caller


def _mark(assignment: Assignment, submitted: Submitted) -> Marked:
    done: dict[str, MarkedNotebook] = {}
    files, damaged = dict(submitted.files), False
    notes: list[str] = []
    for sheet in assignment.sheets:
        if sheet.name not in submitted.notebooks:
            continue
        marking = _Marking(assignment, sheet, submitted, files)
        try:
            done[sheet.name] = marking.marked()
        except WallMissing:
            raise
        except Exception as error:
            refusal = f"{sheet.name}: {type(error).__name__}: {error}"
            return Marked(submitted.student, {}, {}, tuple(notes), refusal=refusal)
        notes += marking.notes
        damaged |= marking.damaged
    left = {
        name: content for name, content in files.items() if submitted.files.get(name) != content
    }
    return Marked(submitted.student, done, left, tuple(notes), damaged)


class _Marking:
    """One notebook on its way through the steps; `files` are those of the whole submission, where
    a later notebook finds what an earlier one wrote."""

    def __init__(
        self, assignment: Assignment, sheet: Sheet, submitted: Submitted, files: dict[str, bytes]
    ) -> None:
        self._assignment, self._sheet, self._submitted = assignment, sheet, submitted
        self._files = files
        self._ours = _ours(assignment.name, sheet.source) if sheet.source else None
        self.notes: list[str] = []
        self._comments: dict[str, str | None] = {}
        self._scores: dict[str, float | None] = {}
        self._nb = notebook_steps.read_submission(submitted.notebooks[sheet.name])
        self.damaged = "damage" in notebook_steps.said_by(self._nb)
        self._resources = {"nbgrader": {"notebook": sheet.name, "assignment": assignment.name}}

    def marked(self) -> MarkedNotebook:
        """Run every step of both lists."""
        own: dict[str, Callable[[Step], None]] = {
            REPAIR: self._repair,
            OVERWRITE: self._overwrite,
            KERNELSPEC: lambda _: offline.overwrite_kernelspec(self._nb, self._sheet),
            EXECUTE: lambda _: self._execute(),
            SCORES: lambda _: self._score(),
            PENALTIES: lambda _: None,  # the head's: it needs the database
            INERT: lambda _: notebook_steps.quieten(self._nb, self._ours),
        }
        for step in (*self._assignment.sanitize, *self._assignment.autograde):
            if step.name in own:
                own[step.name](step)
            else:
                made = PLAIN_STEPS[step.name](**step.settings)
                self._nb, _ = made(self._nb, self._resources)
        text = writes_json(self._nb)
        return MarkedNotebook(f"{text}\n".encode(), self._scores, self._comments)

    def _repair(self, _: Step) -> None:
        self.notes += notebook_steps.mend(self._nb, self._ours)

    def _overwrite(self, step: Step) -> None:
        made = offline.OverwriteCells(**step.settings).on(self._sheet)
        self._nb, _ = made(self._nb, self._resources)

    def _execute(self) -> None:
        running, submitted = self._assignment.running, self._submitted
        limits = notebook_steps.limits_for(self._ours, running.patience, running.limits)
        only = frozenset[str]()
        if self._ours is not None and submitted.graded is not None:
            before = nbformat.reads(submitted.graded.decode(), 4)
            only = carry_over(before, self._nb, submitted.only)
        warm = warm_process(running.isolation)
        written = self._files.update if self._ours is None else None
        notebook_steps.run(self._nb, self._work(only), warm, limits, self._files, written)

    def _work(self, only: frozenset[str]) -> Work:
        running, student = self._assignment.running, self._submitted.student
        if self._ours is None:
            return Work(student, {}, {}, b"")
        return notebook_steps.work_on(
            self._ours,
            student,
            self._submitted.notebooks[self._sheet.name],
            notebook_steps.said_by(self._nb),
            secret=running.secret,
            seed=running.seed,
            protected=running.isolation != "none",
            only=only,
        )

    def _score(self) -> None:
        self._scores = dict(offline.scores(self._nb))
        self._comments = dict(offline.comments(self._nb))


@lru_cache(maxsize=16)
def _ours(chapter: str, source: bytes) -> Ours:
    """A chapter of ours, from its source notebook with the settings that a release has."""
    found = json.loads(source)
    settings = Config(found["settings"])
    return Ours.of(chapter, nbformat.from_dict(found["notebook"]), settings)
