"""A submitted file as a notebook that everything after this can rely on, whatever is in it.

Editors, converters and learners leave out metadata, give cells odd ids, put a byte order mark in
front: none of that is a reason for zero points."""

import json
import re
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines

_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
TYPES = ("code", "markdown", "raw")


class Damaged(Exception):
    """The file cannot be read as a notebook; the message says why, to its author."""


def read_bytes(submitted: bytes) -> NotebookNode:
    """The notebook, in the newest form of format 4. Raises Damaged."""
    try:
        found = json.loads(submitted.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Damaged("The file you handed in is not a text file, so it is no notebook.") from None
    except (ValueError, RecursionError):
        raise Damaged(
            "The file you handed in is cut off or garbled: it is not valid JSON."
        ) from None
    unknown = Damaged("The file you handed in is not a Jupyter notebook of a version known here.")
    if not isinstance(found, dict):
        raise unknown
    if found.get("nbformat") != 4:
        try:
            found = nbformat.convert(nbformat.from_dict(found), 4)
        except Exception:
            raise unknown from None
    if not isinstance(found.get("cells"), list):
        raise unknown
    cells = [_cell(each) for each in found["cells"]]
    metadata = found.get("metadata")
    notebook = {
        "cells": [cell for cell in cells if cell is not None],
        "metadata": _metadata(metadata if isinstance(metadata, dict) else {}),
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    made = nbformat.from_dict(_plain(notebook))
    _give_ids(made)
    _drop_improper_outputs(made)
    joined: NotebookNode = rejoin_lines(made)
    return joined


def _cell(found: object) -> dict[str, object] | None:
    """A cell with everything it must have; None for what is no cell at all."""
    if not isinstance(found, dict) or found.get("cell_type") not in TYPES:
        return None
    source = found.get("source", "")
    text = "".join(map(str, source)) if isinstance(source, list) else source
    metadata = found.get("metadata")
    cell: dict[str, object] = {
        "id": found.get("id"),
        "cell_type": found["cell_type"],
        "metadata": metadata if isinstance(metadata, dict) else {},
        "source": text if isinstance(text, str) else "",
    }
    if found["cell_type"] == "code":
        outputs, count = found.get("outputs"), found.get("execution_count")
        cell["outputs"] = outputs if isinstance(outputs, list) else []
        cell["execution_count"] = count if isinstance(count, int) else None
    return cell


def _drop_improper_outputs(notebook: NotebookNode) -> None:
    """Outputs are of use to a course that does not run the notebook again, where they are sound."""
    cells = [cell for cell in notebook.cells if cell.get("outputs")]
    try:
        for cell in cells:
            nbformat.validate(cell, ref="code_cell", version=4, version_minor=5)
    except Exception:
        for cell in cells:
            cell.outputs = []


def _give_ids(notebook: NotebookNode) -> None:
    seen = set()
    for index, cell in enumerate(notebook.cells):
        known = isinstance(cell.id, str) and _ID.fullmatch(cell.id)
        if not known or cell.id in seen:
            cell.id = f"cell-{index}"
        while cell.id in seen:
            cell.id += "-"
        seen.add(cell.id)


def _metadata(found: dict[str, Any]) -> dict[str, Any]:
    kernel = found.get("kernelspec")
    kept = {
        key: value for key, value in found.items() if key not in ("kernelspec", "language_info")
    }
    language = found.get("language_info")
    if isinstance(language, dict) and isinstance(language.get("name"), str):
        kept["language_info"] = language
    if isinstance(kernel, dict) and all(
        isinstance(kernel.get(key), str) for key in ("name", "display_name")
    ):
        kept["kernelspec"] = kernel
    return kept


def _plain(value: Any) -> Any:
    """The same with every half of a character replaced: it could be neither written nor sent."""
    text = json.dumps(value, ensure_ascii=False)
    return json.loads(text.encode("utf-8", "replace"))
