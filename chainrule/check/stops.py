"""An answer of chapter 03 that stops with an error, where the check knows the cause better than the
error's own words: a function used as a number, rows of many lengths in one array."""

import re
from collections.abc import Sequence

from chainrule.check.calls import call
from chainrule.check.causes import Diagnosis
from chainrule.check.probe import Probe
from chainrule.check.report import CheckFailed

Reasons = Sequence[tuple[str, Diagnosis]]


def asked(name: str, function: object, *arguments: object, reasons: Reasons = ()) -> object:
    """What function(*arguments) returns. Where it raises an error that one of the `reasons`, a
    pattern and what it tells, explains, the CheckFailed says so."""
    try:
        return call(name, name, function, *arguments)
    except CheckFailed as found:
        error = found.__cause__
        if error is None:
            raise
        said = f"{type(error).__name__}: {error}"
        why = next((why for pattern, why in reasons if re.search(pattern, said)), None)
        why = _uncalled(said, arguments) or why
        if why is None:
            raise
        raise found.retold(
            got=found.got.replace(f"'{Probe.__name__}'", "'function'"),
            cause=why.cause,
            next_step=why.next_step,
        ) from error


def _uncalled(said: str, arguments: Sequence[object]) -> Diagnosis | None:
    """Which function among the arguments was taken for a number, if one was."""
    probes = [each for each in arguments if isinstance(each, Probe) and not each.places]
    if f"'{Probe.__name__}'" not in said or not probes:
        return None
    name = probes[-1].name
    return Diagnosis(
        "not called",
        f"{name} is a function; it was not called.",
        f"What has to stand behind {name} to get its value at x?",
    )
