"""One step downhill on a dict of parameters, and what learners make of it."""

from typing import Any

import numpy as np

from autograder.exercises.backprop.chapter import exercise, mistake
from autograder.exercises.drawing import upstream
from autograder.reference import backprop as right
from autograder.student import Student
from autograder.verdict import Verdict

DRAWN: tuple[dict[str, tuple[int, ...]], ...] = (
    {"W": (3, 4), "b": (4,)},
    {"gain": (5,), "kernel": (2, 3), "shift": (5,)},
)


@exercise("gradient_step", parts={"values": 4.0, "empty": 1.0, "inputs": 3.0})
def _gradient_step(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for shapes, lr in zip((*DRAWN, DRAWN[0]), (0.1, 0.5, 3.0), strict=True):
        params = {name: upstream(rng, shape) for name, shape in shapes.items()}
        grads = {name: upstream(rng, shape) for name, shape in shapes.items()}
        with verdict.part("values"):
            got = student.gradient_step(params, grads, lr)
            same = isinstance(got, dict) and set(got) == set(shapes)
            verdict.require(same, "expected a dict with the keys of params", got=_kind(got))
            for name, want in right.gradient_step(params, grads, lr).items():
                verdict.expect(got[name], want, called=f"params[{name!r}]")  # type: ignore[index]
    with verdict.part("empty"):
        got = student.gradient_step({}, {}, 0.1)
        verdict.require(got == {}, "a layer that learns nothing has empty dicts", got=_kind(got))


def _kind(value: object) -> str:
    return f"dict {sorted(map(str, value))}" if isinstance(value, dict) else type(value).__name__


@mistake(
    "gradient_step",
    "uphill",
    loses="values",
    hint="The step goes up: a gradient points to where the cost grows fastest.",
)
def _(params: Any, grads: Any, lr: float) -> Any:
    return {key: params[key] + lr * grads[key] for key in params}


@mistake(
    "gradient_step",
    "learning rate forgotten",
    loses="values",
    hint="The step is the whole gradient, whatever the learning rate.",
)
def _(params: Any, grads: Any, lr: float) -> Any:
    return {key: params[key] - grads[key] for key in params}


@mistake(
    "gradient_step",
    "divided by the learning rate",
    loses="values",
    hint="A small learning rate gives a large step here: it should shorten it.",
)
def _(params: Any, grads: Any, lr: float) -> Any:
    return {key: params[key] - grads[key] / lr for key in params}


@mistake(
    "gradient_step",
    "the step alone",
    loses="values",
    hint="This is how far to go. Asked is where one arrives.",
)
def _(params: Any, grads: Any, lr: float) -> Any:
    return {key: -lr * grads[key] for key in params}


@mistake(
    "gradient_step",
    "gradient brought to length 1",
    loses="values",
    hint="Every step has the same length, however steep the slope is: the rule has no such "
    "division.",
)
def _(params: Any, grads: Any, lr: float) -> Any:
    return {key: params[key] - lr * grads[key] / np.linalg.norm(grads[key]) for key in params}


@mistake(
    "gradient_step",
    "changed in place",
    loses="inputs",
    hint="The values are right, and the arrays that were handed in have changed as well: a copy of "
    "a dict still holds the same arrays, and a second name for a dict is not a second dict.",
)
def _(params: Any, grads: Any, lr: float) -> Any:
    new = dict(params)
    for key in new:
        new[key] -= lr * grads[key]
    return new


@mistake(
    "gradient_step",
    "nothing returned",
    loses="values empty inputs",
    hint="The parameters are changed where they stand and nothing comes back: asked is a new dict.",
)
def _(params: Any, grads: Any, lr: float) -> Any:
    for key in params:
        params[key] -= lr * grads[key]


@mistake(
    "gradient_step",
    "only W and b",
    loses="values empty",
    hint="It works for the keys W and b alone; a layer may name its parameters as it likes.",
)
def _(params: Any, grads: Any, lr: float) -> Any:
    return {"W": params["W"] - lr * grads["W"], "b": params["b"] - lr * grads["b"]}


@mistake(
    "gradient_step",
    "return inside the loop",
    loses="values empty",
    hint="One key comes back: the function ends before the loop has met the others.",
)
def _(params: Any, grads: Any, lr: float) -> Any:
    new = {}
    for key in params:
        new[key] = params[key] - lr * grads[key]
        return new
    return None


@mistake(
    "gradient_step",
    "gradients scaled in place",
    loses="inputs",
    hint="The gradients are smaller after the call: whoever handed them in still needs them.",
)
def _(params: Any, grads: Any, lr: float) -> Any:
    new = {}
    for key in params:
        grads[key] *= lr
        new[key] = params[key] - grads[key]
    return new
