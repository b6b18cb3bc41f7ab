"""The command line: arguments in, tables and exit codes out. 0: all went well; 1: something could
not be graded or proven; 2: wrong use."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from autograder import demo as demonstration
from autograder import pipeline, screen
from autograder.bundle import bundle
from autograder.course import Course
from autograder.disguises import best_shares
from autograder.errors import CourseError
from autograder.exercises import chapters as all_chapters
from autograder.gradebook import require_release
from autograder.model import Status
from autograder.pipeline import Outcome, Settings
from autograder.plain_files import find_exercise, judge_files
from autograder.records import class_records
from autograder.release import release as release_chapter
from autograder.report.cell import as_line
from autograder.report.page import write_report
from autograder.report.summary import summarise
from autograder.sandbox import Isolation, WallMissing
from autograder.selftest import selftest as trials

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
Chapters = Annotated[list[str] | None, typer.Argument(help="Chapters; all when none is named.")]
CourseFolder = Annotated[Path, typer.Option("--course", help="The course folder.")]
Here = Path()
Isolated = Annotated[
    str, typer.Option(help="bubblewrap, or none: without a wall, and every result says so.")
]
screen_out = Console()


@contextmanager
def told() -> Iterator[None]:
    """A CourseError becomes a line and exit code 2."""
    try:
        yield
    except (CourseError, WallMissing) as error:
        Console(stderr=True).print(f"[bold red]Error:[/] {error}", highlight=False, markup=True)
        raise typer.Exit(2) from None


@app.command()
def release(chapters: Chapters = None, course: CourseFolder = Here) -> None:
    """Make release/ from source/, and the bundle that learners get."""
    with told():
        here = Course(course.resolve())
        for chapter in screen.progress(here.choose(chapters or ()), "Releasing"):
            path = release_chapter(here, chapter)
            screen_out.print(f"{chapter} → {path.relative_to(here.root)}", highlight=False)
        packed = bundle(here, here.root / "dist" / "learner-bundle.zip")
        screen_out.print(f"For learners: {packed.relative_to(here.root)}", highlight=False)


@app.command()
def grade(
    chapters: Chapters = None,
    student: Annotated[str | None, typer.Option(help="Only this student.")] = None,
    force: Annotated[bool, typer.Option(help="Grade again what is graded.")] = False,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write every record to this file.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Draw every input from this seed.")] = None,
    isolation: Isolated = "bubblewrap",
    course: CourseFolder = Here,
) -> None:
    """Grade the submissions of a class into nbgrader's gradebook."""
    with told():
        here = Course(course.resolve())
        settings = Settings(force, _isolation(isolation), seed)
        wanted = here.choose(chapters or ())
        if not chapters:
            wanted = [name for name in wanted if here.submitters(name)]
        if json_file is not None:
            _must_be_writable(json_file)
        outcomes = [each for name in wanted for each in _grade(here, name, student, settings)]
        if json_file is not None:
            _write_json(here, wanted, student, json_file)
        if not chapters and student is None:
            outcomes += pipeline.strangers(here)
        screen.outcomes(screen_out, outcomes)
    if any(outcome.troubled for outcome in outcomes):
        raise typer.Exit(1)


def _grade(course: Course, chapter: str, student: str | None, settings: Settings) -> list[Outcome]:
    students = pipeline.choose_students(course, chapter, student)
    graded = pipeline.grade(course, chapter, students, settings)
    return list(screen.progress(graded, f"Grading {chapter}", len(students)))


def _must_be_writable(to: Path) -> None:
    if to.is_dir() or not os.access(to.parent, os.W_OK):
        raise CourseError(f"--json {to}: name a file in a folder that exists and can be written.")


