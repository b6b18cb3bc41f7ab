"""The courses that are graded: a plain nbgrader assignment with nothing of ours, and a chapter."""

import shutil
from collections.abc import Mapping
from itertools import cycle, islice
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder.bundle import PROJECT
from autograder.course import Course, read_notebook, write_notebook
from autograder.demo import hand_in, make_course
from bench.commands import Home

PLAIN, CHAPTER = "plain", "05-activations"
POINTS = 2.0
SETUP = "import matplotlib.pyplot as plt\nimport numpy as np"
DATA = "X = np.arange(12.0).reshape(4, 3) / 10\ny = np.array([0, 2, 1, 2])"
FIGURE = (
    "import matplotlib.pyplot as plt\n"
    "plt.plot(X)\nplt.title('the data')\nplt.xlabel('row')\nplt.ylabel('value');"
)
WORK = "import time\nuntil = time.perf_counter() + 0.5\nwhile time.perf_counter() < until: pass"
# Exercise: the answer, a wrong one, what its test cell shows, what it hides.
EXERCISES: Mapping[str, tuple[str, str, str, str]] = {
    "linear": (
        "def linear(X, W, b):\n    return X @ W + b",
        "def linear(X, W, b):\n    return X @ W",
        "assert linear(X, np.ones((3, 2)), 1.0).shape == (4, 2)",
        "assert np.allclose(linear(X, np.ones((3, 2)), 1.0)[0], 1.3)",
    ),
    "relu": (
        "def relu(Z):\n    return np.maximum(Z, 0)",
        "def relu(Z):\n    return np.abs(Z)",
        "assert relu(np.array([2.0]))[0] == 2",
        "assert relu(np.array([-1.0]))[0] == 0",
    ),
    "sigmoid": (
        "def sigmoid(Z):\n    return 0.5 + 0.5 * np.tanh(Z / 2)",
        "def sigmoid(Z):\n    return np.tanh(Z) + 0.5",
        "assert sigmoid(np.zeros(1))[0] == 0.5",
        "assert np.allclose(sigmoid(np.array([800.0])), 1)",
    ),
    "softmax": (
        "def softmax(Z):\n    E = np.exp(Z - Z.max(axis=1, keepdims=True))\n"
        "    return E / E.sum(axis=1, keepdims=True)",
        "def softmax(Z):\n    return np.exp(Z) / np.exp(Z).sum()",
        "assert softmax(X).shape == X.shape",
        "assert np.allclose(softmax(X).sum(axis=1), 1)",
    ),
    "one_hot": (
        "def one_hot(y, k):\n    return np.eye(k)[y]",
        "def one_hot(y, k):\n    return np.eye(k)[y - 1]",
        "assert one_hot(y, 3).shape == (4, 3)",
        "assert (one_hot(y, 3).argmax(axis=1) == y).all()",
    ),
    "cross_entropy": (
        "def cross_entropy(P, y):\n    return -np.log(P[np.arange(len(y)), y]).mean()",
        "def cross_entropy(P, y):\n    return -np.log(P[np.arange(len(y)), y]).sum()",
        "assert cross_entropy(np.full((4, 3), 1 / 3), y) > 0",
        "assert np.isclose(cross_entropy(np.full((4, 3), 1 / 3), y), np.log(3))",
    ),
    "accuracy": (
        "def accuracy(P, y):\n    return np.mean(P.argmax(axis=1) == y)",
        "def accuracy(P, y):\n    return np.sum(P.argmax(axis=1) == y)",
        "assert accuracy(np.eye(3)[y], y) > 0",
        "assert accuracy(np.eye(3)[y], y) == 1",
    ),
    "standardise": (
        "def standardise(X):\n    return (X - X.mean(axis=0)) / X.std(axis=0)",
        "def standardise(X):\n    return (X - X.mean()) / X.std()",
        "assert standardise(X).shape == X.shape",
        "assert np.allclose(standardise(X).mean(axis=0), 0)",
    ),
}
# What twenty submissions are, mixed; the others are these again.
CLASS = (
    *("right", "wrong", "with an error", "right", "with a figure of its own", "untouched", "slow"),
    *("right", "wrong") * 5,
    *("right", "with an error", "untouched"),
)
MISTAKEN = ("softmax", "cross_entropy", "relu")
STUB = "raise NotImplementedError"


