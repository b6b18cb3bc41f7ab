"""The command that grades a class."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console

from autograder import pipeline, screen
from autograder.cli.app import (
    Chapters,
    CourseFolder,
    Here,
    Isolated,
    OneStudent,
    Workers,
    app,
    as_isolation,
    screen_out,
    told,
)
from autograder.course import Course
from autograder.errors import CourseError, UnknownName
from autograder.exercises import chapters as all_chapters
from autograder.marking import get_ready
from autograder.pipeline import Outcome, Settings
from autograder.records import class_records
from autograder.submissions import choose_students
from autograder.workers import Team, pool
from autograder.workers import cluster as cluster_at

JsonFile = Annotated[Path | None, typer.Option("--json", help="Write every record to this file.")]
Exercises = Annotated[
    list[str] | None,
    typer.Option("--exercise", help="Judge only this exercise again in what is graded."),
]
Cluster = Annotated[
    str | None, typer.Option(help="Send the work to the workers of this distributed scheduler.")
]


@app.command()
def grade(
    chapters: Chapters = None,
    student: OneStudent = None,
    force: Annotated[bool, typer.Option(help="Grade again what is graded.")] = False,
    exercise: Exercises = None,
    json_file: JsonFile = None,
    workers: Workers = None,
    cluster: Cluster = None,
    seed: Annotated[int | None, typer.Option(help="Draw every input from this seed.")] = None,
    isolation: Isolated = "bubblewrap",
    course: CourseFolder = Here,
) -> None:
    """Grade the submissions of a class into nbgrader's gradebook."""
    with told(), ExitStack() as stack:
        here = Course(course.resolve())
        settings = Settings(force, as_isolation(isolation), seed, frozenset(exercise or ()))
        wanted = _wanted(here, chapters, student, settings)
        if json_file is not None:
            _must_be_writable(json_file)
        halted = stack.enter_context(interruptible())
        team = stack.enter_context(team_of(workers, cluster))
        team.prepare(partial(get_ready, settings.isolation))
        settings = replace(settings, team=team, halted=halted)
        outcomes = [each for name in wanted for each in graded(here, name, student, settings)]
        if json_file is not None:
            write_json(here, wanted, student, json_file)
        if not chapters and student is None:
            outcomes += pipeline.strangers(here)
        screen.outcomes(screen_out, outcomes)
        if halted():
            screen_out.print("Stopped. The same command goes on where this one ended.")
            raise typer.Exit(1)
    if any(outcome.troubled for outcome in outcomes):
        raise typer.Exit(1)


def _wanted(
    course: Course, chapters: list[str] | None, student: str | None, settings: Settings
) -> list[str]:
    """The chapters named; else those with submissions; of these those with the exercises named."""
    wanted = course.choose(chapters or ())
    if not chapters:
        wanted = [name for name in wanted if course.submitters(name)]
        own = [name for name in wanted if student in course.submitters(name)]
        wanted = own or wanted
    known = {exercise for name in wanted for exercise in all_chapters().get(name, ())}
    for name in settings.only - known:
        raise UnknownName("exercise in what is graded here", name, known)
    if settings.only:
        wanted = [name for name in wanted if settings.only & set(all_chapters().get(name, ()))]
    return wanted


def team_of(workers: int | None, cluster: str | None) -> AbstractContextManager[Team]:
    """Those who do the work: processes here, as many as cores unless said, or a cluster's."""
    return cluster_at(cluster) if cluster else pool(workers or len(os.sched_getaffinity(0)))


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """The first Ctrl-C asks to stop after what is under way; the second stops at once."""
    asked: list[int] = []

    def ask(number: int, frame: FrameType | None) -> None:
        if asked:
            Console(stderr=True).show_cursor(True)
            os._exit(130)  # as safe as being killed; a pool that is left in the middle may hang
        asked.append(number)
        screen.note("Stopping after what is under way; once more Ctrl-C stops at once.")

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def graded(course: Course, chapter: str, student: str | None, settings: Settings) -> list[Outcome]:
    """Grade a chapter with a line of progress."""
    students = choose_students(course, chapter, student)
    done = pipeline.grade(course, chapter, students, settings)
    return list(screen.progress(done, f"Grading {chapter}", len(students)))


def _must_be_writable(to: Path) -> None:
    if to.is_dir() or not os.access(to.parent, os.W_OK):
        raise CourseError(f"--json {to}: name a file in a folder that exists and can be written.")


def write_json(course: Course, chapters: list[str], student: str | None, to: Path) -> None:
    """One array with the records of these chapters, written beside and renamed."""
    records = [r.as_json() for name in chapters for r in class_records(course, name, student)]
    beside = to.with_name(to.name + ".part")
    beside.write_text(json.dumps(records, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(to)
