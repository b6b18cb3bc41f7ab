"""Commands that show and prove the judge: a sample class, plain files, every known mistake."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from autograder import demo as demonstration
from autograder import pipeline, screen
from autograder.bundle import bundle
from autograder.cli.app import (
    Chapters,
    CourseFolder,
    Here,
    Isolated,
    app,
    as_isolation,
    screen_out,
    told,
)
from autograder.cli.grading import graded, team_of, write_json
from autograder.course import Course
from autograder.disguises import best_shares
from autograder.exercises import chapters as all_chapters
from autograder.model import Status
from autograder.pipeline import Settings
from autograder.plain_files import find_exercise, judge_files
from autograder.records import class_records
from autograder.release import release as release_chapter
from autograder.report.cell import as_line
from autograder.report.page import write_report
from autograder.report.summary import summarise
from autograder.selftest import selftest as trials


@app.command()
def demo(
    chapters: Chapters = None,
    students: Annotated[int, typer.Option(min=1, help="Size of the sample class.")] = 12,
    to: Annotated[Path, typer.Option(help="The demo's own course folder.")] = Path("demo"),
    isolation: Isolated = "bubblewrap",
) -> None:
    """Release, hand in a sample class, grade it, and hold every grade against what it deserves."""
    with told():
        here = demonstration.make_course(to.resolve())
        wanted = here.choose(chapters or ())
        for chapter in screen.progress(wanted, "Releasing and handing in"):
            release_chapter(here, chapter)
            demonstration.hand_in(here, chapter, students)
        bundle(here, here.root / "dist" / "learner-bundle.zip")
        settings = Settings(isolation=as_isolation(isolation))
        with team_of(None, None) as team:
            for chapter in wanted:
                graded(here, chapter, None, replace(settings, team=team))
        write_json(here, wanted, None, here.root / "records.json")
        for chapter in screen.progress(wanted, "Writing feedback"):
            pipeline.feedback(here, chapter)
            write_report(
                summarise(chapter, list(class_records(here, chapter))),
                here.root / "report" / f"{chapter}.html",
            )
        lines = {chapter: demonstration.compare(here, chapter) for chapter in wanted}
        screen.comparison(screen_out, lines, here.root)
    if not all(line.right for each in lines.values() for line in each):
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
        for record in judge_files(asked, files, as_isolation(isolation), seed):
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
                trials(here, chapter, as_isolation(isolation)), f"Testing {chapter}"
            )
        ]
        screen.trials(screen_out, done)
        for chapter in here.choose(chapters or ()):
            screen.disguises(screen_out, best_shares(all_chapters()[chapter]))
    if not all(trial.right for trial in done):
        raise typer.Exit(1)
