"""The checks of chapter 03's relative error and of the gradient checker made from it."""

import numpy as np
from numpy.typing import NDArray

from chainrule.check import bent, draw
from chainrule.check.bent import Bent
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.probe import Probe
from chainrule.check.quotients import numerical_gradient, refuse_borrowed
from chainrule.check.report import CheckFailed, failure
from chainrule.check.values import before
from chainrule.check.words import number

Array = NDArray[np.float64]

NAME = "gradient_check"

# a, b, and the relative error between them
WORKED: tuple[tuple[list[float], list[float], float], ...] = (
    ([2.0, -3.0, 0.5], [2.0, -3.0, 0.5], 0.0),
    ([2.0], [6.0], 0.5),
    ([3.0, 1.0, 5.0, 7.0], [1.0, 1.0, 5.0, 7.0], 0.5),
    ([-1.0, 8.0], [-3.0, 8.0], 0.5),
    ([1000.0, 0.001, 20.0], [1001.0, 0.003, 20.0], 0.5),
    ([2.0, -4.0], [2.0, 4.0], 1.0),
    ([0.0, 2.0], [0.0, 6.0], 0.5),
    ([0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 0.0),
    ([2e-8, 1.0], [6e-8, 1.0], 0.5),
    ([1e-9, 1.0], [3e-9, 1.0], 0.2),
)


@exercise
def relative_error(function: object, /) -> list[str]:
    """`function(a, b) -> float`: the largest |a − b| / max(1e-8, |a| + |b|) over all entries."""
    rng = draw.generator()
    for one, other, want in WORKED:
        order = rng.permutation(len(one))
        row = np.array(one)[order], np.array(other)[order]
        for a, b in (row, row[::-1], (row[0][None, :], row[1][None, :])):
            watch = Watch({"a": a.copy(), "b": b.copy()})
            got = call("relative_error", "relative_error", function, *watch.arrays.values())
            watch.verify("relative_error", "relative_error")
            finding = ladder(got, want)
            if finding is not None:
                part = f"relative error of a = {_shown(a)} and b = {_shown(b)}"
                raise failure("relative_error", part, finding, (), {}, _why(got, a, b))
    return [f"{len(WORKED)} pairs in both orders"]


def _shown(array: Array) -> str:
    return f"({', '.join(number(x) for x in array.ravel())})"


def _why(got: object, a: Array, b: Array) -> Diagnosis | None:
    if type(got) is np.ndarray and got.shape:
        return EACH
    gap, sizes = abs(a - b), abs(a) + abs(b)
    each = gap / np.maximum(sizes, 1e-8)
    if not sizes.all() and ladder(got, 0.0, tolerance=np.inf) is not None:
        return UNGUARDED
    tries = {
        AVERAGED: each.mean(),
        ADDED: each.sum(),
        ABSOLUTE: gap.max(),
        NORMWISE: gap.max() / max(sizes.max(), 1e-8),
        SIGNED: ((a - b) / np.maximum(sizes, 1e-8)).max(),
        UNGUARDED: (gap[sizes > 0] / sizes[sizes > 0]).max(initial=0.0),
        FLOORED: (gap / (1e-8 + sizes)).max(),
        LARGER: (gap / np.maximum(np.maximum(abs(a), abs(b)), 1e-8)).max(),
        FIRST_SIZE: (gap / np.maximum(abs(a), 1e-8)).max(),
        SECOND_SIZE: (gap / np.maximum(abs(b), 1e-8)).max(),
        OPPOSED: (gap / np.maximum(abs(a + b), 1e-8)).max(),
    }
    return next((why for why, wrong in tries.items() if ladder(got, wrong) is None), None)


@exercise
def gradient_check(gradient: object, error: object, function: object, /) -> list[str]:
    """`function(f, grad, x, tolerance=1e-6) -> bool`, which may use the two functions before it."""
    refuse_borrowed(NAME, function, "numerical_gradient", "relative_error")
    try:
        return _answers(function)
    except CheckFailed:
        before(NAME, "numerical_gradient", lambda: _facts(numerical_gradient, gradient))
        before(NAME, "relative_error", lambda: _facts(relative_error, error))
        raise


def _facts(check: object, function: object) -> object:
    """A check without its line for a pass."""
    return check.__wrapped__(function)  # type: ignore[attr-defined]


def _answers(function: object) -> list[str]:
    rng = draw.generator()
    count = 0
    for shape in ((5,), (3, 4), (1,)):
        given = _steep(shape, rng)
        for part, slope, factor, want, tolerance in _questions(given.difference(0.0), rng):
            count += 1
            _answer(function, given, (part, slope, factor, want), tolerance)
    return [f"{count} gradients, right and wrong, in small and large units"]


def _steep(shape: tuple[int, ...], rng: np.random.Generator) -> Bent:
    """A valley without a level direction, where a relative error says little."""
    while True:
        given = bent.valley(shape, rng)
        if abs(given.difference(0.0)).min() > 0.3:
            return given


def _questions(
    slope: Array, rng: np.random.Generator
) -> list[tuple[str, Array, float, bool, tuple[float, ...]]]:
    """What is asked, the gradient handed in, the unit of f, the right answer, the tolerance."""

    def off(entry: int, factor: float) -> Array:
        wrong = slope.copy()
        wrong.flat[entry] *= factor
        return wrong

    last = slope.size - 1
    return [
        ("a right gradient", slope, 1.0, True, ()),
        ("a gradient wrong in its first entry", off(0, 1.0 + 5e-5), 1.0, False, ()),
        ("a gradient wrong in its last entry", off(last, 1.0 + 5e-5), 1.0, False, ()),
        ("a gradient with one sign turned", off(last, -1.0), 1.0, False, ()),
        ("a right gradient in large units", slope, 1e5, True, ()),
        ("a gradient wrong in its last entry, in small units", off(last, 1.1), 1e-6, False, ()),
        ("a gradient wrong by 0.01 %, tolerance 0.01", off(0, 1.0001), 1.0, True, (0.01,)),
        ("a gradient wrong by 30 % throughout, tolerance 0.01", 1.3 * slope, 1.0, False, (0.01,)),
    ]


def _answer(
    function: object,
    given: Bent,
    asked: tuple[str, Array, float, bool],
    tolerance: tuple[float, ...],
) -> None:
    part, slope, factor, want = asked
    f = Probe(lambda at: factor * float(given.f(at)), given.x)  # type: ignore[arg-type]
    grad = Probe(lambda at: factor * slope, given.x)
    watch = Watch({"x": given.x.copy()})
    got = call(NAME, NAME, function, f, grad, watch.arrays["x"], *tolerance)
    watch.verify(NAME, NAME)
    finding = ladder(got, want)
    if finding is None:
        return
    said = finding.rung == "value"
    raise CheckFailed(
        NAME,
        part,
        expected=f"{want}" if said else "True or False",
        got=str(bool(got)) if said else finding.got,
        cause=(REFUSED if want else PASSED) if said else "the question is one of yes or no.",
        next_step=NEXT[want] if said else "What does the comparison with the tolerance give back?",
    )


REFUSED = "a gradient that is right came out as wrong."
PASSED = "a gradient that is wrong came out as right."
NEXT = {
    True: "Is the difference measured against the sizes, is it a central one, and on which side "
    "of the tolerance does a good error lie?",
    False: "Does every entry take part with its sign, and is the error measured against the "
    "entry's own size and the tolerance that was passed?",
}
EACH = Diagnosis(
    "one for each entry",
    "one error for each entry came out.",
    "One number is asked for, that of the worst entry.",
)
UNGUARDED = Diagnosis(
    "floor missing",
    "where both numbers are 0, or next to it, the denominator vanishes.",
    "Which part of the formula keeps the denominator away from 0?",
)
AVERAGED = Diagnosis(
    "mean", "this is the mean over the entries.", "Would one bad entry among many show in it?"
)
ADDED = Diagnosis(
    "sum", "this is the sum over the entries.", "Which entry does the formula ask for?"
)
ABSOLUTE = Diagnosis(
    "absolute",
    "this is the largest difference itself, in the unit of a and b.",
    "Against which size does the formula measure it?",
)
NORMWISE = Diagnosis(
    "normwise",
    "the largest difference was divided by the largest size, each wherever it lies.",
    "Does each entry meet its own size before the worst one is chosen?",
)
SIGNED = Diagnosis(
    "sign kept",
    "a difference below 0 counts as less than none.",
    "How far apart are two numbers, whichever is larger?",
)
FLOORED = Diagnosis(
    "floor added",
    "1e-8 was added to every denominator.",
    "Where both sizes are large, should the 1e-8 take part at all?",
)
LARGER = Diagnosis(
    "larger size",
    "the difference was measured against the larger of the two sizes.",
    "How does the formula join the two sizes?",
)
FIRST_SIZE = Diagnosis(
    "size of a",
    "the difference was measured against the size of a alone.",
    "Exchange a and b: should the error change?",
)
SECOND_SIZE = Diagnosis(
    "size of b", "the difference was measured against the size of b alone.", FIRST_SIZE.next_step
)
OPPOSED = Diagnosis(
    "size of the sum",
    "the sizes were taken after adding, and numbers of opposite sign cancel.",
    "Which comes first in the denominator, the size or the sum?",
)
