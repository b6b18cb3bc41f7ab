"""Inputs that a function should refuse with a ValueError, and what it does in place of that; and
inputs that it should take, and refuses."""

import dis
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from chainrule.check.calls import call
from chainrule.check.causes import Diagnosis
from chainrule.check.report import CheckFailed
from chainrule.check.words import number


def refused(exercise: str, function: object, *arguments: object, case: str, why: str) -> None:
    """Raises CheckFailed unless function(*arguments) raises ValueError.

    `case` says what was passed, `why` why no answer to it is right."""
    try:
        got = call(exercise, exercise, function, *arguments)
    except CheckFailed as found:
        if isinstance(found.__cause__, ValueError):
            return
        if found.__cause__ is None:
            raise
        came, told = type(found.__cause__).__name__, OTHER_ERROR
    else:
        came, told = _described(got), _instead(got, why)
    raise CheckFailed(
        exercise,
        f"refuses {case}",
        expected="a ValueError",
        got=came,
        cause=told.cause,
        next_step=told.next_step,
    )


@contextmanager
def allowed(exercise: str, case: str, why: Diagnosis) -> Iterator[None]:
    """Around a call whose input is right: where the function refuses it all the same, the failure
    says so. `case` says what was passed, `why` that it is allowed."""
    try:
        yield
    except CheckFailed as found:
        if not _on_purpose(found.__cause__):
            raise
        raise CheckFailed(
            exercise,
            f"takes {case}",
            expected="a value",
            got=found.got,
            where=found.where,
            cause=why.cause,
            next_step=why.next_step,
        ) from found.__cause__


def _on_purpose(error: BaseException | None) -> bool:
    """Whether a `raise` of the learner's stopped the function, not an operation of NumPy's."""
    if not isinstance(error, ValueError | AssertionError):
        return False
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None or str(trace.tb_frame.f_globals.get("__name__", "")).startswith("numpy"):
        return False
    code = trace.tb_frame.f_code.co_code
    return code[trace.tb_lasti] == dis.opmap["RAISE_VARARGS"]


def _described(got: object) -> str:
    """What came back, in a few words."""
    if type(got) is np.ndarray and got.ndim == 1 and got.dtype.kind in "fiu":
        return f"({', '.join(number(x) for x in got[:6])})"
    if type(got) is np.ndarray:
        return f"an array of shape {got.shape}"
    return "nothing" if got is None else f"a value of type {type(got).__name__}"


def _instead(got: object, why: str) -> Diagnosis:
    if isinstance(got, Exception):
        return RETURNED
    if got is None:
        return SILENT
    return Diagnosis("accepted", why, "What has to hold of the input, and where is it asked?")


OTHER_ERROR = Diagnosis(
    "another kind of error",
    "the function stops, but with another kind of error than the contract names.",
    "Whoever calls can only be ready for the kind that was agreed on. Which kind is it?",
)
RETURNED = Diagnosis(
    "error returned",
    "an error came back as a value; nothing stops, and the caller goes on with it.",
    "Which statement stops a function with an error, in place of handing it back?",
)
SILENT = Diagnosis(
    "None returned",
    "the function ends without a word, and its caller stumbles later, far from here.",
    "Which statement stops a function with an error?",
)
