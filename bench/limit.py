"""How far a graded submission is from the least it could take: the processor time of its cells in
a fork of a warm process. Run alone: `python -m bench.limit`."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from autograder.course import Course, read_notebook
from autograder.execute import Work, execute
from autograder.reading import read_bytes
from autograder.sandbox import Warm
from bench import courses
from bench.commands import Home, homes
from bench.processor import NoControlGroup, processor_seconds
from bench.table import Row, Section, at_most, run_alone

TARGET = 1.6
ROOT = Path(__file__).resolve().parent.parent
Make = Callable[[Home, int], Course]


def cells_alone(path: Path, count: int) -> None:
    """Run the cells of a notebook `count` times, each time in a fresh fork of one warm process;
    nothing is mended, judged or recorded."""
    template = read_notebook(path)
    for cell in template.cells:
        cell.metadata.clear()
    content = path.read_bytes()
    with Warm() as warm:
        for _ in range(count):
            notebook = read_bytes(content)
            for cell in notebook.cells:
                cell.metadata.clear()
            execute(notebook, Work("", {}, {}, b""), warm.fork, warm.limits)


def graded(course: Course, home: Home, assignment: str, count: int) -> float:
    """Processor seconds of grading `count` copies of the course's first submission."""
    copy = home.root / f"course{count}"
    shutil.copytree(course.root, copy, ignore=shutil.ignore_patterns("submitted"))
    first = sorted((course.root / "submitted").glob("*"))[0]
    for number in range(count):
        shutil.copytree(first, copy / "submitted" / f"copy{number:04d}")
    words = ["grade", assignment, "--workers", "1", "--course", str(copy)]
    command = [sys.executable, "-m", "autograder", *words]
    return processor_seconds(command, copy, home.environment())


def least(home: Home, assignment: str, graded_already: int, count: int) -> float:
    """Processor seconds of the cells of a graded copy, `count` times over, in forks."""
    where = home.root / f"course{graded_already}" / "autograded" / "copy0000" / assignment
    path = where / f"{assignment}.ipynb"
    command = [sys.executable, "-m", "bench.limit", "--cells", str(path), str(count)]
    environment = home.environment() | {"PYTHONPATH": os.fspath(ROOT)}
    return processor_seconds(command, ROOT, environment)


def per_submission(measure: Callable[[int], float], few: int, many: int) -> float:
    """Start-up left out: the difference between many and few."""
    return (measure(many) - measure(few)) / (many - few)


def row(name: str, make: Make, assignment: str, few: int, many: int) -> Row:
    """One notebook: what grading it takes, what its cells take, and the ratio."""
    with homes("made", "graded") as (made, home):
        course = make(made, 1)
        whole = per_submission(lambda n: graded(course, home, assignment, n), few, many)
        cells = per_submission(lambda n: least(home, assignment, few, n), few, many)
    shown = (f"{1000 * whole:.0f} ms", f"{1000 * cells:.0f} ms")
    return name, *shown, *at_most(whole / cells, TARGET)


def measure(small: bool = False) -> list[Section]:
    """One table; none where no control group may be made."""
    few, many = (2, 12) if small else (3, 33)
    kinds: list[tuple[str, Make, str]] = [
        ("plain, no figure", _plain, courses.PLAIN),
        ("plain, one figure", _plain_with_figure, courses.PLAIN),
        (courses.CHAPTER, courses.chapter_course, courses.CHAPTER),
    ]
    notes = ["Cells alone: a fork behind its wall, every cell, its outputs, the fork's end."]
    try:
        rows = tuple(row(*kind, few, many) for kind in kinds)
    except NoControlGroup as why:
        rows, notes = (), [f"Not measured: {why}."]
    return [
        Section(
            "Processor time beside the least possible",
            "Processor time of every process (head, worker, warm process, forks) for one more "
            "submission, beside that of the same cells in forks of a warm process with nothing "
            "mended, judged or recorded.",
            __package__ + ".limit",
            ("notebook", "graded", "cells alone", "ratio", "target"),
            rows,
            tuple(notes),
        )
    ]


def _plain(home: Home, size: int) -> Course:
    return courses.plain_course(home, size, figures=False)


def _plain_with_figure(home: Home, size: int) -> Course:
    return courses.plain_course(home, size, figures=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--cells"]:
        cells_alone(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        run_alone(measure)
