"""Whose derivative an answer is: told by the names in its code, and by who calls f."""

import functools
import importlib
import types
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from chainrule import check
from chainrule.check.borrowed import borrowed

SCIPY = """
def approx_derivative(f, x, h):
    steps = h * np.eye(x.size).reshape(-1, *x.shape)
    return np.array([(f(x + s) - f(x - s)) / (2 * h) for s in steps]).reshape(x.shape)
"""


def library() -> types.ModuleType:
    """What stands in for SciPy here: it asks exactly where an honest answer asks."""
    module = types.ModuleType("scipy.optimize")
    vars(module)["np"] = np
    exec(SCIPY, vars(module))
    return module


def answer(code: str, **names: object) -> Callable[..., Any]:
    """`numerical_gradient` as this cell defines it."""
    found: dict[str, Any] = {"np": np, "functools": functools, "importlib": importlib, **names}
    exec(code, found)
    return found["numerical_gradient"]


NAMED = {
    "the kit": "from chainrule.check.difference import gradients\n"
    "def numerical_gradient(f, x, h=1e-5): return gradients(f, [x])[0].middle",
    "the kit under another name": "import chainrule.check.difference as d\n"
    "def numerical_gradient(f, x, h=1e-5): return d.gradients(f, [x])[0].middle",
    "the kit, imported within": "def numerical_gradient(f, x, h=1e-5):\n"
    "    from chainrule.check import difference\n"
    "    return difference.gradients(f, [x])[0].middle",
    "the kit through a helper": "from chainrule.check.difference import gradients\n"
    "def helper(f, x): return gradients(f, [x])[0].middle\n"
    "def numerical_gradient(f, x, h=1e-5): return helper(f, x)",
    "the kit as a default": "from chainrule.check.difference import gradients\n"
    "def numerical_gradient(f, x, h=1e-5, take=gradients): return take(f, [x])[0].middle",
    "the kit in a closure": "from chainrule.check.difference import gradients\n"
    "def make(take):\n"
    "    def numerical_gradient(f, x, h=1e-5): return take(f, [x])[0].middle\n"
    "    return numerical_gradient\n"
    "numerical_gradient = make(gradients)",
    "the kit in a partial": "from chainrule.check.difference import gradients\n"
    "take = functools.partial(gradients, upstream=1.0)\n"
    "def numerical_gradient(f, x, h=1e-5): return take(f, [x])[0].middle",
    "the kit in an inner function": "from chainrule.check.difference import gradients\n"
    "def numerical_gradient(f, x, h=1e-5):\n"
    "    def inner(): return gradients(f, [x])[0].middle\n"
    "    return inner()",
    "SciPy": "def numerical_gradient(f, x, h=1e-5):\n"
    "    import scipy.optimize\n"
    "    return scipy.optimize.approx_fprime(x, f, h)",
    "SciPy by importlib": "def numerical_gradient(f, x, h=1e-5):\n"
    "    return importlib.import_module('scipy.optimize').approx_fprime(x, f, h)",
    "autograd": "def numerical_gradient(f, x, h=1e-5):\n"
    "    from autograd import grad\n"
    "    return grad(f)(x)",
    "jax": "def numerical_gradient(f, x, h=1e-5):\n    import jax\n    return jax.grad(f)(x)",
    "numdifftools": "def numerical_gradient(f, x, h=1e-5):\n"
    "    import numdifftools as nd\n"
    "    return nd.Gradient(f)(x)",
    "np.gradient": "def numerical_gradient(f, x, h=1e-5):\n"
    "    return np.array([np.gradient([f(x - s), f(x), f(x + s)], h)[1] for s in h * np.eye(4)])",
    "np.gradient by name": "def numerical_gradient(f, x, h=1e-5):\n"
    "    return getattr(np, 'gradient')([f(x - h), f(x + h)], 2 * h)",
    "np.gradient, imported": "from numpy import gradient as g\n"
    "def numerical_gradient(f, x, h=1e-5): return g([f(x - h), f(x + h)], 2 * h)",
}
HIDDEN = {
    "the kit in a dict": "from chainrule.check.difference import gradients\n"
    "tools = {'take': gradients}\n"
    "def numerical_gradient(f, x, h=1e-5): return tools['take'](f, [x])[0].middle",
    "the kit by a text put together": "def numerical_gradient(f, x, h=1e-5):\n"
    "    kit = importlib.import_module(''.join(['chain', 'rule.check.difference']))\n"
    "    return vars(kit)['gradients'](f, [x])[0].middle",
    "the kit by exec": "def numerical_gradient(f, x, h=1e-5):\n"
    "    room = {'f': f, 'x': x}\n"
    "    exec('from chainrule.check.difference import gradients; a = gradients(f, [x])', room)\n"
    "    return room['a'][0].middle",
    "SciPy in a dict, asking where an honest answer asks": "tools = {'take': lent[0]}\n"
    "def numerical_gradient(f, x, h=1e-5): return tools['take'](f, x, h)",
    "SciPy on an object": "class Box: pass\n"
    "box = Box()\n"
    "box.work = lent[0]\n"
    "def numerical_gradient(f, x, h=1e-5): return box.work(lambda at: f(at), x, h)",
}
LOOP = """
def numerical_gradient(f, x, h=1e-5):
    {0} = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.astype(float), x.astype(float)
        up[i] += h
        down[i] -= h
        {0}[i] = {1}(f, up, down, h)
    return {0}
"""
OWN = {
    "a variable named gradient": "def slope(f, a, b, h): return (f(a) - f(b)) / (2 * h)"
    + LOOP.format("gradient", "slope"),
    "a helper named gradient": "def gradient(f, a, b, h): return (f(a) - f(b)) / (2 * h)"
    + LOOP.format("found", "gradient"),
    "a docstring that speaks of SciPy": "def slope(f, a, b, h):\n"
    '    """Like scipy.optimize.approx_fprime, or np.gradient, or chainrule."""\n'
    "    return (f(a) - f(b)) / (2 * h)" + LOOP.format("out", "slope"),
    "the kit imported beside it": "from chainrule.check.difference import gradients\n"
    "def slope(f, a, b, h): return (f(a) - f(b)) / (2 * h)" + LOOP.format("out", "slope"),
    "functions that call one another": "def one(f, a, b, h): return two(f, a, b, h)\n"
    "def two(f, a, b, h): return (f(a) - f(b)) / (2 * h) if h else one(f, a, b, h)"
    + LOOP.format("out", "one"),
}


