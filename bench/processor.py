"""Processor time of a command with every process it starts, forks that nobody waits for included:
a control group counts it."""

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

GROUPS = Path("/sys/fs/cgroup")
STRAGGLERS = 5.0
_numbers = count()


class NoControlGroup(Exception):
    """No control group may be made here."""


@dataclass(frozen=True)
class Group:
    """A control group of its own."""

    folder: Path

    def seconds(self) -> float:
        """Processor time used in the group so far."""
        first = self.folder / "cpuacct.usage"
        if first.exists():
            return int(first.read_text()) / 1e9
        lines = (self.folder / "cpu.stat").read_text().splitlines()
        return int(dict(line.split() for line in lines)["usage_usec"]) / 1e6

    def empty(self) -> None:
        """Wait a little for those that were killed to be gone."""
        until = time.monotonic() + STRAGGLERS
        while (self.folder / "cgroup.procs").read_text() and time.monotonic() < until:
            time.sleep(0.02)

    def join(self) -> None:
        """The calling process enters the group, with all it will start."""
        (self.folder / "cgroup.procs").write_text(str(os.getpid()))


@contextmanager
def group() -> Iterator[Group]:
    """A new group, gone in the end. Raises NoControlGroup."""
    for parent in _parents():
        folder = parent / f"bench-{os.getpid()}-{next(_numbers)}"
        try:
            folder.mkdir()
        except OSError:
            continue
        try:
            yield Group(folder)
        finally:
            with suppress(OSError):
                folder.rmdir()
        return
    raise NoControlGroup(
        "no control group may be made here (it takes root, or a group of one's own)"
    )


def _parents() -> Iterator[Path]:
    """Where groups that count processor time may be made: version 1, version 2."""
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        if "cpuacct" in controllers.split(","):
            yield GROUPS / controllers / path.lstrip("/")
        elif not controllers and (GROUPS / "cgroup.controllers").exists():
            yield GROUPS / path.lstrip("/")


def processor_seconds(command: Sequence[str], cwd: Path, environment: dict[str, str]) -> float:
    """What a command takes of the processor, on one core. Raises NoControlGroup,
    CalledProcessError."""
    core = min(os.sched_getaffinity(0))
    with group() as own:

        def begin() -> None:
            own.join()
            os.sched_setaffinity(0, {core})

        subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, check=True, preexec_fn=begin
        )
        own.empty()
        return own.seconds()
