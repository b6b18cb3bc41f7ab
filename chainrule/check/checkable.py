"""What the check of chapter 03's gradient checker asks: gradients right and wrong, by little and by
much, in large and small units, beside huge entries and where a function bends strongly."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chainrule.check import bent
from chainrule.check.bent import Bent
from chainrule.check.causes import Diagnosis

Array = NDArray[np.float64]

HUGE = 3e4  # beside slopes of about 1
BARELY, CLEARLY = 0.7, 1.4  # shares of the tolerance, on either side of it
WAVES = 60.0  # h = 0.01 misses the slope of these ripples by 6 %


@dataclass(frozen=True)
class Question:
    """A function, a place and a gradient handed in; the right answer, and what a wrong one tells.
    No tolerance is passed where `tolerance` is empty."""

    part: str
    f: Callable[[Array], float]
    x: Array
    slope: Array
    want: bool
    why: Diagnosis
    tolerance: tuple[float, ...] = ()


def questions(shape: tuple[int, ...], rng: np.random.Generator) -> Iterator[Question]:
    """Every question about gradients of one shape."""
    given = _steep(shape, rng)
    right = given.difference(0.0)
    yield from _plain(given, right)
    yield from _scaled(given, right)
    yield from _near(given, right)
    yield _curved(shape, rng)


def _steep(shape: tuple[int, ...], rng: np.random.Generator) -> Bent:
    """A valley without a level direction, where a relative error says little."""
    while True:
        given = bent.valley(shape, rng)
        if abs(given.difference(0.0)).min() > 0.3:
            return given


def off(slope: Array, entry: int, factor: float) -> Array:
    """The gradient with one entry multiplied by a factor."""
    wrong = slope.copy()
    wrong.flat[entry] *= factor
    return wrong


def with_error(slope: Array, error: float) -> Array:
    """The gradient with this error in every entry, measured as the formula measures it."""
    return slope * (1 + error) / (1 - error)


def _times(given: Bent, factor: float) -> Callable[[Array], float]:
    return lambda at: factor * float(given.f(at))  # type: ignore[arg-type]


def _plain(given: Bent, right: Array) -> Iterator[Question]:
    f, x, last = _times(given, 1.0), given.x, right.size - 1
    yield Question("a right gradient", f, x, right, True, REFUSED)
    first, final = off(right, 0, 1 + 5e-5), off(right, last, 1 + 5e-5)
    yield Question("a gradient wrong in its first entry", f, x, first, False, PASSED)
    yield Question("a gradient wrong in its last entry", f, x, final, False, PASSED)
    turned = off(right, last, -1.0)
    yield Question("a gradient with one sign turned", f, x, turned, False, PASSED)
    part = "a gradient wrong by 0.01 %, tolerance 0.01"
    yield Question(part, f, x, off(right, 0, 1.0001), True, REFUSED, (0.01,))
    part = "a gradient wrong by 30 % throughout, tolerance 0.01"
    yield Question(part, f, x, 1.3 * right, False, PASSED, (0.01,))


def _scaled(given: Bent, right: Array) -> Iterator[Question]:
    x, last = given.x, right.size - 1
    part = "a right gradient in large units"
    yield Question(part, _times(given, 1e5), x, 1e5 * right, True, REFUSED)
    part, least = "a gradient wrong by 10 %, in small units", int(abs(right).argmin())
    for unit in (1e-6, 4e-8 / float(abs(right).min())):
        slope = unit * off(right, least, 1.1)
        yield Question(part, _times(given, unit), x, slope, False, PASSED)
    if right.size > 1:
        part = f"a gradient wrong by 20 % in an entry beside one of {HUGE:g}, tolerance 0.001"
        large = np.zeros(right.shape)
        large.flat[0] = HUGE
        yield Question(
            part,
            lambda at: float(given.f(at)) + HUGE * float(at.flat[0]),  # type: ignore[arg-type]
            x,
            off(right + large, last, 1.2),
            False,
            HIDDEN,
            (1e-3,),
        )


def _near(given: Bent, right: Array) -> Iterator[Question]:
    f, x = _times(given, 1.0), given.x
    for tolerance, passed in ((1e-6, ()), (2e-4, (2e-4,))):
        said = f", tolerance {tolerance:g}" if passed else ""
        part = f"a gradient whose error (3.11) is {{}} times the tolerance{said}"
        least = with_error(right, BARELY * tolerance)
        yield Question(part.format(BARELY), f, x, least, True, TOO_STRICT, passed)
        most = right.copy()
        most.flat[-1] = with_error(right, CLEARLY * tolerance).flat[-1]
        yield Question(part.format(CLEARLY), f, x, most, False, TOO_KIND, passed)


def _curved(shape: tuple[int, ...], rng: np.random.Generator) -> Question:
    given = bent.ripples(shape, rng, WAVES)
    part = "a right gradient of a strongly curved function, tolerance 0.01"
    f, slope = _times(given, 1.0), given.difference(0.0)
    return Question(part, f, given.x, slope, True, STRONGLY_CURVED, (0.01,))


REFUSED = Diagnosis(
    "refused",
    "a gradient that is right came out as wrong.",
    "Is the difference measured against the sizes, is it a central one, and on which side of the "
    "tolerance does a good error lie?",
)
PASSED = Diagnosis(
    "passed",
    "a gradient that is wrong came out as right.",
    "Does every entry take part with its sign, and is the error measured against the entry's own "
    "size and the tolerance that was passed?",
)
HIDDEN = Diagnosis(
    "hidden",
    "a small entry that is wrong hides behind a huge one.",
    "Is each entry measured against its own sizes before the worst one is chosen?",
)
TOO_STRICT = Diagnosis(
    "too strict",
    "the error is within the tolerance, and the gradient came out as wrong: another threshold, or "
    "another measure than (3.11).",
    "What exactly is compared with what? np.allclose and np.isclose measure in a way of their own.",
)
TOO_KIND = Diagnosis(
    "too kind",
    "the error is beyond the tolerance, and the gradient came out as right: another threshold, or "
    "another measure than (3.11).",
    TOO_STRICT.next_step,
)
STRONGLY_CURVED = Diagnosis(
    "curved",
    "a right gradient came out as wrong where the function bends strongly: the differences were "
    "taken with a large step.",
    "With which h are the differences taken? The tolerance belongs in the comparison alone.",
)
TURNED = Diagnosis(
    "turned round",
    "every answer is turned round.",
    "On which side of the tolerance does a good error lie?",
)
