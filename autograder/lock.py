"""One run at a time grades a course: two would overwrite each other's folders."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.course import Course
from autograder.errors import Busy

LOCK_FILE = ".grading.lock"


@contextmanager
def grading(course: Course) -> Iterator[None]:
    """Hold the course's lock; the kernel lets go of it when the process ends, however it ends.
    Raises Busy."""
    with open(course.root / LOCK_FILE, "a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip()
            raise Busy(f" (process {holder})" if holder else "") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
