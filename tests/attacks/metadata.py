"""Metadata and outputs typed into a notebook, to make it tell of points that it did not earn."""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from tests.attacks.attack import Desk, mended


def _points(notebook: NotebookNode, desk: Desk) -> None:
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.update(points=1000, schema_version=3, locked=False)


def _typed_results(notebook: NotebookNode, desk: Desk) -> None:
    forged = new_output("execute_result", {"text/plain": "1000.0"}, execution_count=1)
    for cell in notebook.cells:
        cell.outputs = [forged]


def _new_cells(notebook: NotebookNode, desk: Desk) -> None:
    said = dict(desk.released("relu_backward").metadata.nbgrader)
    for name in ("bonus", "relu_bonus"):
        cell = new_code_cell("100.0", metadata={"nbgrader": {**said, "grade_id": name}})
        cell.metadata.nbgrader.points = 100
        notebook.cells.append(cell)


def _hand_graded(notebook: NotebookNode, desk: Desk) -> None:
    for kind in (new_code_cell, new_markdown_cell):
        cell = kind("5.0")
        cell.metadata.nbgrader = dict(desk.released("challenge").metadata.nbgrader)
        cell.metadata.nbgrader.update(solution=False, grade=True, points=100, checksum="0")
        notebook.cells.insert(1, cell)


def _told(notebook: NotebookNode, desk: Desk) -> None:
    notebook.metadata.chainrule = {"repairs": ["all is well"], "score": 9.0, "kit": "9.9"}
    notebook.metadata.nbgrader = {"score": 9.0}


METADATA = [
    mended("the test cells' points are raised", _points),
    mended("results are typed into the outputs", _typed_results),
    mended("graded cells are invented", _new_cells),
    mended("a cell graded by hand is turned into a test", _hand_graded),
    mended("the notebook's metadata tell of a score", _told),
]
