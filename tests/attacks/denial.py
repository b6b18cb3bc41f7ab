"""Attacks that deny: loops, deaths and bombs, beside right answers that must keep their points where
the bomb stands in a cell of its own, and lose no more than their own where it does not."""

# ruff: noqa: E501 (cells are quoted as they are run)

from autograder.sandbox import Limits
from tests.attacks.attack import FULL, RIGHT_BACKWARD, RIGHT_FORWARD, Attack, Desk

LIMITS = Limits(
    cell_seconds=1.0,
    submission_seconds=12.0,
    memory=2**30,
    text=2**16,
    displays=2**20,
    disk=2**22,
)
_ALONE = {"relu_forward": 1.0}


def beside(name: str, bomb: str) -> Attack:
    """A bomb in a cell of its own, before two right answers."""
    return Attack(name, bomb, RIGHT_FORWARD, RIGHT_BACKWARD, earns=FULL, keeps=True)


def asked(name: str, bomb: str) -> Attack:
    """A bomb in a function, that goes off when the judge asks it; the exercise before it is right."""
    backward = f"import os, sys\ndef relu_backward(dA, cache):\n    {bomb}\n    return dA"
    return Attack(name, "", RIGHT_FORWARD, backward, earns=_ALONE, keeps=True)


def _slow_and_dying(desk: Desk) -> None:
    """A few slow cells and as many deaths: every death has the slow cells run again."""
    notebook = desk.solved()
    slow = [desk.cell("import time; time.sleep(0.2)") for _ in range(4)]
    notebook.cells[1:1] = [*slow, *[desk.cell("import os; os._exit(0)") for _ in range(4)]]
    desk.hand_in(notebook)


def _dying_for_ever(desk: Desk) -> None:
    notebook = desk.solved()
    notebook.cells[1:1] = [desk.cell("import os; os._exit(0)") for _ in range(60)]
    desk.hand_in(notebook)


def _shouting(desk: Desk) -> None:
    """Every cell shows as much as a cell may."""
    notebook = desk.solved()
    shout = "from IPython.display import HTML, display\ndisplay(HTML('x' * 900_000))"
    notebook.cells += [desk.cell(shout) for _ in range(20)]
    desk.hand_in(notebook)


def _hundred_megabytes(desk: Desk) -> None:
    notebook = desk.solved()
    notebook.cells.append(desk.cell("# " + "0" * 100 * 2**20))
    desk.hand_in(notebook)


def _padded(desk: Desk) -> None:
    desk.hand_in(desk.solved())
    desk.hand_in_bytes(desk.path.read_bytes() + b" " * 100 * 2**20)


def _thousands_of_cells(desk: Desk) -> None:
    notebook = desk.solved()
    notebook.cells += [desk.cell("") for _ in range(2_000)]
    desk.hand_in(notebook)


def _large_files(desk: Desk) -> None:
    desk.hand_in(desk.solved())
    with open(desk.folder / "data.npy", "wb") as file:
        file.truncate(2**27)


def _many_files(desk: Desk) -> None:
    desk.hand_in(desk.solved())
    for number in range(1500):
        (desk.folder / f"{number}").touch()


def _long_stamp(desk: Desk) -> None:
    notebook = desk.solved()
    notebook.metadata.chainrule = {"kit": "9" * 2**22}
    desk.hand_in(notebook)


