"""The checks of chapter 07's losses of real numbers, by residuals whose losses are known."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.loss_pair import EXAMPLES_ONLY, SUMMED, Loss, Slips, facts

Array = NDArray[np.float64]
Table = Mapping[float, float]
Shapes = Sequence[tuple[int, ...]]

SOME = ((3, 2), (1, 4), (2, 1, 3))
SHAPES = ((4, 3), (3, 5), (1, 6), (4, 1), (1, 1), (2, 3, 2))

# The loss of a residual by its size.
SQUARED = {0.0: 0.0, 0.25: 0.0625, 0.5: 0.25, 1.5: 2.25, 2.0: 4.0, 3.0: 9.0, 4.0: 16.0}
ABSOLUTE = {size: size for size in SQUARED}
HUBER = {
    1.0: {0.0: 0.0, 0.25: 0.03125, 0.5: 0.125, 1.0: 0.5, 1.5: 1.0, 2.0: 1.5, 3.0: 2.5, 4.0: 3.5},
    2.0: {0.0: 0.0, 0.25: 0.03125, 0.5: 0.125, 1.5: 1.125, 2.0: 2.0, 3.0: 4.0, 4.0: 6.0},
    0.5: {0.0: 0.0, 0.25: 0.03125, 0.5: 0.125, 1.5: 0.625, 2.0: 0.875, 3.0: 1.375, 4.0: 1.875},
}


@exercise
def mse(function: object, /) -> list[str]:
    """`function(o, y) -> (cost, do)`: the mean of r², r = o − y, over all entries."""
    return _checked(Loss("mse", function, ("o", "y"), "do"), SQUARED)


@exercise
def mae(function: object, /) -> list[str]:
    """`function(o, y) -> (cost, do)`: the mean of |r|, r = o − y, over all entries; any slope from
    −1 to 1 is right at r = 0."""
    return _checked(Loss("mae", function, ("o", "y"), "do"), ABSOLUTE)


@exercise
def huber(function: object, /) -> list[str]:
    """`function(o, y, delta) -> (cost, do)`: ½r² where |r| ≤ delta, the straight line that
    continues it beyond."""
    found: list[str] = []
    for delta, table in HUBER.items():
        loss = Loss("huber", function, ("o", "y"), "do", (delta,))
        found = _checked(loss, table, () if found else SOME)
    return [*found[1:], "three values of delta"]


def _checked(loss: Loss, table: Table, shapes: Shapes = SHAPES) -> list[str]:
    errors = []
    for o, y in _drawn(table, shapes):
        r = o - y
        want = float(np.mean([table[size] for size in abs(r).ravel().tolist()]))
        slips = {
            SUMMED: want * r.size,
            EXAMPLES_ONLY: want * r.size / len(r),
            CANCELLED: float(np.mean(r)),
            HALF: want / 2,
            TWICE: want * 2,
        }
        loss.costs((o, y), want, {**_joined(loss, r, want), **slips})

        def clues(truth: Array, r: Array = r) -> Slips:
            known = {ALL_SUMMED: truth * r.size, EXAMPLES_ONLY: truth * r.size / len(r)}
            own = {RESIDUAL: r / r.size} if loss.exercise != "mse" else {}
            return {**known, **own, **_bent(loss, r)}

        if ladder(want, 0.0) is not None:
            errors.append(loss.slopes((o, y), clues))
    return facts(len(errors), "do", errors)


def _drawn(table: Table, shapes: Shapes) -> Iterator[tuple[Array, Array]]:
    """Every residual of the table with both signs, in awkward shapes; then some of them 0."""
    rng = draw.generator()
    sizes = np.array([size for size in table if size])
    every = rng.permutation(np.concatenate([sizes, -sizes]))
    for r in (every, *(rng.choice(every, size=shape) for shape in shapes)):
        y = rng.integers(-8, 9, r.shape) / 4
        yield y + r, y
    r = draw.with_zeros(rng.choice(every, size=(3, 2)), rng)
    y = rng.integers(-8, 9, r.shape) / 4
    yield y + r, y


def _joined(loss: Loss, r: Array, want: float) -> dict[Diagnosis, float]:
    """What Huber's loss becomes where its pieces are of another size, or change elsewhere."""
    if not loss.options:
        return {}
    (delta,) = loss.options
    size, table = abs(r), HUBER[delta]
    near, losses = size <= delta, _looked_up(table, size)
    squares = _looked_up({**SQUARED, 1.0: 1.0}, size)
    found = {
        INNER_WHOLE: float(np.mean(np.where(near, squares, losses))),
        ONE_SIDED: float(np.mean(np.where(r <= delta, squares / 2, losses))),
        DELTA_IGNORED: float(np.mean(_looked_up(HUBER[1.0], size))),
    }
    far = float((~near).mean()) * delta**2
    joined = {APART: want - far / 2, ABOVE: want + far} if far else {}
    return {**joined, **{why: x for why, x in found.items() if x != want}}


