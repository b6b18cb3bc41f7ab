"""What the wall and the judge cost: processor time they add to a submission, a fork with its inner
wall, files judged a second. Run alone: `python -m bench.wall`."""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder.execute import Work, execute
from autograder.exercises import chapters
from autograder.mutant import answers
from autograder.plain_files import find_exercise
from autograder.sandbox import Warm
from bench.table import Section, at_least, at_most, run_alone

ROOT = Path(__file__).resolve().parent.parent
CHAPTER = "05-activations"
WORK_SECONDS = 0.1
JUDGED = 8
BUSY = f"""import time
started = time.process_time()
while time.process_time() - started < {WORK_SECONDS}: pass"""


def submission_notebook() -> tuple[NotebookNode, Work]:
    """A notebook whose cells work for 0.1 s, with eight judged exercises."""
    chosen = dict(list(chapters()[CHAPTER].items())[:JUDGED])
    cells = [new_code_cell("import numpy as np"), new_code_cell(BUSY)]
    for name, exercise in chosen.items():
        cells.append(new_code_cell(answers(exercise, {})))
        cells.append(new_code_cell(metadata={"nbgrader": {"grade_id": name}}))
    cells.append(new_code_cell("time.process_time()"))
    return new_notebook(cells=cells), Work("ada", chosen, dict.fromkeys(chosen, 1.0), b"")


def processor_seconds() -> float:
    """Of this process and of every child that was waited for: the warm process, not its forks."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def grade_many(count: int) -> None:
    """Grade the notebook `count` times and print the processor time of all of it, as JSON; each
    fork tells its own in the notebook's last cell."""
    forks = 0.0
    template, work = submission_notebook()
    with Warm() as warm:
        for _ in range(count):
            notebook = deepcopy(template)
            records = execute(notebook, work, warm.fork, warm.limits)
            assert all(record.score == 1.0 for record in records)
            forks += float(notebook.cells[-1].outputs[0]["data"]["text/plain"])
    print(json.dumps(processor_seconds() + forks))


def cells_alone(count: int = 20) -> float:
    """Processor seconds of the same cells in a fork, with nothing judged."""
    template, _ = submission_notebook()
    for cell in template.cells:
        cell.metadata.clear()
    times = []
    with Warm() as warm:
        for _ in range(count):
            notebook = deepcopy(template)
            execute(notebook, Work("ada", {}, {}, b""), warm.fork, warm.limits)
            times.append(float(notebook.cells[-1].outputs[0]["data"]["text/plain"]))
    return statistics.median(times)


def added_milliseconds(count: int = 30) -> float:
    """Processor time beyond the cells' own, a submission: head, warm process and fork together."""

    def run(times: int) -> float:
        command = [sys.executable, "-m", "bench.wall", str(times)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        return float(json.loads(done.stdout))

    return 1000 * ((run(count) - run(1)) / (count - 1) - cells_alone())


def fork_milliseconds(count: int = 50) -> float:
    """Median wall time from asking for a fork to its being ready behind its inner wall."""
    times = []
    with Warm() as warm:
        for _ in range(count):
            started = time.perf_counter()
            with warm.fork():
                times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def files_a_second(count: int = 300) -> float:
    """`judge relu_backward` on one pinned core, start-up left out."""
    text = answers(find_exercise("relu_backward"), {})
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{number}.py") for number in range(count)]
        for file in files:
            file.write_text(f"{text}\n# {file.name}\n", encoding="utf-8")
        few, many = (_judge(files[:size]) for size in (10, count))
    return (count - 10) / (many - few)


def _judge(files: list[Path]) -> float:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "autograder", "judge", "relu_backward", *map(str, files)],
        cwd=ROOT,
        capture_output=True,
        check=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {0}),
    )
    return time.perf_counter() - started


def measure(small: bool = False) -> list[Section]:
    """One table."""
    few = 5 if small else 30
    added = added_milliseconds(few)
    fork = fork_milliseconds(10 if small else 50)
    files = files_a_second(110 if small else 300)
    rows = (
        ("processor time added to a submission", *at_most(added, 60, "ms")),
        ("a fork behind its inner wall", *at_most(fork, 15, "ms")),
        ("judge relu_backward, one core", *at_least(files, 40, "files/s")),
    )
    return [
        Section(
            "The wall and the judge",
            f"What they add to a submission of 0.12 s with {JUDGED} judged exercises, the "
            "wall time of one fork, and files judged a second once it has started.",
            "bench.wall",
            ("", "measured", "target"),
            rows,
        )
    ]


if __name__ == "__main__":
    grade_many(int(sys.argv[1])) if sys.argv[1:2] and sys.argv[1].isdigit() else run_alone(measure)
