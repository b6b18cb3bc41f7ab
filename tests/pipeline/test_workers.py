"""A team: everything comes back, never too much is under way, and a lost worker costs one task."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest

from autograder.workers import AHEAD, Here, Team, cluster, pool
from tests.pipeline.processes import alive, eventually, orphans_adopted, workers


def double(number: int) -> int:
    if number < 0:
        raise ValueError(f"{number} is negative")
    return 2 * number


def double_or_die(number: int) -> int:
    time.sleep(0.05)
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def die_once(path: str) -> str:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return "done"
    os.kill(os.getpid(), signal.SIGKILL)
    return "not reached"


def ignores_ctrl_c(_: int) -> bool:
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def never() -> bool:
    return False


def test_here_everything_is_done_in_order_and_errors_come_back() -> None:
    with Team(Here, 1) as team:
        found = list(team.results(double, [1, -2, 3], never))
    assert [task for task, _ in found] == [1, -2, 3]
    assert [future.exception() is None for _, future in found] == [True, False, True]
    assert [found[0][1].result(), found[2][1].result()] == [2, 6]


def test_a_team_serves_many_batches_with_one_executor() -> None:
    made: list[Executor] = []

    def make() -> Executor:
        made.append(ThreadPoolExecutor(2))
        return made[-1]

    with Team(make, 2) as team:
        for batch in ([1, 2], [], [3, 4, 5]):
            found = {task: future.result() for task, future in team.results(double, batch, never)}
            assert found == {number: 2 * number for number in batch}
    assert len(made) == 1


def test_tasks_are_taken_only_as_workers_are_free() -> None:
    taken: list[int] = []
    gate = threading.Event()

    def tasks() -> Iterator[int]:
        for number in range(40):
            taken.append(number)
            yield number

    def work(number: int) -> int:
        gate.wait(10)
        return number

    with Team(lambda: ThreadPoolExecutor(3), 3) as team:
        results = team.results(work, tasks(), never)
        threading.Timer(0.3, lambda: (ahead.append(len(taken)), gate.set())).start()
        ahead: list[int] = []
        assert len(list(results)) == 40
    assert ahead == [3 * AHEAD]


def test_nothing_is_begun_once_halted_and_what_is_under_way_comes_back() -> None:
    done: list[int] = []
    with Team(lambda: ThreadPoolExecutor(2), 2) as team:
        for task, future in team.results(double, range(100), lambda: len(done) >= 5):
            done.append(task)
            assert future.result() == 2 * task
    assert 5 <= len(done) <= 5 + 2 * AHEAD


def test_a_task_that_kills_its_worker_is_told_from_those_beside_it() -> None:
    with pool(2) as team:
        found = dict(team.results(double_or_die, range(8), never))
    assert isinstance(found.pop(3).exception(), BrokenProcessPool)
    assert {task: future.result() for task, future in found.items()} == {
        number: 2 * number for number in range(8) if number != 3
    }


def test_a_task_whose_worker_was_killed_by_somebody_else_is_done_again(tmp_path: Any) -> None:
    with pool(1) as team:
        ((_, future),) = team.results(die_once, [str(tmp_path / "mark")], never)
    assert future.result() == "done"


def test_an_executor_that_is_broken_before_it_is_asked_is_made_again() -> None:
    class Broken(Executor):
        def submit(self, *_: Any, **__: Any) -> "Future[Any]":
            raise BrokenProcessPool

    makers = iter([Broken, Here])
    with Team(lambda: next(makers)(), 1) as team:
        ((_, future),) = team.results(double, [4], never)
    assert future.result() == 8


def test_a_pool_s_workers_leave_ctrl_c_to_the_head_and_end_with_the_team() -> None:
    with orphans_adopted(), pool(2) as team:
        assert all(done.result() for _, done in team.results(ignores_ctrl_c, range(4), never))
        own = workers(os.getpid())
        assert own
    eventually(lambda: not (alive() & set(own)), "the workers gone", 10)


def test_without_the_package_a_cluster_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(Exception, match=r"pip install 'chainrule\[cluster\]'"):
        cluster("tcp://127.0.0.1:9").__enter__()