_HANG = "while True: pass"
_ENDLESS = [
    beside("an endless loop", _HANG),
    beside("an endless loop that prints", "while True: print('x' * 99)"),
    beside("an endless await", "import asyncio\nawait asyncio.sleep(10**6)"),
    beside("an interrupt that is ignored", "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"),
    beside("an interrupt that is caught", "while True:\n    try:\n        while True: pass\n    except BaseException: pass"),
    beside("a cell that never returns from C", "import re\nre.match('(a+)+b', 'a' * 60)"),
    beside("input, and a password", "input('name?')\nimport getpass; getpass.getpass()"),
    beside("a debugger", "import pdb; pdb.set_trace()"),
    asked("a function that never returns", _HANG),
    asked("a function that never returns from C", "import re; re.match('(a+)+b', 'a' * 60)"),
    asked("a function that waits for input", "input()"),
    asked("a function that stops its own process", "import signal; os.kill(os.getpid(), signal.SIGSTOP); os.kill(0, signal.SIGKILL)"),
]  # fmt: skip
_DEATHS = [
    beside("os._exit", "import os; os._exit(0)"),
    beside("a segmentation fault", "import ctypes; ctypes.string_at(0)"),
    beside("abort, by C", "import ctypes; ctypes.CDLL(None).abort()"),
    beside("a kill of everybody", "import os, signal\nos.kill(-1, signal.SIGKILL)\nos.kill(os.getpid(), signal.SIGKILL)"),
    beside("exit and quit", "exit()\nquit()\nimport sys; sys.exit(1)"),
    beside("every file descriptor closed", "import os; os.closerange(0, 256)"),
    asked("a function that ends the process", "os._exit(0)"),
    asked("a function that crashes", "import ctypes; ctypes.string_at(0)"),
    Attack("sixty deaths", write=_dying_for_ever, earns=FULL),
    Attack("slow cells run again for every death", write=_slow_and_dying, earns=FULL),
]  # fmt: skip
_BOMBS = [
    beside("a fork bomb", "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"),
    beside("a bomb of threads", "import threading, time\nwhile True:\n    try: threading.Thread(target=time.sleep, args=(99,), daemon=True).start()\n    except RuntimeError: break"),
    beside("a bomb of memory", "hoard = []\nwhile True: hoard.append(bytearray(2**26))"),
    beside("eight gibibytes at once", "np.ones(2**30)"),
    beside("a bomb of memory in many processes", "import os, time\nfor _ in range(8):\n    if os.fork() == 0:\n        x = bytearray(2**27); time.sleep(9); os._exit(0)"),
    beside("a disk filled", "n = 0\nwhile True:\n    n += 1\n    open(f'{n}', 'wb').write(bytes(2**20))"),
    beside("a disk filled with empty files", "for n in range(10**6): open(str(n), 'w').close()"),
    beside("a gigabyte of output", "print('x' * 10**9)"),
    beside("a gigabyte of output, by a program", "!yes | head -c 1000000000"),
    beside("a million displays", "for n in range(10**6): display(n)"),
    beside("displays of a gigabyte", "from IPython.display import HTML\nfor n in range(99): display(HTML('x' * 10**7))"),
    beside("an error of a gigabyte", "raise ValueError('x' * 10**8)"),
    beside("recursion without end", "def f(): return f()\nf()"),
    beside("recursion without end, in C", "import sys\nsys.setrecursionlimit(10**9)\ndef f(): return f()\nf()"),
    beside("files without end kept open", "kept = []\nwhile True: kept.append(open('/dev/null'))"),
    beside("a compressed bomb", "import zlib\nzlib.decompress(zlib.compress(bytes(2**28)) * 9)"),
    beside("a number without end", "len(str(9 ** 9 ** 8))"),
    asked("a function that forks without end", "[os.fork() for _ in iter(int, 1)]"),
    asked("a function that fills the memory", "return [bytearray(2**26) for _ in iter(int, 1)]"),
    asked("a function that prints without end", "[print('x' * 999) for _ in iter(int, 1)]"),
    asked("a function that answers with 60 MiB", "return np.zeros(60 * 2**17)"),
    asked("a function that answers with a million numbers", "return list(range(10**6))"),
    asked("a function that raises with 100 MB", "raise ValueError('x' * 10**8)"),
    Attack("every cell shouts as loud as it may", write=_shouting, earns=FULL, keeps=True),
]  # fmt: skip
_FILES = [
    Attack("a cell of 100 MiB", write=_hundred_megabytes, earns=FULL, keeps=True),
    Attack("a hundred MiB of blanks behind a notebook", write=_padded, earns=FULL, keeps=True),
    Attack("two thousand empty cells", write=_thousands_of_cells, earns=FULL, keeps=True),
    Attack("a file larger than the disk", write=_large_files, earns=FULL, keeps=True),
    Attack("fifteen hundred files", write=_many_files, earns=FULL, keeps=True),
    Attack("a stamp of four megabytes", write=_long_stamp, earns=FULL, keeps=True),
]

_LISTED = [*_ENDLESS, *_DEATHS, *_BOMBS, *_FILES]
ATTACKS = {f"denier{n:02d}": each for n, each in enumerate(_LISTED)}
