"""Fetch the functions a learner wrote in another notebook, without running the rest of it."""

import ast
import json
from pathlib import Path
from typing import Any

from chainrule.figures.curve import Pair

_SOURCES = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


def pairs_in(path: str | Path) -> dict[str, Pair]:
    """Every (x_forward, x_backward) that the notebook at `path` defines, by its name x.

    Only imports, functions, classes and constants are run, in the order of the cells; a cell that
    is not Python, or whose definitions fail, is passed over. Raises FileNotFoundError with the
    next step where there is no such notebook.
    """
    place = Path(path)
    if not place.is_file():
        raise FileNotFoundError(
            f"No notebook at {place} (looked from {Path.cwd()}). "
            "Put in the path of the notebook in which you wrote your functions."
        )
    names = _definitions(json.loads(place.read_text(encoding="utf-8")))
    return {
        name.removesuffix("_forward"): (forward, names[_partner(name)])
        for name, forward in names.items()
        if name.endswith("_forward") and callable(forward) and callable(names.get(_partner(name)))
    }


def _partner(name: str) -> str:
    return name.removesuffix("_forward") + "_backward"


def _definitions(notebook: dict[str, Any]) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "notebook"}
    for cell in notebook.get("cells", []):
        if cell.get("cell_type") != "code":
            continue
        try:
            tree = ast.parse("".join(cell["source"]))
        except SyntaxError:
            continue
        tree.body = [node for node in tree.body if _is_definition(node)]
        try:
            exec(compile(tree, "<notebook>", "exec"), names)
        except Exception:  # a learner's half-finished cell must not hide the finished ones
            continue
    return names


def _is_definition(node: ast.stmt) -> bool:
    if isinstance(node, ast.Assign):
        return all(isinstance(part, _QUIET) for part in ast.walk(node.value))
    return isinstance(node, _SOURCES)


_QUIET = (
    ast.Constant,
    ast.Tuple,
    ast.List,
    ast.BinOp,
    ast.UnaryOp,
    ast.operator,
    ast.unaryop,
    ast.expr_context,
)
