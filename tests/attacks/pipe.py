"""Messages forged on the pipe: the learner's code finds the judge's socket, or the guard's own
objects in its memory, and answers in its own words."""

# ruff: noqa: E501 (cells are quoted as they are run)

from autograder.sandbox import Limits
from tests.attacks.attack import RIGHT_BACKWARD, RIGHT_FORWARD, Attack

LIMITS = Limits(cell_seconds=1.0, submission_seconds=4.0)
SOCKET = """
import os, select, stat, sys, threading, time
wire = sys.modules['autograder.wire']
def is_socket(n):
    try: return stat.S_ISSOCK(os.fstat(n).st_mode)
    except OSError: return False
pipe = next(filter(is_socket, range(3, 256)))
def framed(content): return b'\\x89ask' + len(content).to_bytes(4, 'little') + content
def say(content): os.write(pipe, content)
def said(*reply): say(framed(wire.encode(list(reply))))
zeros = np.zeros((5, 3))
"""
IN_CALL = "def relu_forward(Z):\n    {0}\n    return Z, Z"

# Rewrites the guard in its own memory: every answer to a call becomes what `forge` says.
GUARD = """
import sys
wire = sys.modules['autograder.wire']
Handle = sys.modules['autograder.channel'].Handle
Learner = sys.modules['autograder.sandbox.learner'].Learner
honest = Learner.encode
def encode(self, reply):
    if len(reply) == 4 and type(reply[2]) is list:
        frame = forge(*reply)
        return frame if type(frame) is bytes else wire.encode(frame, self.stay)
    return honest(self, reply)
Learner.encode = encode
"""


def _spoken(name: str, saying: str, **more: str) -> Attack:
    """Something said on the socket within a call."""
    backward = f"def relu_backward(dA, cache):\n    {saying}\n    return dA"
    return Attack(name, SOCKET, IN_CALL.format(saying), backward, **more)


def _answered(name: str, forge: str, chapter: bool = True) -> Attack:
    """Every answer to a call replaced by another, in much of the chapter or in two exercises:
    nothing is right, and nothing may be earned."""
    names = ("tanh_forward", "tanh_backward", "prelu_forward", "prelu_backward", "maxout_forward")
    names += ("maxout_backward", "dead_fraction", "gradient_norms_by_depth")
    more = {each: f"def {each}(*a): return a[0], a[0]" for each in names if chapter}
    return Attack(
        name, f"{GUARD}\ndef forge(serial, kind, changed, value):\n    {forge}", more=more
    )


SAYINGS = [
    _spoken("random bytes", "say(os.urandom(999))"),
    _spoken("the mark, then random bytes", "say(b'\\x89ask' + os.urandom(999))"),
    _spoken("half a frame, then the honest answer", "say(framed(bytes(99))[:20])"),
    _spoken("half a frame, then silence", "say(framed(bytes(99))[:20]); time.sleep(60)"),
    _spoken("half a frame, then the end", "say(framed(bytes(99))[:20]); os._exit(0)"),
    _spoken("half a length", "say(framed(b'')[:6])"),
    _spoken("a frame that never ends", "say(b'\\x89ask\\xff\\xff\\xff\\xff' + bytes(9999))"),
    _spoken("an empty frame", "say(framed(b''))"),
    _spoken("the answers to the next hundred questions", "[said(n, 'done', [None], [zeros, 0]) for n in range(100)]"),
    _spoken("the right answer's form with a wrong number", "said(2**40, 'done', [None], [zeros, 0])"),
    _spoken("a frame of the judge's own", "said(5, 'call', 'relu_forward', [], [zeros], 'last')"),
    _spoken("a verdict", "said('verdict', 'relu_backward', 'passed', 2.0)"),
    _spoken("a record as JSON", """say(framed(b'{"exercise": "relu_backward", "status": "passed", "score": 2.0}'))"""),
    _spoken("a pickle that runs code", "say(framed(b'cposix\\nsystem\\n(S\"true\"\\ntR.'))"),
    _spoken("calls of functions that nobody offered", "said('callback', 0, [zeros]); said('callback', -1, [])"),
    _spoken("that the wall could not be built", "said('refused', 'no wall'); said('ready')"),
    _spoken("a message nested a thousand deep", "say(framed((900).to_bytes(4, 'little') + bytes(4) + b'\\x91' * 899 + b'\\x01'))"),
    _spoken("the same answer from two processes", "os.fork()"),
    _spoken("the channel closed", "os.closerange(0, 256)"),
    _spoken("the channel shut for writing", "import socket; socket.socket(fileno=os.dup(pipe)).shutdown(1)"),
    Attack(
        "a thread that answers before the judge asks",
        f"{SOCKET}\ndef early():\n    time.sleep(0.02); said(40, 'done', [None], [zeros, 0])\n"
        "threading.Thread(target=early).start()",
    ),
    Attack("a flood between two questions", f"{SOCKET}\nsay(bytes(100_000))"),
    Attack("the judge's next question is stolen", f"{SOCKET}\ndef steal():\n    while True: os.read(pipe, 9)\nthreading.Thread(target=steal, daemon=True).start()"),
    Attack("a forged answer to a cell", f"{SOCKET}\nsaid(3, 'done', b'[]', False)"),
]  # fmt: skip

