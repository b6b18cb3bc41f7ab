"""nbgrader's own steps on the source cells in memory, in place of its database.

Only what reads or writes the database is replaced, by the same rules: the rest of each class, and
every other step, is nbgrader's."""

import json
from collections.abc import Mapping
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from nbformat import NotebookNode, from_dict
from nbgrader import utils
from nbgrader.api import MissingEntry
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import CheckCellMetadata as StockCheckCellMetadata
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.preprocessors import OverwriteCells as StockOverwriteCells

from autograder.assignment import KnownCell, Sheet

Resources = dict[str, Any]
Stepped = tuple[NotebookNode, Resources]


class Cells:
    """The source cells of one notebook, asked as nbgrader asks its gradebook."""

    def __init__(self, sheet: Sheet) -> None:
        self._cells = sheet.cells
        self._every = list(sheet.cells.values())

    def find_source_cell(self, name: str, *_: str) -> KnownCell:
        """The cell of that grade_id. Raises MissingEntry, as nbgrader does."""
        if name not in self._cells:
            raise MissingEntry(f"No such source cell: {name}")
        return self._cells[name]

    def find_graded_cell(self, name: str, *_: str) -> KnownCell:
        """The graded cell of that grade_id. Raises MissingEntry."""
        cell = self.find_source_cell(name)
        if cell.max_score is None:
            raise MissingEntry(f"No such graded cell: {name}")
        return cell

    def find_notebook(self, *_: str) -> SimpleNamespace:
        """Lists of cells, as nbgrader's own object has them."""
        return SimpleNamespace(
            source_cells=self._every,
            grade_cells=[c for c in self._every if c.max_score is not None and not c.task],
            solution_cells=[cell for cell in self._every if cell.solution],
            task_cells=[cell for cell in self._every if cell.task],
        )


class OverwriteCells(StockOverwriteCells):  # type: ignore[misc]
    """nbgrader's, fed from a sheet."""

    def on(self, sheet: Sheet) -> "OverwriteCells":
        """The step for this notebook."""
        self.gradebook = Cells(sheet)
        return self

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Stepped:
        """See nbgrader."""
        self.notebook_id = resources["nbgrader"]["notebook"]
        self.assignment_id = resources["nbgrader"]["assignment"]
        nb, resources = NbGraderPreprocessor.preprocess(self, nb, resources)
        if self.add_missing_cells:
            nb, resources = self.add_missing_grade_cells(nb, resources)
            nb, resources = self.add_missing_task_cells(nb, resources)
            for cell in nb.cells:  # nbgrader gives those that it adds none
                if "id" not in cell:
                    cell["id"] = str(cell["metadata"]["nbgrader"]["grade_id"])[:64]
            nb = from_dict(nb)  # what nbgrader adds has plain dicts; it reads it from disk again
        return nb, resources


class _Remembering(MetadataValidator):  # type: ignore[misc]
    """nbgrader's validator, which looks at the same metadata once: the source's own comes with
    every submission."""

    @staticmethod
    @lru_cache(maxsize=1)
    def made() -> "_Remembering":
        """The one of this process: making it reads three files."""
        return _Remembering()

    def validate_cell(self, cell: NotebookNode) -> None:
        """See nbgrader."""
        said = json.dumps([cell.cell_type, cell.metadata.get("nbgrader")], sort_keys=True)
        if said not in _SOUND:
            super().validate_cell(cell)
            if len(_SOUND) < MANY:
                _SOUND.add(said)


MANY = 10_000
_SOUND: set[str] = set()


class CheckCellMetadata(StockCheckCellMetadata):  # type: ignore[misc]
    """nbgrader's, with a memory."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> Stepped:
        """See nbgrader."""
        _Remembering.made().validate_nb(nb)
        return nb, resources


def overwrite_kernelspec(nb: NotebookNode, sheet: Sheet) -> None:
    """The source's kernel, as nbgrader's OverwriteKernelspec."""
    kernelspec = json.loads(sheet.kernelspec) if sheet.kernelspec else None
    if kernelspec:
        nb.metadata["kernelspec"] = kernelspec


def scores(nb: NotebookNode) -> Mapping[str, float | None]:
    """What SaveAutoGrades writes for each graded cell, None where a human must look. Raises
    ValueError, as nbgrader does, for more than full marks."""
    return {
        cell.metadata.nbgrader["grade_id"]: utils.determine_grade(cell)[0]
        for cell in nb.cells
        if utils.is_grade(cell)
    }


def comments(nb: NotebookNode) -> Mapping[str, str | None]:
    """What SaveAutoGrades writes beside each answer: "No response." where it is untouched."""
    found = {}
    for cell in nb.cells:
        if utils.is_solution(cell) or utils.is_task(cell):
            said = cell.metadata.nbgrader
            untouched = said.get("checksum") == utils.compute_checksum(cell)
            found[said["grade_id"]] = (
                "No response." if untouched and not utils.is_task(cell) else None
            )
    return found
