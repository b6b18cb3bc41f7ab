"""The checks of chapter 03's three difference quotients: derivative, gradient, Jacobian."""

import numpy as np
from numpy.typing import NDArray

from chainrule.check import bent, draw
from chainrule.check.bent import Bent
from chainrule.check.borrowed import SAMPLED, borrowed
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.diagnose import diagnose
from chainrule.check.probe import Manner, Probe, described
from chainrule.check.report import CheckFailed, failure
from chainrule.check.words import number

Array = NDArray[np.float64]

DEFAULT = 1e-5
CLOSE = 1e-7


@exercise
def numerical_derivative(function: object, /) -> list[str]:
    """`function(f, x, h=1e-5) -> float`: the central difference of f: float -> float."""
    name = "numerical_derivative"
    refuse_borrowed(name, function)
    for h in (DEFAULT, 0.5, 0.02):
        for curve in bent.curves(draw.generator()):
            _quotient(name, function, curve, h, "the derivative")
    return ["3 functions, 3 steps", "two calls of f each"]


@exercise
def numerical_gradient(function: object, /) -> list[str]:
    """`function(f, x, h=1e-5) -> like x`: central differences of f: array -> float; x of any shape
    and unchanged afterwards."""
    name, rng = "numerical_gradient", draw.generator()
    refuse_borrowed(name, function)
    for shape in ((4,), (1,), (3, 5), (2, 3, 4)):
        for h in (DEFAULT, 0.2):
            _quotient(name, function, bent.valley(shape, rng), h, f"gradient at x {shape}")
    return ["4 shapes, 2 steps", "two calls of f for each entry", "x unchanged"]


@exercise
def numerical_jacobian(function: object, /) -> list[str]:
    """`function(f, x, h=1e-5) -> (k, n)`: entry (i, j) is ∂f_i/∂x_j, f: (n,) -> (k,)."""
    name, rng = "numerical_jacobian", draw.generator()
    refuse_borrowed(name, function)
    for k, n in ((4, 3), (3, 5), (1, 4), (4, 1)):
        for h in (DEFAULT, 0.2):
            part = f"Jacobian of {n} inputs and {k} outputs"
            _quotient(name, function, bent.valleys(k, n, rng), h, part)
    return ["4 sizes, 2 steps", "two calls of f for each input", "x unchanged"]


def refuse_borrowed(name: str, function: object, *uses: str) -> None:
    """Raises CheckFailed where the answer's code names a library's derivatives, other than by way
    of the learner's own functions that it `uses`."""
    library = borrowed(function, frozenset(uses))
    if not library:
        return
    whose = library if library == SAMPLED else f"the library {library}"
    raise CheckFailed(
        name,
        "whose differences these are",
        expected="differences of your own",
        got=f"code that leaves them to {whose}",
        cause="the exercise is to build what such a library does, and the judge refuses it too.",
        next_step="Write the quotient itself: which values of f does it need, and what divides "
        "their difference?",
    )


def _quotient(name: str, function: object, given: Bent, h: float, part: str) -> None:
    probe = Probe(given.f, given.x)
    place: object = given.x.copy() if given.x.ndim else float(given.x)
    watch = Watch({"x": place} if isinstance(place, np.ndarray) else {})
    step = () if h == DEFAULT else (h,)
    got = call(name, name, function, probe, place, *step)
    want = given.difference(h)
    finding = ladder(got, want, tolerance=CLOSE)
    asked = probe.asked(given.x, h)
    if finding is not None:
        why = MANNERS.get(asked.manner) or _ratio(got, want, h) or _plain(got, want)
        part = part if h == DEFAULT else f"{part} with h = {number(h)}"
        raise failure(name, part, finding, want.shape, dict(watch.copies), why)
    watch.verify(name, name)
    if asked.manner is not Manner.CENTRAL:
        why = MANNERS[asked.manner]
        raise CheckFailed(
            name,
            "where f is asked",
            expected=f"{2 * given.x.size} calls, each entry moved by +h and by −h alone",
            got=described(asked, given.x.size, h),
            cause=why.cause,
            next_step=why.next_step,
        )


def _plain(got: object, want: Array) -> Diagnosis | None:
    """The general mistakes, for single numbers as well."""
    if want.ndim == 0 and ladder(got, want, tolerance=np.inf) is None:
        return diagnose(np.array([float(np.asarray(got, dtype=float))]), want.reshape(1))
    if want.ndim == 2 and len(want) > 1 and ladder(got, want.sum(axis=0)) is None:
        return SUMMED
    if type(got) is np.ndarray and want.ndim == 2 and ladder(got.T, want) is None:
        return TRANSPOSED
    return diagnose(got, want)


def _ratio(got: object, want: Array, h: float) -> Diagnosis | None:
    tries = {
        NOT_DIVIDED: 2 * h * want,
        MULTIPLIED: h * h * want,
        TWICE: 2 * want,
        TURNED: -want,
        CUT: np.trunc(want),
    }
    return next((why for why, wrong in tries.items() if ladder(got, wrong) is None), None)


NOT_DIVIDED = Diagnosis(
    "not divided",
    "this is how much f rises, not how steeply.",
    "A slope is rise over run. How wide is the run?",
)
MULTIPLIED = Diagnosis(
    "multiplied by h",
    "the rise was divided by 2 and then multiplied by h: Python works from left to right.",
    "Which brackets keep the whole run below the line?",
)
TWICE = Diagnosis(
    "run of h",
    "this is exactly twice too steep.",
    "How far apart are the two places that f is asked at?",
)
TURNED = Diagnosis(
    "sign turned",
    "this is the slope with its sign turned.",
    "Which of the two values of f is taken from which?",
)
CUT = Diagnosis(
    "cut off",
    "these are the right numbers without their decimals: an array of integers cuts off what is "
    "written into it.",
    "Where is the array for the results made, and with which dtype?",
)
TRANSPOSED = Diagnosis(
    "transposed",
    "rows and columns are exchanged.",
    "Entry (i, j) is ∂y_i/∂x_j. Does a call of f give a row of that, or a column?",
)
SUMMED = Diagnosis(
    "outputs summed",
    "these are the sums of the Jacobian's columns.",
    "Each output of f has a row of its own. Where are the outputs added up?",
)
MANNERS = {
    Manner.NEVER: Diagnosis(
        "never asked",
        "f was not asked anywhere beside x: the step is too small to move it, or both ends of the "
        "secant are one array, or f was not called.",
        "Print the places that f is asked at. Are there two of them, with two names?",
    ),
    Manner.ONE_SIDED: Diagnosis(
        "one-sided",
        "f is asked on one side of x only: a one-sided difference, wrong by about as much as h.",
        "Which two places lie evenly about x?",
    ),
    Manner.OTHER_STEP: Diagnosis(
        "another step",
        "f is asked at another distance from x than h.",
        "How far from x are the two places of the formula, and is the h that was passed the one "
        "used?",
    ),
    Manner.TOGETHER: Diagnosis(
        "several entries at once",
        "a partial derivative moves one entry and holds the others, and here several had moved.",
        "When the second entry moves, where does the first one stand? For a matrix, how many "
        "entries does one index reach?",
    ),
    Manner.INCOMPLETE: Diagnosis(
        "not every entry",
        "some entries are not moved both ways.",
        "Which entries does the loop visit, and does each get a step up and a step down?",
    ),
    Manner.OFTEN: Diagnosis(
        "too often",
        "f is called more often than needed. In a network each call is a whole forward pass.",
        "Two calls tell how every output answers to one input. What is asked a second time?",
    ),
}
