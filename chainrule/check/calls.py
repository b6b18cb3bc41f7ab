"""Calling a learner's function: whatever it does becomes a value or a calm message."""

import contextlib
import functools
import io
import linecache
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import ParamSpec

import numpy as np
from numpy.typing import NDArray

from chainrule.check.advice import STOPS, blamed
from chainrule.check.errors import of_error
from chainrule.check.report import CheckFailed, passed
from chainrule.check.words import number, place, position

Array = NDArray[np.float64]
P = ParamSpec("P")
KIT = __name__.rpartition(".")[0]


def exercise(check: Callable[P, list[str]]) -> Callable[P, None]:
    """Make a check of a function that returns facts: print the line of a pass.

    Warnings become a note, and what goes to stderr goes to stdout: nbgrader gives a cell with
    anything on stderr no points, and a warning alone is no mistake."""

    @functools.wraps(check)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with (
            warnings.catch_warnings(record=True) as caught,
            np.errstate(over="warn", invalid="warn", divide="warn", under="ignore"),
            contextlib.redirect_stderr(sys.stdout),
        ):
            warnings.simplefilter("always")
            try:
                facts = check(*args, **kwargs)
            except CheckFailed as found:
                raise blamed(found, args) from found.__cause__
        texts = dict.fromkeys(f"{w.category.__name__}: {w.message}" for w in caught)
        _PASSED[check.__name__] = args
        print(passed(check.__name__, facts, list(texts)[:3]))

    return run


_PASSED: dict[str, tuple[object, ...]] = {}


def passed_with(name: str, thing: object) -> list[str] | None:
    """The names of what the check `name` was last passed with in this session, where `thing` was
    among it; None otherwise."""
    args = _PASSED.get(name, ())
    if not any(each is thing for each in args):
        return None
    return [name_of(each, name) for each in args]


@contextlib.contextmanager
def muted() -> Iterator[None]:
    """Nothing printed: for the many calls that central differences need."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


def name_of(function: object, fallback: str) -> str:
    """A function's own name where it has one that says something."""
    name = getattr(function, "__name__", fallback)
    return name if isinstance(name, str) and name != "<lambda>" else fallback


def call(
    exercise: str, name: str, function: object, /, *arguments: object, **options: object
) -> object:
    """What function(*arguments, **options) returns. Raises CheckFailed where it is no function, is
    not written yet, or raises."""
    if not callable(function):
        raise CheckFailed(
            exercise,
            f"{name}: defined",
            expected="a function",
            got=f"a value of type {type(function).__name__}",
            next_step="Run the cell that defines it, and pass its name without brackets.",
        )
    try:
        return function(*arguments, **options)
    except CheckFailed:
        raise
    except NotImplementedError:
        raise CheckFailed(
            exercise,
            f"{name} is not written yet",
            next_step=f"Replace the line that raises NotImplementedError in {name}, run that "
            "cell, then this one.",
        ) from None
    except Exception as error:
        raise _raised(exercise, name, error) from error


def _raised(exercise: str, name: str, error: Exception) -> CheckFailed:
    line = _line_of(error.__traceback__)
    cause, next_step = of_error(error, line, f"{exercise} {name}")
    if isinstance(error, TypeError) and not line:
        cause = "the function does not take the arguments of the contract."
        next_step = "Compare its parameters with the contract: how many, and of which names?"
    return CheckFailed(
        exercise,
        f"{name} {STOPS}",
        expected="a value",
        got=f"{type(error).__name__}: {str(error).rstrip(' .')}",
        where=line,
        cause=cause,
        next_step=next_step,
    )


def _line_of(trace: TracebackType | None) -> str:
    """The innermost line that the learner wrote: beneath this module, above any library."""
    found = ""
    while trace is not None:
        frame = trace.tb_frame
        module = str(frame.f_globals.get("__name__", ""))
        if not module.startswith((KIT, "numpy")):
            line = linecache.getline(frame.f_code.co_filename, trace.tb_lineno).strip()
            found = f"line {trace.tb_lineno}" + (f": `{line}`" if line else "")
        trace = trace.tb_next
    return found


def two(exercise: str, name: str, result: object, contract: str) -> tuple[object, object]:
    """A forward function's (out, cache), or CheckFailed saying what came in place of a pair."""
    if isinstance(result, (tuple, list)) and len(result) == 2:
        return result[0], result[1]
    got = "nothing" if result is None else f"a value of type {type(result).__name__}"
    if isinstance(result, (tuple, list)):
        got = f"{len(result)} values"
    raise CheckFailed(
        exercise,
        f"what {name} returns",
        expected=f"two values, {contract}",
        got=got,
        next_step=_pair_of(contract),
    )


def _pair_of(contract: str) -> str:
    """What to return, from a contract such as "(W, b)"."""
    if "cache" in contract:
        return "Return the result and whatever the backward pass will need of the forward pass."
    first, _, second = contract.strip("()").partition(", ")
    return f"Return a pair: {first}, then {second}."


class Watch:
    """Copies of arrays taken before a call, to tell afterwards whether the call changed them."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.arrays = dict(arrays)
        self.copies = {name: array.copy() for name, array in arrays.items()}

    def verify(self, exercise: str, function: str) -> None:
        """Raises CheckFailed naming the first array that `function` changed."""
        for name, before in self.copies.items():
            after = self.arrays[name]
            if after.shape != before.shape:
                raise _changed(exercise, function, name, str(before.shape), str(after.shape), "")
            different = (after != before) & ~(np.isnan(after) & np.isnan(before))
            if different.any():
                where = position(different)
                old, new = number(before[where], after[where]), number(after[where], before[where])
                raise _changed(exercise, function, name, old, new, place(where))


def _changed(
    exercise: str, function: str, name: str, before: str, after: str, where: str
) -> CheckFailed:
    return CheckFailed(
        exercise,
        f"{name} after {function}: changed",
        expected=f"{name} as it was before the call, {before}",
        got=after,
        where=where,
        cause=f"a line of {function} writes into an array that it shares with {name}.",
        next_step="Functions here never change their inputs. Which line writes into an array in "
        "place of making a new one?",
    )
