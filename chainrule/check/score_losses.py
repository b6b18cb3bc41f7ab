"""The checks of chapter 07's softmax and cross-entropy in one step: a function, then an object."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import call, exercise
from chainrule.check.causes import USED_UP, Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.logarithms import in_place, of_logarithm
from chainrule.check.loss_pair import Loss, Slips, facts
from chainrule.check.probability_slips import class_costs
from chainrule.check.report import CheckFailed, failure
from chainrule.check.surprises import ROWS, SURPRISE

Array = NDArray[np.float64]
Labels = NDArray[Any]

SIZES = ((5, 3), (1, 4), (6, 2), (2, 5), (3, 6))
CLASS = "SoftmaxCrossEntropy"
# Scores, the true class, its loss, and the loss's slopes, all known without a calculator.
FAR = (
    ((1000.0, -1000.0, -1000.0), 1, 2000.0, (1.0, -1.0, 0.0)),
    ((1000.0, 1000.0, -1000.0), 2, 2000.6931471805599, (0.5, 0.5, -1.0)),
    ((-1000.0, -1000.0, -1000.0), 0, 1.0986122886681098, (-2 / 3, 1 / 3, 1 / 3)),
    ((-1000.0, 1000.0, -1000.0), 1, 0.0, (0.0, 0.0, 0.0)),
    ((0.0, 0.0, 0.0), 2, 1.0986122886681098, (1 / 3, 1 / 3, -2 / 3)),
)


@exercise
def softmax_cross_entropy(function: object, /) -> list[str]:
    """`function(Z, y) -> (cost, dZ)`: Z (m, k) scores, y (m,) class indices; finite at ±1000."""
    return _agrees("softmax_cross_entropy", function)


@exercise
def SoftmaxCrossEntropy(final: object, /) -> list[str]:
    """`final()` has `.forward(Z, y) -> cost` and `.backward() -> dZ` of its own last forward."""

    def both(Z: Array, y: Labels) -> tuple[object, object]:
        made = call(CLASS, f"{CLASS}()", final)
        cost = _ask(made, "forward", Z, y)
        if isinstance(cost, tuple | list):
            raise _too_much(cost)
        return cost, _ask(made, "backward")

    told = _agrees(CLASS, both)
    _asked_twice(final)
    _own_memory(final)
    return [*told, "a memory of its own"]


def _agrees(name: str, function: object) -> list[str]:
    rng = draw.generator()
    loss = Loss(name, function, ("Z", "y"), "dZ", of_cost=of_logarithm)
    errors = []
    for m, k in SIZES:
        Z, y, P = _scored(rng, m, k)
        _own_row(loss, Z, y, rng)
        want = float(np.mean([SURPRISE[p] for p in P[range(m), y].tolist()]))
        loss.costs((Z, y), want, class_costs(P, y))
        errors.append(loss.slopes((Z, y), _clues(y)))
    order = rng.permutation(len(FAR))
    Z = np.array([FAR[i][0] for i in order])
    y = np.array([FAR[i][1] for i in order])
    replace(loss, of_cost=_of_far).costs((Z, y), float(np.mean([FAR[i][2] for i in order])), {})
    want_slopes = np.array([FAR[i][3] for i in order]) / len(FAR)
    loss.known_slopes((Z, y), want_slopes, UNSHIFTED)
    return [*facts(len(errors), "dZ", errors), "finite at ±1000"]


def _of_far(got: object, want: float) -> Diagnosis | None:
    """What explains a wrong cost at scores of ±1000: two of the five true classes are behind by
    2000, two among three that are equal."""
    near = sum(loss for *_, loss, _ in FAR if loss < 1000.0) / len(FAR)
    behind = sum(loss > 1000.0 for *_, loss, _ in FAR) / len(FAR)
    return of_logarithm(got, want) or in_place(got, behind, near)


def _own_row(loss: Loss, Z: Array, y: Labels, rng: np.random.Generator) -> None:
    """Raises CheckFailed where the cost changes with a number added to all scores of a row."""
    moved = Z + rng.uniform(-1.0, 1.0, (len(Z), 1))
    before, after = loss.run(Z, y)[0], loss.run(moved, y)[0]
    if isinstance(before, float | int) and ladder(after, before, tolerance=1e-4) is not None:
        finding = ladder(after, before)
        if finding is not None:
            part = "cost after adding one number to all scores of each row"
            raise failure(loss.exercise, part, finding, (), {}, OTHER_ROWS)


def _scored(rng: np.random.Generator, m: int, k: int) -> tuple[Array, Labels, Array]:
    """Scores made of known surprises, each row moved by a number of its own, which changes no
    loss; and the probabilities behind them: (Z, y, P)."""
    rows = [rng.permutation(ROWS[k][i]).tolist() for i in rng.integers(0, len(ROWS[k]), m)]
    y = (np.arange(m) + rng.integers(0, k)) % k
    Z = np.array([[-SURPRISE[p] for p in row] for row in rows])
    return Z + rng.uniform(-2.0, 2.0, (m, 1)), y, np.array(rows)


def _clues(y: Labels) -> Callable[[Array], Slips]:
    """Wrong gradients, made from the right one."""

    def clues(truth: Array) -> Slips:
        m, k = truth.shape
        Y = np.array([[float(j == label) for j in range(k)] for label in y])
        P = m * truth + Y
        return {
            NO_LABEL: P / m,
            PROBABILITIES: P,
            COLUMNS: (P - Y.max(axis=0)) / m,
            CLASS_NUMBER: (P - y[:, None]) / m,
            EVERY_CLASS: (P - 1.0) / m,
            AT_PROBABILITIES: -Y / P / m,
        }

    return clues


def _too_much(came: tuple[object, ...] | list[object]) -> CheckFailed:
    return CheckFailed(
        CLASS,
        "what forward returns",
        expected="one value, the cost",
        got=f"{len(came)} values",
        cause="forward hands out more than the cost.",
        next_step="forward returns the cost alone. Keep the gradient on self: who asks for it?",
    )


def _ask(made: object, name: str, *arguments: object) -> object:
    return call(CLASS, f"{CLASS}().{name}", getattr(made, name, None), *arguments)


def _asked_twice(final: object) -> None:
    Z, y, _ = _scored(draw.generator(), 4, 3)
    made = call(CLASS, f"{CLASS}()", final)
    _ask(made, "forward", Z, y)
    first = np.array(_ask(made, "backward"), dtype=np.float64)
    finding = ladder(_ask(made, "backward"), first)
    if finding is not None:
        part = "dZ from a second backward after one forward"
        raise failure(CLASS, part, finding, Z.shape, {}, USED_UP)


def _own_memory(final: object) -> None:
    """Two objects, one of them used twice: whose scores does backward speak of?"""
    rng = draw.generator()
    (Z, y, _), (other, its, _), (beside, own, _) = (_scored(rng, m, 3) for m in (4, 2, 3))
    alone, one, two = (call(CLASS, f"{CLASS}()", final) for _ in range(3))
    _ask(alone, "forward", Z, y)
    want = np.array(_ask(alone, "backward"), dtype=np.float64)
    _ask(one, "forward", other, its)
    _ask(one, "forward", Z, y)
    _ask(two, "forward", beside, own)
    finding = ladder(_ask(one, "backward"), want)
    if finding is not None:
        part = "dZ after a second forward, with another object beside it"
        raise failure(CLASS, part, finding, Z.shape, {}, SHARED)


UNSHIFTED = Diagnosis(
    "extremes",
    "at scores of ±1000 an exponential overflows or a probability rounds to 0.",
    "By what is each row shifted before it is raised to a power?",
)
OTHER_ROWS = Diagnosis(
    "rows mixed",
    "whatever is added to all scores of an example should cancel, and here it does not.",
    "Whose exponentials are added up below the fraction: an example's own, or one column's?",
)
NO_LABEL = Diagnosis(
    "label left out",
    "these are the probabilities divided by m; the labels take no part.",
    "The true class's score should be raised: which entry of the gradient is negative?",
)
PROBABILITIES = Diagnosis(
    "probabilities",
    "these are the probabilities themselves; neither the labels nor the mean take part.",
    "The true class's score should be raised: which entry of the gradient is negative?",
)
COLUMNS = Diagnosis(
    "whole columns",
    "1 was taken from whole columns: from each row at the classes of all examples.",
    "Each row of the gradient sums to 0. How are a row and its label paired?",
)
CLASS_NUMBER = Diagnosis(
    "class number subtracted",
    "the number of the class was taken from every probability of its row.",
    "P is (m, k). What is taken from it has the same shape: which one?",
)
EVERY_CLASS = Diagnosis(
    "1 from every class",
    "1 was taken from every probability.",
    "Each row of the gradient sums to 0. From how many of its entries is 1 taken?",
)
AT_PROBABILITIES = Diagnosis(
    "at the probabilities",
    "this is the gradient at the probabilities; the softmax lies between them and the scores.",
    "What does the Jacobian of chapter 06 make of it?",
)
SHARED = Diagnosis(
    "shared memory",
    "the object remembers something else than its own last forward.",
    "Is what backward needs kept on self, and made anew by every forward?",
)
