"""The processes that a command starts: found, killed, and seen to be gone."""

import ctypes
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psutil

PR_SET_CHILD_SUBREAPER = 36
PATIENCE = 60.0


@contextmanager
def orphans_adopted() -> Iterator[None]:
    """Whatever a killed process leaves behind becomes a child of this one: none can hide."""
    prctl = ctypes.CDLL(None).prctl
    before = set(psutil.Process().children())
    assert prctl(PR_SET_CHILD_SUBREAPER, 1) == 0
    try:
        yield
    finally:
        prctl(PR_SET_CHILD_SUBREAPER, 0)
        for each in set(psutil.Process().children()) - before:
            with suppress(ChildProcessError):
                os.waitpid(each.pid, os.WNOHANG)


def alive() -> set[psutil.Process]:
    """Every process below this one, but those that ended and wait to be buried."""
    return {each for each in psutil.Process().children(recursive=True) if _lives(each)}


def below(number: int) -> list[psutil.Process]:
    """The processes below the one of that number."""
    try:
        return psutil.Process(number).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def workers(head: int) -> list[psutil.Process]:
    """The pool's processes: forks of the head, or of its fork server."""
    return [each for each in below(head) if _is_worker(each, head)]


def warm_processes(head: int) -> list[psutil.Process]:
    """The warm processes of the head's workers, with the walls around them: bubblewrap's two, the
    guard, and the one that forks. Their forks are left out, which are the learners' own."""
    found, level = list[psutil.Process](), workers(head)
    for _ in range(4):
        level = [child for each in level for child in _children(each)]
        found += level
    return found


def eventually(holds: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Wait until it holds."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, f"after {seconds:g} seconds still not: {what}"
        time.sleep(0.01)


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children()
    except psutil.NoSuchProcess:
        return []


def _lives(process: psutil.Process) -> bool:
    try:
        return process.status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except psutil.NoSuchProcess:
        return False


def _is_worker(process: psutil.Process, head: int) -> bool:
    try:
        words, parent = process.cmdline(), process.parent()
        if not _lives(process) or parent is None:
            return False
        if parent.pid == head:
            return words == parent.cmdline()
        served = "forkserver" in " ".join(words) and parent.cmdline() == words
        return served and parent.ppid() == head
    except psutil.Error:
        return False
