"""Cells behind the wall print, show and fail exactly as in a kernel process run by nbclient."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError
from nbformat.v4 import new_code_cell, new_notebook

from autograder.sandbox import Warm
from tests.autograder.sandbox.notebooks import NOTEBOOKS

# Where two kernels differ from each other, and so may we: addresses, process numbers, times.
_MAY_DIFFER = (
    (re.escape(os.path.expanduser("~/")), "~/"),
    (r"0x[0-9a-f]+", "ADDRESS"),
    (r"[\w/]*/ipykernel_\d+/\d+\.py", "CELL"),
    (r"(CPU times|Wall time|user|total)[^\n]*", "TIME"),
    (r"Thread-\d+ \(?", "THREAD"),
    (r"Task-\d+", "TASK"),
    (r"[0-9a-f]{32}", "IDENTIFIER"),
    (r"\[IPKernelApp\] ", ""),
)


def _settled(value: Any) -> Any:
    if isinstance(value, str):
        for pattern, name in _MAY_DIFFER:
            value = re.sub(pattern, name, value)
        return value
    if isinstance(value, dict):
        return {key: _settled(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_settled(item) for item in value]
    return value


def _merged(outputs: list[Any]) -> list[Any]:
    """A kernel cuts its streams by the clock."""
    merged: list[Any] = []
    for output in outputs:
        before = merged[-1] if merged else {}
        if output["output_type"] == "stream" and before.get("name") == output["name"]:
            before["text"] += output["text"]
        else:
            merged.append(dict(output))
    return merged


@pytest.fixture(scope="module")
def kernel_cells(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    sources = [source for cells in NOTEBOOKS.values() for source in cells]
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    # A kernel process may lose a message on a busy machine: then once more from the start.
    for folder in ("first", "second", "third"):
        try:
            return _run(notebook, tmp_path_factory.mktemp(folder))
        except CellTimeoutError:
            continue
    raise AssertionError("three kernels in a row did not answer")


def _run(notebook: Any, folder: Path) -> list[Any]:
    client = NotebookClient(notebook, allow_errors=True, record_timing=False, timeout=60)
    # As nbgrader does: the kernel counts, not the client.
    # ipykernel captures no descriptors where it sees pytest's variable.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    with client.setup_kernel(env=environment, cwd=str(folder)):
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index)
    cells: list[Any] = notebook.cells
    return cells


@pytest.fixture(scope="module")
def our_cells(warm: Warm) -> list[Any]:
    with warm.fork() as submission:
        return [submission.run(source) for cells in NOTEBOOKS.values() for source in cells]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_outputs_equal_those_of_a_kernel_process(
    name: str, kernel_cells: list[Any], our_cells: list[Any]
) -> None:
    first = sum(len(cells) for cells in list(NOTEBOOKS.values())[: list(NOTEBOOKS).index(name)])
    for number, source in enumerate(NOTEBOOKS[name], first):
        expected, got = kernel_cells[number], our_cells[number]
        assert _settled(_merged(got.outputs)) == _settled(_merged(expected.outputs)), source
        assert got.execution_count == expected.execution_count, source
