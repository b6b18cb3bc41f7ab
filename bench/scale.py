"""Large classes: whether time grows in step with them and memory not at all, the same over a
cluster, and what 100,000 submissions would take. Run alone: `python -m bench.scale`."""

import os
import pickle
import shutil
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from autograder.assignment import Marked, Submitted
from autograder.course import Course
from autograder.gradebook import Book
from autograder.marking import mark
from autograder.planning import plan
from autograder.recording import record
from autograder.submissions import Found
from bench import courses
from bench.cluster import NoCluster, cluster
from bench.commands import Home, homes, steady_seconds
from bench.memory import watched
from bench.table import Row, Section, at_most, run_alone

WORKERS = 2
HEAD_LIMIT, GROWTH = 400.0, 10.0
LARGE = 100_000
GIGABIT = 125e6


@dataclass(frozen=True)
class Run:
    """One class graded: its size, seconds in all and per submission once all is running, MiB of
    the head at most, and of a worker after a hundred submissions and at the end."""

    size: int
    seconds: float
    steady: float
    head: float
    early: float
    late: float


@dataclass(frozen=True)
class Costs:
    """One submission's share: seconds of the head for recording, of a worker for marking; bytes
    to the worker, of which the assignment's, and back."""

    recording: float
    marking: float
    sent: int
    assignment: int
    returned: int


