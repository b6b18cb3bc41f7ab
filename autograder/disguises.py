"""Finite differences in disguise: backward passes that only call the forward pass.

Such an answer is right to ten digits on ordinary inputs, and shows nothing. `selftest` hands
in all three kinds to every backward exercise and prints which are caught."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from autograder.judge import judge
from autograder.model import Exercise
from autograder.namespace import Namespace

Forward = Callable[..., tuple[Any, Any]]
Derivative = Callable[[Callable[[float], Any], float], Any]


def central(f: Callable[[float], Any], at: float, h: float = 1e-5) -> Any:
    """(f(x + h) − f(x − h)) / 2h."""
    return (f(at + h) - f(at - h)) / (2 * h)


def richardson(f: Callable[[float], Any], at: float) -> Any:
    """Two central differences, extrapolated: the error falls from h² to h⁴."""
    return (4 * central(f, at, 5e-4) - central(f, at, 1e-3)) / 3


def complex_step(f: Callable[[float], Any], at: float, h: float = 1e-30) -> Any:
    """Im f(x + ih) / h: exact to rounding wherever f is analytic."""
    moved: Any = complex(at, h)
    return np.imag(f(moved)) / h


KINDS: Mapping[str, Derivative] = {
    "central": central,
    "Richardson": richardson,
    "complex-step": complex_step,
}


def disguise(exercise: Exercise, forward: Forward, kind: str) -> Mapping[str, Callable[..., Any]]:
    """A pair for the exercise whose backward pass differentiates `forward` numerically."""
    derivative = KINDS[kind]

    def remember(*inputs: Any) -> tuple[Any, Any]:
        return forward(*inputs)[0], inputs

    def numeric(dout: Any, cache: Any) -> Any:
        arrays = [each for each in cache if isinstance(each, np.ndarray)]
        found = tuple(_pull_back(forward, cache, k, dout, derivative) for k in range(len(arrays)))
        return found if len(found) > 1 else found[0]

    return {exercise.name: numeric, exercise.uses[0]: remember}


def best_share(exercise: Exercise, forwards: Iterable[Forward], kind: str) -> float:
    """The largest share of the points, from 0 to 1, that the kind gets with any of the forwards."""
    shares = [0.0]
    for forward in forwards:
        record, _ = judge(
            exercise, Namespace(disguise(exercise, forward, kind)), student="", points=1.0, seed=1
        )
        shares.append(record.score)
    return max(shares)


def best_shares(exercises: Mapping[str, Exercise]) -> Mapping[str, Mapping[str, float]]:
    """For every backward exercise with a forward pass of its own: the most that each kind gets,
    whichever forward it calls."""
    return {
        name: {kind: best_share(exercise, _forwards(exercise, exercises), kind) for kind in KINDS}
        for name, exercise in exercises.items()
        if name.endswith("_backward") and exercise.uses
    }


def _forwards(exercise: Exercise, exercises: Mapping[str, Exercise]) -> list[Forward]:
    """Right forward functions for a backward one, whose forward may be another chapter's."""
    name = exercise.uses[0]
    others = exercises[name].variants if name in exercises else ()
    return [exercise.reference[name], *others]  # type: ignore[list-item]


def _pull_back(
    forward: Forward, inputs: tuple[Any, ...], which: int, dout: Any, derivative: Derivative
) -> Any:
    gradient = np.zeros(inputs[which].shape)
    for index in np.ndindex(gradient.shape):

        def moved(value: Any, index: tuple[int, ...] = index) -> Any:
            kind = complex if isinstance(value, complex) else float
            changed = inputs[which].astype(kind)
            changed[index] = value
            return forward(*inputs[:which], changed, *inputs[which + 1 :])[0]

        gradient[index] = np.sum(dout * derivative(moved, inputs[which][index]))
    return gradient
