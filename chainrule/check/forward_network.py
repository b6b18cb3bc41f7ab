"""The check of chapter 02's network of layers: each entry of the list is compared with what the
entry before it should lead to, so a slip is named at the layer where it happens."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check import network_slips as slips
from chainrule.check.advice import STOPS
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.forward_layer import combined, of_shapes
from chainrule.check.lists import same_list
from chainrule.check.report import CheckFailed, failure

Array = NDArray[np.float64]
Curve = Callable[[Any], Any]

NAME = "mlp_forward"
READ_SHAPES = (
    "A layer's input is the activation before it, and its weights are its own pair of params. "
    "Print the shapes of both, layer by layer."
)


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
    """A curve that counts its calls, and refuses the pair that a linear layer returns."""

    def __init__(self, name: str, curve: Curve) -> None:
        self.name, self.curve, self.calls = name, curve, 0

    def __call__(self, Z: Any) -> Any:
        self.calls += 1
        if isinstance(Z, (tuple, list)):
            raise CheckFailed(
                NAME,
                f"what {self.name} is called with",
                expected="one array, Z",
                got=f"{len(Z)} values in a {type(Z).__name__}",
                cause="linear_forward returns a pair, (Z, cache), and the pair was handed on.",
                next_step="linear_forward returns a pair (Z, cache): which of the two goes into "
                "the activation?",
            )
        return self.curve(Z)


def _network(function: object, X: Array, params: list[tuple[Array, Array]]) -> None:
    arrays = {"X": X}
    for number, (W, b) in enumerate(params, start=1):
        arrays |= {f"W{number}": W, f"b{number}": b}
    watch = Watch(arrays)
    handed = list(params)
    hidden, output = Counted("hidden", _hidden), Counted("output", _output)
    with _any_number(len(params)), of_shapes(READ_SHAPES):
        got = call(NAME, NAME, function, X, handed, hidden, output)
    watch.verify(NAME, NAME)
    same_list(NAME, "params", handed, params, "pairs")
    listed = _as_list(got, X, len(params))
    if len(params) > 1 and not hidden.calls:
        raise _never("hidden")
    if not output.calls:
        raise _never("output")
    _compare(listed, X, params)


@contextlib.contextmanager
def _any_number(layers: int) -> Iterator[None]:
    """An error from taking a fixed number of layers for granted is told so. A network of two comes
    first: whoever passes it and stops at another count has written that two."""
    try:
        yield
    except CheckFailed as found:
        fixed = layers != 2 and found.checked.endswith(STOPS)
        fixed |= "list index out of range" in found.got
        if not fixed and not ("values to unpack" in found.got and "params" in found.where):
            raise
        raise found.retold(
            cause="params may hold any number of pairs, also one.",
            next_step="How many layers does this line take for granted? Which loop meets every "
            "pair once?",
        ) from found.__cause__


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
        raise failure(NAME, "the first entry, X", finding, X.shape, {}, slips.FIRST)
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
        slips.OTHER_CURVE: lambda: layer.other(Z),
        slips.UNBENT: lambda: Z,
        slips.BENT_TWICE: lambda: _output(_hidden(Z)),
        slips.NO_BIAS: lambda: curve(Z - layer.b),
        slips.BENT_BEFORE: lambda: combined(curve(layer.before), layer.W, layer.b),
        slips.PASSED_ON: lambda: curve(combined(layer.before_Z, layer.W, layer.b)),
        slips.FED_WITH_X: lambda: curve(combined(X, layer.W, layer.b)),
        slips.FIRST_WEIGHTS: lambda: curve(combined(layer.before, *first)),
        slips.SIGMOID: lambda: 1 - 1 / (1 + np.exp(Z)),
        slips.TANH: lambda: np.tanh(Z),
        slips.RELU: lambda: (Z + abs(Z)) / 2,
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
