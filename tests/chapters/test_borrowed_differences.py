"""Answers of chapter 03 that leave the differences to a library, judged through the wall."""

import pytest

from autograder.exercises import chapters
from autograder.model import Record, Status
from autograder.plain_files import judge_text

EXERCISES = chapters()["03-calculus"]

# Stands in for SciPy, which the course does not install: it asks exactly where an honest answer
# does, so that the places tell nothing.
LIBRARY = """
import types
library = types.ModuleType("scipy.optimize")
library.np = np
exec('''
def approx_derivative(f, x, h):
    steps = h * np.eye(x.size).reshape(-1, *x.shape)
    return np.array([(f(x + s) - f(x - s)) / (2 * h) for s in steps]).reshape(x.shape)
''', vars(library))
"""
NAMED = {
    "SciPy, imported within": "def numerical_gradient(f, x, h=1e-5):\n"
    "    from scipy.optimize import approx_fprime\n"
    "    return approx_fprime(x, f, h)",
    "SciPy by its module": LIBRARY
    + "def numerical_gradient(f, x, h=1e-5): return library.approx_derivative(f, x, h)",
    "SciPy through a helper": LIBRARY
    + "take = library.approx_derivative\n"
    + "def helper(f, x, h): return take(f, x, h)\n"
    + "def numerical_gradient(f, x, h=1e-5): return helper(f, x, h)",
    "SciPy as a default": LIBRARY
    + "def numerical_gradient(f, x, h=1e-5, take=library.approx_derivative): return take(f, x, h)",
    "SciPy in a closure": LIBRARY
    + "def make(take): return lambda f, x, h=1e-5: take(f, x, h)\n"
    + "numerical_gradient = make(library.approx_derivative)",
    "SciPy in a partial": LIBRARY
    + "import functools\n"
    + "numerical_gradient = functools.partial(library.approx_derivative, h=1e-5)",
    "the kit": "def numerical_gradient(f, x, h=1e-5):\n"
    "    from chainrule.check.difference import gradients\n"
    "    return gradients(f, [x])[0].middle",
    "jax": "def numerical_gradient(f, x, h=1e-5):\n    import jax\n    return jax.grad(f)(x)",
    "np.gradient": "def numerical_gradient(f, x, h=1e-5):\n"
    "    steps = h * np.eye(x.size).reshape(-1, *x.shape)\n"
    "    slopes = [np.gradient([f(x - s), f(x), f(x + s)], h)[1] for s in steps]\n"
    "    return np.reshape(slopes, x.shape)",
}
HIDDEN = {
    "SciPy in a dict": LIBRARY
    + "tools = {'take': library.approx_derivative}\n"
    + "def numerical_gradient(f, x, h=1e-5): return tools['take'](f, x, h)",
    "SciPy on an object, behind a function of ours": LIBRARY
    + "class Box: pass\n"
    + "box = Box()\n"
    + "box.work = library.approx_derivative\n"
    + "def numerical_gradient(f, x, h=1e-5): return box.work(lambda at: f(at), x, h)",
}
PASSES = {
    "an answer of one's own, with SciPy imported beside it": LIBRARY
    + "def numerical_gradient(f, x, h=1e-5):\n"
    + "    gradient = np.zeros(x.shape)\n"
    + "    for i in np.ndindex(x.shape):\n"
    + "        up, down = x.astype(float), x.astype(float)\n"
    + "        up[i] += h\n"
    + "        down[i] -= h\n"
    + "        gradient[i] = (f(up) - f(down)) / (2 * h)\n"
    + "    return gradient",
}


def judged(source: str) -> Record:
    return judge_text(EXERCISES["numerical_gradient"], source.encode(), "bubblewrap", seed=3)


@pytest.mark.parametrize("kind", NAMED)
def test_a_library_that_the_code_names_costs_everything_and_is_named(kind: str) -> None:
    record = judged(NAMED[kind])
    assert (record.status, record.score) == (Status.FAILED, 0.0)
    assert record.mistake == "differences of a library"
    assert "leaves the differences to" in record.message


@pytest.mark.parametrize("kind", HIDDEN)
def test_a_library_that_hides_its_name_gets_no_value_of_f(kind: str) -> None:
    record = judged(HIDDEN[kind])
    if "calls f" not in record.message and not kit_behind_the_wall():
        pytest.skip("the kit is not installed from this checkout")
    assert (record.status, record.score) == (Status.FAILED, 0.0)
    assert "here scipy calls f" in record.message


@pytest.mark.parametrize("kind", PASSES)
def test_an_answer_of_ones_own_keeps_every_point(kind: str) -> None:
    assert judged(PASSES[kind]).status is Status.PASSED


def kit_behind_the_wall() -> bool:
    """Whether the wall shows this checkout's kit: an editable install of another one does not."""
    source = (
        "import chainrule.check.probe\ndef dead_fraction(A): return float((A == 0).all(0).mean())"
    )
    exercise = chapters()["05-activations"]["dead_fraction"]
    return judge_text(exercise, source.encode(), "bubblewrap", seed=1).status is Status.PASSED