def names(size: int) -> Mapping[str, str]:
    """Students, and what kind of submission each hands in."""
    kinds = islice(cycle(CLASS), size)
    return {f"student{number:05d}": kind for number, kind in enumerate(kinds)}


def answers(kind: str, student: str) -> Mapping[str, str]:
    """The answer cells of one submission, which differs from the others by a comment at least."""
    typed = {name: f"{right}\n# {student}" for name, (right, *_) in EXERCISES.items()}
    if kind == "untouched":
        return dict.fromkeys(EXERCISES, STUB)
    if kind == "wrong":
        typed |= {name: EXERCISES[name][1] for name in MISTAKEN}
    if kind == "with an error":
        typed["one_hot"] += "\nundefined_name"
        typed["accuracy"] = "def accuracy(P, y):\n    return 1 / 0"
    return typed


def own_cell(kind: str, figures: bool) -> list[str]:
    """A cell that a learner adds: half a second of work, or a figure where figures are drawn."""
    if kind == "slow":
        return [WORK]
    return [FIGURE] if kind == "with a figure of its own" and figures else []


def plain_source(figures: bool) -> NotebookNode:
    """The source notebook: 18 code cells, 8 of them tests, and one with a figure where wanted."""
    cells = [new_code_cell(SETUP, id="setup"), new_code_cell(DATA, id="data")]
    cells += [new_code_cell(FIGURE, id="figure")] if figures else []
    for name, (right, _, shown, hidden) in EXERCISES.items():
        solution = f"### BEGIN SOLUTION\n{right}\n### END SOLUTION"
        test = f"{shown}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
        cells += [_cell(f"{name}-answer", solution, None), _cell(name, test, POINTS)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _cell(name: str, source: str, points: float | None) -> NotebookNode:
    graded = points is not None
    said = {"grade_id": name, "schema_version": 3, "task": False, "locked": graded}
    said |= {"grade": graded, "solution": not graded} | ({"points": points} if graded else {})
    return new_code_cell(source, metadata={"nbgrader": said}, id=name)


def plain_course(home: Home, size: int, *, figures: bool) -> Course:
    """The plain assignment released and handed in by `size` students, with our settings."""
    course = home.room("course")
    shutil.copy(PROJECT / "nbgrader_config.py", course)
    write_notebook(plain_source(figures), course / "source" / PLAIN / f"{PLAIN}.ipynb")
    home.run("nbgrader", "generate_assignment", PLAIN, cwd=course)
    here = Course(course)
    released = read_notebook(here.release_path(PLAIN))
    for student, kind in names(size).items():
        notebook = NotebookNode(released)
        notebook.cells = [NotebookNode(cell) for cell in released.cells]
        typed = {f"{name}-answer": text for name, text in answers(kind, student).items()}
        for cell in notebook.cells:
            cell.source = typed.get(cell.id, cell.source)
        notebook.cells += [new_code_cell(text, id="own") for text in own_cell(kind, figures)]
        write_notebook(notebook, here.submitted_path(PLAIN, student))
    return here


def chapter_course(home: Home, size: int) -> Course:
    """The chapter as it is released, handed in by `size` students of the sample class."""
    course = make_course(home.root / "course")
    home.run("autograder", "release", CHAPTER, "--course", str(course.root), cwd=course.root)
    hand_in(course, CHAPTER, size)
    return course


def stock_copy(course: Course, home: Home) -> Path:
    """The course once more, with nbgrader's own settings and the gradebook as released."""
    copy = home.root / "course"
    shutil.copytree(course.root, copy)
    (copy / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "chainrule"\n', encoding="utf-8"
    )
    return copy
