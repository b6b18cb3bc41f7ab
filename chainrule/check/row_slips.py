"""What wrong probabilities tell of how they were made: what their rows and columns add up to, and
how their logarithms lie to the right ones."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.words import number

Array = NDArray[np.float64]


def of_rows(got: Array, want: Array, Z: Array) -> Diagnosis | None:
    """The mistake behind wrong probabilities (m, k), all finite; None where none is recognised."""
    if not np.isfinite(got).all():
        return None
    return next(_sums(got, want, Z), None) or next(_powers(got, want), None)


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
    return next((why for why, (value, sign) in tries.items() if _equal(value, sign)), None)


def of_temperature(T: float) -> Callable[[Array, Array, Array], Diagnosis | None]:
    """The same for probabilities at the temperature T."""

    def explain(got: Array, want: Array, Z: Array) -> Diagnosis | None:
        if not np.isfinite(got).all():
            return None
        if T != 1 and _equal(np.sum(got, axis=1), np.full(len(got), 1 / T)):
            return DIVIDED_AFTER
        slope = _slope(got, want)
        if T > 1 and (got == 0).any():
            return DETOUR
        if T == 1 or slope is None:
            return of_rows(got, want, Z)
        return IGNORED if _equal(slope, T) else MULTIPLIED if _equal(slope, T * T) else None

    return explain


def _sums(got: Array, want: Array, Z: Array) -> Iterator[Diagnosis]:
    """What should add up to 1, and does not, tells what was divided by."""
    totals = np.sum(got, axis=1)
    if Z.shape[1] > 1 and _equal(got * Z[:, :1], got[:, :1] * Z):
        yield PLAIN
    if _equal(totals, np.ones(len(got))):
        return
    several = len(got) > 1
    if (got <= 0).all() and _equal(np.exp(got), want):
        yield LOGARITHM
    if several and _equal(np.sum(got, axis=0), np.ones(got.shape[1])):
        yield OVER_EXAMPLES
    if several and _equal(np.sum(got), 1.0):
        yield OVER_ALL
    if _equal(np.sum(got**2, axis=1), np.ones(len(got))):
        yield LENGTH
    if _equal(got / got[:, :1], want / want[:, :1]) and _equal(np.max(got, axis=1), 0 * totals + 1):
        yield NOT_DIVIDED
    if (got > 0).all() and (got < 1).all() and _equal(np.log(got / (1 - got)), Z):
        yield EACH_ALONE
    row = int(np.argmax(abs(totals - 1)))
    yield Diagnosis(
        "row sum",
        f"each row should add up to 1, and row {row} adds up to {number(totals[row])}.",
        "Which axis counts the classes, and what is each row divided by?",
    )


def _powers(got: Array, want: Array) -> Iterator[Diagnosis]:
    """Rows that add up to 1 and are more or less even than they should be."""
    slope = _slope(got, want)
    if slope is not None and slope < 0:
        yield MIRRORED
    elif slope is not None:
        yield Diagnosis(
            "another base",
            f"one more point of score multiplies the odds by {number(np.exp(slope))}, in place of "
            "e = 2.718.",
            "Which number is raised to the power of the score?",
        )
    elif _equal(np.max(got, axis=1), np.ones(len(got))):
        yield WINNER


def _slope(got: Array, want: Array) -> float | None:
    """The one number by which the logarithms of all odds are too large; None where there is no
    such number."""
    if got.shape[1] < 2 or (got <= 0).any() or (want <= 0).any():
        return None
    ours, theirs = (np.log(P[:, 1:] / P[:, :1]) for P in (want, got))
    where = np.unravel_index(int(np.argmax(abs(ours))), ours.shape)
    slope = float(theirs[where] / ours[where])
    return slope if _equal(theirs, slope * ours) else None


def _equal(value: ArrayLike, sign: ArrayLike) -> bool:
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
    "every probability was made larger by one small number before the logarithm was taken.",
    "With the right form of the equation nothing needs to be added. Which form is that?",
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
IGNORED = Diagnosis(
    "temperature ignored",
    "these are the probabilities at T = 1.",
    "Where does T come in?",
)
MULTIPLIED = Diagnosis(
    "multiplied",
    "the scores were multiplied by T: higher temperatures sharpen, and should even out.",
    "On which side of the fraction does T stand?",
)
DIVIDED_AFTER = Diagnosis(
    "divided after",
    "each row adds up to 1/T: the probabilities were divided in place of the scores.",
    "What does T divide in the equation?",
)
DETOUR = Diagnosis(
    "detour",
    "probabilities that T should have evened out came as exactly 0: softmax of Z itself had "
    "already rounded them away.",
    "What does the equation divide by T: scores, or what softmax made of them?",
)
