"""What the first chapter forgives: the value counts most, its kind is a part of its own."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from autograder.channel import LearnerError
from autograder.student import Student
from autograder.verdict import Verdict

FEW = 1000


def real(got: object) -> object:
    """Whole numbers as floats: 0 and 1 are as good as 0.0 and 1.0."""
    if type(got) is np.ndarray and got.dtype.kind in "iu":
        return got.astype(np.float64)
    return got


def one_number(got: object) -> object:
    """The number that a truth value or an array of one entry holds."""
    if type(got) in (bool, np.bool_):
        return float(got)  # type: ignore[arg-type]
    if type(got) is np.ndarray and got.size == 1 and got.dtype.kind in "biuf":
        return float(got.flat[0])
    return got


def row(got: object) -> object:
    """One number an example, however they are held: in a list, in a column, or in a row."""
    if type(got) in (list, tuple) and len(got) <= FEW:  # type: ignore[arg-type]
        values = [one_number(each) for each in got]  # type: ignore[attr-defined]
        if all(isinstance(each, float | int | np.number) for each in values):
            return np.array(values, dtype=np.float64)
    if type(got) is np.ndarray and got.ndim != 1 and got.dtype.kind in "iuf" and got.size <= FEW:
        return got.astype(np.float64).ravel()
    return got


def must_refuse(verdict: Verdict, ask: Callable[[], object]) -> None:
    """The call that `ask` makes must raise ValueError; to be used within a part."""
    try:
        got = ask()
    except LearnerError as error:
        if error.type_name == "NotImplementedError":
            raise
        refused = error.type_name == "ValueError"
        message = f"an unknown name should raise ValueError; it raises {error.type_name}"
        verdict.require(refused, message, got=("raised", error.type_name))
    else:
        what = "nothing" if got is None else "something"
        verdict.require(False, "an unknown name should raise ValueError", got=what)


def probed(
    student: Student,
    verdict: Verdict,
    name: str,
    arguments: tuple[object, ...],
    want: ArrayLike,
    told: Callable[[object], object] = real,
) -> None:
    """See whether a function that the exercise builds on is right: where it is wrong, parts that
    fail are put down to it. Never fails anything by itself. `told` makes a value of the answer."""
    try:
        got: object = getattr(student, name)(*arguments)
    except LearnerError:
        got = None
    verdict.needs(name, told(got), want)
