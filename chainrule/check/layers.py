"""The check of chapter 05's layer class: an object that keeps its own cache."""

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw, worked
from chainrule.check.activations import errors
from chainrule.check.agreement import within
from chainrule.check.calls import call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.pair import Pair
from chainrule.check.report import CheckFailed, failure
from chainrule.check.values import Activation, known_values
from chainrule.check.words import listed

Array = NDArray[np.float64]

NAME = "ReLU"
FORWARD, BACKWARD = "ReLU().forward", "ReLU().backward"


@exercise
def ReLU(layer: object, /) -> list[str]:
    """`layer()` has `.params` and `.grads`, empty dicts; `.forward(X) -> out`, the larger of 0 and
    X; `.backward(dout) -> dX` for the X of its own last forward call."""
    made = call(NAME, "ReLU()", layer)
    for attribute in ("params", "grads"):
        _empty(made, attribute)
        _own(made, call(NAME, "ReLU()", layer), attribute)

    def forward(X: Array) -> tuple[object, object]:
        fresh = call(NAME, "ReLU()", layer)
        return _method(fresh, "forward", X), fresh

    def backward(dout: Array, fresh: object) -> object:
        return _method(fresh, "backward", dout)

    known_values(NAME, forward, Activation(FORWARD, worked.line(0.0), output="out"))
    again = "a second call of {} after one forward"
    pair = Pair(NAME, forward, backward, ("X",), "out", FORWARD, BACKWARD, again=again)
    worst = errors(pair, draw.generator())
    _own_state(layer)
    return [f"{len(worst)} shapes", within({"dX": max(worst)}), "params and grads empty"]


def _method(made: object, name: str, argument: Array) -> object:
    return call(NAME, f"ReLU().{name}", getattr(made, name, None), argument)


def _empty(made: object, attribute: str) -> None:
    value = getattr(made, attribute, None)
    if type(value) is dict and not value:
        return
    if type(value) is dict:
        raise _filled(attribute, list(value))
    raise CheckFailed(
        NAME,
        f"ReLU().{attribute}",
        expected="an empty dict",
        got="nothing" if value is None else f"{type(value).__name__} {value!r:.60}",
        cause="every layer has params and grads, also one that learns nothing.",
        next_step=f"Where is self.{attribute} made, and does a new layer have it?",
    )


def _filled(attribute: str, keys: list[object]) -> CheckFailed:
    named = listed(f"{key!r:.20}" for key in keys[:3])
    return CheckFailed(
        NAME,
        f"ReLU().{attribute}",
        expected="an empty dict",
        got=f"a dict that holds {named}",
        cause=f"ReLU learns nothing, so nothing belongs in {attribute}.",
        next_step=f"Who put {named} there? backward returns dX, and keeps no copy of it.",
    )


def _own(made: object, other: object, attribute: str) -> None:
    """Raises CheckFailed where two layers share one dict."""
    if getattr(made, attribute) is not getattr(other, attribute):
        return
    raise CheckFailed(
        NAME,
        f"ReLU().{attribute} of two layers",
        expected="a dict of its own for each layer",
        got="the same dict twice",
        cause=f"{attribute} is made once, for the whole class, and every layer shares it.",
        next_step=f"Where is {attribute} made anew for each layer, and kept on self?",
    )


def _own_state(layer: object) -> None:
    """Two layers in one network, and one layer used twice: whose mask does backward use?"""
    X, other = np.array([[1.0, -1.0, 2.0]]), np.array([[-1.0, 1.0, -2.0]])
    dout = np.array([[5.0, 6.0, 7.0]])
    one, two = call(NAME, "ReLU()", layer), call(NAME, "ReLU()", layer)
    _method(one, "forward", other)
    _method(one, "forward", X)
    _method(two, "forward", other)
    for made, inputs, want in ((one, X, [[5.0, 0.0, 7.0]]), (two, other, [[0.0, 6.0, 0.0]])):
        finding = ladder(_method(made, "backward", dout), np.array(want))
        if finding is not None:
            part = "dX with two layers, each after its own forward"
            quoted = {"X": inputs, "dout": dout}
            raise failure(NAME, part, finding, X.shape, quoted, SHARED)
    for attribute in ("params", "grads"):
        _empty(one, attribute)


SHARED = Diagnosis(
    "shared state",
    "the layer remembers something else than its own last forward call.",
    "Is the cache kept on self, and made anew by every forward call?",
)
