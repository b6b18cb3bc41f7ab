"""What learners make of the losses of probabilities: the wrong costs and gradients, by their
cause, made of known surprises or of the right gradient."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from chainrule.check.causes import Diagnosis
from chainrule.check.loss_pair import EVERY_ENTRY, SUMMED, Slips
from chainrule.check.surprises import SURPRISE

Array = NDArray[np.float64]
Labels = NDArray[Any]
Costs = dict[Diagnosis, float]


def binary_costs(happened: Array, other: Array, y: Array) -> Costs:
    """`happened`, `other`: (m,) surprises of the answer that came and of the other one."""
    m, yes = len(y), y == 1
    want = float(np.mean(happened))
    return {
        ANSWERS: float(np.mean(other)),
        SUMMED: want * m,
        ONE_SIDE: float(happened[yes].sum()) / m,
        OTHER_SIDE: float(happened[~yes].sum()) / m,
        SIGN_INSIDE: float(np.where(yes, happened, -happened).sum()) / m,
        BRACKETS: float(np.where(yes, happened - other - 1.0, -1.0).sum()) / m,
    }


def binary_slopes(truth: Array, p: Array, y: Array) -> Slips:
    """Wrong gradients, made from the right one; all (m,)."""
    m, yes = len(p), y == 1
    return {
        AT_SCORE: (p - y) / m,
        INNER_SIGN: np.where(yes, truth, -truth),
        FIRST_SIGN: np.where(yes, -truth, truth),
        HALF_DIVIDED: np.where(yes, truth * m, truth),
        SECOND_DIVIDED: np.where(yes, truth, truth * m),
    }


def class_costs(P: Array, labels: Labels) -> Costs:
    """Wrong costs of rows of probabilities, whose true classes are `labels`."""
    m, k = P.shape
    S = np.array([[SURPRISE.get(p, np.nan) for p in row] for row in P.tolist()])
    happened = P[range(m), labels]
    want = float(np.mean(S[range(m), labels]))
    every = float(np.sum(S))
    return {
        SUMMED: want * m,
        EVERY_ENTRY: want / k,
        OVER_CLASSES: want * m / k,
        NO_LOGARITHM: -float(np.mean(happened)),
        LOG_OF_MEAN: -float(np.log(np.mean(happened))),
        ALL_CLASSES: every / m,
        ALL_CLASSES_MEAN: every / (m * k),
        ALL_COLUMNS: float(np.mean(S[:, labels])),
        ALL_COLUMNS_SUMMED: float(np.sum(S[:, labels])) / m,
    }


def class_slopes(truth: Array, P: Array, Y: Array) -> Slips:
    """Wrong gradients at the probabilities, made from the right one."""
    m = len(P)
    return {
        AT_SCORES: (P - Y) / m,
        EVERY_CLASS: np.where(Y == 1, truth, -1 / P / m),
        TIMES_P: -Y / m * P,
        WITHOUT_P: -Y / m,
    }


ANSWERS = Diagnosis(
    "answers exchanged",
    "the predictions are charged as if every answer were the other one.",
    "p is the probability of y = 1. What probability was given to what happened?",
)
ONE_SIDE = Diagnosis(
    "one side",
    "examples with y = 0 cost nothing.",
    "Which half of the formula is for those?",
)
OTHER_SIDE = Diagnosis(
    "other side",
    "examples with y = 1 cost nothing.",
    "Which half of the formula is for those?",
)
SIGN_INSIDE = Diagnosis(
    "sign of one half",
    "the losses of examples with y = 0 count with the opposite sign.",
    "One minus stands before the whole bracket. Which brackets does it need?",
)
BRACKETS = Diagnosis(
    "brackets of 1 − y",
    "1 − y · log (1 − p) was computed, for a product is taken before a difference.",
    "What is multiplied by log (1 − p)? Brackets hold it together.",
)
AT_SCORE = Diagnosis(
    "at the score",
    "this is the gradient at the score, before the sigmoid.",
    "Here p itself is moved. Which factor belongs to the sigmoid, and not to the loss?",
)
INNER_SIGN = Diagnosis(
    "sign of the second half",
    "where y = 0 the slope has the opposite sign; where y = 1 it is right.",
    "log (1 − p) has an inner function. What is its derivative with respect to p?",
)
FIRST_SIGN = Diagnosis(
    "sign of the first half",
    "where y = 1 the slope has the opposite sign; where y = 0 it is right.",
    "If the answer is yes, does a larger p cost more, or less?",
)
HALF_DIVIDED = Diagnosis(
    "one half divided",
    "where y = 1 the slope is m times too large; where y = 0 it is right.",
    "The 1/m stands before the whole bracket. What does it reach in your line?",
)
SECOND_DIVIDED = Diagnosis(
    "other half divided",
    "where y = 0 the slope is m times too large; where y = 1 it is right.",
    "The 1/m stands before the whole bracket. What does it reach in your line?",
)
AT_SCORES = Diagnosis(
    "at the scores",
    "this is the gradient at the scores, before the softmax.",
    "Here P itself is moved. On which of its entries does the cost depend at all?",
)
EVERY_CLASS = Diagnosis(
    "every class",
    "every entry has a slope, and the cost looks at one entry of each row only.",
    "Which factor of the gradient is 0 for the other classes?",
)
TIMES_P = Diagnosis(
    "times P",
    "P multiplies where it should divide: Python reads a / b * c from left to right.",
    "What stands below the fraction line of the equation? Brackets hold it together.",
)
WITHOUT_P = Diagnosis(
    "P left out",
    "P takes no part in the gradient.",
    "What is the derivative of a logarithm?",
)
NO_LOGARITHM = Diagnosis(
    "no logarithm",
    "these are probabilities, averaged.",
    "What turns the product over the examples into a sum?",
)
LOG_OF_MEAN = Diagnosis(
    "logarithm of the mean",
    "this is the surprise of the mean probability.",
    "The mean runs over the losses. Which comes first, the mean or the logarithm?",
)
OVER_CLASSES = Diagnosis(
    "divided by k",
    "the sum of the losses was divided by the number of classes.",
    "Whose mean is the cost: how many losses are there?",
)
ALL_CLASSES = Diagnosis(
    "all classes",
    "every class of a row is charged, and only one of them happened.",
    "Which entry of each row is the true class's?",
)
ALL_CLASSES_MEAN = Diagnosis("mean of all classes", ALL_CLASSES.cause, ALL_CLASSES.next_step)
ALL_COLUMNS = Diagnosis(
    "all columns",
    "every example is charged for the classes of all others: the mean runs over m · m entries.",
    "An example's own entry has its row and its label. How are the two indices paired?",
)
ALL_COLUMNS_SUMMED = Diagnosis(
    "all columns, summed",
    "every example is charged for the classes of all others: the sum runs over m · m entries.",
    ALL_COLUMNS.next_step,
)
