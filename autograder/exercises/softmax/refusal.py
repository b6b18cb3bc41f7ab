"""Asking for a ValueError: what a function must refuse, and what it did in place of refusing."""

from autograder.channel import LearnerError
from autograder.student import Function
from autograder.verdict import PartFailed, Verdict


def refuses(verdict: Verdict, function: Function, *arguments: object, case: str) -> None:
    """Inside a part: the call must raise ValueError; `case` says what was wrong with what it got.

    What came in its place is observed, so that the mistake behind it can be named."""
    try:
        got = function(*arguments)
    except LearnerError as error:
        if error.type_name == "NotImplementedError":
            raise
        verdict.observe(("raised", error.type_name))
        if error.type_name != "ValueError":
            said = f"{case} raises {error.type_name}, and the contract asks for a ValueError."
            raise PartFailed(said) from error
        return
    verdict.observe(got)
    raise PartFailed(f"{case} should raise a ValueError, and a value came back.")
