"""Whether a failure comes from what a function reads outside itself, and how that is told."""

import dis
from collections.abc import Iterator
from types import CodeType, FunctionType

import numpy as np

from chainrule.check.report import CheckFailed
from chainrule.check.words import listed

STOPS = "stops with an error"

USUALLY_LOCAL = frozenset(("A", "Z", "X", "dA", "dZ", "out", "dout", "cache", "alpha"))


def blamed(found: CheckFailed, functions: tuple[object, ...]) -> CheckFailed:
    """The failure as it is; or where a function reads arrays of the notebook in place of its
    arguments, told so, unless a surer cause is known."""
    if not found.checked.endswith((": value", ": shape", STOPS)):
        return found
    for function in functions:
        names = sorted(set(_borrowed(function)))
        local = not USUALLY_LOCAL.isdisjoint(names) and not found.checked.endswith(STOPS)
        if names and (local or not found.cause):
            each = listed(f"`{name}`" for name in names)
            verb = "is" if len(names) == 1 else "are"
            return found.retold(
                cause=f"{each} {verb} not made in this function, but left behind by another cell "
                "of the notebook.",
                next_step=_asked(found.exercise) + "All that a function needs comes through its "
                "arguments.",
            )
    return found


def _asked(exercise: str) -> str:
    """A question that only whoever writes a backward has to answer."""
    cached = "backward" in exercise or exercise[:1].isupper()
    return "Did you take it from the cache? " if cached else ""


def _borrowed(function: object) -> Iterator[str]:
    """The names of NumPy arrays and tuples outside a function (or a class's methods) it reads."""
    if isinstance(function, type):
        for method in vars(function).values():
            yield from _borrowed(method)
    if isinstance(function, FunctionType):
        for name in _globals(function.__code__):
            if isinstance(function.__globals__.get(name), (np.ndarray, tuple)):
                yield name


def _globals(code: CodeType) -> Iterator[str]:
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield str(step.argval)
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _globals(inner)
