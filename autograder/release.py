"""source/ -> release/, by nbgrader's own generate_assignment, after a look at what must hold."""

import json
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.apps import NbGraderAPI

from autograder.course import Course, read_notebook
from autograder.errors import Refused, SourceRefused
from autograder.source import faults, nbgrader_metadata


def release(course: Course, chapter: str) -> Path:
    """Release a chapter and return its notebook's path. Raises SourceRefused before anything is
    written, Refused where nbgrader does not want it, SourceRefused where a solution is left."""
    found = list(faults(chapter, course.source(chapter)))
    if found:
        raise SourceRefused(chapter, found)
    api = NbGraderAPI(config=course.config())
    result = api.generate_assignment(chapter, force=True, create=True)
    if not result["success"]:
        raise Refused(f"release {chapter}", result.get("log", ""))
    path = course.release_path(chapter)
    left = list(leftovers(read_notebook(path)))
    if left:
        path.unlink()
        raise SourceRefused(chapter, left)
    _sort(path)
    return path


def leftovers(released: NotebookNode) -> Iterator[str]:
    """What must not be in a released notebook: outputs, solutions, answers that do not raise."""
    for cell in released.cells:
        name = nbgrader_metadata(cell).get("grade_id", cell.get("id"))
        if cell.cell_type != "code":
            continue
        if cell.outputs or cell.execution_count is not None:
            yield f"cell {name} still has an output"
        if "### BEGIN" in cell.source or "### END" in cell.source:
            yield f"cell {name} still has a solution marker"
        said = nbgrader_metadata(cell)
        stub = "raise NotImplementedError" in cell.source
        if said.get("solution") and not said.get("grade") and not stub:
            yield f"cell {name} does not raise NotImplementedError: a solution may be left in it"


def _sort(path: Path) -> None:
    """The same bytes every time: sorted keys, one space of indentation, a newline at the end."""
    text = json.dumps(
        json.loads(path.read_text("utf-8")), indent=1, sort_keys=True, ensure_ascii=False
    )
    path.write_text(text + "\n", encoding="utf-8")
