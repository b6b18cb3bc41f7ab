"""Does an answer of ours pass the check that learners see? For mistakes and variants alone: they
are the course's own code, so no wall is needed."""

import contextlib
import io

from nbformat import NotebookNode

from autograder.model import Exercise
from autograder.source import nbgrader_metadata
from chainrule import check


def passes_check(exercise: Exercise, source: NotebookNode, answer: str) -> bool:
    """Whether the exercise's test cell, as it stands in the source notebook, accepts an answer
    (the text of a cell). Raises whatever is no verdict of the check."""
    cells = (cell for cell in source.cells if cell.cell_type == "code")
    test = next(c for c in cells if nbgrader_metadata(c).get("grade_id") == exercise.name)
    names: dict[str, object] = {"check": check}
    exec(f"import numpy as np\n{answer}", names)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(test.source, names)
    except check.CheckFailed:
        return False
    return True
