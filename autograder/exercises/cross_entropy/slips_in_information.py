"""What learners make of entropy, cross-entropy and divergence."""

import numpy as np

from autograder.exercises.cross_entropy.chapter import mistake
from autograder.reference.arrays import Array

_ALL = "value zeros ruled_out"
_NATS = "Every value is 1.4427 times too large, which is 1/log 2: this counts bits. Nats are asked."
_TENTH = "Every value is 0.4343 times the right one, which is 1/log 10: which logarithm is natural?"
_NOTHING = (
    "NaN comes of 0 · log 0. An outcome that never happens adds nothing to an average: which "
    "outcomes should reach the logarithm at all?"
)
_NUDGED = (
    "A small number stands beside the probability inside the logarithm. It moves every value, "
    "and turns an infinity into something finite: the definition has none."
)
_RARE = (
    "Outcomes of a small probability are left out of your sum. They do happen: from which "
    "probability on does an outcome add nothing at all?"
)
_MINUS = (
    "The sign is reversed: a logarithm of a probability is never positive, and a surprise is never "
    "negative."
)


@mistake("entropy", "bits instead of nats", loses="value zeros", hint=_NATS)
def _(p: Array) -> float:
    seen = p[p > 0]
    return float(-np.sum(seen * np.log2(seen)))


@mistake("entropy", "logarithm to base 10", loses="value zeros", hint=_TENTH)
def _(p: Array) -> float:
    seen = p[p > 0]
    return float(-np.sum(seen * np.log10(seen)))


@mistake("entropy", "minus missing", loses="value zeros", hint=_MINUS)
def _(p: Array) -> float:
    seen = p[p > 0]
    return float(np.sum(seen * np.log(seen)))


@mistake("entropy", "0 log 0 is not a number", loses="zeros", hint=_NOTHING)
def _(p: Array) -> float:
    return float(-np.sum(p * np.log(p)))


@mistake("entropy", "small number inside the logarithm", loses="value zeros", hint=_NUDGED)
def _(p: Array) -> float:
    return float(-np.sum(p * np.log(p + 1e-5)))


@mistake("entropy", "rare outcomes left out", loses="value", hint=_RARE)
def _(p: Array) -> float:
    seen = p[p > 1e-3]
    return float(-np.sum(seen * np.log(seen)))


@mistake("entropy", "small number inside the logarithm", loses="value zeros", hint=_NUDGED)
def _(p: Array) -> float:
    kept = np.clip(p, 1e-6, 1.0)
    return float(-np.sum(kept * np.log(kept)))


@mistake(
    "entropy",
    "surprise not weighted",
    loses="value zeros",
    hint="This adds up the surprises. An average weighs each by how often it comes.",
)
def _(p: Array) -> float:
    return float(-np.sum(np.log(p[p > 0])))


@mistake(
    "entropy",
    "mean instead of sum",
    loses="value zeros",
    hint="Every value is exactly k times too small: the probabilities are the weights of the "
    "average already.",
)
def _(p: Array) -> float:
    seen = p[p > 0]
    return float(-np.sum(seen * np.log(seen)) / len(p))


@mistake(
    "entropy",
    "one entry instead of a number",
    loses="value zeros",
    hint="The entropy of one distribution is one plain number; this is an array of shape (1,).",
)
def _(p: Array) -> Array:
    seen = p[p > 0]
    return np.array([-np.sum(seen * np.log(seen))])


@mistake(
    "entropy",
    "input changed in place",
    loses="inputs",
    hint="The caller's distribution is written into: its zeros are no longer zeros.",
)
def _(p: Array) -> float:
    p[p == 0] = 1.0
    p *= np.log(p)
    return float(-p.sum())


@mistake(
    "cross_entropy",
    "data and model exchanged",
    loses=_ALL,
    hint="These are the values with the two distributions in each other's place. Nature draws "
    "from one; the other only says how surprised to be.",
)
def _(p: Array, q: Array) -> float:
    seen = q > 0
    return float(-np.sum(q[seen] * np.log(p[seen])))


@mistake("cross_entropy", "rare outcomes left out", loses="value", hint=_RARE)
def _(p: Array, q: Array) -> float:
    seen = p > 1e-3
    return float(-np.sum(p[seen] * np.log(q[seen])))


@mistake("cross_entropy", "minus missing", loses=_ALL, hint=_MINUS)
def _(p: Array, q: Array) -> float:
    seen = p > 0
    return float(np.sum(p[seen] * np.log(q[seen])))


@mistake("cross_entropy", "bits instead of nats", loses="value zeros", hint=_NATS)
def _(p: Array, q: Array) -> float:
    seen = p > 0
    return float(-np.sum(p[seen] * np.log2(q[seen])))


@mistake("cross_entropy", "0 log 0 is not a number", loses="zeros", hint=_NOTHING)
def _(p: Array, q: Array) -> float:
    return float(-np.sum(p * np.log(q)))


@mistake("cross_entropy", "small number inside the logarithm", loses=_ALL, hint=_NUDGED)
def _(p: Array, q: Array) -> float:
    return float(-np.sum(p * np.log(q + 1e-5)))


@mistake("cross_entropy", "small number inside the logarithm", loses="ruled_out", hint=_NUDGED)
def _(p: Array, q: Array) -> float:
    return float(-np.sum(p * np.log(np.clip(q, 1e-12, 1.0))))


@mistake(
    "cross_entropy",
    "impossible outcomes of the model left out",
    loses="ruled_out",
    hint="Your sum skips outcomes that the model rules out, though they do happen: how large is "
    "the surprise then? It is p = 0 that adds nothing, not q = 0.",
)
def _(p: Array, q: Array) -> float:
    seen = (p > 0) & (q > 0)
    return float(-np.sum(p[seen] * np.log(q[seen])))


@mistake(
    "cross_entropy",
    "the divergence instead",
    loses="value zeros",
    hint="Your value is 0 where p = q, as the divergence (relative entropy) is. The cross-entropy "
    "is the entropy there.",
)
def _(p: Array, q: Array) -> float:
    seen = p > 0
    return float(np.sum(p[seen] * (np.log(p[seen]) - np.log(q[seen]))))


@mistake(
    "cross_entropy",
    "entropy of one of the two",
    loses=_ALL,
    hint="Only one of the two distributions takes part: one is the weight, the other stands in the "
    "logarithm.",
)
def _(p: Array, q: Array) -> float:
    return float(-np.sum(q[q > 0] * np.log(q[q > 0])))


@mistake(
    "cross_entropy",
    "input changed in place",
    loses="inputs",
    hint="One of the caller's two distributions is written into.",
)
def _(p: Array, q: Array) -> float:
    q[p == 0] = 1.0
    p *= np.log(q)
    return float(-p.sum())
