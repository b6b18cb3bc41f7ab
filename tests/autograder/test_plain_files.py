"""Functions in plain files, judged through the wall."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.errors import UnknownName
from autograder.mutant import answers
from autograder.plain_files import find_exercise, judge_files
from tests.conftest import PROJECT

RELU = find_exercise("relu_backward")


def files(folder: Path) -> list[Path]:
    texts = {
        "right.py": answers(RELU, {}),
        "wrong.py": answers(RELU, RELU.mistakes[0].functions),
        "broken.py": "def relu_backward(:",
        "exit.py": "import os; os._exit(0)",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "latin.py").write_bytes(b"# \xff\n")
    return [folder / name for name in (*texts, "latin.py", "absent.py")]


def test_every_file_gets_its_record_and_none_stops_the_next(tmp_path: Path) -> None:
    records = {
        Path(r.student).name: r for r in judge_files(RELU, files(tmp_path), "bubblewrap", seed=1)
    }
    assert records["right.py"].score == 1.0
    assert records["wrong.py"].mistake == RELU.mistakes[0].name
    assert records["broken.py"].score == records["exit.py"].score == 0.0
    assert records["latin.py"].status == records["absent.py"].status == "damaged"


def test_an_unknown_exercise_lists_what_exists() -> None:
    with pytest.raises(UnknownName, match="relu_backward"):
        find_exercise("rectify")


def test_the_command_prints_one_json_record_a_line(tmp_path: Path) -> None:
    chosen = files(tmp_path)[:2]
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "judge", "relu_backward", *map(str, chosen), "--json"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["score"] for record in records] == [1.0, 0.0]
