"""The check of chapter 04's squared error, by distances that are known beforehand."""

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.expected import expect
from chainrule.check.report import CheckFailed

Array = NDArray[np.float64]
NAME = "squared_error"

# differences o − y, and half the sum of their squares
KNOWN: tuple[tuple[tuple[float, ...], float], ...] = (
    ((3.0, -4.0), 12.5),
    ((1.0, -2.0, 2.0, 4.0), 12.5),
    ((-6.0,), 18.0),
    ((0.5, 1.5, -2.5, 3.0, -4.0), 16.875),
)


@exercise
def squared_error(function: object, /) -> list[str]:
    """`function(o, y) -> (loss, gradient)`: o, y (k,); half the squared distance, and its
    gradient in o, (k,)."""
    rng = draw.generator()
    for residual, loss in KNOWN:
        y = np.round(4 * draw.normal((len(residual),), rng)) / 2
        o = y + np.array(residual)
        watch = Watch({"o": o, "y": y})
        result = call(NAME, NAME, function, o, y)
        watch.verify(NAME, NAME)
        got = _pair(result)
        _loss(got[0], np.array(residual), loss)
        _gradient(got[1], np.array(residual), watch.copies)
    return [f"{len(KNOWN)} lengths, known distances"]


def _pair(result: object) -> tuple[object, object]:
    if isinstance(result, (tuple, list)) and len(result) == 2:
        return result[0], result[1]
    count = f"{len(result)} values" if isinstance(result, (tuple, list)) else "one value"
    raise CheckFailed(
        NAME,
        f"what {NAME} returns",
        expected="two values, (loss, gradient)",
        got="nothing" if result is None else count,
        next_step="Return the loss, then its gradient in o.",
    )


def _loss(got: object, residual: Array, loss: float) -> None:
    size = len(residual)
    slips = {
        NO_HALF: 2 * loss,
        MEAN: loss / size,
        ROOT: np.sqrt(loss / 2),
        SIZES: abs(residual).sum() / 2,
        EACH: residual**2 / 2,
        FIRST: residual,
        WRAPPED: np.array([loss]),
    }
    expect(NAME, f"loss of {size} outputs", got, loss, slips=slips)


def _gradient(got: object, residual: Array, inputs: dict[str, Array]) -> None:
    slips = {
        TWO: 2 * residual,
        SIGN: -residual,
        MEAN: residual / len(residual),
        SIGNS: np.sign(residual),
        SUM: residual.sum(),
    }
    expect(NAME, "gradient", got, residual, slips=slips, inputs=inputs)


NO_HALF = Diagnosis(
    "½ missing", "it is exactly twice too large.", "Which factor stands before the sum?"
)
MEAN = Diagnosis(
    "mean for sum",
    "it was divided by the number of outputs.",
    "Are the squares added here, or averaged?",
)
ROOT = Diagnosis(
    "length for square",
    "this is half the distance, not half its square.",
    "np.linalg.norm takes a root at the end. What is asked of the distance?",
)
SIZES = Diagnosis(
    "absolute values",
    "these are absolute differences in place of squared ones.",
    "What happens to each difference before they are added?",
)
EACH = Diagnosis(
    "not summed",
    "one loss came back for each output.",
    "A loss is one number. How do the outputs' shares become one?",
)
FIRST = Diagnosis("order", "the gradient stands first.", "Return the loss, then its gradient in o.")
WRAPPED = Diagnosis(
    "array of one entry",
    "the number is right, in an array of one entry.",
    "A loss is one number. Which call kept an axis?",
)
TWO = Diagnosis(
    "times 2",
    "it is exactly twice too large.",
    "What does the ½ of the loss become when the square is differentiated?",
)
SIGN = Diagnosis(
    "sign",
    "every entry has the opposite sign.",
    "If an output is too large, does the loss grow or shrink when it grows further?",
)
SIGNS = Diagnosis(
    "signs only",
    "only the signs of the differences are left.",
    "That is the slope of an absolute value. What is the slope of a square?",
)
SUM = Diagnosis(
    "summed",
    "the entries were added up.",
    "A gradient has the shape of what it is the gradient of.",
)
