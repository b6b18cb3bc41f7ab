"""Every source notebook shows behind the wall what it shows in a kernel process."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.execute import Work, execute
from autograder.sandbox import Warm
from tests.autograder.sandbox.test_outputs_equal_a_kernels import _merged, _settled
from tests.notebooks.test_notebooks_run import SOURCES, copied, run


def plain(outputs: list[Any]) -> Any:
    """Outputs without what differs between two runs: addresses, and what a check has drawn."""
    text = _settled(_merged(outputs))
    for output in text:
        if "text" in output:
            output["text"] = re.sub(r"within \S+", "within TINY", output["text"])
            output["text"] = re.sub(r"/tmp/ipykernel\S*", "CELL", output["text"])
    return text


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_a_source_notebook_s_outputs_equal_a_kernel_s(
    path: Path, warm: Warm, tmp_path: Path
) -> None:
    expected = run(path, copied(path, tmp_path))
    notebook = nbformat.read(path, 4)
    execute(notebook, Work("", {}, {}, b""), warm.fork, warm.limits)
    for ours, theirs in zip(notebook.cells, expected.cells, strict=True):
        if ours.cell_type == "code":
            assert plain(ours.outputs) == plain(theirs.outputs), ours.source
            assert ours.execution_count == theirs.execution_count, ours.source
