"""The check of chapter 04's backward pass of a linear layer."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.agreement import agree
from chainrule.check.calls import call, exercise, two
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.difference import Slopes
from chainrule.check.expected import expect
from chainrule.check.pair import Pair, Trial
from chainrule.check.values import before

Array = NDArray[np.float64]
FORWARD, BACKWARD = "linear_forward", "linear_backward"
SINGLE = ((1, 3, 2), (3, 2, 1), (1, 1, 1))  # examples, inputs, outputs

X = np.array([[1.0, 2.0, -1.0], [0.0, -3.0, 2.0]])
W = np.array([[2.0, -1.0], [1.0, 3.0], [4.0, 0.5]])
B = np.array([10.0, 20.0])
Z = np.array([[10.0, 24.5], [15.0, 12.0]])


@exercise
def linear_backward(forward: object, backward: object, /) -> list[str]:
    """`backward(dZ, cache) -> (dX, dW, db)` of linear_forward(X, W, b)."""
    before(BACKWARD, FORWARD, lambda: _worked(forward))
    inputs = "X", "W", "b"
    pair = Pair(BACKWARD, forward, backward, inputs, "Z", FORWARD, BACKWARD, clues=clues)
    return agree(pair, draws(draw.generator()))


def draws(rng: np.random.Generator) -> Iterator[tuple[Array, Array, Array]]:
    """Layers whose sizes all differ, then a batch of one, a single unit, and all three at once."""
    mixed = [tuple(rng.permutation((2, 3, 4)).tolist()) for _ in range(2)]
    for m, n_in, n_out in (*mixed, *SINGLE):
        X, W = draw.upstream((m, n_in), rng), draw.upstream((n_in, n_out), rng)
        yield X, W, draw.upstream((n_out,), rng)


def _worked(forward: object) -> None:
    """Numbers worked by hand: a backward that agrees with a wrong forward is wrong as well."""
    result = call(FORWARD, FORWARD, forward, X.copy(), W.copy(), B.copy())
    got, _ = two(FORWARD, FORWARD, result, "(Z, cache)")
    expect(FORWARD, "Z", got, Z, inputs={"b": B})


def clues(trial: Trial, name: str, got: object, slopes: Slopes) -> Diagnosis | None:
    """Slips of a linear layer, told from the learner's numbers and the central differences."""
    X, W, _ = trial.arrays.values()
    dZ = trial.upstream
    first, last = (np.multiply.outer(X[row], dZ[row]) for row in (0, -1))
    slips = {
        "dX": {NO_UPSTREAM: np.tile(W.sum(axis=1), (len(X), 1))},
        "dW": {FIRST: first, ONE_EXAMPLE: last, TIMES_EXAMPLES: slopes.middle * len(X)},
        "db": {FIRST: dZ[0], ONE_EXAMPLE: dZ[-1]},
    }
    return next((why for why, wrong in slips[name].items() if ladder(got, wrong) is None), None)


NO_UPSTREAM = Diagnosis(
    "upstream forgotten",
    "dZ does not take part.",
    "The chain rule multiplies two factors along each edge. What is the other one?",
)
FIRST = Diagnosis(
    "first example",
    "this is the first example's share alone.",
    "Every example uses the same weights. What happens to influences that meet again?",
)
ONE_EXAMPLE = Diagnosis(
    "one example",
    "this is the last example's share alone.",
    "Every example uses the same weights. What happens to influences that meet again?",
)
TIMES_EXAMPLES = Diagnosis(
    "times m",
    "it is larger by the number of examples.",
    "The 1/m of the cost is in dZ already. Is it undone here?",
)
