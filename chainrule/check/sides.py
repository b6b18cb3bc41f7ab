"""The general mistakes of an elementwise function: what its wrong values have in common."""

import numpy as np
from numpy.typing import NDArray

from chainrule.check.causes import HALF, TRUTH, Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.words import number

Array = NDArray[np.float64]


def diagnose_values(got: object, want: Array, Z: Array) -> Diagnosis | None:
    """The first general mistake that explains the values `got` at the inputs Z, or None.

    All three have one shape. Anything but a finite array of real numbers gives None."""
    if type(got) is not np.ndarray or got.dtype.kind not in "fiub" or got.shape != want.shape:
        return None
    if not np.isfinite(got).all():
        return None
    if got.dtype.kind == "f" and got.dtype.itemsize < 8:
        return HALF
    values = got.astype(np.float64)
    for diagnosis, right in (*_whole(want, Z), *_mirrored(want, Z)):
        if ladder(values, right) is None:
            return diagnosis
    return side(values, want, Z)


def _mirrored(want: Array, Z: Array) -> list[tuple[Diagnosis, Array]]:
    """Mistakes that take −Z for Z; they can be told where each input has its opposite."""
    order = np.argsort(Z, axis=None)
    back = order[::-1]
    if (Z.flat[order] != -Z.flat[back]).any():
        return []
    opposite = np.empty_like(want)
    opposite.flat[order] = want.flat[back]
    return [(MIRRORED, opposite), (EXCHANGED, -opposite)]


def _whole(want: Array, Z: Array) -> list[tuple[Diagnosis, Array]]:
    """Mistakes that show at every entry, each with the values it would give."""
    return [
        (UNTOUCHED, Z),
        (TRUTH, (Z > 0).astype(np.float64)),
        (TRUTH, (Z >= 0).astype(np.float64)),
        (SIGN, -want),
    ]


def side(values: Array, want: Array, Z: Array) -> Diagnosis | None:
    """Wrong on one side of 0 only, perhaps by a constant factor."""
    halves = {" where Z < 0": Z < 0, " where Z > 0": Z > 0}
    wrong = [
        words
        for words, half in halves.items()
        if half.any() and ladder(values[half], want[half]) is not None
    ]
    if len(wrong) != 1:
        factor = _factor(values, want)
        return None if factor is None else _constant("", factor)
    (words,) = wrong
    factor = _factor(values[halves[words]], want[halves[words]])
    if factor is not None:
        return _constant(words, factor)
    return Diagnosis(
        "one side",
        f"the values are wrong only{words}.",
        f"Reread the case that holds{words}.",
    )


def _factor(values: Array, want: Array) -> float | None:
    """The one number, not 0, that `want` was multiplied by; None where there is none."""
    largest = int(np.argmax(abs(want)))
    if want.size < 2 or want.flat[largest] == 0 or values.flat[largest] == 0:
        return None
    factor = float(values.flat[largest] / want.flat[largest])
    return factor if ladder(values, want * factor) is None else None


def _constant(words: str, factor: float) -> Diagnosis:
    return Diagnosis(
        "constant factor",
        f"the values{words} are the right ones times {number(factor)}.",
        "Which constant of the formula is missing, there twice, or of another value?",
    )


UNTOUCHED = Diagnosis(
    "not applied",
    "the input came back as it was.",
    "Return the activation, and keep the pre-activation for the cache if you need it there.",
)
SIGN = Diagnosis(
    "sign",
    "every value has the opposite sign.",
    "Follow the minus signs through the definition.",
)
MIRRORED = Diagnosis(
    "mirrored",
    "these are the right values for −Z.",
    "Follow the minus signs through the definition.",
)
EXCHANGED = Diagnosis(
    "sides exchanged",
    "the two sides of 0 have changed places.",
    "Which case holds where Z > 0, and which where Z < 0?",
)
