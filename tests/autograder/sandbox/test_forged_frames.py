"""A learner's code can write to the judge's channel; it can lose its own answers, and nothing else."""

# ruff: noqa: E501, PT012 (cells are quoted as they are run)

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder import wire, wire_format
from autograder.channel import Handle, LearnerError, Stopped, Target
from autograder.sandbox import Submission, Warm
from autograder.sandbox.framing import head

FIND_CHANNEL = """
import os, stat, threading, time
def _is_socket(n):
    try: return stat.S_ISSOCK(os.fstat(n).st_mode)
    except OSError: return False
def honest(): return 1
"""


def _framed(content: bytes) -> bytes:
    return head(len(content)) + content


def _channel_written(submission: Submission, payload: bytes, where: str) -> None:
    """Make the learner's code write the payload in a cell, or in a call."""
    submission.run(FIND_CHANNEL)
    write = f"os.write(next(filter(_is_socket, range(3, 256))), {payload!r})"
    if where == "cell":
        submission.run(write)
    elif where == "call":
        submission.run(f"def f():\n    {write}\n    return 1")
        submission.call(Target("f"), [])
    elif where == "call that hangs":
        submission.run(f"def f():\n    {write}\n    time.sleep(60)")
        submission.call(Target("f"), [])
    else:
        submission.run(f"threading.Timer(0.05, lambda: {write}).start()")
        if where == "thread":
            submission.run("time.sleep(0.1)")
        else:
            time.sleep(0.15)
    submission.call(Target("honest"), [])


FORGERIES = {
    "random bytes": b"\x93\x01\xff\x00garbage" * 9,
    "half a frame": head(100) + b"half",
    "half a length": head(5)[:6],
    "an endless frame": head(2**32 - 1),
    "an empty frame": _framed(b""),
    "another question's answer": _framed(wire.encode([999, "done", [], 1])),
    "a callback nobody offered": _framed(wire.encode(["callback", 0, []])),
    "an answer without form": _framed(wire.encode({"done": True})),
    "an unknown kind": _framed(wire.encode([3, "verdict", "passed"])),
    "two frames at once": 2 * _framed(wire.encode([4, "done", [], 1])),
    "raised with nonsense": _framed(wire.encode([3, "raised", 1, 2, 3])),
    "values in the wrong places": _framed(wire.encode([3, "done", 1, 2])),
    "deep nesting": _framed(wire_format.HEAD.pack(900, 0) + b"\x91" * 899 + b"\x01"),
    "a handle": _framed(wire.encode(Handle(1, "x"))),
}


@pytest.mark.parametrize(
    ("name", "where"),
    [
        (name, where)
        for name in FORGERIES
        for where in ("call", "cell", "thread", "between")
        if where == "call" or not name.startswith("half")
    ],
)
def test_a_forged_frame_ends_the_fork_and_confuses_nobody(
    impatient: Warm, name: str, where: str
) -> None:
    with impatient.fork() as submission, pytest.raises((Stopped, LearnerError)) as caught:
        _channel_written(submission, FORGERIES[name], where)
    assert isinstance(caught.value, Stopped)
    may_wait = name.startswith("half")
    assert caught.value.reason in ("forged", "timeout" if may_wait else "forged")
    with pytest.raises(Stopped):
        submission.run("1")


def test_a_half_frame_and_silence_is_a_timeout(warm: Warm) -> None:
    with warm.fork(seconds=1) as submission, pytest.raises(Stopped) as stopped:
        _channel_written(submission, FORGERIES["half a frame"], "call that hangs")
    assert stopped.value.reason == "timeout"


def test_an_honest_looking_answer_is_a_lie_about_its_own_value_only(submission: Submission) -> None:
    submission.run(FIND_CHANNEL)
    lie = _framed(wire.encode([3, "done", [], "a lie"]))
    submission.run(
        f"def f():\n    os.write(next(filter(_is_socket, range(3, 256))), {lie!r})\n    return 1"
    )
    with pytest.raises(Stopped):
        assert submission.call(Target("f"), []).value == "a lie"
        submission.call(Target("honest"), [])


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(payload=st.binary(min_size=1, max_size=200))
def test_any_bytes_whatever_end_in_stopped(impatient: Warm, payload: bytes) -> None:
    with impatient.fork() as submission, pytest.raises(Stopped):
        _channel_written(submission, payload, "call")


def test_improper_messages_of_a_cell_are_refused(warm: Warm) -> None:
    for message in (
        b'[["stream",{"name":"stdout","text":5}]]',
        b'[["display_data",{"data":[1],"metadata":{}}]]',
        b'[["status",{"execution_state":"idle"}]]',
        b'[["error",{"ename":1,"evalue":"","traceback":[]}]]',
        b"[" * 100_000,
        b'{"a":1}',
        b"not json",
        b'[["execute_result",{"data":{},"metadata":{},"execution_count":"x"}]]',
        b'[["comm_open",{"comm_id":"a","target_name":"jupyter.widget","data":{}}]]',
    ):
        with warm.fork() as submission:
            submission.run(FIND_CHANNEL)
            lie = _framed(wire.encode([2, "done", message, False]))
            with pytest.raises(Stopped) as stopped:
                submission.run(f"os.write(next(filter(_is_socket, range(3, 256))), {lie!r})")
                submission.run("1")
            assert stopped.value.reason == "forged"
