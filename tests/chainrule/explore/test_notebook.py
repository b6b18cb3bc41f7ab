"""Functions are fetched from a notebook by their definitions, and nothing else in it is run."""

import json
from pathlib import Path

import numpy as np
import pytest

from chainrule.explore import pairs_in


def notebook(folder: Path, *cells: str) -> Path:
    path = folder / "chapter.ipynb"
    code = [{"cell_type": "code", "source": cell.splitlines(keepends=True)} for cell in cells]
    path.write_text(json.dumps({"cells": [{"cell_type": "markdown", "source": []}, *code]}))
    return path


PAIR = (
    "def cubic_forward(Z):\n    return POWER[0] * np.power(Z, 3), Z",
    "def cubic_backward(dA, cache):\n    return dA * 3 * cache**2",
)


def test_a_pair_is_fetched_with_the_imports_and_constants_it_needs(tmp_path: Path) -> None:
    path = notebook(tmp_path, "import numpy as np\nPOWER = (1.0, -2.0)", *PAIR)
    forward, backward = pairs_in(path)["cubic"]
    A, cache = forward(np.array([[2.0]]))
    assert A.tolist() == [[8.0]]
    assert backward(np.array([[1.0]]), cache).tolist() == [[12.0]]


def test_statements_that_do_something_are_not_run(tmp_path: Path) -> None:
    path = notebook(
        tmp_path,
        "import numpy as np\nPOWER = (1.0,)",
        *PAIR,
        "raise SystemExit",
        "x = print('no')\n1 / 0",
    )
    assert list(pairs_in(path)) == ["cubic"]


def test_a_broken_cell_does_not_hide_the_others(tmp_path: Path) -> None:
    path = notebook(tmp_path, "def half(:", "import no_such_module", "POWER = 1 / 0", *PAIR)
    assert list(pairs_in(path)) == ["cubic"]


def test_a_forward_without_its_backward_is_no_pair(tmp_path: Path) -> None:
    assert pairs_in(notebook(tmp_path, PAIR[0])) == {}


def test_a_missing_notebook_is_named_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="Put in the path of the notebook"):
        pairs_in(tmp_path / "nothing.ipynb")
