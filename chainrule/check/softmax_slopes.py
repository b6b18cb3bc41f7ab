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
from chainrule.check.diagnose import diagnose
from chainrule.check.difference import Slopes, gradients
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
    for p, want in [*known, *((p, _nudged(p)) for p in drawn)]:
        watch = Watch({"p": p.copy()})
        got = call(JACOBIAN, JACOBIAN, function, watch.arrays["p"])
        watch.verify(JACOBIAN, JACOBIAN)
        finding = ladder(got, want)
        if finding is not None:
            raise failure(JACOBIAN, "J", finding, want.shape, {}, _of_jacobian(got, want, p))
        worst = max(worst, relative_error(np.array(got, dtype=np.float64), want))
    return [f"{len(drawn)} sizes", within({"J": worst})]


@exercise
def softmax_backward(function: object, /) -> list[str]:
    """`function(dP, P) -> dZ`: the gradient at the scores, all (m, k)."""
    rng = draw.generator()
    facts: list[str] = []
    for shape in [*(sizes["Z"] for sizes in draw.rounds({"Z": "m k"}, rng)), (4, 4)]:
        P = likely(shape, rng)
        facts = agree(_pair(function, P), [(np.log(P),)])
    return ["6 shapes", *facts[1:]]


def _nudged(p: Array) -> Array:
    """The Jacobian at p: (k, k) by central differences, one row for each probability."""
    start = np.zeros(p.shape)

    def probabilities(by: Array) -> Array:
        return tilted(p, by)

    found = [gradients(probabilities, [start], each)[0] for each in np.eye(len(p))]
    return np.array([each.middle for each in found])


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


def _of_jacobian(got: object, want: Array, p: Array) -> Diagnosis | None:
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
        AGAIN: _nudged(tilted(np.full(p.shape, 1 / len(p)), p)),
        FIRST_ROW: want * (np.arange(len(p)) == 0)[:, None],
    }
    found = (why for why, wrong in tries.items() if ladder(got, wrong) is None)
    right = ladder(np.diag(got), np.diag(want)) is None
    return next(found, None) or diagnose(got, want) or (OFF_DIAGONAL if right else None)


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
    yield COMBINED, P - dP
    yield COMBINED, (P - dP) / len(P)
    yield AGAIN, _again(P, dP)


def _again(P: Array, dP: Array) -> Array:
    def softmax_near(scores: Array) -> Array:
        return tilted(P, scores - np.log(P))

    return gradients(softmax_near, [P], dP)[0].middle


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
    "Over which axis is the sum in the bracket taken, and does its result meet its own row?",
)
