"""The text of a function or class, and of all it names, so that it can stand in a file of its own:
what a learner builds on helpers of the notebook has to travel with them."""

import ast
import dis
import linecache
import math
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import CodeType, FunctionType, ModuleType
from typing import Any

GIVEN = frozenset(("np", "numpy"))
"""Names that every file begins with."""
PLAIN = (bool, int, float, str)


@dataclass
class Bundle:
    """Texts in the order in which they can run; `helpers` names the definitions that came along,
    `left` what cannot be written down, such as an array that another cell made."""

    lines: list[str] = field(default_factory=list)
    definitions: list[str] = field(default_factory=list)
    helpers: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        start = "\n".join(["import numpy as np", *self.lines])
        return "\n\n\n".join([start, *self.definitions])


def bundled(thing: Any) -> Bundle:
    """A function or class with all the functions and classes of the notebook (or of `earlier.py`)
    that it names, whatever these name in turn, and the imports and plain numbers they need.

    Raises LookupError where the text of `thing` itself is not to be found."""
    bundle = Bundle()
    _add(thing, bundle, {thing.__name__})
    return bundle


def _add(thing: Any, bundle: Bundle, seen: set[str]) -> None:
    text = _text(thing)
    around = _around(thing)
    for name in dict.fromkeys(_named(compile(text, "<kept>", "exec"))):
        if name in around and name not in seen | GIVEN and not name.startswith("__"):
            seen.add(name)
            _need(name, around[name], bundle, seen)
    bundle.definitions.append(text)


def _need(name: str, value: Any, bundle: Bundle, seen: set[str]) -> None:
    """Put what `name` stands for into the bundle, in whatever way it can be written down."""
    line = _written(name, value)
    if line:
        bundle.lines.append(line)
    elif isinstance(value, (FunctionType, type)) and value.__name__ == name:
        try:
            _add(value, bundle, seen)
        except LookupError:
            bundle.left.append(name)
        else:
            bundle.helpers.append(name)
    else:
        bundle.left.append(name)


def _written(name: str, value: Any) -> str:
    """The one line that makes `name` again: an import, or a plain value; empty for all else."""
    if isinstance(value, ModuleType):
        return f"import {_renamed(value.__name__, name)}"
    if type(value) in PLAIN:
        return f"{name} = {value!r}" if not _endless(value) else ""
    home, own = getattr(value, "__module__", None), getattr(value, "__name__", "")
    if home == "__main__" or not isinstance(home, str):
        return ""
    known = getattr(sys.modules.get(home), str(own), None)
    return f"from {home} import {_renamed(str(own), name)}" if known is value else ""


def _renamed(own: str, name: str) -> str:
    return name if own == name else f"{own} as {name}"


def _endless(value: object) -> bool:
    return isinstance(value, float) and not math.isfinite(value)


def _text(thing: Any) -> str:
    """The definition as it was typed, from the cell or file that holds it."""
    for code in _codes(thing):
        lines = linecache.getlines(code.co_filename)
        for node in ast.parse("".join(lines)).body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == thing.__name__:
                first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
                return "".join(lines[first - 1 : node.end_lineno]).rstrip()
    raise LookupError(f"the cell that defines {thing.__name__} is not to be found")


def _around(thing: Any) -> Mapping[str, Any]:
    """The names that the code of a function, or of a class's methods, sees around it."""
    functions = [thing] if isinstance(thing, FunctionType) else vars(thing).values()
    return next((f.__globals__ for f in functions if isinstance(f, FunctionType)), {})


def _codes(thing: object) -> Iterator[CodeType]:
    if isinstance(thing, FunctionType):
        yield thing.__code__
    for each in vars(thing).values():
        if isinstance(each, FunctionType):
            yield each.__code__


def _named(code: CodeType) -> Iterator[str]:
    """Every name that the code looks for outside its own functions."""
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield str(step.argval)
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _named(inner)
