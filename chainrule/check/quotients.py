"""The checks of chapter 03's three difference quotients: derivative, gradient, Jacobian."""

import numpy as np
from numpy.typing import NDArray

from chainrule.check import bent, draw
from chainrule.check.bent import Bent
from chainrule.check.borrowed import SAMPLED, borrowed
from chainrule.check.calls import Watch, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.diagnose import diagnose
from chainrule.check.probe import STILL, Manner, Probe, described
from chainrule.check.quotient_slips import (
    CUT,
    FEW,
    MANNERS,
    MULTIPLIED,
    NOT_DIVIDED,
    REASONS,
    RESHAPED,
    ROWS,
    SUMMED,
    TRANSPOSED,
    TURNED,
    TWICE,
    UNBRACKETED,
    WHOLE,
)
from chainrule.check.report import CheckFailed, failure
from chainrule.check.stops import asked
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
    """`function(f, x, h=1e-5) -> like x`: central differences of f: array -> float; x of any
    shape, floats or integers, and unchanged afterwards."""
    name, rng = "numerical_gradient", draw.generator()
    refuse_borrowed(name, function)
    for shape in ((4,), (1,), (3, 5), (2, 3, 4)):
        for h in (DEFAULT, 0.2):
            _quotient(name, function, bent.valley(shape, rng), h, f"gradient at x {shape}")
    whole = bent.valley((3,), rng, whole=True)
    _quotient(name, function, whole, DEFAULT, f"gradient at x = {whole.x}, an array of integers")
    facts = "two calls of f for each entry", "integers as well", "x unchanged"
    return ["4 shapes, 2 steps", *facts]


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
        cause="the exercise is to build what such a library does, and grading refuses it too.",
        next_step="Write the quotient itself: which values of f does it need, and what divides "
        "their difference?",
    )


def _quotient(name: str, function: object, given: Bent, h: float, part: str) -> None:
    probe = Probe(given.f, given.x)
    place: object = given.x.copy() if given.x.ndim else float(given.x)
    watch = Watch({"x": place} if isinstance(place, np.ndarray) else {})
    step = () if h == DEFAULT else (h,)
    got = asked(name, function, probe, place, *step, reasons=REASONS.get(name, ()))
    want = given.difference(h)
    finding = ladder(got, want, tolerance=CLOSE)
    found = probe.asked(given.x, h)
    if finding is not None:
        why = (
            _rows(probe, given.x) if found.manner in (Manner.TOGETHER, Manner.INCOMPLETE) else None
        )
        why = why or _unbracketed(got, given, h) or MANNERS.get(found.manner)
        why = WHOLE if given.x.dtype.kind == "i" else why
        why = why or _ratio(got, want, h) or _plain(got, want)
        part = part if h == DEFAULT else f"{part} with h = {number(h)}"
        raise failure(name, part, finding, want.shape, dict(watch.copies), why)
    watch.verify(name, name)
    if found.manner is not Manner.CENTRAL:
        why = MANNERS[found.manner]
        raise CheckFailed(
            name,
            "where f is asked",
            expected=f"{2 * given.x.size} calls, each entry moved by +h and by −h alone",
            got=described(found, given.x.size, h),
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
    if want.ndim == 2 and ladder(got, want.T.reshape(want.shape)) is None:
        return RESHAPED
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


def _unbracketed(got: object, given: Bent, h: float) -> Diagnosis | None:
    """Whether the division took hold of the second value of f alone."""
    steps = h * np.eye(given.x.size).reshape(-1, *given.x.shape)
    above, below = (
        np.array([given.f(given.x + way * step) for step in steps], dtype=np.float64)
        for way in (1, -1)
    )
    shape = given.difference(h).shape
    tries = (above - below / (2 * h), above - below / 2 * h, above - below / h)
    wrong = (each.T.reshape(shape) for each in tries)
    return UNBRACKETED if any(ladder(got, each) is None for each in wrong) else None


def _rows(probe: Probe, x: Array) -> Diagnosis | None:
    """Whether a loop over len(x) met an array with more axes than one."""
    if x.ndim < 2:
        return None
    moved = [abs(place - x) > STILL * np.maximum(1.0, abs(x)) for place in probe.places]
    rows = {tuple(np.flatnonzero(each.any(axis=tuple(range(1, x.ndim))))) for each in moved}
    if all(each.sum() in (0, x[0].size) for each in moved) and all(len(row) < 2 for row in rows):
        return ROWS
    return FEW if len({tuple(each.ravel()) for each in moved if each.any()}) == len(x) else None
