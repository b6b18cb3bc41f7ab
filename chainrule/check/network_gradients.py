"""The check of chapter 04's backward pass through a whole network."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.advice import STOPS
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.diagnose import diagnose
from chainrule.check.difference import gradients
from chainrule.check.mlp_slips import (
    EVERY_LAYER,
    LAST_SLOPE,
    NEVER_ASKED,
    OF_GRADIENT,
    OTHER_INPUT,
    OTHER_LAYER,
    REVERSED,
    TURNED,
)
from chainrule.check.report import CheckFailed, failure
from chainrule.check.words import listed

Array = NDArray[np.float64]
NAME = "mlp_backward"
NETWORKS = ((5, (3, 4, 2)), (4, (2, 4, 3, 2)), (1, (3, 2, 4)), (4, (3, 2)), (3, (2, 1, 3, 2, 1)))


@dataclass(frozen=True)
class Network:
    """What the exercise is given, and the gradients that central differences find."""

    dZ: Array  # noqa: N815
    activations: list[Array]
    params: list[tuple[Array, Array]]
    truth: list[tuple[Array, Array]]


@exercise
def mlp_backward(function: object, /) -> list[str]:
    """`function(dZ_L, activations, params, hidden_slope) -> [(dW1, db1), …]`, any depth; the slope
    of the hidden activation is handed in, written in the activation."""
    rng = draw.generator()
    right: list[int] = []
    for m, sizes in NETWORKS:
        network = _network(m, sizes, rng)
        try:
            _try(function, network)
        except CheckFailed as found:
            raise _by_depth(found, right, len(network.params)) from found.__cause__
        right.append(len(network.params))
    return [f"{len(NETWORKS)} networks of 1 to 4 layers, as central differences say"]


def _try(function: object, network: Network) -> None:
    """Raises CheckFailed where the function misses the gradients of this one network."""
    asked: list[Array] = []
    given = {f"activations[{i}]": A for i, A in enumerate(network.activations)}
    for i, (W, b) in enumerate(network.params, start=1):
        given |= {f"W{i}": W, f"b{i}": b}
    watch = Watch({"dZ_L": network.dZ, **given})
    activations, params = list(network.activations), list(network.params)
    got = _called(function, network, activations, params, asked)
    watch.verify(NAME, NAME)
    _same_list("activations", activations, network.activations)
    _same_list("params", params, network.params)
    _compare(got, network, asked)


def _by_depth(found: CheckFailed, right: Sequence[int], layers: int) -> CheckFailed:
    """The failure, told as one of depth where no surer cause is known and networks of another
    depth were right."""
    if found.cause or not right or layers in right:
        return found
    counts = listed(map(str, sorted(set(right))))
    return found.retold(
        cause=f"right for {counts} layers, and not for {layers}: does it depend on their number?",
        next_step="What does each layer hand on to the one before it, and does it do so at every "
        "layer?",
    )


def _bent(Z: Array) -> Array:
    """An activation that no learner has written; its slope is `_steepness` of its value."""
    return np.asarray(np.arctan(Z))


def _steepness(A: Any) -> Any:
    return np.cos(A) ** 2


def _network(m: int, sizes: tuple[int, ...], rng: np.random.Generator) -> Network:
    shapes = list(pairwise(sizes))
    weights = [draw.upstream(shape, rng) / np.sqrt(shape[0]) for shape in shapes]
    biases = [draw.upstream(shape[1:], rng) for shape in shapes]
    X = draw.upstream((m, sizes[0]), rng)

    def passed(*arrays: Array) -> list[Array]:
        A, scores = X, []
        for W, b in zip(arrays[::2], arrays[1::2], strict=True):
            scores.append(A @ W + b)
            A = _bent(scores[-1])
        return scores

    flat = [array for pair in zip(weights, biases, strict=True) for array in pair]
    scores = passed(*flat)
    dZ = draw.upstream(scores[-1].shape, rng)
    found = [each.middle for each in gradients(lambda *arrays: passed(*arrays)[-1], flat, dZ)]
    activations = [X, *map(_bent, scores)]
    truth = list(zip(found[::2], found[1::2], strict=True))
    return Network(dZ, activations, list(zip(weights, biases, strict=True)), truth)


def _called(
    function: object, network: Network, activations: Any, params: Any, asked: list[Array]
) -> object:
    """What came back; `asked` hears of every call of the slope that is handed in."""

    def hidden_slope(A: Any) -> Any:
        asked.append(np.array(A, dtype=np.float64))
        return _steepness(A)

    try:
        return call(NAME, NAME, function, network.dZ, activations, params, hidden_slope)
    except CheckFailed as found:
        if STOPS not in found.checked:
            raise
        why = _of_call(network, asked) if asked else None
        if why is None and re.search("matmul|not aligned", found.got):
            why = OTHER_LAYER
        if why is None:
            raise
        raise found.retold(cause=why.cause, next_step=why.next_step) from found.__cause__


def _of_call(network: Network, asked: Sequence[Array]) -> Diagnosis | None:
    """What the calls of the slope tell: on which activations it was taken, if at all."""
    hidden, last = network.activations[1:-1], network.activations[-1]
    if not asked:
        return NEVER_ASKED if hidden else None
    if all(A.ndim == 2 for A in asked):
        if any(ladder(A, last) is None for A in asked):
            return LAST_SLOPE
        if not any(ladder(A, known) is None for A in asked for known in network.activations):
            return OF_GRADIENT
    return None


def _same_list(name: str, after: list[Any], before: list[Any]) -> None:
    if len(after) == len(before) and all(a is b for a, b in zip(after, before, strict=True)):
        return
    raise CheckFailed(
        NAME,
        f"{name} after {NAME}: changed",
        expected=f"the list as it was before the call, {len(before)} entries in their order",
        got=f"{len(after)} entries" if len(after) != len(before) else "other entries",
        cause="the function changes the list itself, and its caller goes on with what is left.",
        next_step=f"Which line takes something out of {name}, or turns it round?",
    )


def _compare(got: object, network: Network, asked: Sequence[Array]) -> None:
    """Layer by layer as the backward pass meets them: the first that is wrong is the one to
    mend."""
    pairs = _pairs(got, len(network.params))
    for layer in range(len(pairs) - 1, -1, -1):
        for index, name in enumerate(("dW", "db")):
            want = network.truth[layer][index]
            finding = ladder(pairs[layer][index], want)
            if finding is not None:
                part = f"{name}{layer + 1} of a network with {len(pairs)} layers"
                why = _why(pairs, layer, index, network, asked)
                raise failure(NAME, part, finding, want.shape, {}, why)


def _pairs(got: object, layers: int) -> list[tuple[object, object]]:
    """The answer as a list of pairs, or CheckFailed saying what came in place of one."""
    several = isinstance(got, (list, tuple))
    count = f"{len(got)} entries" if isinstance(got, (list, tuple)) else type(got).__name__
    pairs = [each for each in got if _is_pair(each)] if isinstance(got, (list, tuple)) else []
    if several and len(pairs) == layers and count == f"{layers} entries":
        return [(each[0], each[1]) for each in pairs]
    single = count == f"{layers} entries"
    raise CheckFailed(
        NAME,
        f"what {NAME} returns",
        expected=f"a list of {layers} pairs (dW, db), one for each layer",
        got="entries that are no pairs" if single else "nothing" if got is None else count,
        cause="every layer has weights and biases, and each has its gradient." if single else "",
        next_step="What does the pass meet at each layer, from the last down to the first?",
    )


def _is_pair(value: object) -> bool:
    return isinstance(value, (list, tuple)) and len(value) == 2


def _why(
    pairs: Any, layer: int, index: int, network: Network, asked: Sequence[Array]
) -> Diagnosis | None:
    got, want = pairs[layer][index], network.truth[layer][index]
    if ladder(got, network.truth[layer][1 - index]) is None:
        return TURNED
    backwards = [truth[index] for truth in network.truth[::-1]]
    if all(ladder(pair[index], each) is None for pair, each in zip(pairs, backwards, strict=True)):
        return REVERSED
    m = network.dZ.shape[0]
    depth = len(pairs) - layer
    if m > 1 and ladder(got, want / m**depth) is None and depth > 1:
        return EVERY_LAYER
    last = layer == len(pairs) - 1
    if last and type(got) is np.ndarray and got.shape[:1] == network.dZ.shape[1:] != want.shape[:1]:
        return OTHER_INPUT
    return diagnose(got, want, upstream=network.dZ) or _of_call(network, asked)
