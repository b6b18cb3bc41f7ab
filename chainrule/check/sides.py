"""The general mistakes of an elementwise function: what its wrong values have in common."""

import numpy as np
from numpy.typing import NDArray

from chainrule.check.compare import ladder
from chainrule.check.diagnose import HALF, TRUTH, Diagnosis
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
    for diagnosis, right in _whole(want, Z):
        if ladder(values, right) is None:
            return diagnosis
    return _side(values, want, Z)


def _whole(want: Array, Z: Array) -> list[tuple[Diagnosis, Array]]:
    """Mistakes that show at every entry, each with the values it would give."""
    return [
        (UNTOUCHED, Z),
        (TRUTH, (Z > 0).astype(np.float64)),
        (TRUTH, (Z >= 0).astype(np.float64)),
        (SIGN, -want),
    ]


def _side(values: Array, want: Array, Z: Array) -> Diagnosis | None:
    """Wrong on one side of 0 only, perhaps by a constant factor."""
    left, right = Z < 0, Z > 0
    bad = [
        side.any() and ladder(values[side], want[side]) is not None for side in (left, right)
    ]
    if bad == [True, True] or not any(bad):
        factor = _factor(values, want)
        return None if factor is None else _constant("", factor)
    side, words = (left, "where Z < 0") if bad[0] else (right, "where Z > 0")
    factor = _factor(values[side], want[side])
    if factor is not None:
        return _constant(f" {words}", factor)
    return Diagnosis(
        "one side",
        f"the values are wrong only {words}.",
        f"Reread the case of the definition that holds {words}.",
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
        "Which constant of the definition is missing, there twice, or of another value?",
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
