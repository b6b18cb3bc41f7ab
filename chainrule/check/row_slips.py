"""What wrong probabilities tell of how they were made: what their rows and columns add up to, and
how their logarithms lie to the right ones."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.score_rows import tilted
from chainrule.check.words import number

Array = NDArray[np.float64]


def of_rows(got: Array, want: Array, Z: Array) -> Diagnosis | None:
    """The mistake behind wrong probabilities (m, k), all finite; None where none is recognised."""
    if not np.isfinite(got).all():
        return None
    tries = (_nudged(got, want), _shifts(got, want, Z), _sums(got, want, Z), _powers(got, want))
    return next((why for each in tries for why in each), None)


def of_logarithms(got: Array, want: Array, Z: Array) -> Diagnosis | None:
    """The mistake behind wrong logarithms of probabilities; None where none is recognised."""
    if not np.isfinite(got).all():
        return None
    tries = {
        FORGOTTEN: (got, np.exp(want)),
        MINUS: (got, -want),
        BASE_10: (got, want / np.log(10)),
        FLOOR: (np.exp(got) - np.exp(want), (np.exp(got) - np.exp(want))[:1, :1] + 0 * got),
        OVER_EXAMPLES: (np.sum(np.exp(np.minimum(got, 50)), axis=0), np.ones(got.shape[1])),
        NOT_ADDED: (got - want, np.max(Z, axis=1, keepdims=True) + 0 * got),
        OFF_BY_ROW: (got - want, (got - want)[:, :1] + 0 * got),
    }
    return next((why for why, (value, sign) in tries.items() if equal(value, sign)), None)


def _nudged(got: Array, want: Array) -> Iterator[Diagnosis]:
    """Rows that are almost right tell of a small number that was added."""
    if abs(got - want).max() < 1e-3:
        share, right = got * want[:, :1], got[:, :1] * want
        yield PROTECTED if ladder(share, right, tolerance=1e-12) is None else NUDGED


def _shifts(got: Array, want: Array, Z: Array) -> Iterator[Diagnosis]:
    """Maxima of the wrong axis, or subtracted in the wrong place, show where powers are small."""
    if Z.shape[1] == 1 or abs(Z).max() > 100:
        return
    lowered = np.exp(Z) - np.max(Z, axis=1, keepdims=True)
    if equal(got * lowered[:, :1], got[:, :1] * lowered):
        yield LOWERED
    if equal(got, tilted(want, -np.max(Z, axis=0))):
        yield COLUMN_SHIFT


def _sums(got: Array, want: Array, Z: Array) -> Iterator[Diagnosis]:
    """What should add up to 1, and does not, tells what was divided by."""
    totals = np.sum(got, axis=1)
    if Z.shape[1] > 1 and equal(got * Z[:, :1], got[:, :1] * Z):
        yield PLAIN
    if equal(totals, np.ones(len(got))):
        return
    several = len(got) > 1
    if (got <= 0).all() and equal(np.exp(got), want):
        yield LOGARITHM
    if several and equal(np.sum(got, axis=0), np.ones(got.shape[1])):
        yield OVER_EXAMPLES
    if several and equal(np.sum(got), 1.0):
        yield OVER_ALL
    if equal(np.sum(got**2, axis=1), np.ones(len(got))):
        yield LENGTH
    if equal(got / got[:, :1], want / want[:, :1]) and equal(np.max(got, axis=1), 0 * totals + 1):
        yield NOT_DIVIDED
    if (got > 0).all() and (got < 1).all() and equal(np.log(got / (1 - got)), Z):
        yield EACH_ALONE
    row = int(np.argmax(abs(totals - 1)))
    yield Diagnosis(
        "row sum",
        f"each row should add up to 1, and row {row} adds up to {number(totals[row])}.",
        "Which axis counts the classes, and what is each row divided by?",
    )


def _powers(got: Array, want: Array) -> Iterator[Diagnosis]:
    """Rows that add up to 1 and are more or less even than they should be."""
    slope = slope_of(got, want)
    if slope is not None and slope < 0:
        yield MIRRORED
    elif slope is not None:
        yield Diagnosis(
            "another base",
            f"one more point of score multiplies the odds by {number(np.exp(slope))}, in place of "
            "e = 2.718.",
            "Which number is raised to the power of the score?",
        )
    elif equal(np.max(got, axis=1), np.ones(len(got))):
        yield WINNER


def slope_of(got: Array, want: Array) -> float | None:
    """The one number by which the logarithms of all odds are too large; None where there is no
    such number."""
    if got.shape[1] < 2 or (got <= 0).any() or (want <= 0).any():
        return None
    ours, theirs = (np.log(P[:, 1:] / P[:, :1]) for P in (want, got))
    where = np.unravel_index(int(np.argmax(abs(ours))), ours.shape)
    slope = float(theirs[where] / ours[where])
    return slope if equal(theirs, slope * ours) else None


def equal(value: ArrayLike, sign: ArrayLike) -> bool:
    return ladder(np.asarray(value, dtype=np.float64), np.asarray(sign, dtype=np.float64)) is None


FAR_APART = Diagnosis(
    "one shift for all",
    "a row of low scores came to nothing beside a row of high ones: they share one shift.",
    "Whose maximum takes the largest exponent of a row to 0: the batch's, or the row's own?",
)
CUT = Diagnosis(
    "scores cut off",
    "different scores came out equally likely: scores near ±1000 were cut off, or rounded away.",
    "A shift keeps the differences within a row. Does what you do to large scores keep them?",
)
LOG_OF_0 = Diagnosis(
    "logarithm of 0",
    "a probability too small for a float became 0, and its logarithm minus infinity.",
    "Take the logarithm of the fraction on paper: which form never computes the probability?",
)
WRONG_WAY = Diagnosis(
    "shift of the wrong sign",
    "only the row far below 0 came to nothing: its shift has the wrong sign and takes it down.",
    "Of scores near −1000, which is the largest? By which shift does it come to 0?",
)
COLUMN_SHIFT = Diagnosis(
    "shifted by columns",
    "each column was shifted by its own maximum, so scores of one row were shifted differently.",
    "A shift cancels where all scores of a row share it. Along which axis does the maximum look?",
)
LOWERED = Diagnosis(
    "maximum subtracted from the powers",
    "the maximum was subtracted from the powers, outside the exponential.",
    "Which brackets hold the score and its shift together in the equation?",
)
PROTECTED = Diagnosis(
    "small number in the sum",
    "the rows add up to a little less than 1, and not by rounding: a small number was added to "
    "the sum.",
    "After the shift, between which two numbers does the sum lie? What needs protection there?",
)
NUDGED = Diagnosis(
    "nudged",
    "this is almost right, and not by rounding: it looks as if a small number was added.",
    "The equation has no such number. What was it to protect, and does the shift not do that?",
)
OVER_EXAMPLES = Diagnosis(
    "over the examples",
    "the columns add up to 1 in place of the rows.",
    "Which axis counts the classes, and which the examples?",
)
OVER_ALL = Diagnosis(
    "over everything",
    "the whole batch adds up to 1, and every row should.",
    "Which axis goes in the sum, and which one stays?",
)
LENGTH = Diagnosis(
    "a norm",
    "the squares of each row add up to 1, so a length was divided by.",
    "Which of the two should add up to 1: the squares, or the entries themselves?",
)
NOT_DIVIDED = Diagnosis(
    "not divided",
    "the largest entry of each row is 1: shifted and exponentiated, but not shared out.",
    "What makes the entries of a row add up to 1?",
)
EACH_ALONE = Diagnosis(
    "sigmoid",
    "each score was squeezed by itself, by a sigmoid.",
    "What one class gains, others of its row must lose. Where do they meet in the equation?",
)
PLAIN = Diagnosis(
    "plain division",
    "the scores themselves were divided by their sum, as in plain division.",
    "What happens to each score first, so that it cannot be negative?",
)
LOGARITHM = Diagnosis(
    "logarithm",
    "these are the logarithms of the probabilities.",
    "The probabilities themselves are asked for.",
)
MIRRORED = Diagnosis(
    "mirrored",
    "the lowest score gets the largest probability.",
    "Follow the sign of the exponent.",
)
WINNER = Diagnosis(
    "winner only",
    "the best class gets everything: that says which one it is, not how sure the scores are.",
    "What does the class in second place get by the equation?",
)
FORGOTTEN = Diagnosis(
    "probabilities",
    "these are the probabilities; their logarithms are asked for.",
    "Follow the equation of the logarithm, from the scores.",
)
MINUS = Diagnosis(
    "minus",
    "every value has the opposite sign.",
    "A probability is at most 1. Of which sign is its logarithm?",
)
BASE_10 = Diagnosis(
    "base 10",
    "these are logarithms to base 10.",
    "Logarithms are natural in this course: which function gives those?",
)
FLOOR = Diagnosis(
    "floor",
    "probabilities were made larger by a small number, or raised to a floor, before the logarithm "
    "was taken.",
    "With the right form of the equation nothing needs to be added or raised. Which form is that?",
)
NOT_ADDED = Diagnosis(
    "shift lost",
    "each row is off by its own maximum.",
    "A shift inside the sum has to be made good outside it. Follow it through the equation.",
)
OFF_BY_ROW = Diagnosis(
    "off by row",
    "within each row the differences are right, and the whole row is off by one number.",
    "What is subtracted from a row, and is it the logarithm of the sum?",
)
