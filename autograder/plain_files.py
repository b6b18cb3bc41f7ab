"""Functions in plain .py files judged through the same wall as a notebook, file after file."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from nbformat.v4 import new_code_cell, new_notebook

from autograder.errors import UnknownName
from autograder.execute import Work, execute
from autograder.exercises import all_exercises
from autograder.model import Exercise, Record, Status
from autograder.nbgrader_steps import warm_process
from autograder.sandbox import Isolation


def find_exercise(name: str) -> Exercise:
    """The exercise of that name. Raises UnknownName."""
    every = all_exercises()
    if name not in every:
        raise UnknownName("exercise", name, every)
    return every[name]


def judge_files(
    exercise: Exercise, files: Iterable[Path], isolation: Isolation, seed: int | None = None
) -> Iterator[Record]:
    """One record a file, its `student` being the file's name; full marks are 1 point."""
    for file in files:
        try:
            text = file.read_bytes()
            record = judge_text(exercise, text, isolation, seed)
        except (OSError, UnicodeDecodeError) as error:
            record = Record(
                exercise.chapter, "", exercise.name, 0.0, 1.0, Status.DAMAGED, message=str(error)
            )
        yield replace(record, student=str(file))


def judge_text(
    exercise: Exercise, text: bytes, isolation: Isolation, seed: int | None = None
) -> Record:
    """The record of one program text. Raises UnicodeDecodeError."""
    test = new_code_cell(metadata={"nbgrader": {"grade_id": exercise.name}})
    setup = new_code_cell("import numpy as np")
    notebook = new_notebook(cells=[setup, new_code_cell(text.decode()), test])
    work = Work(
        student="",
        exercises={exercise.name: exercise},
        points={exercise.name: 1.0},
        submission=text,
        seed=seed,
        protected=isolation != "none",
    )
    warm = warm_process(isolation)
    return execute(notebook, work, warm.fork, warm.limits)[0]
