"""The checks of chapter 06's gradients: softmax's Jacobian, and its backward pass without one.

Both are compared with central differences of probabilities whose scores are nudged."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.agreement import agree, within
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder, relative_error
from chainrule.check.difference import Slopes, gradients
from chainrule.check.jacobian_slips import AGAIN, nudged, of_jacobian
from chainrule.check.lost_axis import rows_kept
from chainrule.check.pair import Pair, Trial
from chainrule.check.report import failure
from chainrule.check.score_rows import likely, tilted

Array = NDArray[np.float64]

JACOBIAN, BACKWARD = "softmax_jacobian", "softmax_backward"
HALF = np.array([0.5, 0.25, 0.25])
OF_HALF = np.array([[4.0, -2.0, -2.0], [-2.0, 3.0, -1.0], [-2.0, -1.0, 3.0]]) / 16


@exercise
def softmax_jacobian(function: object, /) -> list[str]:
    """`function(p) -> J`: ∂p_j/∂z_k in row j, column k; p (k,), J (k, k)."""
    rng = draw.generator()
    known = [(HALF, OF_HALF), (np.array([0.0, 1.0, 0.0, 0.0]), np.zeros((4, 4)))]
    drawn = [likely((1, k), rng)[0] for k in (4, 3, 6, 2, 1)]
    worst = 0.0
    for p, want in [*known, *((p, nudged(p)) for p in drawn)]:
        watch = Watch({"p": p.copy()})
        got = call(JACOBIAN, JACOBIAN, function, watch.arrays["p"])
        watch.verify(JACOBIAN, JACOBIAN)
        finding = ladder(got, want)
        if finding is not None:
            raise failure(JACOBIAN, "J", finding, want.shape, {}, of_jacobian(got, want, p))
        worst = max(worst, relative_error(np.array(got, dtype=np.float64), want))
    return [f"{len(drawn)} sizes", within({"J": worst})]


@exercise
def softmax_backward(function: object, /) -> list[str]:
    """`function(dP, P) -> dZ`: the gradient at the scores, all (m, k)."""
    rng = draw.generator()
    facts: list[str] = []
    for shape in [*(sizes["Z"] for sizes in draw.rounds({"Z": "m k"}, rng)), (4, 4)]:
        P = likely(shape, rng)
        with rows_kept():
            facts = agree(_pair(function, P), [(np.log(P),)])
    return ["6 shapes", *facts[1:]]


def _pair(function: object, P: Array) -> Pair:
    """The backward pass beside a forward pass that knows P: (m, k), and nothing of softmax."""

    def forward(Z: Array) -> tuple[Array, Array]:
        out = tilted(P, Z - np.log(P))
        return out, out

    return Pair(
        BACKWARD,
        forward,
        function,
        ("Z",),
        "P",
        "softmax",
        BACKWARD,
        curved=True,
        clues=_of_backward,
        again="a second call of {} with the same P",
    )


def _of_backward(trial: Trial, name: str, got: object, slopes: Slopes) -> Diagnosis | None:
    """The mistake behind a wrong dZ; the shift that softmax ignores tells most of them."""
    if type(got) is not np.ndarray or got.shape != trial.output.shape:
        return None
    P, dP, dZ = trial.output, trial.upstream, slopes.middle
    found = (why for why, wrong in _wrong(P, dP, dZ) if ladder(got, wrong) is None)
    several = len(P) > 1 and ladder(got[:1], dZ[:1]) is None
    even = ladder(np.sum(got, axis=1), np.zeros(len(got)), tolerance=1e-9) is None
    return next(found, None) or (FIRST_ONLY if several else None) or (None if even else UNEVEN)


def _wrong(P: Array, dP: Array, dZ: Array) -> Iterator[tuple[Diagnosis, Array]]:
    weighted = P * dP - dZ
    diagonal = P - P**2
    yield DIAGONAL_ONLY, dP * diagonal
    yield NO_UPSTREAM, diagonal
    yield NOTHING_SUBTRACTED, P * dP
    yield NO_FACTOR, dZ / P
    yield FACTOR_INSIDE, P * dP - weighted / P
    yield PLAIN_MEAN, P * (dP - dP.mean(axis=1, keepdims=True))
    yield PLAIN_MEAN, P * (dP - dP.sum(axis=1, keepdims=True))
    yield MEAN_OF_PRODUCTS, P * dP - weighted / P.shape[1]
    yield EXCHANGED, dP * (P - weighted / P)
    yield COMBINED, P - dP
    yield COMBINED, (P - dP) / len(P)
    yield AGAIN, _again(P, dP)


def _again(P: Array, dP: Array) -> Array:
    def softmax_near(scores: Array) -> Array:
        return tilted(P, scores - np.log(P))

    return gradients(softmax_near, [P], dP)[0].middle


DIAGONAL_ONLY = Diagnosis(
    "diagonal only",
    "each score gets its gradient through its own probability alone.",
    "A score acts on all probabilities of its row, and over paths gradients add.",
)
NO_UPSTREAM = Diagnosis(
    "upstream forgotten",
    "dP does not take part: this is the diagonal of the Jacobian.",
    "The chain rule multiplies two factors along each edge. What is the other one?",
)
NOTHING_SUBTRACTED = Diagnosis(
    "nothing subtracted",
    "only the first term of the bracket is there.",
    "If all scores of a row rise together nothing changes, so each row of dZ adds up to 0. "
    "Which term sees to that?",
)
NO_FACTOR = Diagnosis(
    "factor missing",
    "every entry is the right one divided by its probability.",
    "Which factor stands in front of the bracket?",
)
FACTOR_INSIDE = Diagnosis(
    "factor on one term",
    "the factor in front of the bracket multiplies the first term only.",
    "Which brackets hold the two terms together?",
)
PLAIN_MEAN = Diagnosis(
    "unweighted",
    "the sum or mean that is subtracted gives every class the same weight.",
    "Which weight has each dP within the sum of the equation?",
)
MEAN_OF_PRODUCTS = Diagnosis(
    "divided by k as well",
    "what is subtracted was divided by k as well.",
    "In a weighted mean the weights do the dividing. What do the weights of a row add up to?",
)
EXCHANGED = Diagnosis(
    "P and dP exchanged",
    "P and dP have changed places: dP stands in front of the bracket, and P within it.",
    "Compare with the equation which of the two multiplies the bracket, and the order in which "
    "the arguments come.",
)
COMBINED = Diagnosis(
    "softmax and loss together",
    "a difference of P and something else is the gradient for softmax and one loss together.",
    "Here any dP may arrive. Follow the equation, not the shortcut of chapter 07.",
)
FIRST_ONLY = Diagnosis(
    "first row only",
    "the first row is right, and others are not.",
    "Each example has probabilities, and so a Jacobian, of its own. Whose are used?",
)
UNEVEN = Diagnosis(
    "rows add up",
    "the rows of dZ do not add up to 0; if all scores of a row rise together nothing changes.",
    "Work out one row by hand: what is weighted, added up, subtracted and multiplied, in which "
    "order?",
)