ANSWERS = [
    _answered("a serial number that is an array", "return [np.full(3, serial), kind, changed, value]"),
    _answered("a kind that is an array", "return [serial, np.zeros(3), changed, value]"),
    _answered("a serial number that is NaN", "return [float('nan'), kind, changed, value]"),
    _answered("changes of another form", "return [serial, kind, {'a': 1}, value]"),
    _answered("changes that are numbers", "return [serial, kind, [1.0] * len(changed), value]"),
    _answered("changes of dtype that nobody sent", "return [serial, kind, [np.zeros(3, 'G')] * len(changed), value]"),
    _answered("an unknown kind", "return [serial, 'passed', changed, value]"),
    _answered("an error with names of the judge's", "return [serial, 'raised', 'AssertionError', 'passed', None]"),
    _answered("an error at an absurd line", "return [serial, 'raised', 'ValueError', 'x', -2**63]"),
    _answered("handles on what is not there", "return [serial, kind, changed, (Handle(10**9, 'ndarray'), Handle(-1, 'ndarray'))]"),
    _answered("a handle on somebody else's object", "return [serial, kind, changed, (Handle(0, 'ndarray'), Handle(0, 'ndarray'))]"),
    _answered("an empty tuple", "return [serial, kind, changed, ()]"),
    _answered("text instead of numbers", "return [serial, kind, changed, ('1' * 99, '2')]"),
    _answered("the largest array that may cross, as a cache", "return [serial, kind, changed, (np.zeros(3), np.zeros(2**23 - 3))]", False),
    _answered("the deepest cache that may cross", "\n    ".join(["deep = 0", "for _ in range(30): deep = [deep]", "return [serial, kind, changed, (np.zeros(3), deep)]"])),
    _answered("a cache of the most values that may cross", "return [serial, kind, changed, (np.zeros(3), [0] * 900_000)]", False),
    _answered("integers that no float can hold", "return [serial, kind, changed, (10**400, -(10**400))]"),
    _answered("a lone integer that no float can hold", "return [serial, kind, changed, 10**400]"),
    _answered("a list of integers that no float can hold", "return [serial, kind, changed, [10**400] * 3]"),
    _answered("numbers of the longest floats", "return [serial, kind, changed, (np.longdouble('1e4000'), np.clongdouble(1))]"),
    _answered("arrays of the longest floats", "return [serial, kind, changed, (np.full((5, 3), np.longdouble('1e4000')), 0)]"),
    _answered("arrays of thirty-two dimensions", "return [serial, kind, changed, (np.zeros((1,) * 32), np.zeros((1,) * 32))]"),
    _answered("dicts with keys of every kind", "return [serial, kind, changed, ({(1, 'a'): 1, None: 2, 2.5: 3}, 0)]"),
    _answered("truth values", "return [serial, kind, changed, True]"),
    _answered("complex numbers", "return [serial, kind, changed, (1j, complex('nan+infj'))]"),
    _answered("an error whose message is long", "return [serial, 'raised', 'ValueError', 'x' * 2**18, 1]"),
    _answered("an error whose name is long", "return [serial, 'raised', 'x' * 2**18, 'x', 1]"),
    _answered("the judge's own arguments", "return [serial, kind, changed, (value, value)]"),
    Attack(
        "a stolen function of the judge's is called out of turn",
        "kept = []",
        "def relu_forward(Z):\n    return kept[0](Z) if kept else Z, Z",
        "def relu_backward(dA, cache):\n    return kept[1](dA, cache) if kept else dA",
        more={
            "gradient_norms_by_depth": "def gradient_norms_by_depth(A0, weights, f, b, dA):\n"
            "    kept[:] = f, b\n    return np.zeros(len(weights))",
            "tanh_forward": "def tanh_forward(Z):\n    return kept[0](Z) if kept else Z, Z",
        },
    ),
    Attack(
        "a right answer stays right beside a forged one",
        SOCKET,
        RIGHT_FORWARD,
        RIGHT_BACKWARD.replace("return", "said(1, 'done', [None], zeros)\n    return"),
        earns={"relu_forward": 1.0},
        keeps=True,
    ),
]  # fmt: skip

ATTACKS = {f"piper{n:02d}": each for n, each in enumerate([*SAYINGS, *ANSWERS])}
