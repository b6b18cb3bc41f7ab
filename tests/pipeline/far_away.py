"""A cluster: a scheduler and two workers, each a program of its own in a folder of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.pipeline.processes import eventually


@dataclass(frozen=True)
class Cluster:
    """Where the scheduler answers, and its workers."""

    address: str
    workers: tuple["subprocess.Popen[bytes]", ...]


@contextmanager
def cluster(folder: Path, size: int = 2) -> Iterator[Cluster]:
    """Start them in folders below this one; end them afterwards."""
    told = folder / "scheduler.json"
    quiet = ("--host", "127.0.0.1", "--no-dashboard")
    wanted = ("--port", "0", "--scheduler-file", str(told))
    programs = [_program(folder / "scheduler", "scheduler", *quiet, *wanted)]
    try:
        eventually(lambda: told.exists() and told.read_text(), "a scheduler")
        address = json.loads(told.read_text())["address"]
        one = ("--nworkers", "1", "--nthreads", "1", "--no-nanny")
        for number in range(size):
            home = folder / f"worker-{number}"
            programs.append(_program(home, "worker", address, *one, *quiet))
        for number in range(size):
            log = folder / f"worker-{number}" / "log"
            eventually(lambda log=log: "Registered to" in log.read_text(), "a worker")  # type: ignore[misc]
        yield Cluster(address, tuple(programs[1:]))
    finally:
        for each in reversed(programs):
            each.kill()
        for each in programs:
            each.wait()


def _program(home: Path, *words: str) -> "subprocess.Popen[bytes]":
    home.mkdir(parents=True)
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *words],
            cwd=home,
            env={**kept, "HOME": str(home), "TMPDIR": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
