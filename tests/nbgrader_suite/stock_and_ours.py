"""Two homes for nbgrader's commands: one with its own settings, one with those of this project."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import PROJECT

SCRIPTS = Path(sys.executable).parent
MEMORY = Path("/dev/shm")
SECONDS = 600


@dataclass(frozen=True)
class Home:
    """A home folder whose Jupyter settings are nbgrader's own or ours, and room beside it."""

    root: Path

    def environment(self) -> dict[str, str]:
        """Only what programs need to run, and where the settings are; nothing of this test run."""
        kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TZ") if name in os.environ}
        return {
            **kept,
            "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.root),
            "TMPDIR": str(self.room("tmp")),
            "JUPYTER_CONFIG_DIR": str(self.room("config")),
            "PYTHONPATH": str(Path(__file__).parent),
        }

    def room(self, name: str) -> Path:
        """A folder in the home, made when first asked for."""
        folder = self.root / name
        folder.mkdir(exist_ok=True)
        return folder

    def start(self, *words: str, cwd: Path) -> subprocess.Popen[str]:
        """Start a Python module with this home's settings."""
        return subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=cwd,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def nbgrader(self, cwd: Path, *arguments: str) -> str:
        """Run one of nbgrader's commands; what it said."""
        process = self.start("nbgrader", *arguments, cwd=cwd)
        said, _ = process.communicate(timeout=SECONDS)
        assert process.returncode == 0, said
        return said


@contextmanager
def homes(*more_of_ours: str) -> Iterator[tuple[Home, Home]]:
    """Stock and ours, in memory where there is room: nbgrader commits to disk for every cell.
    `more_of_ours` are lines after our nbgrader_config.py."""
    place = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="nbgrader-", dir=place) as folder:
        stock, ours = Home(Path(folder, "stock")), Home(Path(folder, "ours"))
        for home in (stock, ours):
            home.root.mkdir()
        config = (PROJECT / "nbgrader_config.py").read_text("utf-8")
        written = "\n".join([config, *more_of_ours, ""])
        (ours.room("config") / "nbgrader_config.py").write_text(written, "utf-8")
        yield stock, ours
