"""The first thing to run behind the outer wall: become nobody, warm up, then fork when asked.

The warm process never runs a learner's code nor reads from a fork; it hears only the judge."""

import gc
import os
import random
import signal
import socket
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

import msgpack

from autograder.sandbox import kernel_calls as kernel
from autograder.sandbox.inner_wall import Space, build, close_all_but, lay_folders
from autograder.sandbox.warm_up import warmed_kernel

if TYPE_CHECKING:
    from autograder.sandbox.notebook_kernel import NotebookKernel

NOBODY = 65534


def main(control_number: int, root: str, walled: bool, guard: str) -> None:
    """Serve the judge's control socket until it closes."""
    control = socket.socket(fileno=control_number)
    if walled:
        _become_first_process()
    else:
        kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    lay_folders(root)
    os.chdir(f"{root}/work")
    try:
        notebook = warmed_kernel()
    except Exception:
        traceback.print_exc(file=sys.__stderr__)
        raise
    sys.path[:] = [entry for entry in sys.path if entry != guard]
    gc.collect()
    gc.freeze()
    own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY) if walled else -1
    control.send(b"ready")
    while request := control.recv(65536):
        _reap(walled)
        _fork(control, Space(**msgpack.unpackb(request)), notebook, own_pids)
    _reap(walled)


def _become_first_process() -> None:
    """Own a user and a pid namespace, and be the first process there, without privileges."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        kernel.prctl(kernel.PR_SET_DUMPABLE, 1)
    kernel.enter_user_namespace(kernel.CLONE_NEWPID)
    child = os.fork()
    if child:
        os.closerange(3, 4096)
        os.waitpid(child, 0)
        os._exit(0)


def _fork(control: socket.socket, space: Space, notebook: "NotebookKernel", own_pids: int) -> None:
    """Fork once, and send the judge a handle on the new process and an end of its channel."""
    ours, theirs = socket.socketpair()
    if space.walled:
        kernel.unshare(kernel.CLONE_NEWPID)
    child = os.fork()
    if not child:
        _submission(theirs.detach(), space, notebook)
    if space.walled:
        kernel.setns(own_pids, kernel.CLONE_NEWPID)
    process = os.pidfd_open(child)
    socket.send_fds(control, [b"%d" % child], [ours.fileno(), process])
    os.close(process)
    ours.close()
    theirs.close()


def _submission(channel_number: int, space: Space, notebook: "NotebookKernel") -> None:
    """In the fork: build the inner wall, then serve the judge until it hangs up. Never returns."""
    from autograder.sandbox.serve import refuse, serve

    try:
        close_all_but(channel_number)
        channel = socket.socket(fileno=channel_number)
        try:
            build(space)
            random.seed()
            _reseed()
        except OSError as error:
            refuse(channel, str(error))
            os._exit(1)
        serve(channel, notebook, space)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _reseed() -> None:
    import numpy as np

    np.random.seed()


def _reap(walled: bool) -> None:
    """Bury the dead; without namespaces, first kill whatever a submission left behind."""
    if not walled:
        for child in _children():
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
    with suppress(ChildProcessError):
        while os.waitpid(-1, 0 if not walled else os.WNOHANG)[0]:
            pass


def _children() -> list[int]:
    with open(f"/proc/self/task/{os.getpid()}/children") as file:
        return [int(child) for child in file.read().split()]
