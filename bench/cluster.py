"""A `distributed` cluster on this machine: a scheduler and workers that share nothing with the
course but the network."""

import importlib.util
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.commands import Home

WAIT = 60.0


class NoCluster(Exception):
    """There is none; the message says why."""


@contextmanager
def cluster(home: Home, workers: int) -> Iterator[str]:
    """The scheduler's address, with that many worker processes of one thread. Raises NoCluster."""
    if importlib.util.find_spec("distributed") is None:
        raise NoCluster("the package distributed is not installed")
    port = _free_port()
    address = f"tcp://127.0.0.1:{port}"
    words = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
    started = [Home(home.root / "scheduler").start(*words, "--no-dashboard", cwd=home.root)]
    for number in range(workers):
        own = Home(home.root / f"worker{number}")
        words = ["distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
        started.append(own.start(*words, cwd=own.room("work")))
    try:
        _wait_for(address, workers)
        yield address
    finally:
        for each in reversed(started):
            each.terminate()
        for each in started:
            each.wait()


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
    return port


def _wait_for(address: str, workers: int) -> None:
    from distributed import Client

    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        try:
            with Client(address, timeout="5s", set_as_default=False) as client:
                client.wait_for_workers(workers, timeout=WAIT)
                return
        except OSError:
            time.sleep(0.5)
    raise NoCluster(f"no scheduler answered within {WAIT:.0f} s ({sys.executable})")
