"""Commands as an instructor types them, each in a home of its own, and how long they take."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook

MEMORY = Path("/dev/shm")
KEPT = ("LANG", "LC_ALL", "TZ", "XDG_CACHE_HOME")


class CommandError(Exception):
    """A command did not end well; what it said."""


@dataclass(frozen=True)
class Home:
    """A home folder without any settings, and the commands that run in it."""

    root: Path
    python: Path = Path(sys.executable)

    def room(self, name: str) -> Path:
        """A folder in the home, made when first asked for."""
        folder = self.root / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def environment(self) -> dict[str, str]:
        """Only what programs need to run, and where settings would be; none are there."""
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        return {
            **kept,
            "PATH": f"{self.python.parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.root),
            "TMPDIR": str(self.room("tmp")),
            "JUPYTER_CONFIG_DIR": str(self.room("config")),
        }

    def start(
        self, *words: str, cwd: Path, cores: set[int] | None = None
    ) -> "subprocess.Popen[str]":
        """Start a Python module, with all that it starts, on these cores alone where named."""

        def pin() -> None:
            if cores:
                os.sched_setaffinity(0, cores)

        said = (self.room("tmp") / "said").open("w+", encoding="utf-8")
        return subprocess.Popen(
            [str(self.python), "-m", *words],
            cwd=cwd,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=pin,
        )

    def run(
        self, *words: str, cwd: Path, cores: set[int] | None = None, well: Sequence[int] = (0,)
    ) -> float:
        """Run it; the seconds it took. Raises CommandError unless its exit code is in `well`."""
        started = time.perf_counter()
        code = self.start(*words, cwd=cwd, cores=cores).wait()
        seconds = time.perf_counter() - started
        if code not in well:
            said = (self.root / "tmp" / "said").read_text("utf-8")
            raise CommandError(f"{' '.join(words)}: {said[-2000:]}")
        return seconds


@contextmanager
def homes(*names: str) -> Iterator[list[Home]]:
    """Homes side by side, in memory where there is some: nbgrader commits to disk for each cell,
    and a slow disk would only flatter us."""
    place = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="bench-", dir=place) as folder:
        found = [Home(Path(folder, name)) for name in names]
        for home in found:
            home.root.mkdir()
        yield found


def scores(course: Path, assignment: str) -> dict[str, float]:
    """What each student got, by nbgrader's gradebook."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "chainrule") as gradebook:
        found = gradebook.assignment_submissions(assignment)
        return {each.student_id: each.score for each in found}


def steady_seconds(course: Path, assignment: str) -> float:
    """Seconds a submission once all is running: when each graded notebook was written, without the
    first quarter of them."""
    paths = (course / "autograded").glob(f"*/{assignment}/{assignment}.ipynb")
    written = sorted(path.stat().st_mtime_ns / 1e9 for path in paths)
    later = written[len(written) // 4 :]
    return (later[-1] - later[0]) / (len(later) - 1)
