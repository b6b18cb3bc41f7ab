"""What wrong probabilities at a temperature tell of how they were made."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from chainrule.check.causes import Diagnosis
from chainrule.check.row_slips import equal, of_rows, slope_of
from chainrule.check.words import number

Array = NDArray[np.float64]


def of_temperature(T: float) -> Callable[[Array, Array, Array], Diagnosis | None]:
    """What finds the mistake behind wrong probabilities at the temperature T: given those that
    came, the right ones and Z, all (m, k), a Diagnosis or None."""

    def explain(got: Array, want: Array, Z: Array) -> Diagnosis | None:
        if not np.isfinite(got).all():
            return None
        if T != 1 and equal(np.sum(got, axis=1), np.full(len(got), 1 / T)):
            return DIVIDED_AFTER
        slope = slope_of(got, want)
        if T > 1 and (got == 0).any():
            return DETOUR
        if T == 1 or slope is None:
            return of_rows(got, want, Z)
        return IGNORED if equal(slope, T) else MULTIPLIED if equal(slope, T * T) else None

    return explain


def too_strict(T: float) -> Diagnosis:
    """That T is allowed, told where it was refused."""
    return Diagnosis(
        "allowed temperature refused",
        f"T = {number(T)} was refused, and every T above 0 is allowed, however small or large.",
        "Where does the contract draw the line between what is taken and what is refused?",
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
