"""The check of chapter 07's one-hot labels, by what makes a row one-hot."""

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.report import CheckFailed, failure
from chainrule.check.words import number, place

Array = NDArray[np.float64]
NAME = "one_hot"


@exercise
def one_hot(function: object, /) -> list[str]:
    """`function(y, k) -> Y`: y (m,) whole numbers below k, Y (m, k) of zeros and ones."""
    rng = draw.generator()
    sizes = [(5, 3), (1, 4), (6, 2), (3, 7), (4, 1)]
    drawn = [(rng.integers(0, k, m), k) for m, k in sizes]
    asked = [*drawn, (np.array([0, 2, 1, 0]), 5), (np.array([1, 0, 2]), 3)]
    for y, k in asked:
        watch = Watch({"y": y.copy()})
        Y = _numbers(call(NAME, NAME, function, watch.arrays["y"], k))
        watch.verify(NAME, NAME)
        finding = ladder(Y, np.zeros((len(y), k)), tolerance=np.inf)
        if finding is not None:
            why = _shape_of(Y, y, k) if finding.rung == "shape" else None
            found = failure(NAME, f"Y for k = {k}", finding, (len(y), k), {}, why)
            raise _retold(found, Y)
        assert isinstance(Y, np.ndarray)
        _marked(Y, y)
    return [f"{len(asked)} shapes", "a single 1 in every row, at its class"]


def _retold(found: CheckFailed, Y: object) -> CheckFailed:
    """Where Y is a mask or a list, what makes numbers or an array of it."""
    mask = type(Y) is np.ndarray and Y.dtype.kind == "b"
    why = MASK if mask else LISTED if isinstance(Y, list) else None
    return found.retold(cause=why.cause, next_step=why.next_step) if why else found


def _numbers(value: object) -> object:
    """Whole numbers serve as well as floats do."""
    whole = type(value) is np.ndarray and value.dtype.kind in "iu"
    return value.astype(np.float64) if isinstance(value, np.ndarray) and whole else value


def _marked(Y: Array, y: NDArray[np.int64]) -> None:
    """Raises CheckFailed at the first row that has anything but a single 1, or has it elsewhere."""
    for row, label in enumerate(y.tolist()):
        ones = np.flatnonzero(Y[row])
        if ones.tolist() == [label] and Y[row, label] == 1.0:
            continue
        told = ", ".join(number(x) for x in Y[row])
        why = ELSEWHERE if ones.size == 1 and Y[row, ones[0]] == 1.0 else SEVERAL
        if ones.size == 0 or (ones.tolist() == [label]):
            why = NO_MARK
        raise CheckFailed(
            NAME,
            "Y: value",
            expected=f"a 1 in column {label} and 0 elsewhere",
            got=f"({told})",
            where=f"{place((row,)).replace('entry', 'row')}, where y = {label}",
            cause=why.cause,
            next_step=why.next_step,
        )


def _shape_of(Y: object, y: NDArray[np.int64], k: int) -> Diagnosis | None:
    shape = Y.shape if type(Y) is np.ndarray else None
    if shape == (k, len(y)):
        return TURNED
    return FEWER if shape == (len(y), int(y.max()) + 1) else None


MASK = Diagnosis(
    "mask",
    "True and False came back, and the numbers 0 and 1 are asked.",
    "A mask's .astype(float) holds them.",
)
LISTED = Diagnosis(
    "list",
    "a list came back, and lists do not multiply entry by entry.",
    "Which function of NumPy makes an array of a list of lists?",
)
TURNED = Diagnosis(
    "transposed", "examples stand in the columns.", "One example a row: which axis is m long?"
)
FEWER = Diagnosis(
    "classes counted in y",
    "there are as many columns as the largest class of this batch asks for.",
    "A batch need not hold every class. Who says how many there are?",
)
ELSEWHERE = Diagnosis(
    "elsewhere",
    "the 1 stands in another column.",
    "Classes are counted from 0. Which column is the label's own?",
)
SEVERAL = Diagnosis(
    "several",
    "more than one column of this row is marked.",
    "Each row belongs to one label. Which index walks through the rows, and which through the "
    "columns?",
)
NO_MARK = Diagnosis(
    "no mark",
    "the mark is missing, or it is something else than 1.",
    "What should the marked entry hold, whichever class it is?",
)
