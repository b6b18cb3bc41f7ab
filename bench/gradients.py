"""The kit's gradient check beside `torch.autograd.gradcheck` and `scipy.optimize.check_grad`, on
the same layers and sizes."""

import contextlib
import importlib
import io
import statistics
import time
from collections.abc import Callable
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from bench.table import Row, Section
from chainrule import check

Array = NDArray[np.float64]
Case = Callable[[], object]
ROWS, INPUTS, OUTPUTS = 4, 3, 2


def linear(X: Array, W: Array, b: Array) -> tuple[Array, tuple[Array, Array]]:
    """Z = X W + b."""
    return X @ W + b, (X, W)


def linear_backward(dZ: Array, cache: tuple[Array, Array]) -> tuple[Array, Array, Array]:
    """dX = dZ Wᵀ, dW = Xᵀ dZ, db = Σ dZ."""
    X, W = cache
    return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)


def sigmoid(Z: Array) -> tuple[Array, Array]:
    """A = σ(Z)."""
    A = 0.5 + 0.5 * np.tanh(Z / 2)
    return A, A


def sigmoid_backward(dA: Array, A: Array) -> Array:
    """dZ = dA A (1 − A)."""
    return dA * A * (1 - A)


def ours() -> dict[str, Case]:
    """`check.backward` on arrays of the sizes that the others get."""
    X, W, b = _arrays()
    return {
        "linear": lambda: check.backward(linear, linear_backward, X=X, W=W, b=b),
        "sigmoid": lambda: check.backward(sigmoid, sigmoid_backward, Z=X),
    }


def with_torch(torch: ModuleType) -> dict[str, Case]:
    """gradcheck, which asks torch's own gradients."""
    X, W, b = (torch.tensor(each, requires_grad=True) for each in _arrays())
    gradcheck = torch.autograd.gradcheck
    return {
        "linear": lambda: gradcheck(lambda X, W, b: X @ W + b, (X, W, b)),
        "sigmoid": lambda: gradcheck(torch.sigmoid, (X,)),
    }


def with_scipy(optimize: ModuleType) -> dict[str, Case]:
    """check_grad, which takes a function of a vector to a number: the outputs' weighted sum."""
    X, W, b = _arrays()
    ends = np.cumsum([X.size, W.size])
    dZ, dA = np.ones((ROWS, OUTPUTS)), np.ones(X.shape)

    def parts(flat: Array) -> tuple[Array, Array, Array]:
        x, w, bias = np.split(flat, ends)
        return x.reshape(X.shape), w.reshape(W.shape), bias

    def linear_gradient(flat: Array) -> Array:
        return np.concatenate([g.ravel() for g in linear_backward(dZ, linear(*parts(flat))[1])])

    def sigmoid_gradient(flat: Array) -> Array:
        return sigmoid_backward(dA, sigmoid(flat.reshape(X.shape))[1]).ravel()

    everything = np.concatenate([X.ravel(), W.ravel(), b])
    return {
        "linear": lambda: optimize.check_grad(
            lambda flat: (linear(*parts(flat))[0] * dZ).sum(), linear_gradient, everything
        ),
        "sigmoid": lambda: optimize.check_grad(
            lambda flat: (sigmoid(flat)[0]).sum(), sigmoid_gradient, X.ravel()
        ),
    }


OTHERS = {
    "torch.autograd.gradcheck": ("torch", with_torch),
    "scipy.optimize.check_grad": ("scipy.optimize", with_scipy),
}


def milliseconds(case: Case, runs: int) -> float:
    """The median run, after a first one that is not counted."""
    times = []
    for _ in range(runs + 1):
        started = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            case()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times[1:])


def section(module: str, runs: int) -> Section:
    """The table: each check's median time and how many times as long ours takes."""
    base = {name: milliseconds(case, runs) for name, case in ours().items()}
    rows: list[Row] = [_row("check.backward", base, base)]
    missing = []
    for name, (package, cases) in OTHERS.items():
        try:
            found = importlib.import_module(package)
        except ImportError:
            missing.append(f"{name} is not measured: {package} is not installed.")
            continue
        took = {layer: milliseconds(case, runs) for layer, case in cases(found).items()}
        rows.append(_row(name, took, base))
    return Section(
        "The gradient check beside others",
        f"Median milliseconds of one check, {runs} runs, float64, X {ROWS} × {INPUTS}, "
        f"W {INPUTS} × {OUTPUTS}; beside it how many times as long ours takes.",
        module,
        ("", "linear", "sigmoid", "ours, linear", "ours, sigmoid"),
        tuple(rows),
        (
            "Ours also looks at shapes, dtypes, changed inputs, overflow and kinks, and says what "
            "went wrong; the others compare numbers.",
            *missing,
        ),
    )


def _row(name: str, took: dict[str, float], base: dict[str, float]) -> Row:
    times = (f"{took[layer]:.2f}" for layer in base)
    return name, *times, *(f"{base[layer] / took[layer]:.1f} ×" for layer in base)


def _arrays() -> tuple[Array, Array, Array]:
    draw = np.random.default_rng(0).normal
    return draw(size=(ROWS, INPUTS)), draw(size=(INPUTS, OUTPUTS)), draw(size=OUTPUTS)
