"""One warm process for all the tests of the wall."""

from collections.abc import Iterator

import pytest

from autograder.sandbox import Limits, Submission, Warm

LIMITS = Limits(cell_seconds=5.0, memory=2**30, text=64 * 1024, displays=4 * 2**20, disk=16 * 2**20)


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    with Warm(limits=LIMITS) as process:
        yield process


@pytest.fixture(scope="session")
def impatient() -> Iterator[Warm]:
    limits = Limits(cell_seconds=0.5, submission_seconds=2.0, disk=2**22)
    with Warm(limits=limits) as process:
        yield process


@pytest.fixture
def submission(warm: Warm) -> Iterator[Submission]:
    with warm.fork() as fork:
        yield fork
