"""Softmax's Jacobian by central differences, and the mistakes that a wrong one tells of."""

import numpy as np
from numpy.typing import NDArray

from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.diagnose import diagnose
from chainrule.check.difference import gradients
from chainrule.check.score_rows import tilted

Array = NDArray[np.float64]


def nudged(p: Array) -> Array:
    """The Jacobian at p: (k, k) by central differences, one row for each probability."""
    start = np.zeros(p.shape)

    def probabilities(by: Array) -> Array:
        return tilted(p, by)

    found = [gradients(probabilities, [start], each)[0] for each in np.eye(len(p))]
    return np.array([each.middle for each in found])


def of_jacobian(got: object, want: Array, p: Array) -> Diagnosis | None:
    """The mistake behind a wrong Jacobian."""
    if type(got) is np.ndarray and got.shape == p.shape:
        return ONE_A_CLASS
    if type(got) is not np.ndarray or got.shape != want.shape or len(p) == 1:
        return None
    diagonal, without = np.diag(np.diag(want)), want / p[:, None]
    tries = {
        DIAGONAL: diagonal,
        NUMERATOR: diagonal + np.diag(p**2),
        DENOMINATOR: want - np.diag(p),
        OFF_SIGN: 2 * np.diag(p) - want,
        WITHOUT_FACTOR: without,
        FACTOR_ON_ONE: without - np.diag(np.diag(without)),
        AGAIN: nudged(tilted(np.full(p.shape, 1 / len(p)), p)),
        ONE_NUMBER: np.diag(p) - np.sum(p**2),
        FIRST_ROW: want * (np.arange(len(p)) == 0)[:, None],
    }
    found = (why for why, wrong in tries.items() if ladder(got, wrong) is None)
    right = ladder(np.diag(got), np.diag(want)) is None
    return next(found, None) or diagnose(got, want) or (OFF_DIAGONAL if right else None)


ONE_A_CLASS = Diagnosis(
    "one number a class",
    "one number for each class came back; k outputs and k inputs make k · k derivatives.",
    "Entry (j, k) is ∂p_j/∂z_k. Where do the entries with j ≠ k go?",
)
DIAGONAL = Diagnosis(
    "diagonal only",
    "every entry off the diagonal is 0: each probability would depend on its own score alone.",
    "Where in the fraction of p_j do the other scores stand?",
)
NUMERATOR = Diagnosis(
    "sum forgotten",
    "this is what the numerator alone gives: the denominator was taken for a constant.",
    "Every score stands in the sum below the fraction. What does that path give?",
)
DENOMINATOR = Diagnosis(
    "numerator forgotten",
    "the diagonal is negative: raising a score would lower its own probability.",
    "A score also stands above the fraction, where j = k. What does that path give?",
)
OFF_SIGN = Diagnosis(
    "sign off the diagonal",
    "off the diagonal every entry has the opposite sign.",
    "When one score rises, do the other probabilities rise or fall?",
)
WITHOUT_FACTOR = Diagnosis(
    "factor missing",
    "each row is the right one divided by its own probability.",
    "Which factor stands in front of the bracket, in every entry?",
)
FACTOR_ON_ONE = Diagnosis(
    "factor on one term",
    "the factor in front of the bracket multiplies the δ and not the other term.",
    "What does the bracket of the equation enclose?",
)
AGAIN = Diagnosis(
    "softmax taken again",
    "the probabilities were taken for scores, and softmax was applied to them once more.",
    "What is handed in: scores, or what softmax made of them?",
)
FIRST_ROW = Diagnosis(
    "first row only",
    "only the first row is filled in.",
    "When does the function return: after the first row, or after the last?",
)
OFF_DIAGONAL = Diagnosis(
    "off the diagonal",
    "the diagonal is right, and the rest is not.",
    "Reread the case j ≠ k: what is δ there, and what is left of the bracket?",
)
ONE_NUMBER = Diagnosis(
    "one number subtracted",
    "one number, the sum of the p_j², was subtracted from every entry.",
    "The second term of the bracket differs from entry to entry. Of which shape is each part?",
)
