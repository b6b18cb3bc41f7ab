"""What a source notebook says: which cell stands for which exercise, and for how many points.

The only truth about both: a submission is never asked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.exercises import chapters
from autograder.model import Exercise

_CHECK = re.compile(r"check\.(\w+)\((?:\w+(?:, \w+)*)?\)")


@dataclass(frozen=True)
class Judged:
    """The exercises of one chapter with their points, by grade_id, as the source has them."""

    exercises: Mapping[str, Exercise]
    points: Mapping[str, float]


def nbgrader_metadata(cell: NotebookNode) -> Mapping[str, object]:
    """The cell's nbgrader metadata; empty where there is none or it is no mapping."""
    found = cell.get("metadata", {}).get("nbgrader", {})
    return found if isinstance(found, dict) else {}


def is_test_cell(cell: NotebookNode) -> bool:
    """Whether nbgrader grades the cell automatically."""
    said = nbgrader_metadata(cell)
    return bool(said.get("grade")) and not said.get("solution") and cell.cell_type == "code"


def judged_cells(chapter: str, source: NotebookNode) -> Judged:
    """The test cells of a source notebook that stand for exercises of ours."""
    known = chapters().get(chapter, {})
    exercises, points = {}, {}
    for cell in source.cells:
        said = nbgrader_metadata(cell)
        name = str(said.get("grade_id"))
        if is_test_cell(cell) and name in known:
            exercises[name] = known[name]
            points[name] = float(str(said["points"]))
    return Judged(exercises, points)


def faults(chapter: str, source: NotebookNode) -> Iterator[str]:
    """Everything that forbids releasing the notebook, each with its cell."""
    known = chapters().get(chapter)
    if known is None:
        yield f"the grader has no exercises for a chapter named {chapter}"
        return
    seen: set[str] = set()
    for cell in source.cells:
        if is_test_cell(cell):
            seen.add(str(nbgrader_metadata(cell).get("grade_id")))
            yield from _test_cell_faults(cell, known)
    answers = {nbgrader_metadata(cell).get("grade_id") for cell in source.cells}
    for name in known:
        if name not in seen:
            yield f"exercise {name} has no test cell (a locked cell with grade_id {name})"
        if f"{name}-answer" not in answers:
            yield f"exercise {name} has no answer cell (a solution with grade_id {name}-answer)"
    yield from _heading_faults(source)
    for cell in source.cells:
        if cell.cell_type == "code" and cell.outputs:
            yield f"cell {cell.get('id')} has outputs: clear them"


def _test_cell_faults(cell: NotebookNode, known: Mapping[str, Exercise]) -> Iterator[str]:
    said = nbgrader_metadata(cell)
    name = said.get("grade_id")
    if name not in known:
        yield f"test cell {name} stands for no exercise of the grader"
        return
    if not said.get("points"):
        yield f"test cell {name} has no points"
    if not said.get("locked"):
        yield f"test cell {name} is not locked"
    match = _CHECK.fullmatch(cell.source.strip())
    if match is None or match[1] != name:
        yield f"test cell {name} should hold check.{name}(…) and nothing else"


def _heading_faults(source: NotebookNode) -> Iterator[str]:
    """Headings announce points in the order of the test cells that follow them."""
    announced: list[tuple[str, float, str]] = []
    for cell in source.cells:
        if cell.cell_type == "markdown":
            for line in cell.source.splitlines():
                if line.startswith("#") and "Exercise" in line:
                    announced += [(*each, str(cell.get("id"))) for each in heading_points(line)]
        elif is_test_cell(cell):
            said = nbgrader_metadata(cell)
            name, points = said.get("grade_id"), said.get("points")
            if not announced:
                yield f"test cell {name} has no heading 'Exercise N.M (… points)' before it"
                continue
            number, worth, where = announced.pop(0)
            if points is not None and worth != points:
                yield (
                    f"heading of exercise {number} (cell {where}) says {worth:g} points, "
                    f"test cell {name} says {points}"
                )


def heading_points(line: str) -> list[tuple[str, float]]:
    """The exercises a heading announces, as (number, points); "5.4 (1 point) and 5.5 (2 points)"
    announces two."""
    return [
        (number, float(points))
        for number, points in re.findall(r"(\d+\.\d+) \((\d+(?:\.\d+)?) points?\)", line)
    ]
