"""The checks of chapter 03's relative error and of the gradient checker made from it."""

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.checkable import TURNED, Question, questions
from chainrule.check.compare import ladder
from chainrule.check.probe import Probe
from chainrule.check.quotients import numerical_gradient, refuse_borrowed
from chainrule.check.report import CheckFailed, failure
from chainrule.check.stops import asked
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
        every = list(questions(shape, rng))
        wrong = [each for each in every if not _right(function, each)]
        count += len(every)
        if wrong:
            raise _refused(wrong[0], TURNED if len(wrong) == len(every) else wrong[0].why)
    return [f"{count} gradients, right and wrong, in small and large units"]


def _right(function: object, question: Question) -> bool:
    """Whether the answer is the right one. Raises CheckFailed where it is neither yes nor no."""
    f, grad = (
        Probe(question.f, question.x),
        Probe(lambda at: question.slope.copy(), question.x, "grad"),
    )
    watch = Watch({"x": question.x.copy()})
    got = asked(NAME, function, f, grad, watch.arrays["x"], *question.tolerance)
    watch.verify(NAME, NAME)
    finding = ladder(got, question.want)
    if finding is not None and finding.rung != "value":
        raise CheckFailed(
            NAME,
            question.part,
            expected="True or False",
            got=finding.got,
            cause="the question is one of yes or no.",
            next_step="What does the comparison with the tolerance give back?",
        )
    return finding is None


def _refused(question: Question, why: Diagnosis) -> CheckFailed:
    return CheckFailed(
        NAME,
        question.part,
        expected=str(question.want),
        got=str(not question.want),
        cause=why.cause,
        next_step=why.next_step,
    )


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
