"""The check of chapter 02's network of layers: each entry of the list is compared with what the
entry before it should lead to, so a slip is named at the layer where it happens."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.forward_layer import combined, of_shapes
from chainrule.check.lists import same_list
from chainrule.check.report import CheckFailed, failure

Array = NDArray[np.float64]
Curve = Callable[[Any], Any]

NAME = "mlp_forward"


@exercise
def mlp_forward(function: object, /) -> list[str]:
    """`function(X, params, hidden, output) -> [X, A1, …, AL]`: params [(W1, b1), …]; `hidden` bends
    every layer but the last, `output` the last."""
    rng = draw.generator()
    networks = (
        (5, 4, 3, 2),
        (4, 3, 5),
        (6, 3, 4, 2, 5),
        (1, 2, 5, 3),
        (3, 4, 1),
        (2, 3, 4, 2, 5, 3, 1, 4),
    )
    for m, *widths in networks:
        params = [
            (draw.normal(pair, rng), draw.upstream(pair[1:], rng)) for pair in pairwise(widths)
        ]
        _network(function, draw.normal((m, widths[0]), rng), params)
    return [f"{len(networks)} networks of 1 to 6 layers"]


def _hidden(Z: Any) -> Any:
    """An activation that no learner has written."""
    return np.sin(Z)


def _output(Z: Any) -> Any:
    return Z / (1.5 + abs(Z)) + 0.1


class Counted:
    """A curve that counts its calls."""

    def __init__(self, curve: Curve) -> None:
        self.curve, self.calls = curve, 0

    def __call__(self, Z: Any) -> Any:
        self.calls += 1
        return self.curve(Z)


def _network(function: object, X: Array, params: list[tuple[Array, Array]]) -> None:
    arrays = {"X": X}
    for number, (W, b) in enumerate(params, start=1):
        arrays |= {f"W{number}": W, f"b{number}": b}
    watch = Watch(arrays)
    handed = list(params)
    hidden, output = Counted(_hidden), Counted(_output)
    with of_shapes(READ_SHAPES):
        got = call(NAME, NAME, function, X, handed, hidden, output)
    watch.verify(NAME, NAME)
    same_list(NAME, "params", handed, params, "pairs")
    listed = _as_list(got, X, len(params))
    if len(params) > 1 and not hidden.calls:
        raise _never("hidden")
    if not output.calls:
        raise _never("output")
    _compare(listed, X, params)


def _as_list(got: object, X: Array, layers: int) -> list[object]:
    """The answer as a list of one entry more than there are layers; else CheckFailed."""
    if not isinstance(got, (list, tuple)):
        raise CheckFailed(
            NAME,
            f"what {NAME} returns",
            expected=f"a list of {layers + 1} arrays, X first",
            got="nothing" if got is None else f"a value of type {type(got).__name__}",
            next_step="Which list could grow by one entry a layer, and what does it begin with?",
        )
    if len(got) == layers + 1:
        return list(got)
    starts_with_X = len(got) > 0 and ladder(got[0], X) is None
    raise CheckFailed(
        NAME,
        f"length of the list, {layers} layer{'s' if layers > 1 else ''}",
        expected=f"{layers + 1} entries",
        got=f"{len(got)}",
        cause=(
            "the list does not begin with X."
            if not starts_with_X
            else "a layer is missing from the list."
            if len(got) <= layers
            else "a layer stands in the list more than once."
        ),
        next_step="X, then one activation for each pair in params: what is listed, and when?",
    )


@dataclass(frozen=True)
class Layer:
    """One layer as it was met: what came in (bent, and before it was bent), its weights, and the
    curve that it should and should not have used."""

    before: Array
    before_Z: Array  # noqa: N815
    W: Array
    b: Array
    curve: Curve
    other: Curve

    @property
    def Z(self) -> Array:
        return combined(self.before, self.W, self.b)


def _compare(listed: list[object], X: Array, params: list[tuple[Array, Array]]) -> None:
    finding = ladder(listed[0], X)
    if finding is not None:
        raise failure(NAME, "the first entry, X", finding, X.shape, {}, FIRST)
    before = before_Z = X
    for number, (W, b) in enumerate(params, start=1):
        last = number == len(params)
        curve, other = (_output, _hidden) if last else (_hidden, _output)
        layer = Layer(before, before_Z, W, b, curve, other)
        want = np.asarray(curve(layer.Z), dtype=np.float64)
        finding = ladder(listed[number], want)
        if finding is not None:
            where = f"A{number} of {len(params)}, {'output' if last else 'hidden'} layer"
            why = _why(listed[number], layer, X, params[0])
            raise failure(NAME, where, finding, want.shape, {"b": b}, why)
        before, before_Z = want, layer.Z


def _why(got: object, layer: Layer, X: Array, first: tuple[Array, Array]) -> Diagnosis | None:
    """Which slip explains one activation, those of the layers before it being right."""
    Z, curve = layer.Z, layer.curve
    tries: dict[Diagnosis, Callable[[], Array]] = {
        OTHER_CURVE: lambda: layer.other(Z),
        UNBENT: lambda: Z,
        BENT_TWICE: lambda: _output(_hidden(Z)),
        NO_BIAS: lambda: curve(Z - layer.b),
        BENT_BEFORE: lambda: combined(curve(layer.before), layer.W, layer.b),
        PASSED_ON: lambda: curve(combined(layer.before_Z, layer.W, layer.b)),
        FED_WITH_X: lambda: curve(combined(X, layer.W, layer.b)),
        FIRST_WEIGHTS: lambda: curve(combined(layer.before, *first)),
        SIGMOID: lambda: 1 - 1 / (1 + np.exp(Z)),
        TANH: lambda: np.tanh(Z),
        RELU: lambda: (Z + abs(Z)) / 2,
    }
    return next((why for why, wrong in tries.items() if _gives(wrong, got)), None)


def _gives(wrong: Callable[[], Array], got: object) -> bool:
    """Whether the slip can be computed at these sizes, and gives what was got."""
    try:
        return ladder(got, np.asarray(wrong(), dtype=np.float64)) is None
    except ValueError:
        return False


def _never(name: str) -> CheckFailed:
    return CheckFailed(
        NAME,
        f"{name}: called",
        expected=f"at least one call of {name}",
        got="none",
        cause=f"the function `{name}` that was handed in was never called.",
        next_step=f"Which layers does {name} bend? It comes in as an argument like the others.",
    )


def hard_wired(name: str) -> Diagnosis:
    return Diagnosis(
        f"{name} in place of the argument",
        f"this is {name} of the right pre-activation, whatever activation was handed in.",
        "The activations are arguments: which of them belongs to this layer?",
    )


SIGMOID, TANH, RELU = map(hard_wired, ("the sigmoid", "tanh", "ReLU"))
READ_SHAPES = (
    "A layer's input is the activation before it, and its weights are its own pair of params. "
    "Print the shapes of both, layer by layer."
)
FIRST = Diagnosis(
    "not X first",
    "the list does not begin with X.",
    "The first layer's own input is needed on the way back. Where does the list begin?",
)
OTHER_CURVE = Diagnosis(
    "the other activation",
    "the pre-activation is right, and the other of the two activations was applied to it.",
    "`output` belongs to the last layer alone, `hidden` to all before it. How does your loop know "
    "which layer is the last?",
)
UNBENT = Diagnosis(
    "pre-activation listed",
    "this is the pre-activation Z; no activation was applied to it.",
    "Which of Z and A is wanted in the list?",
)
BENT_TWICE = Diagnosis(
    "bent twice",
    "both activations were applied, hidden first and output on top of it.",
    "Each layer has one activation. How does your loop know which layer is the last?",
)
NO_BIAS = Diagnosis(
    "bias forgotten",
    "the layer was computed without its bias.",
    "What does params hold for each layer?",
)
BENT_BEFORE = Diagnosis(
    "bent before",
    "the activation was applied to the layer's input, before the weights.",
    "Which comes first in a layer, the weighted sum or the bend?",
)
PASSED_ON = Diagnosis(
    "pre-activation passed on",
    "this layer was fed with the pre-activation of the one before.",
    "What is the input of layer 2: Z1 or A1?",
)
FED_WITH_X = Diagnosis(
    "fed with X",
    "this layer was fed with X again.",
    "What is the input of layer 2: X or A1?",
)
FIRST_WEIGHTS = Diagnosis(
    "first weights",
    "this layer used the weights of the first.",
    "Which pair of params belongs to this layer?",
)
