"""One value beside what was expected of it, with the slips that would explain it."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.diagnose import diagnose
from chainrule.check.report import failure

Array = NDArray[np.float64]
Slips = Mapping[Diagnosis, ArrayLike]


def expect(
    exercise: str,
    part: str,
    got: object,
    want: ArrayLike,
    *,
    slips: Slips | None = None,
    inputs: Mapping[str, Array] | None = None,
    tolerance: float = 1e-6,
) -> None:
    """Raises CheckFailed where `got` is not `want`; `slips` holds, for each known slip, the value
    that it would give, and the first that fits is told."""
    finding = ladder(got, want, tolerance=tolerance)
    if finding is None:
        return
    known = (why for why, wrong in (slips or {}).items() if ladder(got, wrong) is None)
    why = next(known, None) or diagnose(got, want)
    raise failure(exercise, part, finding, np.shape(want), inputs or {}, why)


def quotient(value: ArrayLike, factor: ArrayLike) -> Array:
    """What is left of a product when a factor is forgotten; NaN, which fits nothing, where the
    factor is 0."""
    with np.errstate(all="ignore"):
        return np.where(np.asarray(factor) == 0, np.nan, np.divide(value, factor))
