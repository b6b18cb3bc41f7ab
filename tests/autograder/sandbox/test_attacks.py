"""What a submission may try against its wall, and may not achieve."""

# ruff: noqa: E501, PT012 (cells are quoted as they are run)

import contextlib
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.channel import LearnerError, Stopped, Target
from autograder.sandbox import Submission, Warm


def _text(submission: Submission, source: str) -> str:
    return "".join(output.get("text", "") for output in submission.run(source).outputs)


def _evaluated(submission: Submission, expression: str) -> object:
    submission.run(f"def answer():\n    return {expression}")
    return submission.call(Target("answer"), []).value


@pytest.fixture(autouse=True)
def the_next_submission_is_untouched(warm: Warm) -> Iterator[None]:
    yield
    with warm.fork() as following:
        assert _text(following, "import os; print(1 + 1, os.listdir())") == "2 []\n"


@pytest.mark.parametrize(
    "source",
    [
        "import os; os._exit(0)",
        "import ctypes; ctypes.string_at(0)",
        "import os, signal; os.abort()",
        "import sys, ctypes\nctypes.pythonapi.Py_Exit(3)",
        "import os; os.closerange(0, 4096)",
    ],
    ids=["exit", "segmentation fault", "abort", "exit from C", "closed descriptors"],
)
def test_a_process_that_ends_itself_is_reported_as_died(
    submission: Submission, source: str
) -> None:
    with pytest.raises(Stopped) as stopped:
        submission.run(source)
    assert stopped.value.reason == "died"
    with pytest.raises(Stopped):
        submission.run("1")


def test_a_call_that_ends_the_process_is_reported_as_died(submission: Submission) -> None:
    submission.run("import os\ndef f():\n    os._exit(1)")
    with pytest.raises(Stopped) as stopped:
        submission.call(Target("f"), [])
    assert stopped.value.reason == "died"


def test_system_exit_in_a_call_is_the_learners_error(submission: Submission) -> None:
    submission.run("import sys\ndef f():\n    sys.exit(1)")
    with pytest.raises(LearnerError) as error:
        submission.call(Target("f"), [])
    assert (error.value.type_name, error.value.line) == ("SystemExit", 3)


def test_exit_in_a_cell_leaves_the_cells_after_it_running(submission: Submission) -> None:
    submission.run("exit")
    submission.run("quit()")
    submission.run("await __import__('asyncio').sleep(0.2)")
    assert _text(submission, "print('here')") == "here\n"


def test_an_infinite_loop_is_interrupted_and_keeps_what_it_printed(impatient: Warm) -> None:
    with impatient.fork() as submission:
        run = submission.run("print('started')\nwhile True: pass")
        assert run.interrupted
        assert run.failed
        assert run.outputs[0].text == "started\n"
        assert run.outputs[-1].ename == "KeyboardInterrupt"
        assert _text(submission, "print('goes on')") == "goes on\n"


def test_an_endless_await_is_interrupted(impatient: Warm) -> None:
    with impatient.fork() as submission:
        run = submission.run("import asyncio\nawait asyncio.sleep(100)")
        assert run.interrupted
        assert _text(submission, "print('goes on')") == "goes on\n"


@pytest.mark.parametrize(
    "source",
    [
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
        "import time, signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))\ntime.sleep(100)",
        "'a' * 30 == __import__('re').match('(a+)+b', 'a' * 60)",
    ],
    ids=["caught", "ignored", "blocked", "never returns from C"],
)
def test_a_loop_that_ignores_the_interrupt_is_killed(impatient: Warm, source: str) -> None:
    with impatient.fork() as submission:
        started = time.monotonic()
        with contextlib.suppress(Stopped):
            assert submission.run(source).interrupted
        assert time.monotonic() - started < 2.5


def test_a_call_that_never_answers_is_a_timeout(impatient: Warm) -> None:
    with impatient.fork() as submission:
        submission.run("def f():\n    while True: pass")
        with pytest.raises(Stopped) as stopped:
            submission.call(Target("f"), [])
        assert stopped.value.reason == "timeout"


def test_a_submission_has_no_more_than_its_own_seconds(impatient: Warm) -> None:
    with impatient.fork() as submission, pytest.raises(Stopped) as stopped:
        for _ in range(20):
            submission.run("import time; time.sleep(0.4)")
    assert stopped.value.reason == "timeout"
    assert submission.seconds_used == pytest.approx(2, abs=1.6)


def test_a_fork_bomb_is_bounded_and_killed(impatient: Warm) -> None:
    bomb = "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError: pass"
    with impatient.fork() as submission, contextlib.suppress(Stopped):
        submission.run(bomb)
    with impatient.fork() as following:
        assert _text(following, "print('alive')") == "alive\n"


def test_the_number_of_processes_is_limited(submission: Submission) -> None:
    count = _text(
        submission,
        "import os, time\nn = 0\ntry:\n    while n < 200:\n        if os.fork() == 0:\n"
        "            time.sleep(60); os._exit(0)\n        n += 1\nexcept OSError: pass\nprint(n)",
    )
    assert 16 <= int(count) < 64


