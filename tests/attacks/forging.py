"""Attacks that forge a verdict: by tampering with the process, and by values that lie."""

from autograder.report.cell import VERDICT
from tests.attacks.attack import RIGHT_BACKWARD, RIGHT_FORWARD, Attack
from tests.attacks.metadata import METADATA

_FORGED = (
    "{'text/plain': '2.0', '" + VERDICT + "': {'exercise': 'relu_backward', 'score': 2.0, "
    "'max_score': 2.0, 'status': 'passed', 'parts': [], 'chapter': '', 'student': ''}}"
)

TAMPERING = [
    Attack(
        "NumPy's comparisons always agree",
        "import numpy.testing\n"
        "yes = lambda *a, **k: True\n"
        "np.allclose = np.isclose = np.array_equal = np.all = yes\n"
        "np.testing.assert_allclose = np.testing.assert_array_equal = yes",
    ),
    Attack(
        "NumPy itself is replaced",
        "import sys\n"
        "class Yes:\n    def __getattr__(self, name): return lambda *a, **k: 0.0\n"
        "sys.modules['numpy'] = Yes()",
    ),
    Attack(
        "the check is rebound to one that never complains",
        "from chainrule import check\n"
        "for name in dir(check):\n"
        "    if 'relu' in name: setattr(check, name, lambda *a: 2.0)",
    ),
    Attack(
        "the check's code is swapped",
        "from chainrule import check\n"
        "def fine(*a): return 2.0\n"
        "check.relu_forward.__code__ = check.relu_backward.__code__ = fine.__code__",
    ),
    Attack("names of the grader are rebound", "grade = score = judge = lambda *a, **k: 2.0"),
    Attack(
        "the frames above are searched for a verdict",
        backward="import sys\n"
        "def relu_backward(dA, cache):\n"
        "    frame = sys._getframe()\n"
        "    while frame:\n"
        "        for spoil in [frame.f_locals, frame.f_globals]:\n"
        "            for name in ('want', 'right', 'expected', 'reference'):\n"
        "                if name in spoil: return spoil[name]\n"
        "            spoil.update(failed=False, passed=True, score=2.0)\n"
        "        frame = frame.f_back\n"
        "    return dA.copy()",
    ),
    Attack(
        "the display hook shows a result first",
        f"import sys\nsys.displayhook(2.0)\n"
        f"get_ipython().displayhook.write_format_data = lambda *a, **k: {_FORGED}\n2.0",
        after="2.0",
    ),
    Attack(
        "an AST transformer rewrites every cell",
        "import ast\n"
        "class Twos(ast.NodeTransformer):\n"
        "    def visit_Module(self, node): return ast.parse('2.0')\n"
        "get_ipython().ast_transformers.append(Twos())",
    ),
    Attack(
        "an input transformer rewrites every cell",
        "get_ipython().input_transformers_cleanup.append(lambda lines: ['2.0\\n'])",
    ),
    Attack(
        "hooks before and after every cell",
        "ip = get_ipython()\n"
        "for event in ('pre_run_cell', 'post_run_cell', 'pre_execute', 'post_execute'):\n"
        f"    ip.events.register(event, lambda *a: display({_FORGED}, raw=True))",
    ),
    Attack(
        "run_cell and do_execute are replaced",
        "ip = get_ipython()\n"
        "ip.run_cell = ip.run_cell_async = lambda *a, **k: None\n"
        "async def nothing(*a, **k): return {'status': 'ok', 'execution_count': 1}\n"
        "ip.kernel.do_execute = nothing",
    ),
    Attack(
        "tracebacks are not shown",
        "ip = get_ipython()\nip.showtraceback = ip._showtraceback = lambda *a, **k: None",
        backward="def relu_backward(dA, cache):\n    raise ValueError('unseen')",
    ),
    Attack(
        "builtins are replaced",
        "import builtins\n"
        "builtins.all = builtins.any = builtins.isinstance = lambda *a: True\n"
        "builtins.abs = builtins.max = builtins.sum = lambda *a, **k: 0.0",
    ),
    Attack(
        "something is left to do at exit",
        f"import atexit\natexit.register(lambda: display({_FORGED}, raw=True))",
    ),
    Attack(
        "a thread goes on writing",
        "import threading\n"
        "def write():\n    while True: print('2.0', end='')\n"
        "threading.Thread(target=write, daemon=True).start()",
    ),
    Attack("a verdict is displayed", f"display({_FORGED}, raw=True)", after=f"display({_FORGED})"),
    Attack(
        "a display of every other cell is updated",
        "for i in range(9): display('x', display_id=f'd{i}')",
        after=f"for i in range(9): display({_FORGED}, raw=True, display_id=f'd{{i}}', update=True)",
    ),
    Attack(
        "a widget's messages carry a verdict",
        f"from ipykernel.comm import Comm\nComm('jupyter.widget', data={_FORGED}).send({_FORGED})",
    ),
    Attack(
        "exceptions named after good news",
        "class Passed(Exception): pass\nclass Stopped(Exception): pass",
        forward="def relu_forward(Z):\n    raise Passed('passed')",
        backward="def relu_backward(dA, cache):\n    raise type('GRADER_ERROR', (Stopped,), {})()",
    ),
    Attack(
        "every way to leave a function but returning",
        forward="def relu_forward(Z):\n    raise GeneratorExit",
        backward="import sys\ndef relu_backward(dA, cache):\n    sys.exit(0)",
    ),
    Attack(
        "the answers are mended after they were judged",
        after=f"{RIGHT_FORWARD}\n{RIGHT_BACKWARD}",
    ),
    Attack(
        "a magic, a hidden name and a property answer for the learner",
        forward="def f(Z): return Z, Z\nget_ipython().user_ns_hidden['relu_forward'] = f",
        backward="get_ipython().register_magic_function(lambda line: 2.0, 'line', 'relu_backward')",
    ),
]

