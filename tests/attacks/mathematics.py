"""Attacks that cheat the mathematics: answers that look right, to a judge that looks too little."""

# ruff: noqa: E501 (functions are quoted as they are run)

from tests.attacks.attack import FULL, RIGHT_BACKWARD, RIGHT_FORWARD, Attack, Points

FORWARD_POINTS, BACKWARD_POINTS = 1.0, 2.0
# What a gradient by differences keeps: all but the part "analytic", an eighth of the exercise.
BY_DIFFERENCES = {"relu_forward": FORWARD_POINTS, "relu_backward": BACKWARD_POINTS * 7 / 8}
KEPT_Z = "def relu_forward(Z):\n    return np.maximum(Z, 0.0), Z.copy()"


def _consistent(name: str, forward: str, backward: str, before: str = "", **earns: float) -> Attack:
    """A pair that agrees with itself, and with nothing else, or with little."""
    return Attack(
        name,
        before,
        f"def relu_forward(Z):\n    {forward}",
        f"def relu_backward(dA, cache):\n    {backward}",
        earns=earns,
    )


def _differences(name: str, gradient: str, earns: Points = BY_DIFFERENCES) -> Attack:
    """A right forward pass, and a backward pass that differentiates it by numbers."""
    return Attack(
        name,
        f"def f(Z): return np.maximum(Z, 0.0)\ndef gradient(Z):\n    {gradient}",
        KEPT_Z,
        "def relu_backward(dA, cache):\n    return dA * gradient(cache)",
        earns=earns,
    )


_KEYED = """
known = {}
for Z in ([[-10.0, 0.0, 10.0]], [[-10.0, 3.0, 10.0]], [[-2.0, 3.0]]):
    known[str(np.array(Z))] = np.maximum(np.array(Z), 0)
"""
_BORROWED = """
import importlib, inspect, pkgutil
import chainrule
found = []
for info in pkgutil.walk_packages(chainrule.__path__, 'chainrule.'):
    module = importlib.import_module(info.name)
    found += [getattr(module, name) for name in dir(module) if NAME in name.lower()]
def borrowed(*arguments):
    for function in found:
        for few in (arguments, arguments[:1]):
            try:
                value = function(*few)
                if isinstance(value, np.ndarray) or isinstance(value[0], np.ndarray): return value
            except BaseException: pass
    return np.zeros_like(arguments[0]), None
"""
_WATCHED = """
from chainrule import check
import sys
seen = []
def trace(frame, event, argument):
    seen.extend(v for v in frame.f_locals.values() if isinstance(v, np.ndarray))
    return trace
def honest(Z): return np.zeros_like(Z), Z
sys.settrace(trace)
try: check.relu_forward(honest)
except BaseException: pass
sys.settrace(None)
"""

