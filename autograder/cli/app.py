"""What every command shares: the application, its common options, how an error is told."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from autograder.course import Course
from autograder.errors import CourseError
from autograder.gradebook import is_released
from autograder.sandbox import Isolation, WallMissing

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
Chapters = Annotated[list[str] | None, typer.Argument(help="Chapters; all when none is named.")]
CourseFolder = Annotated[Path, typer.Option("--course", help="The course folder.")]
Here = Path()
Isolated = Annotated[
    str, typer.Option(help="bubblewrap, or none: without a wall, and every result says so.")
]
OneStudent = Annotated[str | None, typer.Option(help="Only this student.")]
Workers = Annotated[
    int | None, typer.Option(min=1, help="Processes that grade; as many as cores when not said.")
]
NO_ROOM_OR_RIGHT = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)
screen_out = Console()


@contextmanager
def told() -> Iterator[None]:
    """A CourseError becomes a line and exit code 2; so does a disk or folder that takes no file."""
    try:
        yield
    except (CourseError, WallMissing) as error:
        said = f"[bold red]Error:[/] {error}"
        Console(stderr=True).print(said, highlight=False, markup=True)
        raise typer.Exit(2) from None
    except OSError as error:
        if error.errno not in NO_ROOM_OR_RIGHT:
            raise
        said = f"{error}. Make room or set the folder's rights, then run the same command again."
        Console(stderr=True).print(f"Error: {said}", highlight=False, markup=False)
        raise typer.Exit(2) from None


def released(course: Course, chapters: list[str] | None) -> list[str]:
    """The chapters named; else those that were released from this folder. Raises UnknownName."""
    if chapters:
        return course.choose(chapters)
    return [name for name in course.choose(()) if is_released(course, name)]


def as_isolation(name: str) -> Isolation:
    """The isolation of that name. Raises CourseError."""
    if name == "bubblewrap":
        return "bubblewrap"
    if name == "none":
        return "none"
    raise CourseError(f"There is no isolation '{name}'. There is: bubblewrap, none.")
