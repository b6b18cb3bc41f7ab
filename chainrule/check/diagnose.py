"""The general mistakes, tried on a gradient that is wrong: which of them would give exactly these
numbers? No reference is needed, and what is said points at the mathematics, not at a line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from chainrule.check import causes
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import SCALARS, Finding, ladder

Array = NDArray[np.float64]

NUMBERS = frozenset(scalar.__name__ for scalar in SCALARS)


@dataclass(frozen=True)
class Case:
    """A wrong gradient, the bounds it should have met, and the upstream gradient it was given."""

    got: Array
    low: Array
    high: Array
    upstream: Array | None

    def explained_by(self, change: Callable[[Array], Array], got: Array | None = None) -> bool:
        """Whether right answers that went through `change` are what was got."""
        ends = change(self.low), change(self.high)
        low, high = np.minimum(*ends), np.maximum(*ends)
        return ladder(self.got if got is None else got, low, up_to=high) is None

    @property
    def spread(self) -> Array | None:
        """The upstream gradient beside each entry of `got`; where it has fewer axes, every entry
        of the last ones meets the same. None where the shapes do not fit."""
        got, up = self.got, self.upstream
        if up is None or got.shape != self.low.shape or got.shape[: up.ndim] != up.shape:
            return None
        return np.broadcast_to(up.reshape(up.shape + (1,) * (got.ndim - up.ndim)), got.shape)


def diagnose(
    got: object,
    want: ArrayLike,
    *,
    up_to: ArrayLike | None = None,
    upstream: ArrayLike | None = None,
) -> Diagnosis | None:
    """The first general mistake that explains `got` exactly, or None.

    Every entry should have been between `want` and `up_to` (by default, at `want`). The first axis
    of `upstream` counts the examples. Anything but a finite array of real numbers gives None."""
    if type(got) is not np.ndarray or got.dtype.kind not in "fiub" or not np.isfinite(got).all():
        return None
    low = np.asarray(want, dtype=np.float64)
    case = Case(
        got.astype(np.float64),
        low,
        low if up_to is None else np.asarray(up_to, dtype=np.float64),
        None if upstream is None else np.asarray(upstream, dtype=np.float64),
    )
    if got.size == 0 or not np.isfinite(case.low + case.high).all():
        return None
    tries = (_arrangement, _summation, _upstream, _scale, _zeros)
    return next((found for attempt in tries for found in attempt(case)), None)


def diagnose_order(got: list[object], want: list[tuple[Array, Array]]) -> Diagnosis | None:
    """Whether the gradients are right but come in another order."""
    for i, value in enumerate(got):
        for j, (low, high) in enumerate(want):
            if i != j and low.any() and ladder(value, low, up_to=high) is None:
                return causes.ORDER
    return None


def of_rung(finding: Finding, largest: float = 0.0) -> Diagnosis | None:
    """What a rung alone says, whatever the numbers; `largest` is the size of the inputs.

    None for the shape, which `diagnose` may explain better, and for the value."""
    if finding.rung == "dtype":
        return (
            causes.HALF
            if "float" in finding.got
            else causes.TRUTH
            if "bool" in finding.got
            else causes.INTEGERS
        )
    if finding.rung == "finite":
        return causes.OVERFLOW if largest > 100 else causes.NO_VALUE
    if finding.rung == "array" and finding.got.removeprefix("a value of type ") in NUMBERS:
        return causes.SINGLE
    return {"defined": causes.NOTHING, "array": causes.KIND}.get(finding.rung)


def _total(gradient: Array) -> Array:
    return np.asarray(gradient.sum())


def _arrangement(case: Case) -> Iterator[Diagnosis]:
    got, low = case.got, case.low
    if got.shape == low.shape or got.size != low.size:
        return
    if got.ndim == 2 and case.explained_by(lambda g: g, got.T):
        yield causes.TRANSPOSED
    elif case.explained_by(lambda g: g, got.reshape(low.shape)):
        yield causes.KEPT if got.squeeze().shape == low.squeeze().shape else causes.FLATTENED


def _summation(case: Case) -> Iterator[Diagnosis]:
    got, low = case.got, case.low
    for axis in range(got.ndim if got.ndim > low.ndim else 0):
        total = got.sum(axis=axis)
        if total.shape == low.shape and case.explained_by(lambda g: g, total):
            yield causes.UNSUMMED
    if got.ndim > 1 and low.ndim == 0 and case.explained_by(_total, _total(got)):
        yield causes.UNSUMMED
    if got.shape != low.shape and got.ndim < 2 and case.explained_by(_total, _total(got)):
        yield causes.WRONG_AXIS if got.ndim == 1 else causes.OVERSUMMED


def _upstream(case: Case) -> Iterator[Diagnosis]:
    upstream = case.spread
    if upstream is None:
        return
    if ladder(case.got, upstream) is None:
        yield causes.UNMASKED
    if case.explained_by(lambda g: g, case.got * upstream):
        yield causes.FORGOTTEN
    if case.explained_by(lambda g: g * upstream):
        yield causes.TWICE
    by_sign = case.explained_by(lambda g: np.where(upstream > 0, g, 0.0))
    if case.got.any() and (by_sign or _by_sign(case.got, upstream)):
        yield causes.UPSTREAM_SIGN


def _by_sign(got: Array, upstream: Array) -> bool:
    """Whether the local slope is one number where upstream is positive, another elsewhere."""
    sides = [got[upstream > 0], got[upstream < 0]], [upstream[upstream > 0], upstream[upstream < 0]]
    if min(len(side) for side in sides[0]) < 2:
        return False
    slopes = [g / u for g, u in zip(*sides, strict=True)]
    steady = all(ladder(each, np.full(each.shape, each[0])) is None for each in slopes)
    return steady and ladder(slopes[0][:1], slopes[1][:1]) is not None


def _scale(case: Case) -> Iterator[Diagnosis]:
    if case.got.shape != case.low.shape:
        return
    if case.explained_by(lambda g: -g):
        yield causes.SIGN
    examples = case.upstream.shape[0] if case.upstream is not None and case.upstream.ndim else 1
    if examples > 1 and case.explained_by(lambda g: g * examples):
        yield causes.times_examples(examples)
    if examples > 1 and case.explained_by(lambda g: g / examples):
        yield causes.over_examples(examples)
    if case.explained_by(lambda g: g * 2):
        yield causes.DOUBLE
    if case.explained_by(lambda g: g / 2):
        yield causes.HALVED
    largest = np.unravel_index(int(np.argmax(abs(case.low))), case.low.shape)
    ratio = float(case.got[largest] / case.low[largest]) if case.low[largest] else 0.0
    if case.low.size > 1 and ratio and case.explained_by(lambda g: g * ratio):
        yield causes.constant_factor(ratio)


def _zeros(case: Case) -> Iterator[Diagnosis]:
    if case.got.shape != case.low.shape:
        return
    gone = (case.got == 0) & ~((case.low <= 0) & (case.high >= 0))
    if case.got.any() and case.explained_by(lambda g: np.where(gone, 0.0, g)):
        yield causes.dropped(int(gone.sum()), case.got.size)
    elif not case.got.any():
        yield causes.NO_GRADIENT