@pytest.mark.parametrize(
    "source",
    [
        "bytearray(8 * 2**30)",
        "x = []\nwhile True: x.append(bytearray(2**26))",
        "import numpy as np; np.ones((10**5, 10**5))",
        "import mmap; mmap.mmap(-1, 4 * 2**30)",
    ],
)
def test_memory_ends_in_an_error_and_not_in_the_machine(
    submission: Submission, source: str
) -> None:
    run = submission.run(source)
    assert run.failed
    assert run.outputs[-1].ename in ("MemoryError", "_ArrayMemoryError", "OSError")
    submission.run("x = None")
    assert _text(submission, "print('alive')") == "alive\n"


def test_memory_outside_the_address_space_is_refused(submission: Submission) -> None:
    outcome = _text(
        submission,
        "import os, ctypes\ntry:\n    os.memfd_create('a'); print('memfd')\nexcept OSError: pass\n"
        "if ctypes.CDLL(None).shmget(0, 2**30, 0o1600) >= 0: print('shm')\nprint('end')",
    )
    assert outcome == "end\n"


def test_a_full_disk_is_an_error_in_the_cell(submission: Submission) -> None:
    source = (
        "n = 0\nwhile True:\n    with open(f'{n}', 'wb') as f: f.write(bytes(2**20))\n    n += 1"
    )
    run = submission.run(source)
    assert run.outputs[-1].ename == "OSError"
    assert 10 <= int(_text(submission, "print(n)")) <= 16
    for folder in ("/tmp", "/dev/shm", "~"):
        assert submission.run(
            f"import os\nopen(os.path.expanduser('{folder}/x'), 'w').write('a'*9999)"
        ).failed


def test_a_million_files_are_an_error_in_the_cell(submission: Submission) -> None:
    assert submission.run("for i in range(10**6): open(str(i), 'w').close()").failed


@pytest.mark.parametrize(
    "source",
    [
        "while True: print('x' * 1000)",
        "import sys\nwhile True: sys.stderr.write('y')",
        "print('x' * 10**8)",
        "!yes | head -c 30000000",
        "import os\nfor _ in range(500): os.write(1, b'z' * 20000)",
        "from IPython.display import display\nfor i in range(20000): display(i)",
        "from IPython.display import HTML, display\nfor i in range(20): display(HTML('z' * 10**6))",
        "raise ValueError('v' * 10**7)",
    ],
)
def test_floods_of_output_are_cut(impatient: Warm, source: str) -> None:
    with impatient.fork() as submission:
        run = submission.run(source)
        assert sum(len(str(output)) for output in run.outputs) < 40 * 2**20
        assert _text(submission, "print('alive')") == "alive\n"


def test_nothing_of_the_machine_can_be_read(submission: Submission, tmp_path: Path) -> None:
    (tmp_path / "canary").write_text("secret")
    checkout = Path(__file__).parents[3]
    for path in (
        *[checkout / name for name in ("source", "release", "tests", "gradebook.db", ".git")],
        *[checkout / "autograder" / name for name in ("reference", "exercises", "judge.py")],
        *[Path("/guard/autograder") / name for name in ("reference", "sandbox/warm.py")],
        tmp_path / "canary",
        Path("/etc/passwd"),
        Path("/etc/shadow"),
        Path("/proc/1/environ"),
        Path("/proc/self/mem"),
        Path("/sys"),
        Path("/var"),
        Path("/home"),
        Path.home() / ".ssh",
        Path.home() / ".bashrc",
    ):
        assert _evaluated(submission, f"__import__('os').path.exists({str(path)!r})") is False, path
    home = _evaluated(submission, "__import__('os').listdir(__import__('os').path.expanduser('~'))")
    assert home == []


def test_the_instructors_modules_cannot_be_imported(submission: Submission) -> None:
    for name in (
        "autograder.reference",
        "autograder.exercises",
        "autograder.judge",
        "autograder.model",
    ):
        assert submission.run(f"import {name}").outputs[-1].ename == "ModuleNotFoundError"


def test_no_environment_variable_crosses(
    monkeypatch: pytest.MonkeyPatch, submission: Submission
) -> None:
    names = _evaluated(submission, "sorted(__import__('os').environ)")
    assert isinstance(names, list)
    assert not {"PYTEST_CURRENT_TEST", "VIRTUAL_ENV", "OLDPWD", "SSH_AUTH_SOCK"} & set(names)
    assert len(names) < 30


def test_other_processes_are_invisible(submission: Submission) -> None:
    assert _evaluated(submission, "__import__('os').getpid()") == 1
    assert _evaluated(submission, "__import__('os').getppid()") == 0
    assert _evaluated(submission, "__import__('os').listdir('/proc')") == []


