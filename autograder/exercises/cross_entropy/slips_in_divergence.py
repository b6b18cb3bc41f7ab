"""What learners make of the divergence."""

import numpy as np

from autograder.exercises.cross_entropy.chapter import mistake
from autograder.reference.arrays import Array


@mistake(
    "kl_divergence",
    "data and model exchanged",
    loses="value zeros ruled_out",
    hint="These are the values of D(q ‖ p). The divergence is not symmetric: which distribution "
    "does the average run over?",
)
def _(p: Array, q: Array) -> float:
    seen = q > 0
    return float(np.sum(q[seen] * (np.log(q[seen]) - np.log(p[seen]))))


@mistake(
    "kl_divergence",
    "rare outcomes left out",
    loses="value",
    hint="Outcomes of a small probability are left out of your sum. They do happen: from which "
    "probability on does an outcome add nothing at all?",
)
def _(p: Array, q: Array) -> float:
    seen = p > 1e-3
    return float(np.sum(p[seen] * (np.log(p[seen]) - np.log(q[seen]))))


@mistake(
    "kl_divergence",
    "entropy of the model taken off",
    loses="value zeros",
    hint="The model's own entropy is taken off. What must be paid even by one who believes the "
    "truth: whose entropy is that?",
)
def _(p: Array, q: Array) -> float:
    seen, other = p > 0, q[q > 0]
    return float(-np.sum(p[seen] * np.log(q[seen])) + np.sum(other * np.log(other)))


@mistake(
    "kl_divergence",
    "ratio upside down",
    loses="value zeros ruled_out",
    hint="Your divergence is never positive: it should never be negative. Follow the minus sign "
    "into the fraction.",
)
def _(p: Array, q: Array) -> float:
    seen = p > 0
    return float(np.sum(p[seen] * (np.log(q[seen]) - np.log(p[seen]))))


@mistake(
    "kl_divergence",
    "bits instead of nats",
    loses="value zeros",
    hint="Every value is 1.4427 times too large, which is 1/log 2: this counts bits.",
)
def _(p: Array, q: Array) -> float:
    seen = p > 0
    return float(np.sum(p[seen] * (np.log2(p[seen]) - np.log2(q[seen]))))


@mistake(
    "kl_divergence",
    "0 log 0 is not a number",
    loses="zeros",
    hint="NaN comes of 0 · log 0: an outcome that never happens adds nothing to an average.",
)
def _(p: Array, q: Array) -> float:
    return float(np.sum(p * np.log(p / q)))


@mistake(
    "kl_divergence",
    "small number inside the logarithm",
    loses="value zeros ruled_out",
    hint="A small number beside each probability hides the infinity and moves every value: the "
    "definition has none.",
)
def _(p: Array, q: Array) -> float:
    return float(np.sum(p * np.log((p + 1e-5) / (q + 1e-5))))


@mistake(
    "kl_divergence",
    "small number inside the logarithm",
    loses="ruled_out",
    hint="A small number in place of a probability of 0 hides the infinity: the definition has "
    "none.",
)
def _(p: Array, q: Array) -> float:
    seen = p > 0
    return float(np.sum(p[seen] * np.log(p[seen] / np.clip(q[seen], 1e-12, 1.0))))


@mistake(
    "kl_divergence",
    "impossible outcomes of the model left out",
    loses="ruled_out",
    hint="Your sum skips outcomes that the model rules out, though they do happen: how large is "
    "the surprise then? It is p = 0 that adds nothing, not q = 0.",
)
def _(p: Array, q: Array) -> float:
    seen = (p > 0) & (q > 0)
    return float(np.sum(p[seen] * np.log(p[seen] / q[seen])))


@mistake(
    "kl_divergence",
    "the cross-entropy instead",
    loses="value zeros",
    hint="Your value at p = q is the entropy, and should be 0: what is it that the best possible "
    "code would cost anyway?",
)
def _(p: Array, q: Array) -> float:
    seen = p > 0
    return float(-np.sum(p[seen] * np.log(q[seen])))


@mistake(
    "kl_divergence",
    "symmetric in its arguments",
    loses="value zeros",
    hint="Your value is the same with p and q exchanged. The divergence has a direction.",
)
def _(p: Array, q: Array) -> float:
    with np.errstate(all="ignore"):
        return float(np.sum(np.where(p == q, 0.0, (p - q) * (np.log(p) - np.log(q)))))


@mistake(
    "kl_divergence",
    "sizes of the differences added",
    loses="value zeros",
    hint="No single term may turn negative in your sum. Outcomes that the model overrates do "
    "count against the others; only the total is never negative.",
)
def _(p: Array, q: Array) -> float:
    seen = p > 0
    return float(np.sum(p[seen] * np.abs(np.log(p[seen]) - np.log(q[seen]))))


@mistake(
    "kl_divergence",
    "difference of the two entropies",
    loses="value zeros ruled_out",
    hint="This compares how uncertain the two distributions are, and is 0 for any two with the "
    "same entropy. Over which distribution does each average run?",
)
def _(p: Array, q: Array) -> float:
    seen, other = p[p > 0], q[q > 0]
    return float(np.sum(seen * np.log(seen)) - np.sum(other * np.log(other)))


@mistake(
    "kl_divergence",
    "input changed in place",
    loses="inputs",
    hint="One of the caller's two distributions is written into.",
)
def _(p: Array, q: Array) -> float:
    seen = p > 0
    q /= np.where(seen, p, 1.0)
    return float(-np.sum(p[seen] * np.log(q[seen])))