def _looked_up(table: Table, sizes: Array) -> Array:
    """The table's entry for every size; NaN where it has none."""
    found = [table.get(size, np.nan) for size in sizes.ravel().tolist()]
    return np.array(found).reshape(sizes.shape)


def _bent(loss: Loss, r: Array) -> dict[Diagnosis, Array]:
    """What Huber's slopes become where one of its pieces has another steepness."""
    found = {}
    for delta in loss.options:
        near, steep = abs(r) <= delta, np.sign(r)
        found[STEEP] = np.where(near, r, steep) / r.size
        found[ONE_ARM] = np.where(near, r, delta) / r.size
        found[ONE_SIDED] = np.where(r <= delta, r, delta) / r.size
        found[INNER_TWICE] = np.where(near, 2 * r, delta * steep) / r.size
        found[DELTA_IGNORED] = np.where(abs(r) <= 1.0, r, steep) / r.size
    return found


CANCELLED = Diagnosis(
    "cancelled",
    "this is the mean of the residuals: those of opposite sign cancel.",
    "What makes a loss of a residual, whichever sign it has?",
)
HALF = Diagnosis(
    "half",
    "the cost is exactly half of the right one.",
    "Compare its factor with the definition's.",
)
TWICE = Diagnosis(
    "twice",
    "the cost is exactly twice the right one.",
    "Compare its factor with the definition's.",
)
ALL_SUMMED = Diagnosis(
    "mean missing",
    "this is the gradient of the sum of the losses.",
    "The cost is a mean over all entries. What does that make of every slope?",
)
RESIDUAL = Diagnosis(
    "residual",
    "these are the residuals, divided by their number.",
    "Is that how steep the loss is, at small residuals and at large ones?",
)
APART = Diagnosis(
    "branches apart",
    "the two branches do not meet at |r| = delta: the outer one is too low.",
    "Put |r| = delta into both. Which constant makes them equal?",
)
ABOVE = Diagnosis(
    "sign of the constant",
    "the two branches do not meet at |r| = delta: the outer one is too high.",
    "Put |r| = delta into both. Which sign has the constant that makes them equal?",
)
STEEP = Diagnosis(
    "steepness",
    "beyond delta the slope is that of |r|.",
    "Which factor stands before |r| in the outer branch?",
)
ONE_ARM = Diagnosis(
    "one arm",
    "beyond delta every slope has the same sign.",
    "The straight branch has two arms. On which side does the loss fall?",
)
DELTA_IGNORED = Diagnosis(
    "delta ignored",
    "these are the numbers for delta = 1, whatever delta is.",
    "Is the value that was passed the one used, in every place of the formula?",
)
INNER_WHOLE = Diagnosis(
    "whole square inside",
    "near 0 the loss is r², twice what it should be.",
    "Compare the inner branch's factor with the definition's.",
)
INNER_TWICE = Diagnosis(
    "2r inside",
    "near 0 the slope is 2r, twice what it should be.",
    "What does the factor before the square make of the slope?",
)
ONE_SIDED = Diagnosis(
    "residual in place of its absolute value",
    "every negative residual counts as near, however far below the target it lies.",
    "What is compared with delta: r, or how far r is from 0?",
)
