"""Gradient descent, and what learners make of it."""

from collections.abc import Callable

import numpy as np

from autograder.exercises.calculus.chapter import exercise, mistake
from autograder.reference import calculus as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict
from chainrule.check.probe import Probe

Gradient = Callable[[Array], Array]


@exercise(
    "gradient_descent",
    parts={"path": 3.0, "start": 1.0, "standing": 1.0, "calls": 1.0, "inputs": 1.0},
)
def _gradient_descent(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for n, steps in ((3, 7), (2, 12), (1, 5), (4, 1)):
        grad, x0 = _bent(rng, n)
        lr = float(rng.uniform(0.05, 0.2))
        want = right.gradient_descent(grad, x0, lr, steps)
        probe = Probe(grad, x0)
        with verdict.part("path"):
            got = student.gradient_descent(probe, x0, lr, steps)
            verdict.expect(got, want, called="the path")
        with verdict.part("start"):
            got = student.gradient_descent(Probe(grad, x0), x0, lr, steps)
            first = got[0] if isinstance(got, np.ndarray) and got.ndim == 2 and len(got) else None
            verdict.expect(first, x0, called="the first row")
        with verdict.part("calls"):
            _once_a_step(verdict, probe, want, steps)
    grad, x0 = _bent(rng, 3)
    with verdict.part("standing"):
        got = student.gradient_descent(Probe(grad, x0), x0, 0.1, 0)
        verdict.expect(got, x0[None, :], called="the path of no steps")


def _bent(rng: np.random.Generator, n: int) -> tuple[Gradient, Array]:
    """A gradient that is no straight function of x, and a start."""
    a, b = rng.uniform(0.5, 1.5, n), rng.uniform(0.3, 0.8, (n, n))
    x0 = rng.uniform(0.8, 2.0, n) * rng.choice([-1.0, 1.0], n)

    def grad(x: Array) -> Array:
        return a * x + b @ np.sin(x) + 0.3

    return grad, x0


def _once_a_step(verdict: Verdict, probe: Probe, path: Array, steps: int) -> None:
    """grad is asked once a step (once more at the end is fine), at the place that was reached."""
    places = probe.places
    enough = steps <= len(places) <= steps + 1
    said = "grad should be asked once for each step"
    verdict.require(enough, said, got=("calls", len(places) - steps))
    here = all(np.allclose(at, row, atol=1e-9) for at, row in zip(places, path, strict=False))
    verdict.require(here, "grad is asked elsewhere than where the path stands", got="elsewhere")


@mistake(
    "gradient_descent",
    "uphill",
    loses="path calls",
    hint="The gradient points the way up, and your steps follow it.",
)
def _(grad: Gradient, x0: Array, lr: float, steps: int) -> Array:
    path = [x0.copy()]
    for _ in range(steps):
        path.append(path[-1] + lr * grad(path[-1]))
    return np.array(path)


@mistake(
    "gradient_descent",
    "start left out",
    loses="path start standing",
    hint="One row is missing: the path begins where you stand before the first step.",
)
def _(grad: Gradient, x0: Array, lr: float, steps: int) -> Array:
    x, path = x0.copy(), []
    for _ in range(steps):
        x = x - lr * grad(x)
        path.append(x)
    return np.array(path)


@mistake(
    "gradient_descent",
    "one step short",
    loses="path standing calls",
    hint="The last step is missing. A path of some steps has one place more than it has steps.",
)
def _(grad: Gradient, x0: Array, lr: float, steps: int) -> Array:
    path = np.zeros((max(steps, 1), x0.size))
    path[0] = x0
    for t in range(1, steps):
        path[t] = path[t - 1] - lr * grad(path[t - 1])
    return path if steps else path[:0]


@mistake(
    "gradient_descent",
    "gradient of the start throughout",
    loses="path calls",
    hint="Every step of yours is the same: the slope changes as you walk, so ask for it anew.",
)
def _(grad: Gradient, x0: Array, lr: float, steps: int) -> Array:
    slope, path = grad(x0), [x0.copy()]
    for _ in range(steps):
        path.append(path[-1] - lr * slope)
    return np.array(path)


@mistake(
    "gradient_descent",
    "every row the last place",
    loses="path start inputs",
    hint="All rows are one and the same array under many names, and it is the caller's x0: a step "
    "should make a new array.",
)
def _(grad: Gradient, x0: Array, lr: float, steps: int) -> Array:
    x, path = x0, [x0]
    for _ in range(steps):
        x -= lr * grad(x)
        path.append(x)
    return np.array(path)


@mistake(
    "gradient_descent",
    "start changed in place",
    loses="inputs",
    hint="The caller's x0 stands elsewhere after the call: the walk was taken in it.",
)
def _(grad: Gradient, x0: Array, lr: float, steps: int) -> Array:
    path = [x0.copy()]
    for _ in range(steps):
        x0 -= lr * grad(x0)
        path.append(x0.copy())
    return np.array(path)


@mistake(
    "gradient_descent",
    "sign in place of the gradient",
    loses="path calls",
    hint="All your steps are equally long. That was the first method; now a steep slope asks for a "
    "long step, a gentle one for a short one.",
)
def _(grad: Gradient, x0: Array, lr: float, steps: int) -> Array:
    path = [x0.copy()]
    for _ in range(steps):
        path.append(path[-1] - lr * np.sign(grad(path[-1])))
    return np.array(path)


@mistake(
    "gradient_descent",
    "steps of one length",
    loses="path calls",
    hint="The gradient's length was divided out, so the steps never shorten near the minimum.",
)
def _(grad: Gradient, x0: Array, lr: float, steps: int) -> Array:
    path = [x0.copy()]
    for _ in range(steps):
        g = grad(path[-1])
        path.append(path[-1] - lr * g / np.linalg.norm(g))
    return np.array(path)


@mistake(
    "gradient_descent",
    "learning rate left out",
    loses="path calls",
    hint="The step is the whole gradient; the rate has no say in it.",
)
def _(grad: Gradient, x0: Array, lr: float, steps: int) -> Array:
    path = [x0.copy()]
    for _ in range(steps):
        path.append(path[-1] - grad(path[-1]))
    return np.array(path)


@mistake(
    "gradient_descent",
    "last place only",
    loses="path start standing",
    hint="Only where the walk ends came out. Asked is the whole path, one row a place.",
)
def _(grad: Gradient, x0: Array, lr: float, steps: int) -> Array:
    x = x0.copy()
    for _ in range(steps):
        x = x - lr * grad(x)
    return x


@mistake(
    "gradient_descent",
    "gradient where x should be",
    loses="path calls",
    hint="Each place is worked out from the start, not from the place before it.",
)
def _(grad: Gradient, x0: Array, lr: float, steps: int) -> Array:
    path = [x0.copy()]
    for _ in range(steps):
        path.append(x0 - lr * grad(path[-1]))
    return np.array(path)
