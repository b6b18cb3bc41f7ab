"""A submission's notebook in, the executed notebook and its records out, cell by cell.

A cell that stands for an exercise is judged, not run. A cell that kills its process or never ends
is left out, and the cells before it are run again in a fresh fork: it costs itself, and whatever
needs its names."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_output

from autograder.channel import LearnerError, Stopped
from autograder.judge import derive_seed, judge
from autograder.model import Exercise, Record, Status
from autograder.report.cell import verdict_outputs
from autograder.sandbox import CellRun, Limits, Submission
from autograder.verdict import PLAINLY

LONGEST_CELL = 2**20


@dataclass(frozen=True)
class Work:
    """What is graded: whose it is, what its test cells stand for, and what marks its records.

    `exercises` and `points` go by grade_id, and come from the source, never from the submission.
    `damage` is what stood in the way of reading the notebook, None where nothing did. `only`, where
    it is not empty, are the exercises to judge; what comes after them is left as it is."""

    student: str
    exercises: Mapping[str, Exercise]
    points: Mapping[str, float]
    submission: bytes
    secret: bytes = b""
    seed: int | None = None
    kit: str | None = None
    protected: bool = True
    damage: str | None = None
    only: frozenset[str] = frozenset()

    def wants(self, exercise: Exercise) -> bool:
        """Whether the exercise is to be judged."""
        return not self.only or exercise.name in self.only


@dataclass
class _Run:
    """One notebook being executed: its living fork, and which cells a fresh one must run again."""

    fork: Callable[[], Submission]
    limits: Limits
    submission: Submission | None = None
    past: list[str] = field(default_factory=list)
    lost: list[tuple[str, Status, str]] = field(default_factory=list)
    forks: int = 0
    seconds: float = 0.0
    shown: int = 0

    def ready(self) -> Submission:
        """A fork in which every cell so far has run. Raises Stopped when none can be had."""
        if self.seconds > self.limits.submission_seconds:
            self.lose()
            raise Stopped("timeout", "the notebook's time is used up")
        while self.submission is None:
            if self.forks > self.limits.replays:
                raise Stopped("died", "the notebook was started again too often")
            self.forks += 1
            try:
                self.submission = self.fork()
            except ValueError as error:
                raise Stopped("died", f"its files cannot be laid out: {error}") from None
            self._replay()
        return self.submission

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count the time of what is done; what stops the process is not counted."""
        started = monotonic()
        yield
        self.seconds += monotonic() - started

    def bounded(self, outputs: list[Any]) -> list[Any]:
        """The outputs as long as the notebook has room for them; the list itself is kept, since a
        later cell may update a display in it."""
        self.shown += len(json.dumps(outputs))
        if self.shown > self.limits.text + self.limits.displays:
            said = "[This notebook shows too much: what this cell showed was left out.]\n"
            errors = [output for output in outputs if output["output_type"] == "error"]
            note = from_dict({"output_type": "stream", "name": "stderr", "text": said})
            outputs[:] = [note, *errors]
        return outputs

    def lose(self) -> None:
        """Give up the fork."""
        if self.submission is not None:
            submission, self.submission = self.submission, None
            submission.close()

    def _replay(self) -> None:
        for index, source in enumerate(self.past):
            assert self.submission is not None
            try:
                self.submission.run(source)
            except Stopped:
                self.past.pop(index)
                self.lose()
                return


def execute(
    notebook: NotebookNode,
    work: Work,
    fork: Callable[[], Submission],
    limits: Limits,
    written: Callable[[dict[str, bytes]], None] | None = None,
) -> list[Record]:
    """Run and judge the notebook in place; its records come in the order of its test cells.

    `fork` gives a fresh process that holds the submission's files; `written`, where given, gets
    those that lie there at the end."""
    run = _Run(fork, limits)
    records: list[Record] = []
    try:
        for cell in notebook.cells:
            if cell.cell_type != "code":
                continue
            if work.only and len(records) == len(work.only & work.exercises.keys()):
                break
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            exercise = work.exercises.get(grade_id)
            if exercise is None:
                _run_cell(run, cell)
            elif work.wants(exercise):
                record = _judge_cell(run, exercise, work)
                cell.execution_count = None
                cell.outputs = verdict_outputs(record)
                records.append(record)
        if written is not None and run.submission is not None:
            with suppress(Stopped, LearnerError):
                written(run.submission.written())
    finally:
        run.lose()
    return records


