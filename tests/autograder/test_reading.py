"""Submitted files as notebooks, whatever is in them."""

import json
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.reading import Damaged, read_bytes

CODE = {"cell_type": "code", "source": ["a = 1\n", "a"]}


def read(folder: Path, **notebook: object) -> nbformat.NotebookNode:
    path = folder / "submitted.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, **notebook}))
    made = read_bytes(path.read_bytes())
    nbformat.validate(made)
    return made


def test_cells_without_metadata_outputs_or_ids_are_read(tmp_path: Path) -> None:
    (cell,) = read(tmp_path, cells=[CODE]).cells
    assert (cell.source, cell.outputs, cell.metadata) == ("a = 1\na", [], {})


def test_ids_that_are_doubled_or_not_allowed_are_replaced(tmp_path: Path) -> None:
    cells = [{**CODE, "id": each} for each in ("good", "good", "not allowed!", 7)]
    made = read(tmp_path, cells=cells)
    assert made.cells[0].id == "good"
    assert len({cell.id for cell in made.cells}) == 4


def test_sound_outputs_are_kept_and_others_dropped(tmp_path: Path) -> None:
    sound = {"output_type": "stream", "name": "stdout", "text": ["hi"]}
    kept = read(tmp_path, cells=[{**CODE, "outputs": [sound]}])
    assert kept.cells[0].outputs[0].text == "hi"
    dropped = read(tmp_path, cells=[{**CODE, "outputs": [{"no": "form"}]}])
    assert dropped.cells[0].outputs == []


def test_a_byte_order_mark_and_half_a_character_are_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "marked.ipynb"
    text = json.dumps({"nbformat": 4, "cells": [{**CODE, "source": "x = '\ud800'"}]})
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read_bytes(path.read_bytes()).cells[0].source == "x = '?'"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "not a text file"),
        (b"{", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b"[]", "not a Jupyter notebook"),
        (b'{"nbformat": 99, "cells": []}', "not a Jupyter notebook"),
        (b'{"nbformat": 4, "cells": 3}', "not a Jupyter notebook"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "broken.ipynb"
    path.write_bytes(content)
    with pytest.raises(Damaged, match=said):
        read_bytes(path.read_bytes())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)
CELLS = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "markdown", "raw", "other"])},
    optional={"source": JSON, "metadata": JSON, "outputs": JSON, "id": JSON},
)


@given(cells=st.lists(CELLS | JSON, max_size=4), metadata=JSON)
def test_any_cells_at_all_become_a_valid_notebook(
    tmp_path_factory: pytest.TempPathFactory, cells: list[object], metadata: object
) -> None:
    read(tmp_path_factory.mktemp("any"), cells=cells, metadata=metadata)
