"""Who does the work: this process, a pool of processes, or a cluster's workers; and what happens
when one of them is lost in the middle."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from threading import Thread, active_count
from typing import Any, TypeVar

from autograder.errors import CourseError

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 2


class Here(Executor):
    """Does everything in this process, at once."""

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> "Future[R]":
        """See Executor."""
        done: Future[R] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


class Team:
    """Tasks over an executor: never more under way than keeps it busy, so that neither side's
    memory grows with the class. A context manager; made once, it serves many batches.

    `make` makes the executor, again where a lost worker broke it. What was under way is then done
    again one by one, so that a task that kills its worker is told from those beside it; such a one
    comes back with its error, like any other that fails."""

    def __init__(self, make: Callable[[], Executor], workers: int) -> None:
        self._make, self._limit = make, workers * AHEAD
        self._executor: Executor | None = None
        self._sent: set[Future[Any]] = set()

    def __enter__(self) -> "Team":
        return self

    def __exit__(self, *_: object) -> None:
        self._dismiss()

    def prepare(self, ready: Callable[[], object]) -> None:
        """Have as many workers as there are get ready while the head reads what there is to do."""
        if self._executor is None:
            self._executor = self._make()
        for _ in range(self._limit // AHEAD):
            with suppress(BrokenProcessPool):
                self._executor.submit(ready)

    def results(
        self, work: Callable[[T], R], tasks: Iterable[T], halted: Callable[[], bool]
    ) -> Iterator[tuple[T, Future[R]]]:
        """Each task with what came of it, as they come; none is begun once `halted` says so."""
        waiting = iter(tasks)
        suspects: deque[T] = deque()
        under_way: dict[Future[R], T] = {}
        while True:
            self._fill(work, waiting, under_way, 0 if halted() or suspects else self._limit)
            if under_way:
                ended, _ = wait(under_way, return_when=FIRST_COMPLETED)
                done = [each for each in under_way if each in ended]
                broken = [each for each in done if _lost(each)]
                for each in done:
                    if each not in broken:
                        yield under_way.pop(each), each
                if broken:
                    suspects.extend(under_way.values())
                    under_way.clear()
                    self._dismiss()
            elif suspects:
                task = suspects.popleft()
                yield task, self._alone(work, task)
            elif halted() or not self._fill(work, waiting, under_way, 1):
                return

    def _fill(
        self,
        work: Callable[[T], R],
        waiting: Iterator[T],
        under_way: dict[Future[R], T],
        limit: int,
    ) -> bool:
        while len(under_way) < limit:
            task = next(waiting, None)
            if task is None:
                return bool(under_way)
            under_way[self._submit(work, task)] = task
        return bool(under_way)

    def _alone(self, work: Callable[[T], R], task: T) -> "Future[R]":
        """A task that was under way when a worker was lost: twice more, with nobody beside it."""
        for _ in range(2):
            future = self._submit(work, task)
            wait([future])
            if not _lost(future):
                break
            self._dismiss()
        return future

    def _submit(self, work: Callable[[T], R], task: T) -> "Future[R]":
        if self._executor is None:
            self._executor = self._make()
        try:
            future = self._executor.submit(work, task)
        except BrokenProcessPool as error:
            future = Future()
            future.set_exception(error)
        self._sent.add(future)
        future.add_done_callback(self._sent.discard)
        return future

    def _dismiss(self) -> None:
        """What waits is cancelled here: not every executor's `shutdown` can."""
        if self._executor is not None:
            for each in tuple(self._sent):
                each.cancel()
            self._executor.shutdown(wait=True)
            self._executor = None


def _lost(future: "Future[Any]") -> bool:
    return isinstance(future.exception(), BrokenProcessPool)


def pool(workers: int) -> Team:
    """Processes of this machine, which end with this one however it ends."""
    return Team(partial(_pool, workers), workers)


def _pool(workers: int) -> Executor:
    """Forked while this process has one thread, which spares them a second of imports; by a fork
    server after that, for a fork may copy a lock that another thread holds."""
    alone = active_count() == 1
    context = multiprocessing.get_context("fork" if alone else "forkserver")
    if not alone:
        context.set_forkserver_preload(["autograder.marking"])
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)


def _begin() -> None:
    """In a worker: Ctrl-C is the head's business, and its death is ours."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_head, daemon=True).start()


def _end_with_head() -> None:
    """A fork server lives as long as any worker does, and a worker waits for ever: watch the head
    itself."""
    head = multiprocessing.parent_process()
    assert head is not None
    head.join()
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def cluster(address: str) -> Iterator[Team]:
    """The workers of a `distributed` scheduler. Raises CourseError."""
    try:
        from distributed import Client
    except ImportError:
        raise CourseError(
            "--cluster needs the package distributed: pip install 'chainrule[cluster]'"
        ) from None
    try:
        client = Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise CourseError(f"No scheduler answers at {address}: {error}") from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise CourseError(f"The scheduler at {address} has no workers yet.")
        with Team(partial(client.get_executor, pure=False), threads) as team:
            yield team
