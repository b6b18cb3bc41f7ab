"""Is what came back right? The ladder that every answer climbs: defined, an array, shape, dtype,
finite, value. The first rung it misses is what its author should hear about."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from chainrule.check.words import number, position

Rung = Literal["defined", "array", "shape", "dtype", "finite", "value"]

FLOOR = 1e-12
NUMBERS = (float, int, np.float64, np.float32, np.float16, np.longdouble)
INTEGERS = (np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64)
SCALARS = (*NUMBERS, *INTEGERS, bool, np.bool_)


@dataclass(frozen=True)
class Finding:
    """The rung that an answer missed, in words; `where` is the entry with the largest error.

    `error` is the normwise relative error on the rung "value", infinity on the others."""

    rung: Rung
    expected: str
    got: str
    where: tuple[int, ...] | None
    error: float


def relative_error(a: ArrayLike, b: ArrayLike) -> float:
    """`max|a − b| / max(max|a|, max|b|)`: one number for two whole arrays of one shape.

    Normwise: an entry that is 0 in one and 1e-12 in the other does not count as 100 % wrong beside
    entries of size 1. Where all of a and b lie below 1e-12 the answer is 0: both are zero to within
    rounding. Infinite where either is not finite and they are not equal. Symmetric. Raises
    ValueError where the shapes differ."""
    first, second = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if first.shape != second.shape:
        raise ValueError(f"shapes {first.shape} and {second.shape} cannot be compared")
    return _excess(first, second, second)[1]


def ladder(
    got: object, want: ArrayLike, *, up_to: ArrayLike | None = None, tolerance: float = 1e-6
) -> Finding | None:
    """The first rung that `got` misses, or None where it is right.

    `got` must be exactly a NumPy array of real floats (integers or truth values where `want` holds
    those), of the shape of `want`; where that is a single number, a Python or NumPy number is
    right too. Each entry must lie at `want`, or anywhere between `want` and `up_to`, to within
    `tolerance` normwise. Nothing of `got` is called before its type is known."""
    low = np.asarray(want)
    if got is None or got is Ellipsis or got is NotImplemented:
        return _missed("defined", "a value", "nothing" if got is None else repr(got))
    if type(got) is not np.ndarray and not (low.ndim == 0 and _is_number(got)):
        return _missed("array", _kind_of(low), f"a value of type {_type_name(got)}")
    value = got if type(got) is np.ndarray else np.asarray(got)
    if value.shape != low.shape:
        wanted = f"shape {low.shape}" if low.ndim else "a number"
        return _missed("shape", wanted, f"shape {value.shape}")
    wrong_type = _dtype_finding(value, low.dtype)
    if wrong_type is not None or low.size == 0:
        return wrong_type
    bounds = low.astype(np.float64), np.asarray(low if up_to is None else up_to, dtype=np.float64)
    return _value_finding(value.astype(np.float64), *bounds, tolerance)


def _missed(rung: Rung, expected: str, got: str) -> Finding:
    return Finding(rung, expected, got, None, math.inf)


def _is_number(got: object) -> bool:
    """By identity: a type's own `==` may lie."""
    return any(type(got) is known for known in SCALARS)


def _type_name(got: object) -> str:
    return str(type.__dict__["__name__"].__get__(type(got)))


def _kind_of(want: NDArray[np.generic]) -> str:
    return "a number" if want.ndim == 0 else f"a NumPy array of shape {want.shape}"


def _dtype_finding(value: NDArray[np.generic], want: np.dtype[np.generic]) -> Finding | None:
    have = value.dtype
    if want.kind in "iu":
        return None if have.kind in "iu" else _missed("dtype", "integers", f"dtype {have}")
    if want.kind == "b":
        return None if have.kind == "b" else _missed("dtype", "truth values", f"dtype {have}")
    whole_number = value.ndim == 0 and have.kind in "iu"
    if whole_number or (have.kind == "f" and have.itemsize >= 8):
        return None
    return _missed("dtype", "dtype float64", f"dtype {have}")


def _value_finding(
    value: NDArray[np.float64], a: NDArray[np.float64], b: NDArray[np.float64], tolerance: float
) -> Finding | None:
    low, high = np.minimum(a, b), np.maximum(a, b)
    stray = ~np.isfinite(value) & np.isfinite(low) & np.isfinite(high)
    if stray.any():
        where = position(stray)
        return Finding("finite", _range(low, high, where), number(value[where]), where, math.inf)
    excess, error = _excess(value, low, high)
    if error <= tolerance:
        return None
    where = position(excess)
    return Finding(
        "value",
        _range(low, high, where, value[where]),
        number(value[where], beside=low[where]),
        where,
        error,
    )


def _excess(
    value: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """How far each entry lies outside its bounds, and the largest of that relative to the size of
    everything that is finite."""
    with np.errstate(invalid="ignore"):
        excess = np.asarray(np.maximum(np.maximum(low - value, value - high), 0.0))
    excess[((low <= value) & (value <= high)) | (np.isnan(value) & np.isnan(low))] = 0.0
    excess[np.isnan(excess)] = np.inf
    if excess.size == 0 or excess.max() == 0:
        return excess, 0.0
    if np.isinf(excess).any():
        return excess, math.inf
    sizes = np.abs(np.stack([value, low, high]))
    scale = float(sizes[np.isfinite(sizes)].max())
    return excess, float(excess.max()) / scale if scale >= FLOOR else 0.0


def _range(
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    where: tuple[int, ...],
    beside: float | None = None,
) -> str:
    """What was expected at one entry: a number, or the two ends that it may lie between."""
    bottom, top = float(low[where]), float(high[where])
    sizes = np.abs(np.stack([low, high]))
    size = float(sizes[np.isfinite(sizes)].max(initial=0.0))
    if not top - bottom > 1e-5 * size:
        middle = bottom if bottom == top else bottom + (top - bottom) / 2
        return number(0.0 if abs(middle) < 1e-10 * size else middle, beside=beside)
    return f"anything from {number(bottom)} to {number(top)}"
