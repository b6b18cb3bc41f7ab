"""Every source notebook shows behind the wall what it shows in a kernel process."""

import re
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.execute import Work, execute
from autograder.sandbox import Warm
from tests.autograder.sandbox.test_outputs_equal_a_kernels import _merged, _settled
from tests.notebooks.test_notebooks_run import SOURCES, chapter_folder, run

VARIES = "nbval-ignore-output"  # nbval's name for a cell that no two runs show alike


def _rounded(text: str) -> str:
    """Long numbers to nine digits: the last ones of a matrix product depend on its threads."""
    return re.sub(r"\d+\.\d{9,}(e[-+]\d+)?", lambda found: f"{float(found[0]):.9g}", text)


def plain(outputs: list[Any]) -> Any:
    """Outputs without what differs between two runs: addresses, and what a check has drawn."""
    text = _settled(_merged(outputs))
    for output in text:
        if "text" in output:
            output["text"] = re.sub(r"within \S+", "within TINY", output["text"])
            output["text"] = _rounded(re.sub(r"/tmp/ipykernel\S*", "CELL", output["text"]))
        if "text/plain" in output.get("data", {}):
            output["data"]["text/plain"] = _rounded(output["data"]["text/plain"])
    return text


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_a_source_notebook_s_outputs_equal_a_kernel_s(
    path: Path, warm: Warm, tmp_path: Path
) -> None:
    expected = run(path, chapter_folder(path, tmp_path), NBGRADER_EXECUTION="autograde")
    notebook = nbformat.read(path, 4)
    beside = {p.name: p.read_bytes() for p in path.parent.glob("*.py")}
    execute(notebook, Work("", {}, {}, b""), partial(warm.fork, beside), warm.limits)
    for ours, theirs in zip(notebook.cells, expected.cells, strict=True):
        if ours.cell_type == "code" and VARIES not in ours.metadata.get("tags", []):
            assert plain(ours.outputs) == plain(theirs.outputs), ours.source
            assert ours.execution_count == theirs.execution_count, ours.source