def graded(course: Course, home: Home, size: int, *more: str) -> Run:
    """Grade a copy of the course by the command, watching its memory."""
    copy = home.root / "course"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(course.root, copy)
    words = ("autograder", "grade", courses.PLAIN, "--course", str(copy), *more)
    started = time.perf_counter()
    process = home.start(*words, cwd=copy)
    with watched(process, copy / "autograded") as memory:
        code = process.wait()
    seconds = time.perf_counter() - started
    assert code == 0, (home.root / "tmp" / "said").read_text("utf-8")
    early, late = memory.grown(after=min(100, size // 2))
    steady = steady_seconds(copy, courses.PLAIN)
    return Run(size, seconds, steady, memory.head, early, late)


def rows(runs: list[Run]) -> tuple[Row, ...]:
    """Each size, its time per submission against the first, memory."""
    base = runs[0].steady
    return tuple(
        (
            str(run.size),
            f"{run.seconds:.1f} s",
            f"{1000 * run.steady:.1f} ms",
            f"{run.steady / base:.2f}",
            at_most(run.head, HEAD_LIMIT, "MiB")[0],
            f"{run.early:.0f} → {run.late:.0f} MiB",
        )
        for run in runs
    )


def verdicts(runs: list[Run]) -> tuple[str, ...]:
    """The targets: time in step within 10 %, memory flat."""
    least, most = (pick(run.steady for run in runs) for pick in (min, max))
    head = max(run.head for run in runs)
    grown = runs[-1].late - runs[-1].early
    return (
        "Time per submission, longest against shortest: {} ({}).".format(
            *at_most(most / least, 1.1, "×")
        ),
        "The head's memory at most: {} ({}).".format(*at_most(head, HEAD_LIMIT, "MiB")),
        "A worker's growth from the hundredth submission to the last: {} ({}).".format(
            *at_most(grown, GROWTH, "MiB")
        ),
    )


def costs(course: Course, count: int) -> Costs:
    """Measured apart, in this process: one submission marked and recorded `count` times."""
    path = sorted((course.root / "submitted").glob("*/*/*.ipynb"))[0]
    submitted = Submitted("ada", {courses.PLAIN: path.read_bytes()}, {})
    with Book(course) as book:
        planned = plan(course, courses.PLAIN, book, "bubblewrap", None)
        marked = mark(planned.assignment, submitted)
        started = time.perf_counter()
        for _ in range(count):
            marked = mark(planned.assignment, submitted)
        marking = (time.perf_counter() - started) / count
        found = Found(submitted, datetime.now(UTC).replace(tzinfo=None), (), ())
        started = time.perf_counter()
        for number in range(count):
            _record_as(f"other{number:05d}", course, planned, book, found, marked)
        recording = (time.perf_counter() - started) / count
    own = len(pickle.dumps(planned.assignment))
    sent = own + len(pickle.dumps(submitted))
    return Costs(recording, marking, sent, own, len(pickle.dumps(marked)))


def _record_as(
    student: str, course: Course, planned: object, book: Book, found: Found, marked: Marked
) -> None:
    own = replace(found, submitted=replace(found.submitted, student=student))
    record(course, planned, book, own, replace(marked, student=student))  # type: ignore[arg-type]


def estimate(each: Costs) -> Section:
    """On paper: where a class of 100,000 first saturates."""
    head, network = 1 / each.recording, GIGABIT / (each.sent + each.returned)
    enough = each.marking / each.recording
    hours = LARGE * each.recording / 3600
    rows = (
        ("the head records (SQLite and files)", f"{1000 * each.recording:.1f} ms", f"{head:.0f}"),
        ("one worker marks", f"{1000 * each.marking:.1f} ms", f"{1 / each.marking:.0f}"),
        (
            "network, 1 Gbit/s",
            f"{(each.sent + each.returned) / 1000:.0f} kB",
            f"{network:.0f}",
        ),
    )
    first = "the head's recording" if head < network else "the network"
    return Section(
        f"{LARGE:,} submissions, on paper",
        "What one submission takes of the head, of a worker and of the network, and how many a "
        "second each lets through.",
        __package__ + ".scale",
        ("", "a submission", "submissions/s"),
        rows,
        (
            f"First to saturate: {first}, with {enough:.1f} workers or more; a worker fewer and "
            "the workers are the limit.",
            f"{LARGE:,} then take {hours:.1f} h; with {WORKERS} workers "
            f"{max(LARGE * each.marking / WORKERS, LARGE * each.recording) / 3600:.1f} h.",
            f"Of {each.sent:,} bytes sent {each.assignment:,} are the assignment, the same each "
            f"time; {each.returned:,} come back.",
        ),
    )


def by_cluster(course: Course, home: Home, size: int, pool: Run) -> Section:
    """The largest class once more, by separate workers."""
    rows: tuple[Row, ...] = ()
    try:
        with cluster(home, WORKERS) as address:
            run = graded(course, home, size, "--cluster", address)
        for name, each in (("pool", pool), ("cluster", run)):
            shown = (f"{each.seconds:.1f} s", f"{1000 * each.steady:.1f} ms")
            rows += ((name, *shown, f"{each.steady / pool.steady:.2f}", f"{each.head:.0f} MiB"),)
        notes = ["Scheduler and workers run in folders of their own and never see the course."]
    except NoCluster as why:
        notes = [f"Not measured: {why}."]
    return Section(
        "The same class over a cluster",
        f"{size} submissions by two `distributed` workers, beside the pool of this machine.",
        __package__ + ".scale",
        ("", "whole command", "a submission", "ratio", "head"),
        rows,
        tuple(notes),
    )


def measure(small: bool = False) -> list[Section]:
    """Growth, the cluster, and the paper."""
    sizes = (10, 20, 40) if small else (100, 300, 1000)
    with homes("growth", "cluster", *map(str, sizes)) as (home, far, *made):
        classes = [
            courses.plain_course(each, size, figures=False)
            for each, size in zip(made, sizes, strict=True)
        ]
        words = ("--workers", str(WORKERS))
        runs = [
            graded(course, home, size, *words) for course, size in zip(classes, sizes, strict=True)
        ]
        spread = by_cluster(classes[-1], far, sizes[-1], runs[-1])
        paper = estimate(costs(classes[0], 5 if small else 100))
    growth = Section(
        "Growing classes",
        f"Small notebooks without figures, {WORKERS} workers on {os.cpu_count()} cores: time by "
        "submission once all is running, memory of the head and of the worker that grew most.",
        __package__ + ".scale",
        ("submissions", "whole command", "a submission", "ratio", "head", "a worker"),
        rows(runs),
        verdicts(runs),
    )
    return [growth, spread, paper]


if __name__ == "__main__":
    run_alone(measure)
