"""The checks of chapter 07's losses of probabilities: binary, categorical, and of class indices."""

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.logarithms import in_place, of_logarithm
from chainrule.check.loss_pair import Loss, facts
from chainrule.check.probability_slips import (
    binary_costs,
    binary_slopes,
    class_costs,
    class_slopes,
)
from chainrule.check.report import failure
from chainrule.check.surprises import ROWS, SURPRISE, TINIEST, TINY

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
        yes, no = np.array([_known(x) for x in p]), np.array([_known(1 - x) for x in p])
        happened, other = np.where(y == 1, (yes, no), (no, yes))
        loss.costs((p, y), float(np.mean(happened)), binary_costs(happened, other, y))
        errors.append(loss.slopes((p, y), partial(binary_slopes, p=p, y=y)))
    tiny = replace(loss, of_cost=_of_tiny)
    given = np.array([TINY, 1.0 - TINY]), np.array([1.0, 0.0])
    tiny.costs(given, TINIEST, {})
    tiny.known_slopes(given, np.array([-0.5, 0.5]) / TINY, CUT)
    return [*facts(len(errors), "dp", errors), "p of a billionth"]


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
        loss.costs((P, Y), _mean_surprise(P, labels), class_costs(P, labels))
        errors.append(loss.slopes((P, Y), partial(class_slopes, P=P, Y=Y)))
    tiny = replace(loss, of_cost=_of_tiny)
    P, Y = np.array([[TINY, 1.0 - TINY], [1.0 - TINY, TINY]]), np.eye(2)
    tiny.costs((P, Y), TINIEST, {})
    tiny.known_slopes((P, Y), np.eye(2) * -0.5 / TINY, CUT)
    return [*facts(len(errors), "dP", errors), "P of a billionth"]


def _of_tiny(got: object, want: float) -> Diagnosis | None:
    """What explains a wrong cost where every true answer was given a billionth."""
    return of_logarithm(got, want) or in_place(got)


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
    slips = {PRODUCT: np.inf} if len(P) == MANY else class_costs(P, labels)
    known = {why: wrong for why, wrong in slips.items() if not np.isnan(wrong)}
    own = (why for why, wrong in known.items() if ladder(got, wrong, tolerance=1e-9) is None)
    why = next(own, None) or of_logarithm(got, want)
    found = failure(name, f"cost of {len(P)} examples", finding, (), {}, None)
    raise found if why is None else found.retold(cause=why.cause, next_step=why.next_step)


PRODUCT = Diagnosis(
    "product first",
    f"the product of {MANY} probabilities is smaller than any float, and its logarithm is gone.",
    "Which rule of logarithms spares you the product?",
)
CUT = Diagnosis(
    "cut off",
    "where a probability is below a billionth, the slope is another one.",
    "Was the probability changed on the way, or a difference taken in place of the derivative?",
)