def test_nothing_but_its_own_space_can_be_written(submission: Submission) -> None:
    source = """
import os
written = []
for folder, folders, files in os.walk('/'):
    if folder.startswith(('/space', '/tmp', '/dev/shm', '/dev/pts')):
        continue
    if folder.count('/') > 5:
        folders.clear()
    for name in [os.path.join(folder, '.probe')]:
        try:
            open(name, 'w').close()
            written.append(name)
        except OSError:
            pass
print(written)
"""
    assert _text(submission, source) == "[]\n"


def test_the_privileges_to_build_namespaces_are_gone(submission: Submission) -> None:
    source = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
done = []
for flag in (0x10000000, 0x20000, 0x40000000, 0x20000000):
    if libc.unshare(flag) == 0: done.append(hex(flag))
if libc.mount(b'none', b'/space', b'tmpfs', 0, None) == 0: done.append('mount')
if libc.umount2(b'/space', 2) == 0: done.append('umount')
if libc.ptrace(16, os.getppid(), 0, 0) == 0: done.append('ptrace')
for uid in (0, 4242):
    try: os.setuid(uid); done.append('setuid')
    except OSError: pass
try: os.chroot('/tmp'); done.append('chroot')
except OSError: pass
if libc.syscall(425, 8, None) != -1 or ctypes.get_errno() != 1: done.append('io_uring')
if libc.syscall(321, 0, None, 0) != -1 or ctypes.get_errno() != 1: done.append('bpf')
print(done)
"""
    assert _text(submission, source) == "[]\n"


def test_nobody_hears_a_submission(submission: Submission, tmp_path: Path) -> None:
    path = str(tmp_path / "listener")
    abstract = f"\0listener-{os.getpid()}"
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
        socket.socket(socket.AF_UNIX) as unix,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as hidden,
    ):
        udp.bind(("127.0.0.1", 0))
        unix.bind(path)
        unix.listen()
        hidden.bind(abstract)
        attempts = f"""
import socket
def attempt(family, kind, address, send=True):
    try:
        s = socket.socket(family, kind)
        s.settimeout(0.5)
        s.connect(address)
        s.send(b'secret')
    except OSError: pass
for host in ('127.0.0.1', '10.0.0.1', '169.254.169.254'):
    attempt(socket.AF_INET, socket.SOCK_STREAM, (host, {tcp.getsockname()[1]}))
    attempt(socket.AF_INET, socket.SOCK_DGRAM, (host, {udp.getsockname()[1]}))
attempt(socket.AF_UNIX, socket.SOCK_STREAM, {path!r})
attempt(socket.AF_UNIX, socket.SOCK_DGRAM, {abstract!r})
for family in (40, 38, 17, 31):
    try: socket.socket(family, socket.SOCK_STREAM); print(family)
    except OSError: pass
try: print(socket.gethostbyname('localhost.example'))
except OSError: pass
print([name for _, name in socket.if_nameindex()])
"""
        assert _text(submission, attempts) == "['lo']\n"
        for listener in (tcp, udp, unix, hidden):
            listener.settimeout(0.05)
            with pytest.raises(TimeoutError):
                listener.accept() if listener in (tcp, unix) else listener.recv(10)


def test_nothing_it_started_outlives_it(warm: Warm, tmp_path: Path) -> None:
    with warm.fork() as submission:
        submission.run(
            "import subprocess, os\n"
            "subprocess.Popen(['sleep', '7654321'], start_new_session=True)\n"
            "if os.fork() == 0:\n    os.setsid()\n    if os.fork():\n        os._exit(0)\n"
            "    os.execvp('sleep', ['sleep', '7654321'])"
        )
    deadline = time.monotonic() + 2
    while _running("7654321") and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _running("7654321")


def _running(word: str) -> bool:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if word in path.read_text().split("\0"):
                return True
        except OSError:
            continue
    return False


def test_the_warm_process_can_be_lost_and_comes_back() -> None:
    with Warm() as warm:
        assert warm._process is not None
        warm._process.kill()
        warm._process.wait()
        with warm.fork() as submission:
            assert _text(submission, "print('back')") == "back\n"


def test_random_numbers_differ_between_forks(warm: Warm) -> None:
    drawn = set()
    for _ in range(2):
        with warm.fork() as submission:
            drawn.add(
                _text(
                    submission,
                    "import random, numpy as np\nprint(random.random(), np.random.rand())",
                )
            )
    assert len(drawn) == 2


def test_names_and_changes_do_not_reach_the_next_fork(warm: Warm) -> None:
    with warm.fork() as first:
        first.run(
            "import numpy as np, builtins\nnp.allclose = lambda *a: True\nbuiltins.spy = 1\nx = 1"
        )
        first.run(
            "import os; os.environ['SPY'] = '1'; open('/tmp/spy', 'w').close(); open('spy', 'w').close()"
        )
    with warm.fork() as second:
        source = (
            "import numpy as np, os\n"
            "print('x' in globals(), 'spy' in dir(__builtins__), 'SPY' in os.environ, np.allclose(1, 2), "
            "os.path.exists('/tmp/spy'), os.path.exists('spy'))"
        )
        assert _text(second, source) == "False False False False False False\n"
