"""One run at a time grades a course: two would overwrite each other's folders."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from autograder.course import Course
from autograder.errors import Busy


@contextmanager
def grading(course: Course) -> Iterator[None]:
    """Hold the course's lock; the kernel lets go of it when the process ends, however it ends.
    Raises Busy."""
    with _held(course.root / ".grading.lock", "grading"):
        yield


@contextmanager
def watching(course: Course) -> Iterator[None]:
    """One watch at a time. Raises Busy."""
    with _held(course.root / ".watching.lock", "watching"):
        yield


_OPEN: set[TextIOWrapper] = set()


def _let_go() -> None:
    """In a fork: a worker that kept the file open would keep the lock as long as it lives."""
    for file in _OPEN:
        file.close()


os.register_at_fork(after_in_child=_let_go)


@contextmanager
def _held(path: Path, doing: str) -> Iterator[None]:
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise Busy(doing, file.read().strip()) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        _OPEN.add(file)
        try:
            yield
        finally:
            _OPEN.discard(file)
