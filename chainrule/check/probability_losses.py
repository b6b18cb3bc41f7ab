"""The checks of chapter 07's losses of probabilities: binary, categorical, and of class indices."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.logarithms import of_logarithm
from chainrule.check.loss_pair import EVERY_ENTRY, SUMMED, Loss, Slips, facts
from chainrule.check.report import failure
from chainrule.check.surprises import ROWS, SURPRISE

Array = NDArray[np.float64]
Labels = NDArray[Any]

SIZES = ((5, 3), (1, 4), (6, 2), (2, 5), (4, 6))
MANY = 1500


@exercise
def binary_cross_entropy(function: object, /) -> list[str]:
    """`function(p, y) -> (cost, dp)`: p (m,) inside (0, 1), y (m,) of zeros and ones."""
    name = "binary_cross_entropy"
    loss = Loss(name, function, ("p", "y"), "dp", of_cost=of_logarithm)
    rng = draw.generator()
    inside = [p for p in SURPRISE if p < 1.0]
    errors = []
    for m in (6, 1, 5, 2, 8):
        p, y = rng.choice(inside, m), rng.permutation(np.arange(m) % 2).astype(np.float64)
        if m == 1:
            y[:] = 0.0
        happened = [_known(x if answer else 1 - x) for x, answer in zip(p, y, strict=True)]
        other = [_known(1 - x if answer else x) for x, answer in zip(p, y, strict=True)]
        ones = [s for s, answer in zip(happened, y, strict=True) if answer]
        want = float(np.mean(happened))
        slips = {ANSWERS: float(np.mean(other)), SUMMED: want * m, ONE_SIDE: sum(ones) / m}
        loss.costs((p, y), want, slips)
        at_score = {AT_SCORE: (p - y) / m}
        errors.append(loss.slopes((p, y), lambda truth, clues=at_score: clues))  # type: ignore[misc]
    return facts(len(errors), "dp", errors)


@exercise
def negative_log_likelihood(function: object, /) -> list[str]:
    """`function(P, y) -> cost`: P (m, k) probabilities, y (m,) class indices; infinite where the
    true class has probability 0."""
    rng = draw.generator()
    asked = [_batch(rng, m, k) for m, k in SIZES]
    sure, y = np.array([[0.0, 1.0, 0.0], [0.5, 0.5, 0.0], [0.2, 0.3, 0.5]]), np.array([1, 0, 2])
    asked += [(sure, y), (sure, np.array([1, 2, 2])), _batch(rng, MANY, 3)]
    for P, labels in asked:
        _likelihood(function, P, labels)
    return [f"{len(asked)} shapes", f"{MANY} examples at once", "outcomes of probability 0"]


@exercise
def categorical_cross_entropy(function: object, /) -> list[str]:
    """`function(P, Y) -> (cost, dP)`: P (m, k) probabilities, Y (m, k) one-hot."""
    name = "categorical_cross_entropy"
    loss = Loss(name, function, ("P", "Y"), "dP", of_cost=of_logarithm)
    errors = []
    rng = draw.generator()
    for m, k in SIZES:
        P, labels = _batch(rng, m, k)
        Y = _rows_of(k, labels)
        want = _mean_surprise(P, labels)
        slips = {SUMMED: want * m, EVERY_ENTRY: want / k}
        loss.costs((P, Y), want, slips)

        def clues(truth: Array, P: Array = P, Y: Array = Y) -> Slips:
            m = len(P)
            return {AT_SCORES: (P - Y) / m, EVERY_CLASS: np.where(Y == 1, truth, -1 / P / m)}

        errors.append(loss.slopes((P, Y), clues))
    return facts(len(errors), "dP", errors)


def _known(p: float) -> float:
    """The surprise of a probability that is within rounding of one in the table."""
    return next(value for key, value in SURPRISE.items() if abs(key - p) < 1e-12)


def _batch(rng: np.random.Generator, m: int, k: int) -> tuple[Array, Labels]:
    """Rows from the table, each shuffled, and labels that walk through the classes."""
    rows = [rng.permutation(ROWS[k][i]) for i in rng.integers(0, len(ROWS[k]), m)]
    return np.array(rows), (np.arange(m) + rng.integers(0, k)) % k


def _rows_of(k: int, labels: Labels) -> Array:
    return np.array([[float(j == label) for j in range(k)] for label in labels])


def _mean_surprise(P: Array, labels: Labels) -> float:
    each = [SURPRISE.get(row[label], np.inf) for row, label in zip(P, labels, strict=True)]
    return float(np.mean(each))


def _likelihood(function: object, P: Array, labels: Labels) -> None:
    name = "negative_log_likelihood"
    watch = Watch({"P": P.copy(), "y": labels.copy()})
    got = call(name, name, function, *watch.arrays.values())
    watch.verify(name, name)
    want = _mean_surprise(P, labels)
    finding = ladder(got, want, tolerance=1e-9)
    if finding is None:
        return
    slips = {
        SUMMED: want * len(P),
        PRODUCT: np.inf if len(P) == MANY else np.nan,
        NO_LOGARITHM: -float(np.mean([row[j] for row, j in zip(P, labels, strict=True)])),
    }
    if len(P) < MANY:
        crossed = [_mean_surprise(P, np.full(len(P), label)) for label in labels]
        slips[ALL_COLUMNS] = float(np.mean(crossed))
    own = (why for why, wrong in slips.items() if ladder(got, wrong, tolerance=1e-9) is None)
    why = next(own, None) or of_logarithm(got, want)
    found = failure(name, f"cost of {len(P)} examples", finding, (), {}, None)
    raise found if why is None else found.retold(cause=why.cause, next_step=why.next_step)


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
AT_SCORE = Diagnosis(
    "at the score",
    "this is the gradient at the score, before the sigmoid.",
    "Here p itself is moved. Which factor belongs to the sigmoid, and not to the loss?",
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
PRODUCT = Diagnosis(
    "product first",
    f"the product of {MANY} probabilities is smaller than any float, and its logarithm is gone.",
    "Which rule of logarithms spares you the product?",
)
NO_LOGARITHM = Diagnosis(
    "no logarithm",
    "these are probabilities, averaged.",
    "What turns the product over the examples into a sum?",
)
ALL_COLUMNS = Diagnosis(
    "all columns",
    "every example is charged for the classes of all others: the mean runs over m · m entries.",
    "An example's own entry has its row and its label. How are the two indices paired?",
)
