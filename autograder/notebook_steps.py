"""What our steps do to a notebook, wherever they run: in nbgrader's lists (`nbgrader_steps`) or in
a worker (`marking`). Neither knows a database; what the source says comes with `Ours`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode
from traitlets.config import Config

from autograder.execute import Work, execute
from autograder.exercises import chapters
from autograder.inert import make_inert
from autograder.reading import Damaged, read_bytes
from autograder.release import as_released
from autograder.repair import repair
from autograder.sandbox import Limits, Warm
from autograder.source import Judged, judged_cells

NOTES = "chainrule"
MAX_KIT = 40
LONG = 3600.0
ATTEMPTS = 3
Said = Mapping[str, Any]
Written = Callable[[dict[str, bytes]], None]


@dataclass(frozen=True)
class Ours:
    """A chapter of ours: its source notebook, the same as it was released, and what is judged."""

    source: NotebookNode
    released: NotebookNode
    judged: Judged

    @classmethod
    def of(cls, chapter: str, source: NotebookNode, config: Config) -> Ours:
        """The chapter whose source notebook this is."""
        return cls(source, as_released(source, config), judged_cells(chapter, source))


def is_ours(assignment: str, notebook: str) -> bool:
    """Whether stricter rules than nbgrader's apply to a notebook of this name."""
    return notebook == assignment and assignment in chapters()


def read_submission(submitted: bytes) -> NotebookNode:
    """What can be read of a submission; what cannot becomes an empty notebook that says why."""
    try:
        return read_bytes(submitted)
    except Damaged as damage:
        notebook = nbformat.v4.new_notebook()
        notebook.cells = [nbformat.v4.new_markdown_cell(str(damage), id="damage")]
        notebook.metadata[NOTES] = {"damage": str(damage)}
        return notebook


def said_by(notebook: NotebookNode) -> Said:
    """What our steps left in the notebook's metadata for one another; a submission may have
    written there too, so only plain words are taken."""
    said = notebook.metadata.get(NOTES)
    kept = said if isinstance(said, dict) else {}
    return {name: value for name, value in kept.items() if isinstance(value, str | list)}


def mend(notebook: NotebookNode, ours: Ours | None) -> list[str]:
    """Lay the test cells of a chapter of ours back; returns a sentence for every repair."""
    said = said_by(notebook)
    notebook.metadata[NOTES] = {name: said[name] for name in ("kit", "damage") if name in said}
    if len(str(said.get("kit", ""))) > MAX_KIT:
        del notebook.metadata[NOTES]["kit"]
    if ours is None:
        return []
    notes = repair(notebook, ours.released, ours.judged)
    notebook.metadata[NOTES]["repairs"] = notes
    return notes


def is_python(notebook: NotebookNode) -> bool:
    """By the kernel's name alone, which OverwriteKernelspec takes from the source."""
    return "python" in str(notebook.metadata.get("kernelspec", {}).get("name", "python"))


def work_on(
    ours: Ours,
    student: str,
    submitted: bytes,
    said: Said,
    *,
    secret: bytes,
    seed: int | None,
    protected: bool,
    only: frozenset[str] = frozenset(),
) -> Work:
    """What there is to judge in a mended notebook, of which `said` is what it carries."""
    return Work(
        student=student,
        exercises=ours.judged.exercises,
        points=ours.judged.points,
        submission=submitted,
        secret=secret,
        seed=seed,
        kit=said.get("kit"),
        protected=protected,
        damage=said.get("damage"),
        only=only,
    )


def run(
    notebook: NotebookNode,
    work: Work,
    warm: Warm,
    limits: Limits,
    files: Mapping[str, bytes],
    written: Written | None,
) -> None:
    """Execute the notebook behind the wall and have its exercises judged outside it; `written`
    gets the files that another course's notebook leaves.

    Begun again where the warm process was killed in the middle: a learner's code cannot reach it,
    so none of its cells shall be blamed."""
    beside, left = dict(files), dict[str, bytes]()
    for _ in range(ATTEMPTS):
        starts = warm.starts
        keep = None if written is None else left.update
        execute(notebook, work, lambda: warm.fork(beside, limits=limits), limits, keep)
        if warm.starts == starts and not warm.lost():
            break
        left.clear()
    if written is not None:
        written(left)


def quieten(notebook: NotebookNode, ours: Ours | None) -> None:
    """Make what the notebook shows harmless; only after its scores are taken."""
    if ours is None:
        make_inert(notebook, (), ())
    else:
        make_inert(notebook, {cell.source for cell in ours.source.cells}, ours.judged.exercises)


def limits_for(ours: Ours | None, patience: float | None, wanted: Said) -> Limits:
    """The limits asked for in configuration; another course's cells have the time that nbgrader's
    own setting gives them (None or 0: for ever)."""
    cell_seconds = float(patience) if patience and patience > 0 else LONG
    own = {"cell_seconds": cell_seconds, "submission_seconds": LONG} if ours is None else {}
    return Limits(**{**own, **wanted})