def _write_json(course: Course, chapters: list[str], student: str | None, to: Path) -> None:
    records = [r.as_json() for name in chapters for r in class_records(course, name, student)]
    beside = to.with_name(to.name + ".part")
    beside.write_text(json.dumps(records, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(to)


@app.command()
def feedback(
    chapters: Chapters = None,
    student: Annotated[str | None, typer.Option(help="Only this student.")] = None,
    course: CourseFolder = Here,
) -> None:
    """Write each learner's feedback page, as nbgrader does."""
    with told():
        here = Course(course.resolve())
        for chapter in screen.progress(here.choose(chapters or ()), "Writing feedback"):
            require_release(here, chapter)
            if not pipeline.feedback(here, chapter, student):
                raise CourseError(
                    f"{chapter}: nothing is graded yet. Run: python -m autograder grade {chapter}"
                )
        screen_out.print("Feedback is in feedback/<student>/<chapter>/", highlight=False)


@app.command()
def report(chapters: Chapters = None, course: CourseFolder = Here) -> None:
    """Write and show the summary of a class."""
    with told():
        here = Course(course.resolve())
        for chapter in here.choose(chapters or ()):
            require_release(here, chapter)
            summary = summarise(chapter, list(class_records(here, chapter)))
            screen.summary(screen_out, summary)
            path = write_report(summary, here.root / "report" / f"{chapter}.html")
            screen_out.print(f"The same as a page: {path.relative_to(here.root)}", highlight=False)


@app.command()
def demo(
    students: Annotated[int, typer.Option(min=1, help="Size of the sample class.")] = 30,
    to: Annotated[Path, typer.Option(help="The demo's own course folder.")] = Path("demo"),
    isolation: Isolated = "bubblewrap",
) -> None:
    """Release, hand in a sample class, grade it, and hold every grade against what it deserves."""
    with told():
        here = demonstration.make_course(to.resolve())
        chapter = here.chapters()[0]
        release_chapter(here, chapter)
        bundle(here, here.root / "dist" / "learner-bundle.zip")
        demonstration.hand_in(here, chapter, students)
        settings = Settings(isolation=_isolation(isolation))
        _grade(here, chapter, None, settings)
        _write_json(here, [chapter], None, here.root / "records.json")
        pipeline.feedback(here, chapter)
        summary = summarise(chapter, list(class_records(here, chapter)))
        page = write_report(summary, here.root / "report" / f"{chapter}.html")
        lines = demonstration.compare(here, chapter)
        screen.comparison(screen_out, lines, here.root, page)
    if not all(line.right for line in lines):
        raise typer.Exit(1)


@app.command()
def judge(
    exercise: Annotated[str, typer.Argument(help="The exercise that the files answer.")],
    files: Annotated[list[Path], typer.Argument(help="Python files, one answer each.")],
    as_json: Annotated[bool, typer.Option("--json", help="One record a line, as JSON.")] = False,
    seed: Annotated[int | None, typer.Option(help="Draw every input from this seed.")] = None,
    isolation: Isolated = "bubblewrap",
) -> None:
    """Judge functions in plain files, through the same wall."""
    with told():
        unreadable = False
        asked = find_exercise(exercise)
        for record in judge_files(asked, files, _isolation(isolation), seed):
            unreadable |= record.status is Status.DAMAGED
            line = json.dumps(record.as_json(), ensure_ascii=False) if as_json else as_line(record)
            typer.echo(line)
    if unreadable:
        raise typer.Exit(1)


@app.command()
def selftest(
    chapters: Chapters = None, isolation: Isolated = "bubblewrap", course: CourseFolder = Here
) -> None:
    """Prove the judge: solutions pass, stubs get 0, every known mistake is caught and named."""
    with told():
        here = Course(course.resolve())
        done = [
            trial
            for chapter in here.choose(chapters or ())
            for trial in screen.progress(
                trials(here, chapter, _isolation(isolation)), f"Testing {chapter}"
            )
        ]
        screen.trials(screen_out, done)
        for chapter in here.choose(chapters or ()):
            screen.disguises(screen_out, best_shares(all_chapters()[chapter]))
    if not all(trial.right for trial in done):
        raise typer.Exit(1)


def _isolation(name: str) -> Isolation:
    if name == "bubblewrap":
        return "bubblewrap"
    if name == "none":
        return "none"
    raise CourseError(f"There is no isolation '{name}'. There is: bubblewrap, none.")