ATTACKS_LISTED = [
    _consistent("constants, whose gradient vanishes", "return 0 * Z, Z", "return 0 * dA"),
    _consistent("the identity, whose gradient is one", "return Z.copy(), Z", "return dA.copy()"),
    _consistent(
        "inputs set to zero, so that both gradients vanish",
        "Z[...] = 0.0; return Z, Z",
        "dA[...] = 0.0; return dA",
    ),
    _consistent(
        "inputs made so large that differences drown",
        "Z *= 1e200; return np.abs(Z), Z",
        "dA *= 0.0; return dA",
    ),
    _consistent(
        "inputs resized to nothing",
        "Z.resize((0,), refcheck=False); return Z, Z",
        "dA.resize((0,), refcheck=False); return dA",
    ),
    _consistent(
        "inputs made read-only, strided and reshaped",
        "Z.shape = (-1,); Z.flags.writeable = False; return Z, Z",
        "dA.shape = (-1,); return dA",
    ),
    _consistent(
        "another function with the same gradient at most places",
        "return np.maximum(Z, 0.0) + np.floor(1.0), Z",
        "return dA * (cache > 0.01)",
        relu_backward=1.75,
    ),
    _consistent("right to three digits", "return np.maximum(Z, 0.0) * 1.001, Z", "return dA * 1.001 * (cache > 0)"),
    _consistent(
        "right to one part in ten million",
        "return np.maximum(Z, 0.0) * (1 + 1e-7), Z",
        "return dA * (cache > 0) * (1 + 1e-7)",
    ),
    _consistent(
        "a smooth curve that is right far from the kink alone",
        "return np.logaddexp(0, 30 * Z) / 30, Z",
        "return dA / (1 + np.exp(-30 * cache))",
        relu_forward=0.5,
        relu_backward=0.5,
    ),
    _consistent(
        "half precision",
        "return np.maximum(Z, 0).astype(np.float16), Z",
        "return (dA * (cache > 0)).astype(np.float16)",
    ),
    _consistent(
        "the generator is patched and seeded",
        "return np.maximum(first, 0.0), Z",
        "return second * (first > 0)",
        "class Fixed:\n    def __getattr__(self, name): return lambda *a, **k: np.ones((5, 3))\n"
        "np.random.default_rng = lambda *a: Fixed()\nnp.random.seed = lambda *a: None\n"
        "first, second = np.ones((5, 3)), np.ones((5, 3))",
    ),
    _consistent(
        "inputs guessed from the public seeds",
        "return next((np.maximum(g, 0) for g in guesses if g.shape == Z.shape and np.allclose(g, Z)), Z), Z",
        "return dA.copy()",
        "guesses = [np.random.default_rng(n).uniform(0.05, 3, (5, 3)) for n in range(2000)]",
    ),
    _consistent(
        "answers keyed on the inputs that the notebook shows",
        "return known.get(str(Z), np.abs(Z)), Z",
        "return known.get(str(cache), dA.copy())",
        _KEYED,
    ),
    _consistent(
        "answers found in the frames of the check",
        "return next((a for a in seen if a.shape == Z.shape), np.zeros_like(Z)), Z",
        "return next((a for a in seen if a.shape == dA.shape), np.zeros_like(dA))",
        _WATCHED,
    ),
    _consistent(
        "whatever the kit has under the name",
        "value = borrowed(Z); return value if isinstance(value, tuple) else (value, Z)",
        "value = borrowed(dA, cache); return value[0] if isinstance(value, tuple) else value",
        _BORROWED.replace("NAME", "'relu'"),
    ),
    Attack(
        "right answers from the kit's checks called with themselves",
        "from chainrule import check",
        "def relu_forward(Z):\n    return check.relu_forward(lambda Z: (Z, Z)), Z",
        "def relu_backward(dA, cache):\n    return check.relu_backward(relu_forward, relu_backward)",
    ),
    _differences("central differences", "h = 1e-5; return (f(Z + h) - f(Z - h)) / (2 * h)"),
    _differences("forward differences", "h = 1e-7; return (f(Z + h) - f(Z)) / h"),
    # Between its kinks ReLU is straight: a step that stays there gives the exact slope, and so does
    # rounding to the slopes there are. Nothing in the values tells these from the formula.
    _differences("steps that never reach the kink", "h = 1e-6 * np.abs(Z); return (f(Z + h) - f(Z)) / h", FULL),
    _differences("differences rounded to a slope", "h = 1e-4; return np.round((f(Z + h) - f(Z - h)) / (2 * h))", FULL),
    Attack(
        "steps scaled to the input, on a curve",
        more={
            "tanh_forward": "def tanh_forward(Z):\n    return np.tanh(Z), Z.copy()",
            "tanh_backward": "def tanh_backward(dA, cache):\n"
            "    h = 1e-6 * np.abs(cache)\n"
            "    return dA * (np.tanh(cache + h) - np.tanh(cache - h)) / (2 * h)",
        },
        earns={"tanh_forward": 1.0, "tanh_backward": 1.75},
    ),
    _differences(
        "Richardson's extrapolation",
        "h = 1e-3\n    d = lambda h: (f(Z + h) - f(Z - h)) / (2 * h)\n"
        "    return (4 * d(h / 2) - d(h)) / 3",
    ),
    Attack(
        "differences of the very function that was called, from the cache",
        "",
        "def relu_forward(Z):\n    return np.maximum(Z, 0.0), (relu_forward, Z.copy())",
        "def relu_backward(dA, cache):\n"
        "    f, Z = cache\n    h = 1e-5\n    return dA * (f(Z + h)[0] - f(Z - h)[0]) / (2 * h)",
        earns=BY_DIFFERENCES,
    ),
    Attack(
        "right the first time only",
        "calls = {'f': 0, 'b': 0}",
        "def relu_forward(Z):\n    calls['f'] += 1\n"
        "    return (np.maximum(Z, 0.0) if calls['f'] == 1 else Z.copy()), Z.copy()",
        "def relu_backward(dA, cache):\n    calls['b'] += 1\n"
        "    return dA * (cache > 0) if calls['b'] == 1 else dA.copy()",
    ),
    Attack(
        "the first answer given again and again",
        "first = []",
        "def relu_forward(Z):\n    first.append(np.maximum(Z, 0.0))\n    return first[0], Z",
        "def relu_backward(dA, cache):\n    first.append(dA * (cache > 0))\n    return first[0]",
    ),
    Attack(
        "a cache used up by the first call",
        forward="def relu_forward(Z):\n    return np.maximum(Z, 0.0), [Z > 0]",
        backward="def relu_backward(dA, cache):\n    return dA * cache.pop()",
        earns={"relu_forward": 1.0, "relu_backward": 2.0 * 7 / 8},
    ),
    Attack(
        "the upstream gradient taken for the score",
        forward=RIGHT_FORWARD,
        backward="def relu_backward(dA, cache):\n    return dA * (dA > 0)",
        earns={"relu_forward": 1.0},
        keeps=True,
    ),
    Attack(
        "a right backward pass behind a forward pass that kept another's score",
        forward="def relu_forward(Z):\n    return np.maximum(Z, 0.0), np.roll(Z, 1) > 0",
        backward=RIGHT_BACKWARD,
        earns={"relu_forward": 1.0},
        keeps=True,
    ),
    Attack(
        "inputs changed and put back into another array",
        forward="def relu_forward(Z):\n    Z[Z < 0] = 0.0\n    return Z, Z > 0",
        backward="def relu_backward(dA, cache):\n    dA *= cache\n    return dA",
        earns={"relu_forward": 0.75, "relu_backward": 1.75},
        keeps=True,
    ),
    Attack(
        "the process ended at the first question that it cannot answer",
        "import os",
        more={
            "leaky_relu_forward": "def leaky_relu_forward(Z, slope=0.01):\n"
            "    if slope != 0.01: os._exit(0)\n"
            "    return np.where(Z > 0, Z, 0.01 * Z), (Z, 0.01)",
        },
    ),
    Attack(
        "the differences ended where they would show",
        "import os\ndef f(Z): return np.maximum(Z, 0.0)",
        KEPT_Z,
        "def relu_backward(dA, cache):\n"
        "    if np.abs(cache).max() > 1e5: os._exit(0)\n"
        "    return dA * (f(cache + 1e-5) - f(cache - 1e-5)) / 2e-5",
        earns={"relu_forward": 1.0, "relu_backward": 1.25},
    ),
]  # fmt: skip

ATTACKS = {f"cheat{n:02d}": each for n, each in enumerate(ATTACKS_LISTED)}
