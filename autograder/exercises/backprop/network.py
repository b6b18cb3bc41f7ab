"""The backward pass through a whole network: what is asked, and on which networks."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.exercises.backprop.chapter import exercise
from autograder.exercises.drawing import upstream
from autograder.reference import backprop as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict

Elementwise = Callable[[Array], Array]


@dataclass(frozen=True)
class Hidden:
    """An activation, and its slope written in the activation's own output."""

    value: Elementwise
    slope: Elementwise


SOFTPLUS = Hidden(lambda Z: np.logaddexp(0.0, Z), lambda A: -np.expm1(-A))
TANH = Hidden(np.tanh, lambda A: 1.0 - A * A)
SIGMOID = Hidden(lambda Z: 0.5 + 0.5 * np.tanh(0.5 * Z), lambda A: A * (1.0 - A))

# (examples, sizes of the layers, activation) for each part
NETWORKS: dict[str, tuple[tuple[int, tuple[int, ...], Hidden], ...]] = {
    "last": ((6, (3, 4, 2, 5), SOFTPLUS), (4, (2, 5, 3), TANH), (1, (5, 3, 4, 2), SIGMOID)),
    "hidden": ((6, (3, 4, 2, 5), SOFTPLUS), (4, (2, 5, 3), TANH), (1, (5, 3, 4, 2), SIGMOID)),
    "deep": ((5, (4, 3), TANH), (7, (2, 3, 5, 4, 6, 3), SOFTPLUS)),
}


@exercise("mlp_backward", parts={"last": 2.0, "hidden": 4.0, "deep": 1.0, "inputs": 1.0})
def _mlp_backward(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for part, networks in NETWORKS.items():
        for m, sizes, hidden in networks:
            params = [(_weights(rng, pair), upstream(rng, pair[1:])) for pair in pairwise(sizes)]
            X, dZ = upstream(rng, (m, sizes[0])), upstream(rng, (m, sizes[-1]))
            activations = right.mlp_forward(X, params, hidden.value, np.tanh)
            want = right.mlp_backward(dZ, activations, params, hidden.slope)
            with verdict.part(part):
                slope = _handed(hidden.slope)
                got = student.mlp_backward(dZ, activations, params, slope)
                formed = _formed(got, len(params))
                expected = "expected a list with a pair (dW, db) for every layer"
                verdict.require(formed, expected, got=_form(got))
                last = len(params) - 1
                for layer in {"last": [last], "hidden": range(last)}.get(part, range(last + 1)):
                    for name, index in (("dW", 0), ("db", 1)):
                        value = got[layer][index]  # type: ignore[index]
                        called = f"{name} of layer {layer + 1} of {last + 1}"
                        verdict.expect(value, want[layer][index], called=called)


def _weights(rng: np.random.Generator, shape: tuple[int, int]) -> Array:
    return upstream(rng, shape) / np.sqrt(shape[0])


def _handed(slope: Elementwise) -> Callable[[Any], Any]:
    """What the learner is handed: it takes whole arrays or single numbers, no vast ones."""

    def hidden_slope(A: Any) -> Any:
        number = isinstance(A, float | int | np.floating)
        if not number and not (isinstance(A, np.ndarray) and A.dtype.kind == "f"):
            raise TypeError("hidden_slope takes an array of activations (m, n)")
        if np.size(A) > 1000:
            raise TypeError("hidden_slope was given more numbers than any layer here has")
        with np.errstate(all="ignore"):
            slopes = slope(np.asarray(A, dtype=np.float64))
        return float(slopes) if number else slopes

    return hidden_slope


def _formed(got: object, layers: int) -> bool:
    """Whether this is a sequence of as many pairs as there are layers."""
    if not isinstance(got, list | tuple) or len(got) != layers:
        return False
    return all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in got)


def _form(got: object) -> str:
    """The form of an answer in words, by which wrong ones are told apart."""
    if not isinstance(got, list | tuple):
        return type(got).__name__
    return ", ".join(str(len(each)) if isinstance(each, list | tuple) else "·" for each in got)
