"""The checks of chapter 07's entropy, cross-entropy and divergence: numbers worked out once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.logarithms import of_logarithm
from chainrule.check.report import failure
from chainrule.check.surprises import COUPLES, RARE, SURPRISE, Couple
from chainrule.check.words import number

Array = NDArray[np.float64]
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Question:
    """Distributions by name, the right number, and the numbers of this exercise's own slips."""

    given: Mapping[str, Array]
    want: float
    slips: Mapping[Diagnosis, float]

    @property
    def has_zeros(self) -> bool:
        """Whether an outcome has probability 0 in any of the distributions."""
        return any(bool((array == 0).any()) for array in self.given.values())

    @property
    def words(self) -> str:
        """ "p = (0.5, 0, 0.5) and q = (0.25, 0.5, 0.25)"."""
        each = (f"{n} = ({', '.join(number(x) for x in a)})" for n, a in self.given.items())
        return " and ".join(each)


@exercise
def entropy(function: object, /) -> list[str]:
    """`function(p) -> float`: the entropy of p (k,) in nats, 0 log 0 being 0."""
    rng = draw.generator()
    asked = []
    for couple in COUPLES:
        for values, want in ((couple.p, couple.of_p), (couple.q, couple.of_q)):
            p = rng.permutation(np.array(values))
            unweighted = sum(SURPRISE.get(x, np.nan) for x in values if x)
            slips = {
                MEAN: want / len(p),
                UNWEIGHTED: unweighted,
                UNWEIGHTED_MEAN: unweighted / np.count_nonzero(p),
                **{why: want - lost for why, lost in _left_out(p, p)},
            }
            asked.append(Question({"p": p}, want, slips))
    return _answered("entropy", function, asked)


@exercise
def cross_entropy(function: object, /) -> list[str]:
    """`function(p, q) -> float`: the mean surprise of one who believes q where p is true; infinite
    where q = 0 < p."""
    asked = []
    for p, q, couple in _both_ways():
        slips = {
            EXCHANGED: couple.back,
            DIVERGENCE: couple.cross - couple.of_p,
            OF_P: couple.of_p,
            OF_Q: couple.of_q,
            MEAN: couple.cross / len(p),
            UNWEIGHTED: sum(SURPRISE.get(y, np.nan) for x, y in zip(p, q, strict=True) if x),
            **{why: couple.cross - lost for why, lost in _left_out(p, q)},
        }
        asked.append(Question({"p": p, "q": q}, couple.cross, slips))
    return _answered("cross_entropy", function, asked)


@exercise
def kl_divergence(function: object, /) -> list[str]:
    """`function(p, q) -> float`: what believing q costs where p is true, beyond p's own entropy; 0
    at p = q, infinite where q = 0 < p."""
    asked = []
    for p, q, couple in _both_ways():
        want, back = couple.cross - couple.of_p, couple.back - couple.of_q
        slips = {
            EXCHANGED: back,
            CROSS: couple.cross,
            BOTH: want + back,
            HALVES: (want + back) / 2,
            APART: couple.of_q - couple.of_p,
            OTHER_ENTROPY: couple.cross - couple.of_q,
            MEAN: want / len(p),
            **_without_rare(p, q, want),
        }
        asked.append(Question({"p": p, "q": q}, want, slips))
        asked.append(Question({"p": p, "q": p.copy()}, 0.0, {CROSS: couple.of_p}))
    return _answered("kl_divergence", function, asked)


def _both_ways() -> Iterator[tuple[Array, Array, Couple]]:
    """Every couple, and every one with its two distributions exchanged, outcomes shuffled."""
    rng = draw.generator()
    turned = [Couple(c.q, c.p, c.of_q, c.of_p, c.back, c.cross) for c in COUPLES]
    for couple in (*COUPLES, *turned):
        order = rng.permutation(len(couple.p))
        yield np.array(couple.p)[order], np.array(couple.q)[order], couple


