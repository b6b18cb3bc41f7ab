"""The check of chapter 05's exercise about many layers: what is left of a gradient at each
depth."""

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
from chainrule.check.handed import Handed
from chainrule.check.lists import same_list
from chainrule.check.report import CheckFailed, failure

Array = NDArray[np.float64]

NAME = "gradient_norms_by_depth"


@exercise
def gradient_norms_by_depth(function: object, /) -> list[str]:
    """`function(A0, weights, forward, backward, dA) -> norms`: the Frobenius norm of each layer's
    dZ, first layer first; a list, a tuple or an array of numbers."""
    rng = draw.generator()
    one = np.ones((1, 1))
    shrinking = Network(one, [one.copy() for _ in range(10)], _scaled, _scaled_back, one.copy())
    _norms(function, shrinking, np.array([0.25**slopes for slopes in range(10, 0, -1)]))
    for sizes in ((3, 4, 5, 6), (4, 3, 5), (5, 1, 3), (3, 4)):
        weights = [draw.normal(shape, rng) / np.sqrt(shape[0]) for shape in pairwise(sizes)]
        A0, dA = draw.normal((7, sizes[0]), rng), draw.upstream((7, sizes[-1]), rng)
        network = Network(A0, weights, _curved, _curved_back, dA)
        slopes = [_gradient(network, layer) for layer in range(len(weights))]
        _norms(function, network, np.array([np.linalg.norm(each) for each in slopes]))
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


def _gradient(network: Network, layer: int, *, at_activation: bool = False) -> Array:
    """One layer's dZ, or the dA above it, by central differences of all that follows."""
    A = network.A0
    for W in network.weights[:layer]:
        A = network.forward(A @ W)[0]

    def rest(values: Array) -> Array:
        out = values if at_activation else network.forward(values)[0]
        for W in network.weights[layer + 1 :]:
            out = network.forward(out @ W)[0]
        return out

    Z = A @ network.weights[layer]
    (slopes,) = gradients(rest, [network.forward(Z)[0] if at_activation else Z], network.dA)
    return slopes.middle


def _norms(function: object, network: Network, want: Array) -> None:
    weights = {f"weights[{i}]": W for i, W in enumerate(network.weights)}
    watch = Watch({"A0": network.A0, "dA": network.dA, **weights})
    passed = list(network.weights)
    handed = Handed(network.forward, network.backward)
    forward, backward = handed.functions()
    try:
        got = call(NAME, NAME, function, network.A0, passed, forward, backward, network.dA)
    except CheckFailed as found:
        why = handed.error(len(passed), found.got)
        if why is None:
            raise
        raise found.retold(cause=why.cause, next_step=why.next_step) from found.__cause__
    watch.verify(NAME, NAME)
    same_list(NAME, "weights", passed, network.weights, "matrices")
    if isinstance(got, (list, tuple)):
        got = _as_array(got)
    finding = ladder(got, want)
    if finding is not None:
        why = handed.unused() or _why(got, want, finding, network)
        raise failure(NAME, f"norms of {len(want)} layers", finding, want.shape, {}, why)


def _as_array(values: list[object] | tuple[object, ...]) -> object:
    """The numbers as an array; what is no list of numbers stays as it is."""
    if all(ladder(value, 0.0, tolerance=np.inf) is None for value in values):
        return np.array([float(np.asarray(value, dtype=np.float64)) for value in values])
    return values


def _why(got: object, want: Array, finding: Finding, network: Network) -> Diagnosis | None:
    if finding.rung == "shape":
        return ONE_EACH
    if type(got) is not np.ndarray:
        return None
    layers = range(len(want))
    upstream = [_gradient(network, layer, at_activation=True) for layer in layers]
    slopes = [_gradient(network, layer) for layer in layers]
    above = np.array([np.linalg.norm(each) for each in upstream])
    tries = {
        REVERSED: want[::-1],
        SQUARED: want**2,
        OF_UPSTREAM: above,
        SPECTRAL: np.array([np.linalg.norm(each, 2) for each in slopes]),
        SIZES: np.array([abs(each).sum() for each in slopes]),
        TOTAL: np.array([each.sum() for each in slopes]),
    }
    found = (why for why, wrong in tries.items() if ladder(got, wrong.copy()) is None)
    below = len(want) > 1 and ladder(got[1:], above[:-1]) is None
    return next(found, OF_UPSTREAM if below else None)


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
OF_UPSTREAM = Diagnosis(
    "norms of dA",
    "these are the norms of dA, the gradients at the activations, in place of those of dZ.",
    "At which point between two layers is the norm asked for: before or after the activation?",
)
SPECTRAL = Diagnosis(
    "spectral norm",
    "these are spectral norms: np.linalg.norm with a 2 takes a matrix's largest singular value.",
    "The Frobenius norm is the root of the sum of all squares. Which call gives that?",
)
SIZES = Diagnosis(
    "sum of sizes",
    "these are sums of the entries' absolute values.",
    "The Frobenius norm is the root of the sum of all squares.",
)
TOTAL = Diagnosis(
    "sum of entries",
    "these are plain sums of the entries.",
    "The Frobenius norm is the root of the sum of all squares.",
)
