"""How numbers, shapes and places are written in a message to a learner."""

import math
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray


def number(value: ArrayLike, beside: ArrayLike | None = None) -> str:
    """Three or four digits, as many more as it takes to differ from the number `beside`."""
    x = float(np.asarray(value, dtype=np.float64))
    for digits in (4, 7, 10, 17):
        text = f"{x + 0.0:.{digits}g}"
        if beside is None or float(np.asarray(beside)) == x:
            break
        if f"{float(np.asarray(beside)) + 0.0:.{digits}g}" != text:
            break
    return ("NaN" if math.isnan(x) else text.replace("inf", "infinity")).replace("-", "−")


def position(size: NDArray[np.generic]) -> tuple[int, ...]:
    """The index of the largest entry."""
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(size)), size.shape))


def place(where: tuple[int, ...]) -> str:
    """An index in words: "row 2, column 0"; counted from 0 as NumPy does."""
    if len(where) == 0:
        return ""
    if len(where) == 1:
        return f"entry {where[0]}"
    if len(where) == 2:
        return f"row {where[0]}, column {where[1]}"
    return f"index [{', '.join(str(i) for i in where)}]"


def values_at(
    where: tuple[int, ...], shape: tuple[int, ...], arrays: Mapping[str, NDArray[np.float64]]
) -> str:
    """The inputs that belong to one entry of an array of this shape: "Z = −0.81 and dA = 1.37".

    An input counts where it has the same shape, or that of the leading axes, (m, n) beside
    (m, n, k), or of the last axis, (n,) beside (m, n); of one with an axis more, (m, n, k) beside
    (m, n), all entries there are quoted."""
    parts = []
    for name, array in arrays.items():
        count = array.ndim
        if count == 0:
            continue
        if array.shape == shape[:count] and (count > 1 or len(shape) == 1):
            parts.append(f"{name} = {number(array[where[:count]])}")
        elif array.shape == shape[-1:]:
            parts.append(f"{name} = {number(array[where[-1:]])}")
        elif shape and array.shape[:-1] == shape:
            parts.append(f"{name} = [{', '.join(number(x) for x in array[where])}]")
    return listed(parts)


def listed(parts: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    *first, last = [*parts] or [""]
    return f"{', '.join(first)} and {last}" if first else last
