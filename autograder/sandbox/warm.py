"""The warm process behind the outer wall: started once, forked for every submission."""

import atexit
import os
import select
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath
from types import TracebackType

import msgpack

from autograder.channel import LearnerError, Stopped
from autograder.sandbox import outer_wall
from autograder.sandbox.conversation import Conversation
from autograder.sandbox.limits import Isolation, Limits, WallMissing
from autograder.sandbox.submission import Submission
from autograder.wire import WireError

_START_SECONDS = 60.0
_FORK_SECONDS = 20.0
_STARTS = 3
_LAST_GASP = 200


class Warm:
    """A process with everything imported, from which submissions are forked, one at a time.

    With isolation "bubblewrap" it stands behind the outer wall and each fork behind an inner one;
    with "none" neither has a wall, only limits. Raises WallMissing where the wall cannot be built.
    A context manager; not for use from several threads at once."""

    def __init__(self, isolation: Isolation = "bubblewrap", limits: Limits | None = None) -> None:
        self.isolation: Isolation = isolation
        self.limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._forks = self.starts = 0
        self._last: Submission | None = None
        self._start()

    def __enter__(self) -> "Warm":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def fork(
        self,
        files: Mapping[str, bytes] | None = None,
        seconds: float | None = None,
        limits: Limits | None = None,
    ) -> Submission:
        """A fresh fork whose working folder holds the files (relative path -> content).

        `seconds` is what is left of the submission's own time; by default the limit. `limits` are
        the warm process's own unless said. Starts the
        warm process again where it died. Raises ValueError for a file name that leads out of the
        folder or files larger than the disk, WallMissing where the inner wall cannot be built."""
        limits = limits or self.limits
        checked = _checked(files or {}, limits.disk)
        left = limits.submission_seconds if seconds is None else seconds
        try:
            submission = self._begun(left, limits)
        except (OSError, Stopped):
            self.close()
            self._start()
            try:
                submission = self._begun(left, limits)
            except (OSError, Stopped) as error:
                raise WallMissing(str(error)) from error
        try:
            submission._lay(checked)
        except (LearnerError, Stopped, WireError) as error:
            submission.close()
            raise ValueError(f"the files cannot be laid: {error}") from error
        return submission

    def lost(self) -> bool:
        """Whether the warm process itself has ended: whatever its last fork was doing, it did not
        end by its own doing."""
        if self._process is None:
            return True
        ended = select.poll()
        ended.register(self._control, select.POLLIN)
        fork_ended = self._last is not None and self._last.died
        return bool(ended.poll(_LAST_GASP if fork_ended else 0))

    def close(self) -> None:
        """End the warm process, and every fork of it."""
        if self._last is not None:
            self._last.close()
            self._last = None
        if self._process is not None:
            self._control.close()
            self._process.kill()
            self._process.wait()
            self._process = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _start(self) -> None:
        """Raises WallMissing; what was killed while it started is started again."""
        if self.isolation == "bubblewrap" and shutil.which("bwrap") is None:
            raise WallMissing("bubblewrap is not installed")
        self.starts += 1
        for _ in range(_STARTS):
            complaint = self._complaint()
            if complaint is None:
                return
            if complaint:
                break
        raise WallMissing(complaint or "the warm process did not start")

    def _complaint(self) -> str | None:
        """Start the process: None where it stands, else what it said before it ended."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        if self.isolation == "bubblewrap":
            self._root = outer_wall.SPACE
            command = outer_wall.walled_command(theirs.fileno())
        else:
            self._folder = tempfile.TemporaryDirectory(prefix="submissions-")
            self._root = self._folder.name
            command = outer_wall.plain_command(theirs.fileno(), f"{self._root}/warm")
        with tempfile.TemporaryFile() as complaints, theirs:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                env=outer_wall.environment(self._root),
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
            theirs.close()
            self._control = ours
            late = f"no answer in {_START_SECONDS:g} seconds"
            ready = self._ready()
            if ready:
                return None
            self.close()
            complaints.seek(0)
            said = complaints.read()[-2000:].decode(errors="replace").strip()
            return said or (late if ready is None else "")

    def _ready(self) -> bool | None:
        """Whether it stands; None where it takes too long."""
        self._control.settimeout(_START_SECONDS)
        try:
            return self._control.recv(16) == b"ready"
        except TimeoutError:
            return None
        except OSError:
            return False

    def _begun(self, seconds: float, limits: Limits) -> Submission:
        self._last = Submission(self._forked(limits), limits, seconds)
        self._last._begin()
        return self._last

    def _forked(self, limits: Limits) -> Conversation:
        if self._process is None:
            raise OSError("the warm process was closed")
        walled = self.isolation == "bubblewrap"
        if not walled:
            shutil.rmtree(f"{self._root}/{self._forks}", ignore_errors=True)
        self._forks += 1
        space = {
            "root": self._root if walled else f"{self._root}/{self._forks}",
            "walled": walled,
            "own_temporary": walled and outer_wall.temporary_is_free(),
            "memory": limits.memory,
            "processes": limits.processes,
            "disk": limits.disk,
        }
        self._control.settimeout(_FORK_SECONDS)
        self._control.send(msgpack.packb(space))
        _, descriptors, _, _ = socket.recv_fds(self._control, 16, 2)
        if len(descriptors) != 2:
            raise OSError("the warm process is gone")
        channel, process = descriptors
        os.set_inheritable(channel, False)
        os.set_inheritable(process, False)
        return Conversation(socket.socket(fileno=channel), process)


def _checked(files: Mapping[str, bytes], disk: int) -> dict[str, bytes]:
    for name in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not path.parts or "\0" in name:
            raise ValueError(f"not a path within a submission's folder: {name!r}")
    size = sum(map(len, files.values()))
    if size > disk:
        raise ValueError(f"files of {size} bytes, at most {disk}")
    return {name: bytes(content) for name, content in files.items()}


@cache
def warm_process(isolation: Isolation) -> Warm:
    """The warm process of this program, started on first use and closed at its end."""
    warm = Warm(isolation=isolation)
    atexit.register(warm.close)
    return warm
