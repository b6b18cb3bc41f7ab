"""What an error in a learner's function is likely to mean: a sentence on the cause where the error
tells it, and one on what to look at next."""

import dis
import re
from collections.abc import Iterator
from types import CodeType, FunctionType

import numpy as np

from chainrule.check.report import CheckFailed
from chainrule.check.words import listed

STOPS = "stops with an error"

USUALLY_LOCAL = frozenset(("A", "Z", "X", "dA", "dZ", "out", "dout", "cache", "alpha"))

# (what the error says, what its line says, cause, next step); the first that fits is told
ERRORS = (
    (
        "truth value of an array.*ambiguous",
        "",
        "`if`, `and` and `max` take one number, and here they meet a whole array.",
        "`if` and `max` take one number; np.where or np.maximum take an array.",
    ),
    (
        "only integer scalar arrays|cannot be interpreted as an integer|AxisError",
        r"np\.a?(max|min)\(",
        "np.max and np.min look for one extreme within one array; what stands second is an axis.",
        "np.maximum and np.minimum compare two arrays, or an array and a number, entry by entry.",
    ),
    (
        "tuple|can't multiply sequence",
        "",
        "a pair of values is used as if it were one array: a forward returns two values, and a "
        "cache may hold several.",
        "Which name on this line holds a tuple? Take it apart first: one name for each value.",
    ),
    (
        "NoneType",
        "",
        "a value on this line is None.",
        "Which function or method came to its end without a return?",
    ),
    (
        "matmul|not aligned",
        "",
        "",
        "Write the shape under each factor of the product: which of them has to be transposed?",
    ),
    (
        "could not be broadcast",
        "",
        "",
        "Print both shapes just before this line. Do the two belong to the same layer and call?",
    ),
    (
        "values to unpack",
        "",
        "",
        "Count what the forward puts into its cache and what the backward takes out of it.",
    ),
    (
        "^NameError",
        "",
        "",
        "Is the name spelled as where it was made? If the forward made it, did you take it from "
        "the cache?",
    ),
    (
        "^UnboundLocalError",
        "",
        "",
        "On which path through the function is this name not given a value before this line?",
    ),
    (
        "^AttributeError",
        "",
        "",
        "What stands before the dot here? Print its type, and see where it is made.",
    ),
    (
        "^IndexError",
        "",
        "",
        "Print the shape or the length of what is indexed just before this line.",
    ),
    ("^KeyError", "", "", "Print the keys that are there just before this line."),
    ("^RecursionError", "", "", "Where does the function call itself, and when should it stop?"),
    ("not callable", "", "", "Which name before the brackets holds a value and no function?"),
)
READ = "Read the error from its last word back: which name or shape is not what this line needs?"


def of_error(error: Exception, line: str) -> tuple[str, str]:
    """The likely cause, empty where the error does not tell, and the next step."""
    said = f"{type(error).__name__}: {error}"
    for pattern, source, cause, next_step in ERRORS:
        if re.search(pattern, said) and re.search(source, line):
            return cause, next_step
    return "", READ


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
                next_step="Did you take it from the cache? All that a function needs comes "
                "through its arguments.",
            )
    return found


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
