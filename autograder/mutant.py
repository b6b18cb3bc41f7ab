"""Functions of ours as the text of a notebook cell: mistakes, variants and the reference, submitted
as a learner would."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping

from autograder.model import Exercise


def source_of(function: Callable[..., object], name: str) -> str:
    """The definition of a function or class under another name, without decorators, annotations
    and docstrings; it may use NumPy as `np` and nothing else."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef | ast.ClassDef)
    definition.name, definition.decorator_list = name, []
    return ast.unparse(_Bare().visit(tree))


def answers(exercise: Exercise, functions: Mapping[str, Callable[..., object]]) -> str:
    """A cell that answers an exercise with these functions, and with the reference's for the
    others that it builds on (their caches then fit)."""
    chosen = {**exercise.reference, **functions}
    return "\n\n\n".join(source_of(chosen[name], name) for name in (*exercise.uses, exercise.name))


class _Bare(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        for argument in node.args.args:
            argument.annotation = None
        node.body = _without_docstring(node.body)
        self.generic_visit(node)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        node.body = _without_docstring(node.body)
        self.generic_visit(node)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.Assign:
        assert node.value is not None
        return ast.copy_location(ast.Assign([node.target], node.value), node)


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        return body[1:] or [ast.Pass()]
    return body
