"""The checks of chapter 05's maxout, which takes the largest of k pieces."""

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
from chainrule.check.values import before

Array = NDArray[np.float64]


@exercise
def maxout_forward(forward: object, /) -> list[str]:
    """`forward(Z) -> (A, cache)`: Z (m, n, k) -> A (m, n), the largest of the k pieces."""
    return _maxout_values("maxout_forward", forward)


@exercise
def maxout_backward(forward: object, backward: object, /) -> list[str]:
    """`backward(dA, cache) -> dZ`: dA (m, n) -> dZ (m, n, k); a tie may be split in any way."""
    before("maxout_backward", "maxout_forward", lambda: _maxout_values("maxout_forward", forward))
    names = "maxout_forward", "maxout_backward"
    pair = Pair("maxout_backward", forward, backward, ("Z",), "A", *names, clues=_share)
    return agree(pair, ((Z,) for Z in _maxout_inputs(draw.generator())), _shares)


def _maxout_inputs(rng: np.random.Generator) -> Iterator[Array]:
    """Awkward shapes, some with all pieces negative; then ties; then ±1000."""
    for sizes in draw.rounds({"Z": "m n k"}, rng):
        yield draw.normal(sizes["Z"], rng) - 0.5
    yield rng.integers(-1, 2, size=(4, 3, 3)).astype(np.float64)
    yield draw.extreme((3, 4, 2), rng)


def _maxout_values(name: str, forward: object) -> list[str]:
    """Sorted, the pieces end with the largest."""
    count = 0
    for Z in _maxout_inputs(draw.generator()):
        count += 1
        watch = Watch({"Z": Z.copy()})
        result = call(name, name, forward, watch.arrays["Z"])
        watch.verify(name, name)
        A, _ = two(name, name, result, "(A, cache)")
        ordered = np.sort(Z, axis=2)
        finding = ladder(A, ordered[..., -1])
        if finding is not None:
            part = f"A (the largest of {Z.shape[2]} pieces)"
            raise failure(name, part, finding, Z.shape[:2], {"Z": Z}, _slip(A, Z))
    return [f"{count} shapes", "ties and negative pieces among them"]


def _slip(A: object, Z: Array) -> Diagnosis | None:
    """Which slip explains the values."""
    if type(A) is not np.ndarray:
        return None
    tries = {NUMBERS: Z.argmax(axis=2), MEAN: Z.mean(axis=2), SMALLEST: -np.sort(-Z)[..., -1]}
    for why, values in tries.items():
        if ladder(A.astype(np.float64), values * 1.0) is None:
            return why
    wrong = any(ladder(A, np.sort(Z, axis=axis).take(-1, axis=axis)) is None for axis in (0, 1))
    return OTHER_AXIS if wrong else None


def _share(trial: Trial, name: str, got: object, slopes: Slopes) -> Diagnosis | None:
    """Whether every piece gets the same part of the upstream gradient."""
    shape = slopes.low.shape
    even = np.broadcast_to(trial.upstream[..., None] / shape[-1], shape)
    return EVENLY if ladder(got, even) is None else None


def _shares(trial: Trial) -> None:
    """The pieces of one unit share its upstream gradient: none is lost, none given twice."""
    dZ, dA = trial.got[0], trial.upstream
    assert type(dZ) is np.ndarray
    finding = ladder(dZ.sum(axis=2), dA)
    if finding is not None:
        part = "dZ summed over the pieces of each unit"
        raise failure(trial.pair.exercise, part, finding, dA.shape, {"dA": dA}, TIES)


OTHER_AXIS = Diagnosis(
    "wrong axis",
    "the largest was taken over another axis.",
    "Z is (m, n, k): examples, units, pieces. Which of them compete?",
)
NUMBERS = Diagnosis(
    "numbers of pieces",
    "these are the numbers of the winning pieces, not their values.",
    "An index says where the largest stands. How do you get what stands there?",
)
MEAN = Diagnosis(
    "mean of pieces",
    "these are the means of the pieces.",
    "What does a maxout unit keep of its pieces?",
)
SMALLEST = Diagnosis(
    "smallest of pieces",
    "these are the smallest of the pieces.",
    "What does a maxout unit keep of its pieces?",
)
EVENLY = Diagnosis(
    "same part for every piece",
    "every piece gets the same part of dA, also those that lost.",
    "Which pieces would change the outcome if they changed a little?",
)
TIES = Diagnosis(
    "tie counted twice",
    "where pieces tie, each of them gets the whole upstream gradient.",
    "A tie may be split in any way, or go to one piece, but what is passed on adds up to dA.",
)
