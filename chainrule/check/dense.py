"""The check of chapter 04's Jacobian of a dense layer: it must turn every W into x W."""

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.report import failure

Array = NDArray[np.float64]
NAME = "dense_jacobian_wrt_W"
SIZES = ((3, 2), (2, 4), (5, 3), (1, 3), (4, 1), (1, 1))


@exercise
def dense_jacobian_wrt_W(function: object, /) -> list[str]:
    """`function(x, n_out) -> J`: x (n_in,), J (n_out, n_in · n_out), with J times the flattened W
    equal to x W for every W."""
    rng = draw.generator()
    for n_in, n_out in SIZES:
        x = draw.upstream((n_in,), rng)
        watch = Watch({"x": x.copy()})
        got = call(NAME, NAME, function, watch.arrays["x"], n_out)
        watch.verify(NAME, NAME)
        want = _probed(x, n_out)
        finding = ladder(got, want)
        if finding is not None:
            part = f"J for n_in = {n_in}, n_out = {n_out}"
            why = None if finding.rung == "dtype" else _why(got, want, x, n_out)
            raise failure(NAME, part, finding, want.shape, {}, why)
    return [f"{len(SIZES)} layers, one weight at a time"]


def _probed(x: Array, n_out: int) -> Array:
    """One column a weight: how x W answers when this weight is 1 and all others are 0."""
    count = x.size * n_out
    return np.stack([x @ unit.reshape(x.size, n_out) for unit in np.eye(count)], axis=1)


def _why(got: object, want: Array, x: Array, n_out: int) -> Diagnosis | None:
    if type(got) is not np.ndarray:
        return None
    if got.shape == (*want.shape[:1], x.size, n_out):
        return THREE_AXES
    if got.shape == (n_out, x.size):
        return OF_INPUT
    if got.shape == want.T.shape and ladder(got, want.T) is None:
        return TRANSPOSED
    if got.shape != want.shape:
        return None
    columns = want.reshape(n_out, x.size, n_out).transpose(0, 2, 1).reshape(want.shape)
    if ladder(got, columns) is None:
        return BY_COLUMN
    if ladder(got, (want != 0).astype(np.float64)) is None:
        return ONES
    if ladder(got, np.where(want != 0, want, got)) is None and (got != 0).all():
        return NO_ZEROS
    first = np.where(np.arange(n_out)[:, None] == 0, want, 0.0)
    return UNFINISHED if ladder(got, first) is None or (got[1:] == 0).all() else None


THREE_AXES = Diagnosis(
    "not flattened",
    "W was not flattened: three axes are left.",
    "Flatten the two axes of W into one. Which of them runs faster, row by row?",
)
OF_INPUT = Diagnosis(
    "one column an input",
    "there is a column for every input, and there should be one for every weight.",
    "With respect to what is the derivative taken, and how many of those are there?",
)
TRANSPOSED = Diagnosis(
    "transposed",
    "this is the right Jacobian, transposed.",
    "Entry (i, j) is the derivative of output i: which axis belongs to the outputs?",
)
BY_COLUMN = Diagnosis(
    "column by column",
    "these are the right numbers for a W that was flattened column by column.",
    "Row by row, which weight follows W[0, 0]: W[0, 1] or W[1, 0]?",
)
ONES = Diagnosis(
    "ones",
    "the right places are marked, and hold 1.",
    "How much does x_i W[i, j] change when W[i, j] grows by a little?",
)
NO_ZEROS = Diagnosis(
    "no zeros",
    "every weight was given an influence on every output.",
    "Which outputs does the weight W[i, j] reach?",
)
UNFINISHED = Diagnosis(
    "first row only",
    "the rows after the first are empty.",
    "Does the function end before the other outputs are met?",
)
