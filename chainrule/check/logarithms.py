"""What goes wrong around a logarithm, told from the number that came of it."""

import math
from collections.abc import Iterator

import numpy as np

from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder


def of_logarithm(got: object, want: float) -> Diagnosis | None:
    """What explains a wrong number that should be a mean of surprises, or None."""
    if isinstance(got, np.ndarray) and got.size == 1 and got.ndim:
        return BOXED
    if not isinstance(got, float | int | np.floating):
        return None
    value = float(got)
    if math.isnan(value):
        return NOTHING
    if math.isinf(value):
        return ENDLESS
    if math.isinf(want):
        return FINITE
    return next(_scaled(value, want), None)


def _scaled(value: float, want: float) -> Iterator[Diagnosis]:
    tries = {SIGN: -want, BITS: want / math.log(2), TENTH: want / math.log(10)}
    for why, wrong in tries.items():
        if ladder(value, wrong) is None:
            yield why
    if ladder(value, want, tolerance=2e-3) is None:
        yield NUDGED


BOXED = Diagnosis(
    "boxed",
    "the number is wrapped in an array.",
    "A cost is one plain number. Which sum keeps an axis that it should not?",
)
NOTHING = Diagnosis(
    "0 log 0",
    "0 · log 0 has no value for a computer, and NaN spreads to the whole sum.",
    "An outcome of probability 0 adds nothing to an average. Which outcomes should reach the "
    "logarithm at all?",
)
ENDLESS = Diagnosis(
    "log of 0",
    "the logarithm of a probability of exactly 0 was taken.",
    "Whose probability is it: one that counts? If it was rounded to 0, take the logarithm before "
    "it can round.",
)
FINITE = Diagnosis(
    "infinity hidden",
    "something happens here that was given probability 0, and its surprise is infinite.",
    "Is a term skipped that counts, or a small number put in its place?",
)
SIGN = Diagnosis(
    "sign",
    "the sign is reversed.",
    "A logarithm of a probability is never positive; a surprise is never negative.",
)
BITS = Diagnosis(
    "bits", "this counts bits: every value is divided by log 2.", "Which logarithm gives nats?"
)
TENTH = Diagnosis(
    "base 10",
    "this is the right value divided by log 10.",
    "Which logarithm is natural?",
)
NUDGED = Diagnosis(
    "nudged",
    "this is almost right, and not by rounding: it looks as if a small number was added to the "
    "probabilities.",
    "The definition has no such number. Which case did you want to protect, and how does the "
    "contract treat it?",
)
