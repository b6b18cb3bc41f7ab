"""A function handed to a learner's difference quotient, which remembers where it was asked. The
places tell what the values alone cannot: which h, one side or both, one entry at a time or not."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from chainrule.check.borrowed import caller
from chainrule.check.calls import call
from chainrule.check.words import number

Array = NDArray[np.float64]

NEAR = 1e-3  # a step this close to h, as a share of h, is h
STILL = 1e-13  # less than this is rounding, not a step
KINDS_OF_NUMBER = "biuf"


class Manner(StrEnum):
    """How the places that were asked lie about x."""

    CENTRAL = "central"
    NEVER = "never asked"
    ONE_SIDED = "one side only"
    OTHER_STEP = "another step"
    TOGETHER = "several entries at once"
    INCOMPLETE = "not every entry"
    OFTEN = "too often"


@dataclass(frozen=True)
class Places:
    """How f was asked: the manner, a step that was taken where it is not h, and how many calls."""

    manner: Manner
    step: float
    calls: int


class Probe:
    """f as a learner sees it: takes what has x's shape, and keeps a copy of each place asked."""

    def __init__(self, function: Callable[..., object], x: ArrayLike, name: str = "f") -> None:
        self._function, self._shape, self.name = function, np.shape(x), name
        self.places: list[Array] = []

    def __call__(self, x: object) -> object:
        """f(x). Raises TypeError where a library calls, or x is not what f takes."""
        library = caller(sys._getframe(1), call)
        if library:
            raise TypeError(refusal(library))
        place = self.read(x)
        self.places.append(place)
        return self._function(place.copy() if self._shape else float(place))

    def read(self, x: object) -> Array:
        """A place as a float64 array of its own. Raises TypeError where it is none."""
        one = f"an array of shape {self._shape}" if self._shape else "one number"
        wanted = np.ndarray if self._shape else (float, int, np.number, np.ndarray)
        if isinstance(x, wanted) and np.shape(x) == self._shape:
            place = np.array(x)
            if place.dtype.kind in KINDS_OF_NUMBER:
                return place.astype(np.float64)
        shown = (
            f"an array of shape {np.shape(x)}" if isinstance(x, np.ndarray) else type(x).__name__
        )
        raise TypeError(f"{self.name} takes {one} of real numbers; it was given {shown}")

    def asked(self, x: ArrayLike, h: float) -> Places:
        """How the places lie about x, for central differences with step h."""
        return places(self.places, np.asarray(x, dtype=np.float64), h)


def refusal(library: str) -> str:
    """What is said where a library takes the derivative."""
    return (
        f"here {library} calls f. This exercise wants differences of your own: which two values "
        "of f does the formula ask for?"
    )


def places(asked: Sequence[Array], x: Array, h: float) -> Places:
    """How places lie about x: each entry should be moved by +h and by −h, once, alone.

    Calls at x itself are not counted against anyone, up to one an entry and one more."""
    moves = [place - x for place in asked]
    steps: list[tuple[int, float]] = []
    at_x = 0
    for move in moves:
        moved = np.flatnonzero(abs(move) > STILL * np.maximum(1.0, abs(x)))
        if len(moved) > 1:
            return Places(Manner.TOGETHER, float(move.ravel()[moved[-1]]), len(asked))
        at_x += len(moved) == 0
        steps += [(int(i), float(move.ravel()[i])) for i in moved]
    return Places(*_manner(steps, x.size, at_x, h), len(asked))


def _manner(
    steps: list[tuple[int, float]], entries: int, at_x: int, h: float
) -> tuple[Manner, float]:
    if not steps:
        return Manner.NEVER, 0.0
    strange = [step for _, step in steps if abs(abs(step) - h) > NEAR * h]
    if strange:
        return Manner.OTHER_STEP, strange[0]
    above = {i for i, step in steps if step > 0}
    below = {i for i, step in steps if step < 0}
    if not above or not below:
        return Manner.ONE_SIDED, h if above else -h
    if len(above) < entries or len(below) < entries:
        return Manner.INCOMPLETE, h
    if len(steps) > 2 * entries or at_x > entries + 1:
        return Manner.OFTEN, h
    return Manner.CENTRAL, h


def described(found: Places, entries: int, h: float) -> str:
    """The places in words, as what was got."""
    match found.manner:
        case Manner.NEVER:
            return "no call of f beside x"
        case Manner.ONE_SIDED:
            return f"calls at x {'+' if found.step > 0 else '−'} h alone"
        case Manner.OTHER_STEP:
            return f"a call {number(abs(found.step))} away from x, with h = {number(h)}"
        case Manner.TOGETHER:
            return "a call in which more than one entry had moved"
        case Manner.INCOMPLETE:
            return "calls for some of the entries only"
        case Manner.OFTEN:
            return f"{found.calls} calls of f"
    return f"{2 * entries} calls of f"
