"""Checks of chapter 05's exercises about whole layers: dead units, gradients by depth, ReLU()."""

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.backward import within
from chainrule.check.calls import Watch, call, exercise, muted
from chainrule.check.compare import Finding, ladder
from chainrule.check.diagnose import Diagnosis
from chainrule.check.difference import gradients
from chainrule.check.pair import Pair, attempt, compare
from chainrule.check.report import CheckFailed, failure

Array = NDArray[np.float64]


@exercise
def dead_fraction(function: object, /) -> list[str]:
    """`function(A) -> share of units`: A (m, n), a unit dead where it is 0 for every example."""
    rng = draw.generator()
    for dead, alive in ((0, 3), (1, 3), (2, 5), (4, 0), (3, 1)):
        A = _layer(dead, alive, rng)
        watch = Watch({"A": A})
        got = call("dead_fraction", "dead_fraction", function, A)
        watch.verify("dead_fraction", "dead_fraction")
        finding = ladder(got, dead / (dead + alive))
        if finding is not None:
            part = f"share of dead units, {dead} of {dead + alive}"
            why = _dead_why(got, watch.copies["A"])
            raise failure("dead_fraction", part, finding, (), {}, why)
    return ["5 layers, among them all dead and none dead"]


def _layer(dead: int, alive: int, rng: np.random.Generator) -> Array:
    """Dead columns among columns that are 0 for some examples, or add up to 0."""
    live = draw.upstream((6, alive), rng)
    live[:5, : alive // 2] = 0.0
    live[:, alive - 1 :] -= live[:, alive - 1 :].mean(axis=0)
    columns = np.concatenate([live, np.zeros((6, dead))], axis=1)
    return np.asarray(rng.permutation(columns, axis=1), dtype=np.float64)


def _dead_why(got: object, A: Array) -> Diagnosis | None:
    others = {
        ZEROS: np.mean(A == 0),
        ROWS: np.mean((A == 0).all(axis=1)),
        ANY: np.mean((A == 0).any(axis=0)),
        CANCELLED: np.mean(abs(A.sum(axis=0)) < 1e-12),
        COUNT: (A == 0).all(axis=0).sum() * 1.0,
    }
    return next((why for why, wrong in others.items() if ladder(got, wrong) is None), None)


@exercise
def gradient_norms_by_depth(function: object, /) -> list[str]:
    """`function(A0, weights, forward, backward, dA) -> norms`: the Frobenius norm of each layer's
    dZ, first layer first; a list, a tuple or an array of numbers."""
    name = "gradient_norms_by_depth"
    rng = draw.generator()
    one = [np.ones((1, 1))] * 10
    quarter = 0.25 ** np.arange(10, 0, -1)
    _norms(name, function, (np.ones((1, 1)), one, _scaled, _scaled_back, np.ones((1, 1))), quarter)
    for sizes in ((3, 4, 5, 6), (4, 3, 5), (5, 1, 3), (3, 4)):
        shapes = zip(sizes, sizes[1:], strict=False)
        weights = [draw.normal(shape, rng) / np.sqrt(shape[0]) for shape in shapes]
        A0, dA = draw.normal((7, sizes[0]), rng), draw.upstream((7, sizes[-1]), rng)
        want = np.array([_norm(A0, weights, dA, layer) for layer in range(len(weights))])
        _norms(name, function, (A0, weights, _curved, _curved_back, dA), want)
    return ["5 networks of 1 to 10 layers"]


def _scaled(Z: Array) -> tuple[Array, None]:
    return Z / 4, None


def _scaled_back(dA: Array, cache: None) -> Array:
    return dA / 4


def _curved(Z: Array) -> tuple[Array, Array]:
    """An activation that no learner has written: its backward pass needs the right layer's Z."""
    return np.sin(Z), np.cos(Z)


def _curved_back(dA: Array, cache: Array) -> Array:
    return dA * cache


def _norm(A0: Array, weights: list[Array], dA: Array, layer: int) -> float:
    """The norm of one layer's dZ, by central differences of all that follows it."""
    A = A0
    for W in weights[:layer]:
        A = _curved(A @ W)[0]

    def rest(Z: Array) -> Array:
        out = _curved(Z)[0]
        for W in weights[layer + 1 :]:
            out = _curved(out @ W)[0]
        return out

    (slopes,) = gradients(rest, [A @ weights[layer]], dA)
    return float(np.linalg.norm(slopes.middle))


def _norms(name: str, function: object, arguments: tuple[object, ...], want: Array) -> None:
    A0, weights, forward, backward, dA = arguments
    assert isinstance(A0, np.ndarray) and isinstance(weights, list) and isinstance(dA, np.ndarray)
    named = {f"weights[{i}]": W for i, W in enumerate(weights)}
    watch = Watch({"A0": A0, "dA": dA, **named})
    got = call(name, name, function, A0, list(weights), forward, backward, dA)
    watch.verify(name, name)
    part = f"norms of {len(want)} layers"
    if isinstance(got, (list, tuple)):
        got = _as_array(got)
    finding = ladder(got, want)
    if finding is not None:
        raise failure(name, part, finding, want.shape, {}, _norms_why(got, want, finding))


def _as_array(values: list[object] | tuple[object, ...]) -> object:
    """The numbers as an array; what is no list of numbers stays as it is."""
    if all(ladder(value, 0.0, tolerance=np.inf) is None for value in values):
        return np.array([float(np.asarray(value, dtype=np.float64)) for value in values])
    return values


def _norms_why(got: object, want: Array, finding: Finding) -> Diagnosis | None:
    if finding.rung == "shape":
        return ONE_EACH
    if ladder(got, want[::-1].copy()) is None:
        return REVERSED
    if ladder(got, want**2) is None:
        return SQUARED
    return None