def _left_out(p: Array, q: Array) -> Iterator[tuple[Diagnosis, float]]:
    """What outcomes of p that are rare add to an average of q's surprises: those below 1e-6, and
    those below 1e-3."""
    surprise = {**SURPRISE, **RARE}
    for why, limit in ((RAREST, 1e-6), (RARER, 1e-3)):
        rare = [(x, y) for x, y in zip(p, q, strict=True) if 0 < x < limit]
        if rare:
            yield why, sum(x * surprise.get(y, np.nan) for x, y in rare)


def _without_rare(p: Array, q: Array, want: float) -> dict[Diagnosis, float]:
    """The divergence where outcomes of p that are rare take no part."""
    pairs = zip(_left_out(p, q), _left_out(p, p), strict=True)
    return {why: want - (crossed - own) for (why, crossed), (_, own) in pairs}


def _answered(name: str, function: object, asked: list[Question]) -> list[str]:
    """Facts for the pass line. Raises CheckFailed at the first question answered wrongly, those
    without a zero first."""
    for question in sorted(asked, key=lambda each: each.has_zeros):
        watch = Watch({key: array.copy() for key, array in question.given.items()})
        got = call(name, name, function, *watch.arrays.values())
        watch.verify(name, name)
        finding = ladder(got, question.want, tolerance=TOLERANCE)
        if finding is not None:
            slips = question.slips.items()
            own = (why for why, wrong in slips if ladder(got, wrong, tolerance=TOLERANCE) is None)
            why = of_logarithm(got, question.want)
            found = failure(name, f"{name} of {question.words}", finding, (), {}, None)
            if finding.rung == "value" and np.isfinite(question.want):
                why = next(own, None) or why
            if why is not None:
                found = found.retold(cause=why.cause, next_step=why.next_step)
            raise found
    return [f"{len(asked)} known values", "among them outcomes of probability 0"]


MEAN = Diagnosis(
    "mean for sum",
    "this is the right value divided by the number of outcomes.",
    "The probabilities are the weights of the average already. What is divided once more?",
)
EXCHANGED = Diagnosis(
    "exchanged",
    "this is the value with p and q in each other's place.",
    "p is what happens, q what is believed: which one weighs, and which stands in the logarithm?",
)
DIVERGENCE = Diagnosis(
    "divergence",
    "this is the divergence, which leaves p's own entropy out.",
    "At p = q the cross-entropy is the entropy, not 0.",
)
CROSS = Diagnosis(
    "cross-entropy",
    "this is the cross-entropy: it is not 0 where p = q.",
    "What would even the best believer pay, and is it taken off?",
)
OF_P = Diagnosis(
    "entropy of p", "this is the entropy of p alone.", "Where does q stand in the definition?"
)
OF_Q = Diagnosis(
    "entropy of q",
    "this is the entropy of q alone.",
    "Which distribution does the average run over?",
)
BOTH = Diagnosis(
    "both directions",
    "both directions are added up.",
    "The divergence has a direction: over which distribution does its average run?",
)
HALVES = Diagnosis(
    "mean of both directions",
    "this is the mean of both directions.",
    "The divergence has a direction: over which distribution does its average run?",
)
APART = Diagnosis(
    "difference of entropies",
    "this is the difference of the two entropies, each averaged over its own distribution.",
    "Both averages of the divergence run over the same distribution. Which?",
)
OTHER_ENTROPY = Diagnosis(
    "entropy of the other",
    "the entropy of q was taken off the cross-entropy.",
    "What has to be paid even by one who believes the truth: whose entropy is that?",
)
UNWEIGHTED = Diagnosis(
    "not weighted",
    "the surprises are added up, each as if its outcome always came.",
    "An average weighs each surprise by how often it is met. Which factor says how often?",
)
UNWEIGHTED_MEAN = Diagnosis(
    "weighted alike",
    "this is the plain mean of the surprises, each outcome weighed alike.",
    "An average weighs each surprise by how often it is met. Which factor says how often?",
)
RARER = Diagnosis(
    "rare left out",
    "outcomes of a small probability are left out, and they do happen.",
    "From which probability on does an outcome add nothing at all?",
)
RAREST = replace(RARER, name="rarest left out")
