"""source/ -> release/, by nbgrader's own generate_assignment, after a look at what must hold."""

import ast
import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions, ComputeChecksums
from traitlets.config import Config

from autograder.course import Course
from autograder.errors import Refused, SourceRefused
from autograder.exercises import all_exercises
from autograder.source import faults, judged_cells, nbgrader_metadata


def release(course: Course, chapter: str) -> Path:
    """Release a chapter and return its notebook's path. Raises SourceRefused before anything is
    written, and Refused where nbgrader does not want it."""
    source = course.source(chapter)
    found = list(faults(chapter, source))
    names = set(judged_cells(chapter, source).exercises)
    found += leftovers(as_released(source, course.config()), names)
    if found:
        raise SourceRefused(chapter, found)
    result = course.nbgrader("generate_assignment", chapter, force=True, create=True)
    if not result["success"]:
        raise Refused(f"release {chapter}", result.get("log", ""))
    path = course.release_path(chapter)
    _sort(path)
    return path


def answers_given_away(course: Course, chapter: str) -> Mapping[str, list[str]]:
    """The exercises of other chapters whose answers lie in the chapter's earlier.py, by chapter: it
    should come out after these are due."""
    path = course.source_path(chapter).parent / "earlier.py"
    names = _answered(path.read_text("utf-8")) if path.is_file() else set()
    given: dict[str, list[str]] = {}
    for name, exercise in all_exercises().items():
        if name in names and exercise.chapter != chapter:
            given.setdefault(exercise.chapter, []).append(name)
    return given


def as_released(source: NotebookNode, config: Config) -> NotebookNode:
    """The source notebook as nbgrader releases it, in memory: without solutions, with checksums."""
    notebook, _ = ClearSolutions(config=config).preprocess(deepcopy(source), {})
    notebook, _ = ComputeChecksums(config=config).preprocess(notebook, {})
    return notebook


def leftovers(released: NotebookNode, exercises: set[str]) -> Iterator[str]:
    """What must not be in a released notebook: solution markers, answers that do not raise."""
    for cell in released.cells:
        if cell.cell_type != "code":
            continue
        name = nbgrader_metadata(cell).get("grade_id", cell.get("id"))
        if "### BEGIN" in cell.source or "### END" in cell.source:
            yield f"cell {name} still has a solution marker"
        for answered in _answered(cell.source) & exercises:
            yield f"cell {name} still answers {answered}: mark the answer as a solution"


def _answered(code: str) -> set[str]:
    """The functions and classes that the code defines without raising NotImplementedError."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return set()
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and "NotImplementedError" not in ast.unparse(node)
    }


def _sort(path: Path) -> None:
    """The same bytes every time: sorted keys, one space of indentation, a newline at the end."""
    text = json.dumps(
        json.loads(path.read_text("utf-8")), indent=1, sort_keys=True, ensure_ascii=False
    )
    path.write_text(text + "\n", encoding="utf-8")
