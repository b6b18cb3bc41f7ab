"""What goes wrong around a logarithm, told from the number that came of it."""

import math
from collections.abc import Iterator

import numpy as np

from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.words import number

ROUND = (*(10.0**-power for power in range(3, 324)), 2.0**-52, 2.0**-1022)
"""Numbers that are put in place of 0: powers of ten, and the two that NumPy has names for."""


def of_logarithm(got: object, want: float) -> Diagnosis | None:
    """What explains a wrong number that should be a mean of surprises, or None."""
    if isinstance(got, np.ndarray) and got.ndim:
        return BOXED if got.size == 1 else MANY
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


def in_place(got: object, share: float = 1.0, rest: float = 0.0) -> Diagnosis | None:
    """What explains a mean in which `share` of the losses should be very large, and `rest` is
    what the others add: they are −log of a round small number. None where they are not."""
    if not isinstance(got, float | int | np.floating) or not math.isfinite(got):
        return None
    surprise = (float(got) - rest) / share
    found = (small for small in ROUND if math.isclose(-math.log(small), surprise, rel_tol=1e-6))
    return next((_replaced(small) for small in found), None)


def _scaled(value: float, want: float) -> Iterator[Diagnosis]:
    tries = {SIGN: -want, BITS: want / math.log(2), TENTH: want / math.log(10)}
    for why, wrong in tries.items():
        if want and ladder(value, wrong) is None:
            yield why
    if want == 0 and 0 < abs(value) < 2e-3:
        yield _beside_nothing(value)
    if want and ladder(value, want, tolerance=2e-3) is None:
        yield NUDGED


def _beside_nothing(value: float) -> Diagnosis:
    """Where the right value is 0, what came shows the size of what was added: log (1 + ε) is ε, and
    an ε in place of a probability of 0 adds its own −ε log ε."""
    if value < 0:
        return _added(-value)
    found = (x for x in ROUND if math.isclose(-x * math.log(x), value, rel_tol=1e-4))
    return next((_replaced(small) for small in found), NUDGED)


def _added(small: float) -> Diagnosis:
    return Diagnosis(
        "nudged",
        f"it looks as if a small number, about {number(small)}, was added to the probabilities.",
        NUDGED.next_step,
    )


def _replaced(small: float) -> Diagnosis:
    return Diagnosis(
        "in place",
        f"{number(small)} was put in the place of a smaller probability, or added to it.",
        NUDGED.next_step,
    )


BOXED = Diagnosis(
    "boxed",
    "the number is wrapped in an array.",
    "A cost is one plain number. Which sum keeps an axis that it should not?",
)
MANY = Diagnosis(
    "many numbers",
    "a whole array came where one number is asked: its entries were never added up.",
    "Each example has one surprise, and the result is one number for all. Which step makes it?",
)
NOTHING = Diagnosis(
    "0 log 0",
    "0 · log 0 has no value for a computer, and NaN spreads to the whole sum.",
    "An outcome of probability 0 adds nothing to an average. Which outcomes should reach the "
    "logarithm at all?",
)
ROUNDED = Diagnosis(
    "0 log 0 of scores",
    "softmax rounds a probability to 0 here, and 0 · log 0 has no value for a computer.",
    "Take the logarithm before anything can round to 0: chapter 06 has the form.",
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