LYING = [
    Attack(
        "an object that equals everything",
        "class Yes:\n"
        "    shape, dtype, ndim, size = (5, 3), np.dtype(float), 2, 15\n"
        "    def __eq__(self, other): return True\n"
        "    __le__ = __lt__ = __ge__ = __gt__ = __eq__\n"
        "    def __array__(self, *a, **k): return np.zeros((5, 3))\n"
        "    def __abs__(self): return 0.0\n"
        "    __sub__ = __rsub__ = lambda self, other: self",
        "def relu_forward(Z):\n    return Yes(), Z",
        "def relu_backward(dA, cache):\n    return Yes()",
    ),
    Attack(
        "a subclass of ndarray answers every function",
        "class Liar(np.ndarray):\n"
        "    def __array_function__(self, *a, **k): return True\n"
        "    def __array_ufunc__(self, *a, **k): return np.zeros(self.shape)",
        "def relu_forward(Z):\n    return np.abs(Z).view(Liar), Z",
        "def relu_backward(dA, cache):\n    return dA.copy().view(Liar)",
    ),
    Attack(
        "a type that calls itself ndarray",
        "class Fake: pass\n"
        "Fake.__name__ = Fake.__qualname__ = 'ndarray'\nFake.__module__ = 'numpy'",
        "def relu_forward(Z):\n    return Fake(), Z",
        "def relu_backward(dA, cache):\n    return Fake()",
    ),
    Attack(
        "a float that is never greater",
        "class Small(float):\n"
        "    def __gt__(self, other): return False\n    __ge__ = __gt__\n"
        "    def __lt__(self, other): return True\n    __le__ = __lt__",
        "def relu_forward(Z):\n    return Small(1), Z",
        "def relu_backward(dA, cache):\n    return Small(1)",
        more={"dead_fraction": "def dead_fraction(A):\n    return Small(9)"},
    ),
    Attack(
        "an empty array that broadcasts",
        "",
        "def relu_forward(Z):\n    return np.zeros((0,) + Z.shape), Z",
        "def relu_backward(dA, cache):\n    return np.zeros((0, 1))",
    ),
    Attack(
        "NaN, which is not greater than the tolerance",
        "",
        "def relu_forward(Z):\n    return Z * np.nan, Z",
        "def relu_backward(dA, cache):\n    return dA * np.nan",
    ),
    Attack(
        "infinity, whose differences are NaN",
        "",
        "def relu_forward(Z):\n    return Z * np.inf, Z",
        "def relu_backward(dA, cache):\n    return dA * np.inf",
    ),
    Attack(
        "arrays of objects that agree with everything",
        "class Yes:\n"
        "    def __eq__(self, other): return True\n"
        "    __sub__ = __rsub__ = lambda self, other: 0.0\n    def __abs__(self): return 0.0",
        "def relu_forward(Z):\n    return np.full(Z.shape, Yes(), dtype=object), Z",
        "def relu_backward(dA, cache):\n    return np.full(dA.shape, Yes(), dtype=object)",
    ),
    Attack(
        "an array of a thousand million elements",
        "",
        "def relu_forward(Z):\n    return np.broadcast_to(0.0, (10**9,)), Z",
        "def relu_backward(dA, cache):\n    return np.broadcast_to(np.int8(0), (10**9,))",
    ),
    Attack(
        "containers nested a hundred thousand deep",
        "deep = []\nfor _ in range(100_000): deep = [deep]",
        "def relu_forward(Z):\n    return deep, deep",
        "def relu_backward(dA, cache):\n    return {'a': deep}",
    ),
    Attack(
        "masked, matrix, structured and complex arrays",
        "",
        "def relu_forward(Z):\n    return np.ma.masked_all(Z.shape), Z",
        "def relu_backward(dA, cache):\n    return np.where(cache > 0, dA, 1j)",
        more={"tanh_forward": "def tanh_forward(Z):\n    return np.zeros(Z.shape, 'f8,f8'), Z"},
    ),
    Attack(
        "an integer that no float can hold",
        more={
            "gradient_norms_by_depth": "def gradient_norms_by_depth(A0, weights, f, b, dA):\n"
            "    return [10**400] * len(weights)",
            "dead_fraction": "def dead_fraction(A):\n    return 10**400",
        },
    ),
]

ATTACKS = {f"forger{n:02d}": each for n, each in enumerate([*TAMPERING, *LYING, *METADATA])}
