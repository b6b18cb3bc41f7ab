"""otter-grader's own local run, `otter run`, on the plain assignment."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder.course import write_notebook
from bench import courses
from bench.commands import Home

PACKAGES = ("otter-grader", "matplotlib", "ipykernel", "nbconvert")
QUESTION = """OK_FORMAT = True
test = {{
    "name": "{name}",
    "points": {points},
    "suites": [{{"cases": [{{"code": {code!r}}}], "scored": True, "type": "doctest"}}],
}}
"""


class NoOtter(Exception):
    """otter-grader cannot be had; the message says why."""


def interpreter() -> Path:
    """The Python of an environment that holds otter-grader, made when first asked for, outside the
    repository. Raises NoOtter."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    folder = cache / "chainrule-bench" / "otter"
    python = folder / "bin" / "python"
    if (folder / "complete").exists():
        return python
    try:
        _run(sys.executable, "-m", "venv", "--clear", str(folder))
        _run(str(python), "-m", "pip", "install", "--quiet", *PACKAGES)
        _run(str(python), "-c", "import otter, matplotlib, ipykernel")
    except (OSError, subprocess.SubprocessError) as error:
        raise NoOtter(str(getattr(error, "stderr", "") or error).strip()[-200:]) from error
    (folder / "complete").touch()
    return python


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=900)
    return done.stdout


def version(python: Path) -> str:
    """otter-grader's version."""
    said = "from importlib.metadata import version; print(version('otter-grader'))"
    return _run(str(python), "-c", said).strip()


@dataclass(frozen=True)
class OtterRun:
    """What `otter run` took for all submissions together, and the scores it gave."""

    seconds: float
    scores: Mapping[str, float]


def graded(home: Home, size: int, *, figures: bool) -> OtterRun:
    """The same submissions, one command each, as otter-grader grades on one's own machine."""
    folder = home.room("otter")
    for name, (_, _, shown, hidden) in courses.EXERCISES.items():
        code = "".join(f">>> {line}\n" for line in (shown, hidden))
        path = home.room("otter/tests") / f"{name}.py"
        path.write_text(QUESTION.format(name=name, points=courses.POINTS, code=code), "utf-8")
    home.run("otter", "generate", "-t", "tests", "-o", "autograder.zip", cwd=folder)
    seconds, scores = 0.0, {}
    for student, kind in courses.names(size).items():
        where = home.room(f"otter/{student}")
        write_notebook(_notebook(kind, student, figures), where / "plain.ipynb")
        words = ("run", "-a", "../autograder.zip", "-o", ".", "--no-logo", "plain.ipynb")
        seconds += home.run("otter", *words, cwd=where)
        said = json.loads((where / "results.json").read_text("utf-8"))
        scores[student] = sum(each.get("score") or 0.0 for each in said["tests"])
    return OtterRun(seconds, scores)


def _notebook(kind: str, student: str, figures: bool) -> NotebookNode:
    """A submission in otter-grader's form: the same cells, `grader.check` for each test cell."""
    cells = [courses.SETUP, "import otter\ngrader = otter.Notebook()", courses.DATA]
    cells += [courses.FIGURE] if figures else []
    for name, typed in courses.answers(kind, student).items():
        cells += [typed, f'grader.check("{name}")']
    cells += courses.own_cell(kind, figures)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = [new_code_cell(text, id=f"cell{number}") for number, text in enumerate(cells)]
    return new_notebook(cells=made, metadata={"kernelspec": kernel})
