"""The checks of chapter 06's functions from scores to probabilities, row by row."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.lost_axis import rows_kept
from chainrule.check.refusal import allowed, refused
from chainrule.check.report import CheckFailed, failure
from chainrule.check.row_slips import (
    CUT,
    FAR_APART,
    LOG_OF_0,
    WRONG_WAY,
    of_logarithms,
    of_rows,
)
from chainrule.check.score_rows import EVEN, EXTREME, Rows, at, rows
from chainrule.check.temperature_slips import of_temperature, too_strict

Array = NDArray[np.float64]
Explain = Callable[[Array, Array, Array], Diagnosis | None]

CLOSE = 1e-9


@exercise
def softmax(function: object, /) -> list[str]:
    """`function(Z) -> P`: each row of Z (m, k) to probabilities; finite at ±1000."""
    every = list(rows(draw.generator()))
    for each in every:
        with rows_kept():
            got = _ask("softmax", function, each.Z)
        _compare("softmax", "P", got, each.P, each, of_rows)
    return [f"{len(every)} batches", "every row adds up to 1", "finite at ±1000"]


@exercise
def log_softmax(function: object, /) -> list[str]:
    """`function(Z) -> log P`: (m, k), its values finite at ±1000."""
    every = list(rows(draw.generator()))
    for each in every:
        with rows_kept():
            got = _ask("log_softmax", function, each.Z)
        _compare("log_softmax", "log P", got, each.log_P, each, of_logarithms)
    return [f"{len(every)} batches", "finite at ±1000"]


@exercise
def softmax_temperature(function: object, /) -> list[str]:
    """`function(Z, T) -> P`: softmax of Z / T; ValueError unless T > 0."""
    name = "softmax_temperature"
    rng = draw.generator()
    drawn = [(at(T, each), T) for T in (1.0, 2.5, 0.4) for each in rows(rng)]
    tried = [(each, T) for each, T in drawn if each.kind != "extreme"]
    tried += [(EVEN, 2000.0), (EXTREME, 0.0005)]
    for each, T in tried:
        with rows_kept(), allowed(name, f"T = {T:g}", too_strict(T)):
            got = _ask(name, function, each.Z, T)
        _compare(name, f"P at T = {T:g}", got, each.P, each, of_temperature(T), 1e-6)
    for T, why in ((0.0, AT_0), (-1.0, BELOW_0), (-0.25, BELOW_0)):
        case = f"T = {T:g}".replace("-", "−")
        refused(name, function, tried[0][0].Z, T, case=case, why=why)
    return [f"{len(tried)} batches", "T from 0.0005 to 2000", "T ≤ 0 refused"]


AT_0 = "nothing can be divided by 0; NumPy only warns, and goes on with infinities."
BELOW_0 = "below 0 the order turns round: the worst class would be the most likely one."


def _ask(name: str, function: object, Z: Array, *others: float) -> object:
    watch = Watch({"Z": Z.copy()})
    got = call(name, name, function, watch.arrays["Z"], *others)
    watch.verify(name, name)
    return got


def _compare(
    name: str,
    part: str,
    got: object,
    want: Array,
    asked: Rows,
    explain: Explain,
    tolerance: float = CLOSE,
) -> None:
    """Raises CheckFailed where an answer misses a rung, with what its numbers tell."""
    finding = ladder(got, want, tolerance=tolerance)
    if finding is None:
        return
    array = _plain(got, want)
    why = None if array is None else explain(array, want, asked.Z)
    found = failure(name, part, finding, want.shape, {"Z": asked.Z}, why)
    raise _told(found, asked, finding.rung, array)


def _plain(got: object, want: Array) -> Array | None:
    """The answer as an array where it has numbers in the right shape; else None."""
    fits = type(got) is np.ndarray and got.shape == want.shape and got.dtype.kind in "fi"
    return np.asarray(got, dtype=np.float64) if fits else None


def _told(found: CheckFailed, asked: Rows, rung: str, got: Array | None) -> CheckFailed:
    """Where only rows far apart or at ±1000 fail, that tells more than the numbers do."""
    why = None
    if got is not None and asked.kind == "far apart":
        by_level = got[np.argsort(asked.Z.max(axis=1))]
        low, middle, high = (bool(np.isfinite(row).all()) for row in by_level)
        if rung == "finite" and high:
            why = WRONG_WAY if middle and not low else FAR_APART
        elif rung == "value" and _even(got):
            why = CUT
    elif got is not None and np.isneginf(got).any():
        vanish = asked.P == 0
        why = LOG_OF_0 if np.isfinite(got[~vanish]).all() else None
    return found.retold(cause=why.cause, next_step=why.next_step) if why else found


def _even(got: Array) -> bool:
    """Whether some row has the same entry throughout, though its scores differ."""
    return bool((np.ptp(got, axis=1) < 1e-12).any())
