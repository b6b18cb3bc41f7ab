"""Lays a submission's test cells back as the source has them, and says what had been done to them.

Only for chapters of ours: another course's notebooks keep nbgrader's own rules."""

import re
from copy import deepcopy
from itertools import pairwise

from nbformat import NotebookNode

from autograder.source import Judged, nbgrader_metadata


def repair(submitted: NotebookNode, source: NotebookNode, judged: Judged) -> list[str]:
    """Mend the notebook in place; returns a sentence for every repair. `source` is the source
    notebook as it was released, without solutions.

    Each test cell is the source's, once, after the answer it grades: in its place where the
    learner left it, else after the last cell that defines its function, else at the end."""
    notes: list[str] = []
    _drop_broken_metadata(submitted, source, notes)
    _part_doubles(submitted)
    for name in judged.exercises:
        _lay_back(submitted, source, name, notes)
    _restore_manual(submitted, source, notes)
    return notes


def _drop_broken_metadata(submitted: NotebookNode, source: NotebookNode, notes: list[str]) -> None:
    """nbgrader's metadata stays only on cells that the source knows, with the source's words."""
    truth = {nbgrader_metadata(cell).get("grade_id"): cell for cell in source.cells}
    for cell in submitted.cells:
        if "nbgrader" not in cell.metadata:
            continue
        name = nbgrader_metadata(cell).get("grade_id")
        known = truth.get(name) if isinstance(name, str) else None
        if known is None:
            del cell.metadata["nbgrader"]
            continue
        checksum = nbgrader_metadata(cell).get("checksum")
        cell.metadata["nbgrader"] = deepcopy(known.metadata["nbgrader"])
        if isinstance(checksum, str):
            cell.metadata["nbgrader"]["checksum"] = checksum


def _lay_back(submitted: NotebookNode, source: NotebookNode, name: str, notes: list[str]) -> None:
    truth = _by_grade_id(source, name)
    assert truth is not None
    here = [index for index, cell in enumerate(submitted.cells) if _is_copy(cell, truth, name)]
    after = _last_definition(submitted, source, name)
    sound = bool(here) and here[-1] > after
    place = here[-1] if sound else (after + 1 if after >= 0 else len(submitted.cells))
    if not here:
        notes.append(f"test cell {name} was missing and has been put back")
    elif len(here) > 1:
        notes.append(f"test cell {name} stood there {len(here)} times; one was kept")
    elif not sound:
        notes.append(f"test cell {name} stood before its answer and has been moved behind it")
    else:
        cell = submitted.cells[here[0]]
        if cell.cell_type != truth.cell_type:
            notes.append(f"test cell {name} had become a {cell.cell_type} cell")
        elif cell.source != truth.source:
            notes.append(f"test cell {name} had been edited")
    fresh = deepcopy(truth)
    fresh.outputs, fresh.execution_count = [], None
    if sound:
        submitted.cells[place] = fresh
        doomed = here[:-1]
    else:
        submitted.cells.insert(place, fresh)
        doomed = [index if index < place else index + 1 for index in here]
    for index in reversed(doomed):
        del submitted.cells[index]


def _is_copy(cell: NotebookNode, truth: NotebookNode, name: str) -> bool:
    said = nbgrader_metadata(cell)
    return said.get("grade_id") == name or (
        not said and cell.cell_type == "code" and cell.source.strip() == truth.source.strip()
    )


def _part_doubles(submitted: NotebookNode) -> None:
    """Of several answers under one grade_id the last keeps it, as nbgrader has it; test cells are
    seen to by `_lay_back`."""
    seen = set()
    for cell in reversed(submitted.cells):
        said = nbgrader_metadata(cell)
        name = said.get("grade_id")
        if name in seen and said.get("solution"):
            del cell.metadata["nbgrader"]
        seen.add(name)


def _by_grade_id(notebook: NotebookNode, name: object) -> NotebookNode | None:
    found = (cell for cell in notebook.cells if nbgrader_metadata(cell).get("grade_id") == name)
    return next(found, None)


def _last_definition(submitted: NotebookNode, source: NotebookNode, name: str) -> int:
    """The exercise's answer cell (the last, where it was doubled), else, or where it was left as
    the stub, the last cell that defines its name; -1 where there is none."""
    stub = _by_grade_id(source, f"{name}-answer")
    cells = list(enumerate(submitted.cells))
    answers = [
        index
        for index, cell in cells
        if nbgrader_metadata(cell).get("grade_id") == f"{name}-answer"
    ]
    if answers and (stub is None or submitted.cells[answers[-1]].source != stub.source):
        return answers[-1]
    word = re.escape(name)
    defines = re.compile(rf"^\s*(?:(?:async )?def|class)\s+{word}\b|^{word}\s*=", re.M)
    found = [
        index for index, cell in cells if cell.cell_type == "code" and defines.search(cell.source)
    ]
    return found[-1] if found else -1


def _restore_manual(submitted: NotebookNode, source: NotebookNode, notes: list[str]) -> None:
    """Cells graded by hand: known again by their place where they lost their metadata, else put
    back at the end as they were released."""
    for place, cell in enumerate(source.cells):
        said = nbgrader_metadata(cell)
        name = said.get("grade_id")
        by_hand = said.get("task") or (said.get("grade") and said.get("solution"))
        if not by_hand or _by_grade_id(submitted, name) is not None:
            continue
        answer = _after(submitted, source, place)
        if answer is not None:
            answer.metadata["nbgrader"] = deepcopy(cell.metadata["nbgrader"])
            notes.append(f"cell {name}, graded by hand, had lost its metadata and was found again")
        else:
            submitted.cells.append(deepcopy(cell))
            notes.append(f"cell {name}, graded by hand, was missing and has been put back")


def _after(submitted: NotebookNode, source: NotebookNode, place: int) -> NotebookNode | None:
    """The learner's cell of the same type behind the text that stands before the place in the
    source, where it is none of the source's own."""
    own = {cell.source for cell in source.cells}
    before = source.cells[place - 1].source if place else None
    for above, below in pairwise(submitted.cells):
        if above.source == before and below.cell_type == source.cells[place].cell_type:
            return None if below.source in own or nbgrader_metadata(below) else below
    return None
