"""Every source notebook and every lab runs top to bottom in a real kernel."""

import os
import shutil
from pathlib import Path

import nbclient
import nbformat
import pytest

from tests.conftest import PROJECT

SOURCES = sorted((PROJECT / "source").glob("*/*.ipynb"))
LABS = sorted((PROJECT / "notebooks").glob("*.ipynb"))


def run(path: Path, folder: Path, **environment: str) -> nbformat.NotebookNode:
    notebook = nbformat.read(path, 4)
    nbclient.NotebookClient(
        notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute(env={**os.environ, **environment})
    return notebook


def chapter_folder(path: Path, folder: Path) -> Path:
    """The chapter's files in a folder of their own: what `keep` writes beside it stays there."""
    return shutil.copytree(path.parent, folder / path.stem)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_a_source_notebook_runs_with_its_solutions_and_every_check_passes(
    path: Path, tmp_path: Path
) -> None:
    notebook = run(path, chapter_folder(path, tmp_path))
    tests = [
        cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code"
    ]
    assert len(tests) >= 4
    for cell in tests:
        line = "".join(output["text"] for output in cell.outputs)
        assert line.startswith(f"{cell.metadata.nbgrader.grade_id}: right"), line


@pytest.mark.parametrize("path", LABS, ids=lambda p: p.stem)
def test_a_lab_runs_beside_the_release_whether_or_not_it_is_solved(
    path: Path, tmp_path: Path
) -> None:
    shutil.copytree(PROJECT / "release", tmp_path / "release")
    shutil.copytree(PROJECT / "notebooks", tmp_path / "notebooks")
    run(path, tmp_path / "notebooks")
