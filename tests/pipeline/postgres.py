"""A PostgreSQL server of the tests' own: Debian's programs, a cluster in a temporary folder, a unix
socket, nobody else."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.course import Course

NOBODY = "nobody"
SAVING = "-c fsync=off -c shared_buffers=16MB -c max_connections=20"
NO_CLUSTER = Path("/etc/postgresql-common/createcluster.conf")
HOW = "no PostgreSQL here: install it, for instance with apt-get install postgresql"


@dataclass(frozen=True)
class Server:
    """A server that runs, and everything about it in one folder."""

    programs: Path
    folder: Path
    user: str | None

    @property
    def url(self) -> str:
        """What nbgrader's `db_url` must say."""
        return f"postgresql+psycopg://grader@/gradebook?host={self.folder}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} {SAVING}"
        self.control("start", "-w", "-l", str(self.folder / "log"), "-o", options)

    def stop(self, mode: str = "immediate") -> None:
        """Stop it: "fast" ends every session, "immediate" is a crash."""
        self.control("stop", "-m", mode)

    def control(self, *words: str) -> None:
        """One of pg_ctl's commands."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), *words)

    def run(self, program: str, *words: str) -> None:
        """One of the server's programs, which refuse to run as root."""
        done = subprocess.run(
            [str(self.programs / program), *words],
            cwd=self.folder,
            user=self.user,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PGHOST": str(self.folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout

    def empty(self) -> None:
        """Throw away what is in the database."""
        self.run("dropdb", "-U", "grader", "--if-exists", "--force", "gradebook")
        self.run("createdb", "-U", "grader", "gradebook")

    def serve(self, course: Course) -> None:
        """Make the course keep its gradebook here."""
        config = course.root / "nbgrader_config.py"
        config.write_text(f"{config.read_text()}\nc.CourseDirectory.db_url = {self.url!r}\n")


@contextmanager
def server() -> Iterator[Server]:
    """A server with an empty database; skips where there can be none."""
    pytest.importorskip("psycopg", reason="no driver here: pip install 'psycopg[binary]'")
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as name:
        folder, user = Path(name), NOBODY if os.geteuid() == 0 else None
        if user is not None:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        made = Server(programs, folder, user)
        made.run("initdb", "-D", str(folder / "data"), "-U", "grader", "-A", "trust", "--no-sync")
        made.start()
        try:
            made.empty()
            yield made
        finally:
            made.stop()


def _programs() -> Path:
    """Where initdb is; installed by apt-get where that may be done."""
    if not _found() and os.geteuid() == 0 and shutil.which("apt-get"):
        NO_CLUSTER.parent.mkdir(parents=True, exist_ok=True)
        if not NO_CLUSTER.exists():
            NO_CLUSTER.write_text("create_main_cluster = false\n")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        kept = ["-o", "Dpkg::Options::=--force-confold"]
        for words in (["update"], ["install", "--yes", "--no-install-recommends", *kept]):
            command = ["apt-get", "--quiet", *words]
            command += ["postgresql"] if "install" in words else []
            subprocess.run(command, env=quiet, capture_output=True, timeout=300)
    found = _found()
    if not found:
        pytest.skip(HOW)
    return found[-1]


def _found() -> list[Path]:
    on_path = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return [path.resolve().parent for path in [*([Path(on_path)] if on_path else []), *debian]]