@pytest.mark.parametrize("kind", NAMED)
def test_a_library_that_the_code_names_is_refused_with_a_word(kind):
    function = answer(NAMED[kind])
    assert borrowed(function)
    with pytest.raises(check.CheckFailed, match="differences of your own"):
        check.numerical_gradient(function)


@pytest.mark.parametrize("kind", HIDDEN)
def test_a_library_that_hides_its_name_is_refused_when_it_calls_f(kind):
    function = answer(HIDDEN[kind], lent=[library().approx_derivative])
    with pytest.raises(check.CheckFailed, match="wants differences of your own"):
        check.numerical_gradient(function)


@pytest.mark.parametrize("kind", OWN)
def test_an_answer_of_ones_own_is_not_suspected(kind, capsys):
    function = answer(OWN[kind])
    assert borrowed(function) == ""
    check.numerical_gradient(function)
    assert "right" in capsys.readouterr().out


def test_a_checker_made_of_the_kits_is_refused():
    code = (
        "def numerical_gradient(f, grad, x, tolerance=1e-6):\n"
        "    kit = importlib.import_module(''.join(['chain', 'rule'])).check\n"
        "    try:\n"
        "        kit.backward(lambda at: (f(at), at), lambda dout, at: dout * grad(at), x=x)\n"
        "    except Exception:\n"
        "        return False\n"
        "    return True"
    )
    own = answer(OWN["a variable named gradient"])

    def error(a, b):
        return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))

    with pytest.raises(check.CheckFailed, match="a right gradient"):
        check.gradient_check(own, error, answer(code))
