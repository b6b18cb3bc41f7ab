"""The checks of chapter 05's PReLU, whose slope is learned."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.agreement import agree
from chainrule.check.calls import Watch, call, exercise, two
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.difference import Slopes
from chainrule.check.pair import Pair, Trial
from chainrule.check.report import failure
from chainrule.check.sides import diagnose_values
from chainrule.check.values import before

Array = NDArray[np.float64]


@exercise
def prelu_forward(forward: object, /) -> list[str]:
    """`forward(Z, alpha) -> (A, cache)`: Z (m, n), alpha (n,) of any size and sign."""
    return _prelu_values("prelu_forward", forward)


@exercise
def prelu_backward(forward: object, backward: object, /) -> list[str]:
    """`backward(dA, cache) -> (dZ, dalpha)`: like Z (m, n) and like alpha (n,)."""
    before("prelu_backward", "prelu_forward", lambda: _prelu_values("prelu_forward", forward))
    names = "prelu_forward", "prelu_backward"
    inputs = "Z", "alpha"
    pair = Pair("prelu_backward", forward, backward, inputs, "A", *names, clues=_prelu_clues)
    return agree(pair, _prelu_inputs(draw.generator()))


def _prelu_inputs(rng: np.random.Generator) -> Iterator[tuple[Array, Array]]:
    """Awkward shapes; slopes of both signs and above 1; then exact zeros, then ±1000."""
    for sizes in draw.rounds({"Z": "m n", "alpha": "n"}, rng):
        yield 2 * draw.normal(sizes["Z"], rng), _slopes(sizes["alpha"], rng)
    Z = draw.normal((5, 3), rng)
    yield draw.with_zeros(Z, rng), _slopes((3,), rng)
    yield draw.extreme((5, 3), rng), _slopes((3,), rng)


def _slopes(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    choice = np.resize([0.25, 2.0, -0.5], shape) * rng.uniform(0.8, 1.2, size=shape)
    return np.asarray(rng.permutation(choice), dtype=np.float64)


def _prelu_values(name: str, forward: object) -> list[str]:
    """A is the mean of its two straight lines, weighted by which side of 0 they are on."""
    count = 0
    for Z, alpha in _prelu_inputs(draw.generator()):
        count += 1
        watch = Watch({"Z": Z.copy(), "alpha": alpha.copy()})
        result = call(name, name, forward, *watch.arrays.values())
        watch.verify(name, name)
        A, _ = two(name, name, result, "(A, cache)")
        want = (Z + abs(Z)) / 2 + alpha * (Z - abs(Z)) / 2
        finding = ladder(A, want)
        if finding is not None:
            larger = ladder(A, np.maximum(Z, alpha * Z)) is None
            why = LARGER if larger else diagnose_values(A, want, Z)
            raise failure(name, "A", finding, Z.shape, watch.copies, why)
    return [f"{count} shapes", "slopes below 0, between 0 and 1, and above 1"]


def _prelu_clues(trial: Trial, name: str, got: object, slopes: Slopes) -> Diagnosis | None:
    """Mistakes with alpha, told from the learner's numbers and the central differences."""
    (Z, alpha), dA = trial.arrays.values(), trial.upstream
    sums, below = slopes.middle, (Z - abs(Z)) / 2
    tries = {
        "dZ": {ALPHA_EVERYWHERE: dA * alpha},
        "dalpha": {
            ALL_EXAMPLES: (dA * Z).sum(axis=0),
            OTHER_SIDE: (dA * Z).sum(axis=0) - sums,
            ALPHA_TWICE: sums * alpha,
            NO_UPSTREAM: below.sum(axis=0),
            NO_INPUT: (dA * np.sign(-below)).sum(axis=0),
        },
    }
    return next((why for why, wrong in tries[name].items() if ladder(got, wrong) is None), None)


LARGER = Diagnosis(
    "larger of two",
    "the larger of the two lines was taken; with a slope above 1 that is the wrong one.",
    "What decides which line holds: the size of the outcome, or the sign of Z?",
)
ALPHA_EVERYWHERE = Diagnosis(
    "slope everywhere",
    "every entry was multiplied by alpha.",
    "For which entries is the local slope alpha, and what is it for the others?",
)
ALL_EXAMPLES = Diagnosis(
    "sum over both sides",
    "every example was counted, also those where Z > 0.",
    "For which entries of Z does alpha take part in the outcome?",
)
OTHER_SIDE = Diagnosis(
    "sum over the other side",
    "the examples where Z > 0 were counted, and not those where Z < 0.",
    "For which entries of Z does alpha take part in the outcome?",
)
ALPHA_TWICE = Diagnosis(
    "alpha twice",
    "every entry is the right one times its alpha: was dZ taken where dA belongs?",
    "Which gradient arrives at the outcome A: dA, or dZ?",
)
NO_UPSTREAM = Diagnosis(
    "upstream forgotten",
    "this is the sum of the local slopes alone; dA does not take part.",
    "The chain rule multiplies two factors along each edge. What is the other one?",
)
NO_INPUT = Diagnosis(
    "input forgotten",
    "this is the sum of dA where Z < 0; what alpha was multiplied by does not take part.",
    "What is the derivative of alpha · Z with respect to alpha?",
)
