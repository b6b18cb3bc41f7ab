"""How long a check keeps a learner waiting, how long a chapter runs, and the gradient check beside
torch's and scipy's. Run alone: `python -m bench.checks`."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import numpy as np
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.bundle import PROJECT
from autograder.source import is_test_cell, nbgrader_metadata
from bench import gradients
from bench.table import Row, Section, at_most, run_alone

LIMIT, MINUTE = 100.0, 60.0
TIMED = """
def _timed(code, runs):
    import contextlib, io, json, time
    code, times = compile(code, "timed", "exec"), []
    for _ in range(runs + 1):
        start = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            exec(code, globals())
        times.append(1000 * (time.perf_counter() - start))
    print(json.dumps(times[1:]))
_timed({code!r}, {runs})
del _timed
"""
# Cases that no notebook holds: a learner's loops, and the general check.
LOOPS = """
import math
def _loops(Z):
    A = np.zeros(Z.shape)
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            A[i, j] = 0.5 + 0.5 * math.tanh(Z[i, j] / 2)
    return A, A
def _loops_backward(dA, A):
    return dA * A * (1 - A)
def _linear(X, W, b):
    return X @ W + b, (X, W)
def _linear_backward(dZ, cache):
    X, W = cache
    return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)
"""
EXTRA = {
    "sigmoid_backward (loops)": "check.sigmoid_backward(_loops, _loops_backward)",
    "backward (linear layer)": (
        'check.backward(_linear, _linear_backward, X="m n", W="n k", b="k")'
    ),
}


@dataclass(frozen=True)
class Chapter:
    """One source notebook: seconds from kernel start to its end, milliseconds of each run of each
    check."""

    name: str
    seconds: float
    checks: dict[str, list[float]]


class Kernel:
    """A kernel for one notebook; counts the seconds of the notebook's own cells and its start."""

    def __init__(self, path: Path, runs: int) -> None:
        self._notebook = nbformat.read(path, as_version=4)
        self._runs = runs
        self._client = NotebookClient(
            self._notebook, timeout=600, resources={"metadata": {"path": str(path.parent)}}
        )

    def chapter(self, name: str) -> Chapter:
        """Run the notebook from top to bottom, each check several times more when it is due."""
        started, timing, checks = time.perf_counter(), 0.0, {}
        cells = list(self._notebook.cells)
        with self._client.setup_kernel():
            for index, cell in enumerate(cells):
                if cell.cell_type != "code":
                    continue
                self._client.execute_cell(cell, index)
                if is_test_cell(cell):
                    since = time.perf_counter()
                    checks[str(nbgrader_metadata(cell)["grade_id"])] = self._times(cell.source)
                    timing += time.perf_counter() - since
            seconds = time.perf_counter() - started - timing
            checks |= self._extra()
        return Chapter(name, seconds, checks)

    def _times(self, code: str) -> list[float]:
        said = self._run(TIMED.format(code=code, runs=self._runs))
        times: list[float] = json.loads(said)
        return times

    def _extra(self) -> dict[str, list[float]]:
        self._run("import numpy as np\nfrom chainrule import check\n" + LOOPS)
        return {name: self._times(code) for name, code in EXTRA.items()}

    def _run(self, source: str) -> str:
        cell: NotebookNode = new_code_cell(source)
        self._notebook.cells.append(cell)
        self._client.execute_cell(cell, len(self._notebook.cells) - 1)
        return "".join(output.get("text", "") for output in cell.outputs)


def sources() -> Iterator[tuple[str, Path]]:
    """Every source notebook, with its chapter's name."""
    for path in sorted((PROJECT / "source").glob("*/*.ipynb")):
        yield path.parent.name, path


def check_rows(chapters: list[Chapter]) -> tuple[Row, ...]:
    """Median and 95th percentile of each check; the extra cases once, at the end."""
    lines = []
    for chapter in chapters:
        own = {name: times for name, times in chapter.checks.items() if name not in EXTRA}
        lines += [_row(chapter.name, name, times) for name, times in own.items()]
    if chapters:
        lines += [_row("", name, chapters[-1].checks[name]) for name in EXTRA]
    return tuple(lines)


def _row(chapter: str, name: str, times: list[float]) -> Row:
    median, high = np.percentile(times, [50, 95])
    return name, chapter, f"{median:.1f}", f"{high:.1f}"


def slow(chapters: list[Chapter]) -> list[str]:
    """The checks whose 95th percentile is above the limit."""
    return [
        f"{chapter.name} {name}"
        for chapter in chapters
        for name, times in chapter.checks.items()
        if np.percentile(times, 95) > LIMIT
    ]


def measure(small: bool = False) -> list[Section]:
    """Checks, chapters, gradient checks."""
    runs = 5 if small else 40
    chapters = [Kernel(path, runs).chapter(name) for name, path in sources()]
    module, late = __package__ + ".checks", slow(chapters)
    waiting = Section(
        "Visible checks",
        f"Milliseconds of each check of a right answer in a kernel, {runs} runs: a right answer is "
        "the slowest case, a wrong one stops at the first thing found.",
        module,
        ("check", "chapter", "median", "95 %"),
        check_rows(chapters),
        (
            f"95 % of the runs within {LIMIT:.0f} ms: "
            + (f"not met by {', '.join(late)}." if late else "met by all."),
        ),
    )
    running = Section(
        "Chapters",
        "Seconds of each source notebook, solved, from kernel start to its last cell.",
        module,
        ("chapter", "time", "target"),
        tuple((each.name, *at_most(each.seconds, MINUTE, "s")) for each in chapters),
    )
    return [waiting, running, gradients.section(module, 5 if small else 100)]


if __name__ == "__main__":
    run_alone(measure)
