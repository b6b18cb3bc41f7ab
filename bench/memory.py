"""The memory of a grading run while it goes on: of its head, and of each process that marks."""

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

EVERY = 0.25
MEBIBYTE = 2**20
Moment = tuple[int, float]


@dataclass
class Memory:
    """The head's largest, and each worker's over time as (submissions graded, MiB)."""

    head: float = 0.0
    workers: dict[int, list[Moment]] = field(default_factory=dict)

    def grown(self, after: int) -> tuple[float, float]:
        """The MiB of the worker that grew most: once `after` submissions were graded, and at its
        end."""
        pairs = [
            (next((size for count, size in seen if count >= after), seen[-1][1]), seen[-1][1])
            for seen in self.workers.values()
        ]
        return max(pairs, key=lambda pair: pair[1] - pair[0], default=(0.0, 0.0))


@contextmanager
def watched(head: "subprocess.Popen[str]", graded: Path) -> Iterator[Memory]:
    """Look at the head and its workers until the block is left; `graded` is the folder where graded
    submissions appear."""
    memory, over = Memory(), threading.Event()

    def watch() -> None:
        while not over.wait(EVERY):
            with suppress(OSError, ValueError):
                _look(head.pid, graded, memory)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield memory
    finally:
        over.set()
        watcher.join()


def _look(head: int, graded: Path, memory: Memory) -> None:
    memory.head = max(memory.head, resident(head))
    count = len(os.listdir(graded)) if graded.exists() else 0
    for server in children(head):
        for worker in children(server):
            memory.workers.setdefault(worker, []).append((count, resident(worker)))


def resident(process: int) -> float:
    """Resident memory in MiB; 0.0 for a process that is gone."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / MEBIBYTE


def children(process: int) -> list[int]:
    """The processes it started that are still there."""
    found: list[int] = []
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, path.read_text().split())
    return found
