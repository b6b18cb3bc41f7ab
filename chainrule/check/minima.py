"""The checks of chapter 03's two ways to a minimum: solving, and stepping downhill."""

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.probe import Probe
from chainrule.check.report import CheckFailed, failure
from chainrule.check.stops import asked

Array = NDArray[np.float64]

STEEPNESS = ((2.0, 3.0, 5.0), (4.0, 1.0), (3.0,), (1.0, 2.0, 3.0, 4.0), (0.01, 1.0, 100.0))
SOLVE, DESCEND = "quadratic_minimum", "gradient_descent"


@exercise
def quadratic_minimum(function: object, /) -> list[str]:
    """`function(A, b) -> x` with A x = b; A (n, n) symmetric positive definite, b (n,)."""
    rng = draw.generator()
    for steepness in STEEPNESS:
        n = len(steepness)
        turned, _ = np.linalg.qr(draw.normal((n, n), rng))
        A = turned @ np.diag(steepness) @ turned.T
        A, x = (A + A.T) / 2, draw.upstream((n,), rng)
        watch = Watch({"A": A, "b": A @ x})
        got = call(SOLVE, SOLVE, function, A, watch.arrays["b"])
        watch.verify(SOLVE, SOLVE)
        finding = ladder(got, x)
        if finding is not None:
            why = _unsolved(got, watch.copies["A"], watch.copies["b"], x)
            raise failure(SOLVE, f"x of {n} unknowns", finding, x.shape, {}, why)
    return ["5 systems of 1 to 4 unknowns, one of them a ravine"]


def _unsolved(got: object, A: Array, b: Array, x: Array) -> Diagnosis | None:
    if ladder(got, 0.0, tolerance=np.inf) is None:
        return LOWEST
    if type(got) is not np.ndarray or got.shape != x.shape:
        column = type(got) is np.ndarray and got.shape == (len(x), 1)
        return COLUMN if column else None
    tries = {MULTIPLIED: A @ b, OPPOSITE: -x, HALF: x / 2, DIAGONAL: b / A.diagonal()}
    close = NEARLY if np.linalg.norm(A @ got - b) < 0.3 * np.linalg.norm(b) else None
    return next((why for why, wrong in tries.items() if ladder(got, wrong) is None), close)


@exercise
def gradient_descent(function: object, /) -> list[str]:
    """`function(grad, x0, lr, steps) -> (steps + 1, n)`: x0 first, then one row a step."""
    rng = draw.generator()
    for n, steps in ((3, 6), (2, 9), (1, 4), (4, 1), (3, 0)):
        lr, steep = float(rng.uniform(0.1, 0.3)), rng.uniform(0.5, 2.0, n)
        _walk(function, draw.upstream((n,), rng), steep, lr, steps)
    return ["5 walks of 0 to 9 steps", "grad asked once a step", "x0 unchanged"]


def _walk(function: object, x0: Array, steep: Array, lr: float, steps: int) -> None:
    """On a bowl with the gradient steep · x each step shrinks x by a fixed factor."""
    grad = Probe(lambda at: steep * at, x0, "grad")
    watch = Watch({"x0": x0.copy()})
    got = asked(DESCEND, function, grad, watch.arrays["x0"], lr, steps)
    count = np.arange(steps + 1)[:, None]
    want = x0 * (1 - lr * steep) ** count
    finding = ladder(got, want)
    if finding is not None:
        part = f"path of {steps} steps from x0 = {np.round(x0, 2).tolist()}"
        why = _strayed(got, want, (x0, steep, lr), grad)
        raise failure(DESCEND, part, finding, want.shape, {}, why)
    watch.verify(DESCEND, DESCEND)
    if not steps <= len(grad.places) <= steps + 1:
        raise CheckFailed(
            DESCEND,
            "how often grad is asked",
            expected=f"{steps} calls, one a step",
            got=f"{len(grad.places)} calls",
            cause="in a network each call is a pass over all the data.",
            next_step="Which call gives a gradient that is known already?",
        )


def _strayed(
    got: object, want: Array, walk: tuple[Array, Array, float], grad: Probe
) -> Diagnosis | None:
    x0, steep, lr = walk
    steps = np.arange(len(want))[:, None]
    tries = {
        UPHILL: x0 * (1 + lr * steep) ** steps,
        NO_START: want[1:],
        SHORT: want[:-1],
        LAST: want[-1],
        SAME: np.repeat(want[-1:], len(want), axis=0),
        FROZEN: x0 - steps * lr * steep * x0,
        NO_RATE: x0 * (1 - steep) ** steps,
    }
    found = next((why for why, wrong in tries.items() if ladder(got, wrong) is None), None)
    if found is None and type(got) is np.ndarray and got.shape == want.shape and len(want) > 2:
        lengths = np.linalg.norm(np.diff(got, axis=0), axis=1)
        sizes = abs(np.diff(got, axis=0))
        if np.ptp(lengths) < 1e-9 or np.ptp(sizes) < 1e-9:
            return EVEN
    return found if grad.places or found else NOT_ASKED


MULTIPLIED = Diagnosis(
    "multiplied",
    "this is A b.",
    "The unknown x stands beside A in the equation. What undoes a multiplication by A?",
)
OPPOSITE = Diagnosis(
    "sign of b", "every entry has the opposite sign.", "Where the slope A x − b is 0, what is A x?"
)
HALF = Diagnosis(
    "twice A",
    "every entry is half of what it should be.",
    "Differentiate ½ xᵀA x once more: is there a 2 left?",
)
DIAGONAL = Diagnosis(
    "diagonal",
    "only the diagonal of A was used.",
    "What do the entries beside the diagonal say about two unknowns?",
)
LOWEST = Diagnosis(
    "value",
    "one number came out, where a place with n entries was asked for.",
    "Is that how low the quadratic gets, or where?",
)
NEARLY = Diagnosis(
    "nearly",
    "A x comes near b and does not reach it.",
    "Is x found by stepping towards it? Here it is asked for exactly: which call solves?",
)
COLUMN = Diagnosis("column", "x came out as a column.", "b is (n,), and x has b's shape.")
UPHILL = Diagnosis(
    "uphill",
    "the steps lead uphill.",
    "Which way does a gradient point, up or down?",
)
NO_START = Diagnosis(
    "start missing", "the path lacks its first row, x0.", "What is known before the first step?"
)
SHORT = Diagnosis(
    "one step short",
    "the last step is missing.",
    "How many places does a path of that many steps have?",
)
LAST = Diagnosis(
    "last place", "this is the end of the walk alone.", "Which places should be kept on the way?"
)
SAME = Diagnosis(
    "one array, many names",
    "all rows are the last place: the same array was stored again and again, and went on changing.",
    "Which line changes x in place of making a new array?",
)
FROZEN = Diagnosis(
    "gradient of the start",
    "every step is the same: the gradient was asked for once.",
    "Where is the slope needed for the second step?",
)
NO_RATE = Diagnosis(
    "rate missing", "the step is the whole gradient.", "Which factor makes a step of a gradient?"
)
EVEN = Diagnosis(
    "steps of one length",
    "all steps are equally long.",
    "Should a gentle slope ask for as long a step as a steep one?",
)
NOT_ASKED = Diagnosis(
    "never asked", "grad was never called.", "Where on the path is the gradient needed?"
)
