"""In the fork: answers the judge's requests, one after another.

Nothing here is trusted by the judge: a learner's code may have changed every line of it. It has
only to be right for honest work."""

import os
import socket
from collections.abc import Callable
from pathlib import PurePosixPath

from autograder import wire
from autograder.sandbox.framing import receive_frame, send_frame
from autograder.sandbox.inner_wall import Space
from autograder.sandbox.learner import Learner
from autograder.sandbox.notebook_kernel import NotebookKernel


def refuse(channel: socket.socket, reason: str) -> None:
    """Tell the judge that the inner wall could not be built."""
    send_frame(channel, wire.encode(["refused", reason]))


def serve(channel: socket.socket, notebook: NotebookKernel, space: Space) -> None:
    """Answer until the judge hangs up."""
    for stream in notebook.streams:
        stream.own_file(space.root)
    notebook.own_loop()
    _own_environment(space)
    learner = Learner(notebook, channel)
    verbs: dict[str, Callable[..., object]] = {
        "files": lambda files: _lay_files(files),
        "written": lambda: _written(space.work),
        "run": notebook.run,
        "widget": notebook.widget_reply,
        "defined": learner.defined,
        "read": learner.read,
        "call": learner.call,
    }
    send_frame(channel, wire.encode(["ready"]))
    while True:
        try:
            frame = receive_frame(channel)
        except (EOFError, OSError):
            return
        serial, verb, *arguments = learner.decode(frame)
        reply = learner.guarded(verbs[verb], *arguments)
        send_frame(channel, learner.encode([serial, *reply]))


def _own_environment(space: Space) -> None:
    os.environ["HOME"] = f"{space.root}/home"
    for name in ("IPYTHONDIR", "MPLCONFIGDIR"):
        os.environ[name] = f"{space.root}/home/{name.lower()}"
    if not space.own_temporary:
        os.environ["TMPDIR"] = f"{space.root}/tmp"


def _written(folder: str) -> dict[str, bytes]:
    """The regular files below the working folder."""
    found = {}
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            if os.path.isfile(path) and not os.path.islink(path):
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = file.read()
    return found


def _lay_files(files: dict[str, bytes]) -> None:
    """Write the submission's files, whose names the judge has checked, below the working folder."""
    for name, content in files.items():
        path = PurePosixPath(name)
        os.makedirs(path.parent, exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)
