"""Checks of chapter 05's exercises about many units and many layers: dead units, and what is left
of a gradient at each depth."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import Finding, ladder
from chainrule.check.difference import gradients
from chainrule.check.report import failure

Array = NDArray[np.float64]


@exercise
def dead_fraction(function: object, /) -> list[str]:
    """`function(A) -> share of units`: A (m, n), a unit dead where it is 0 for every example."""
    rng = draw.generator()
    for dead, alive in ((0, 5), (1, 4), (2, 5), (4, 0), (3, 1)):
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
    live[:, alive - 1 :] = np.array([[1.0], [-2.0], [3.0], [-3.0], [2.0], [-1.0]])
    live[5, :] = -abs(live[5, :])
    columns = np.concatenate([live, np.zeros((6, dead))], axis=1)
    return np.asarray(rng.permutation(columns, axis=1), dtype=np.float64)


def _dead_why(got: object, A: Array) -> Diagnosis | None:
    others = {
        ZEROS: np.mean(A == 0),
        ROWS: np.mean((A == 0).all(axis=1)),
        ANY: np.mean((A == 0).any(axis=0)),
        CANCELLED: np.mean(A.sum(axis=0) == 0),
        COUNT: (A == 0).all(axis=0).sum() * 1.0,
    }
    return next((why for why, wrong in others.items() if ladder(got, wrong) is None), None)


@exercise
def gradient_norms_by_depth(function: object, /) -> list[str]:
    """`function(A0, weights, forward, backward, dA) -> norms`: the Frobenius norm of each layer's
    dZ, first layer first; a list, a tuple or an array of numbers."""
    name = "gradient_norms_by_depth"
    rng = draw.generator()
    ones = np.ones((1, 1))
    shrinking = Network(ones, [ones] * 10, _scaled, _scaled_back, ones)
    _norms(name, function, shrinking, np.array([0.25**slopes for slopes in range(10, 0, -1)]))
    for sizes in ((3, 4, 5, 6), (4, 3, 5), (5, 1, 3), (3, 4)):
        weights = [draw.normal(shape, rng) / np.sqrt(shape[0]) for shape in pairwise(sizes)]
        A0, dA = draw.normal((7, sizes[0]), rng), draw.upstream((7, sizes[-1]), rng)
        network = Network(A0, weights, _curved, _curved_back, dA)
        _norms(name, function, network, np.array([_norm(network, k) for k in range(len(weights))]))
    return ["5 networks of 1 to 10 layers"]


@dataclass(frozen=True)
class Network:
    """The arguments of the exercise, in its order."""

    A0: Array
    weights: list[Array]
    forward: Callable[..., tuple[Array, Array | None]]
    backward: Callable[..., Array]
    dA: Array  # noqa: N815


def _scaled(Z: Array) -> tuple[Array, None]:
    return Z / 4, None


def _scaled_back(dA: Array, cache: None) -> Array:
    return dA / 4


def _curved(Z: Array) -> tuple[Array, Array]:
    """An activation that no learner has written, and its slope for the cache."""
    return np.sin(Z), np.cos(Z)


def _curved_back(dA: Array, cache: Array) -> Array:
    return dA * cache


def _norm(network: Network, layer: int) -> float:
    """The norm of one layer's dZ, by central differences of all that follows it."""
    A = network.A0
    for W in network.weights[:layer]:
        A = _curved(A @ W)[0]

    def rest(Z: Array) -> Array:
        out = _curved(Z)[0]
        for W in network.weights[layer + 1 :]:
            out = _curved(out @ W)[0]
        return out

    (slopes,) = gradients(rest, [A @ network.weights[layer]], network.dA)
    return float(np.linalg.norm(slopes.middle))


def _norms(name: str, function: object, network: Network, want: Array) -> None:
    weights = {f"weights[{i}]": W for i, W in enumerate(network.weights)}
    watch = Watch({"A0": network.A0, "dA": network.dA, **weights})
    passed = network.A0, list(network.weights), network.forward, network.backward, network.dA
    got = call(name, name, function, *passed)
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


ZEROS = Diagnosis(
    "zeros counted",
    "zeros were counted one by one.",
    "A unit is dead only where it is 0 for every example. What has to be asked of a column first?",
)
ROWS = Diagnosis(
    "rows for columns",
    "examples were counted in place of units.",
    "A is (m, n): which axis counts the examples, and which the units?",
)
ANY = Diagnosis(
    "any for all",
    "units that are 0 for at least one example were counted.",
    "How often must a unit be 0 to be dead?",
)
CANCELLED = Diagnosis(
    "cancelled",
    "units whose activations add up to 0 were counted.",
    "Can activations add up to 0 without being 0?",
)
COUNT = Diagnosis(
    "count for share",
    "this is how many units are dead.",
    "A share lies between 0 and 1: of how many?",
)
ONE_EACH = Diagnosis(
    "one norm a layer",
    "one number was expected for each layer, each the norm of a whole matrix.",
    "Which sum does the Frobenius norm take, and how often is it taken?",
)
REVERSED = Diagnosis(
    "reversed",
    "the norms are right, last layer first.",
    "The backward pass meets the last layer first; the first layer should come first.",
)
SQUARED = Diagnosis(
    "squared",
    "these are the squares of the norms.",
    "What is missing from the sum of squares?",
)
