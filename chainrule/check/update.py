"""The check of chapter 04's step: parameters are drawn so that the place of arrival is known."""

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.expected import expect
from chainrule.check.report import CheckFailed
from chainrule.check.words import listed

Array = NDArray[np.float64]
Arrays = dict[str, Array]
NAME = "gradient_step"
LAYERS: tuple[tuple[dict[str, tuple[int, ...]], float], ...] = (
    ({"W": (3, 4), "b": (4,)}, 0.1),
    ({"gain": (5,), "kernel": (2, 3), "shift": (5,)}, 0.25),
    ({"W": (4, 1), "b": (1,)}, 3.0),
    ({}, 0.1),
)


@exercise
def gradient_step(function: object, /) -> list[str]:
    """`function(params, grads, lr) -> new params`: dicts with the same keys; nothing that is handed
    in changes."""
    rng = draw.generator()
    for shapes, lr in LAYERS:
        arrival = {key: draw.normal(shape, rng) for key, shape in shapes.items()}
        grads = {key: draw.upstream(shape, rng) for key, shape in shapes.items()}
        params = {key: arrival[key] + lr * grads[key] for key in shapes}
        watch = Watch({**_named("params", params), **_named("grads", grads)})
        given = dict(params), dict(grads)
        got = call(NAME, NAME, function, *given, lr)
        watch.verify(NAME, NAME)
        _same("params", given[0], params)
        _same("grads", given[1], grads)
        _arrived(got, arrival, params, grads, lr)
        if got is given[0]:
            raise _failed("the dict that was handed in", "a new dict", SECOND_NAME)
    return [f"{len(LAYERS)} sets of parameters, one of them empty"]


def _named(name: str, held: Arrays) -> Arrays:
    return {f"{name}[{key!r}]": array for key, array in held.items()}


def _same(name: str, after: Arrays, before: Arrays) -> None:
    if set(after) == set(before) and all(after[key] is before[key] for key in before):
        return
    raise CheckFailed(
        NAME,
        f"{name} after {NAME}: changed",
        expected="the dict as it was before the call",
        got="other values in it",
        cause=SECOND_NAME.cause,
        next_step=SECOND_NAME.next_step,
    )


def _arrived(got: object, arrival: Arrays, params: Arrays, grads: Arrays, lr: float) -> None:
    wanted = listed(map(repr, arrival)) or "no keys"
    if not isinstance(got, dict):
        came = "nothing" if got is None else f"a value of type {type(got).__name__}"
        raise _failed(came, f"a dict with {wanted}", RETURNED)
    if set(got) != set(arrival):
        came = f"a dict with {listed(f'{key!r:.20}' for key in got) or 'no keys'}"
        raise _failed(came, f"a dict with {wanted}", KEYS)
    for key, want in arrival.items():
        step = grads[key]
        slips = {
            UPHILL: want + 2 * lr * step,
            NO_RATE: params[key] - step,
            DIVIDED: params[key] - step / lr,
            STEP_ALONE: -lr * step,
            UNIT: params[key] - lr * step / np.linalg.norm(step),
        }
        expect(NAME, f"params[{key!r}] after a step of {lr}", got[key], want, slips=slips)


def _failed(got: str, expected: str, why: Diagnosis) -> CheckFailed:
    return CheckFailed(
        NAME,
        f"what {NAME} returns",
        expected=expected,
        got=got,
        cause=why.cause,
        next_step=why.next_step,
    )


RETURNED = Diagnosis(
    "no dict",
    "the new parameters do not come back.",
    "Does every path through the function end in a return?",
)
KEYS = Diagnosis(
    "keys",
    "the keys are not those of params.",
    "Does the function go through all the keys it is given, and end only then?",
)
SECOND_NAME = Diagnosis(
    "same dict",
    "a second name for a dict is not a second dict.",
    "Where is the new dict made, before anything is put into it?",
)
UPHILL = Diagnosis(
    "uphill",
    "the step goes the other way.",
    "A gradient points to where the cost grows. Which way leads down?",
)
NO_RATE = Diagnosis(
    "no learning rate",
    "the step is the whole gradient.",
    "How does lr decide how long the step is?",
)
DIVIDED = Diagnosis(
    "divided by lr",
    "the gradient was divided by lr.",
    "Should a smaller lr make the step shorter or longer?",
)
STEP_ALONE = Diagnosis(
    "step alone",
    "this is the step itself.",
    "From where is the step taken, and where does it lead?",
)
UNIT = Diagnosis(
    "length 1",
    "the gradient was brought to length 1 first.",
    "Does the rule divide by the gradient's length?",
)
