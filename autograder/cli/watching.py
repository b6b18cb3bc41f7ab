"""The command that grades submissions as they arrive."""

from contextlib import ExitStack
from functools import partial
from time import sleep, strftime
from typing import Annotated

import typer

from autograder import screen
from autograder.cli.app import (
    Chapters,
    CourseFolder,
    Here,
    Isolated,
    Workers,
    app,
    as_isolation,
    screen_out,
    told,
)
from autograder.cli.grading import interruptible, team_of
from autograder.course import Course
from autograder.gradebook import require_release
from autograder.lock import watching
from autograder.marking import get_ready
from autograder.watch import Watch


@app.command()
def watch(
    chapters: Chapters = None,
    limit: Annotated[
        int, typer.Option(min=1, help="Graded attempts a learner, chapter and day.")
    ] = 5,
    every: Annotated[float, typer.Option(min=0.1, help="Seconds between two looks.")] = 1.0,
    workers: Workers = None,
    isolation: Isolated = "bubblewrap",
    course: CourseFolder = Here,
) -> None:
    """Grade submissions as they arrive, in submitted/ or in nbgrader's exchange, and release their
    feedback within seconds, until Ctrl-C."""
    with told(), ExitStack() as stack:
        here = Course(course.resolve())
        wanted = here.choose(chapters or ())
        for chapter in chapters or ():
            require_release(here, chapter)
        stack.enter_context(watching(here))
        team = stack.enter_context(team_of(workers, None))
        halted = stack.enter_context(interruptible())
        team.prepare(partial(get_ready, as_isolation(isolation)))
        watcher = Watch(here, team, isolation=as_isolation(isolation), limit=limit, halted=halted)
        screen_out.print(f"Watching {here.root.name}: {', '.join(wanted)}. Ctrl-C ends it.")
        while not halted():
            released = [name for name in wanted if here.release_path(name).is_file()]
            for outcome in watcher.round(released):
                screen.moment(screen_out, strftime("%H:%M:%S"), outcome)
            if not halted():
                sleep(every)
