"""Judging some exercises again: what a graded notebook already holds is carried over."""

from nbformat import NotebookNode

from autograder.report.cell import read_verdict
from autograder.source import is_test_cell, nbgrader_metadata


def carry_over(before: NotebookNode, now: NotebookNode, wanted: frozenset[str]) -> frozenset[str]:
    """Lay the outputs of a notebook as it was graded `before` onto the same notebook, sanitised
    again, and return which of the wanted exercises to judge.

    An empty set, and nothing carried over, where all must be judged: the two are not cell for cell
    the same, or a verdict is missing."""
    if [_same(cell) for cell in before.cells] != [_same(cell) for cell in now.cells]:
        return frozenset()
    for old, new in zip(before.cells, now.cells, strict=True):
        unread = is_test_cell(new) and nbgrader_metadata(new).get("grade_id") not in wanted
        if unread and read_verdict(old) is None:
            return frozenset()
    for old, new in zip(before.cells, now.cells, strict=True):
        if new.cell_type == "code":
            new.outputs, new.execution_count = old.outputs, old.execution_count
    return wanted


def _same(cell: NotebookNode) -> tuple[object, ...]:
    """What tells one code cell from another; other cells may have been made harmless since."""
    source = cell.source if cell.cell_type == "code" else ""
    return cell.id, source, nbgrader_metadata(cell).get("grade_id")