def _run_cell(run: _Run, cell: NotebookNode) -> None:
    cell.outputs, cell.execution_count = [], None
    if not cell.source.strip():
        return
    try:
        submission = run.ready()
        if len(cell.source) > LONGEST_CELL:
            raise Stopped("died", "too long")
        with run.counted():
            done = submission.run(cell.source)
    except Stopped as stop:
        run.lose()
        status = Status.TIMEOUT if stop.reason == "timeout" else Status.DIED
        run.lost.append((cell.source, status, f"the cell that defines it {PLAINLY[stop.reason]}"))
        cell.outputs = [_stopped_output(stop)]
        return
    if done.interrupted:
        said = f"the cell that defines it {PLAINLY['timeout']}"
        run.lost.append((cell.source, Status.TIMEOUT, said))
    elif done.failed:
        error = next((o for o in done.outputs if o["output_type"] == "error"), done.unseen_error)
        named = f"{error['ename']}: {error['evalue']}" if error else "an error"
        said = f"the cell that defines it raised {named}"
        run.lost.append((cell.source, Status.FAILED, said))
    cell.outputs = [*run.bounded(done.outputs), *_unseen(done)]
    cell.execution_count = done.execution_count
    run.past.append(cell.source)


def _judge_cell(run: _Run, exercise: Exercise, work: Work) -> Record:
    seed = work.seed
    if seed is None:
        seed = derive_seed(work.secret, work.submission, exercise.name)
    points = work.points[exercise.name]
    blank = Record(
        chapter=exercise.chapter,
        student=work.student,
        exercise=exercise.name,
        score=0.0,
        max_score=points,
        status=Status.DAMAGED,
        message=work.damage or "",
        seed=seed,
        kit=work.kit,
        protected=work.protected,
    )
    if work.damage is not None:
        return blank
    try:
        submission = run.ready()
    except Stopped as stop:
        status = Status.TIMEOUT if stop.reason == "timeout" else Status.DIED
        return replace(blank, status=status, message=stop.detail)
    with run.counted():
        record, stopped = judge(
            exercise, submission, student=work.student, points=points, seed=seed, kit=work.kit
        )
    if stopped is not None:
        run.lose()
    return replace(_explained(record, run), protected=work.protected)


def _explained(record: Record, run: _Run) -> Record:
    """A name that is missing because its cell did not end well: the record says so."""
    if record.status is not Status.FAILED or "is not defined" not in record.message:
        return record
    definition = re.compile(rf"\b(?:def|class)\s+{re.escape(record.exercise)}\b")
    for source, status, why in run.lost:
        if definition.search(source):
            said = f"`{record.exercise}` is not defined: {why}"
            parts = tuple(replace(part, status=status, message=said) for part in record.parts)
            return replace(record, status=status, message=said, parts=parts)
    return record


def _unseen(done: CellRun) -> list[NotebookNode]:
    """nbgrader's rule: a cell that was interrupted or failed shows an error, whatever it did to
    keep it from being shown; or a plain test cell would earn its points."""
    if done.interrupted:
        return [_error("CellTimeoutError", f"This cell {PLAINLY['timeout']}")]
    if done.unseen_error is not None:
        return [done.unseen_error]
    if done.failed and all(output.output_type != "error" for output in done.outputs):
        return [_error("UnseenError", "This cell failed and kept its error from being shown.")]
    return []


def _error(name: str, said: str, more: str = "") -> NotebookNode:
    return new_output(
        "error", ename=name, evalue=said, traceback=[f"{name}: {said} {more}".rstrip()]
    )


def _stopped_output(stop: Stopped) -> NotebookNode:
    name = "CellTimeoutError" if stop.reason == "timeout" else "DeadKernelError"
    more = "It was left out; the cells after it ran without it."
    return _error(name, f"This cell {PLAINLY[stop.reason]}", more)
