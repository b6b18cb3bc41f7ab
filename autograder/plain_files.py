"""Functions in plain .py files judged through the same wall as a notebook, file after file."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from nbformat import from_dict

from autograder.errors import UnknownName
from autograder.execute import Work, execute
from autograder.exercises import all_exercises
from autograder.model import Exercise, Record, Status
from autograder.sandbox import Isolation, warm_process


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
    cells = [_cell("import numpy as np"), _cell(text.decode()), _cell("", exercise.name)]
    notebook = from_dict({"cells": cells, "metadata": {}})
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


def _cell(source: str, grade_id: str | None = None) -> dict[str, object]:
    """A code cell, without nbformat's costly validation: there may be thousands."""
    metadata = {"nbgrader": {"grade_id": grade_id}} if grade_id else {}
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": []}
