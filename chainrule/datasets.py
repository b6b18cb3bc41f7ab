"""Real data to learn from, shipped with the kit so that a notebook needs no network.

Where each set comes from, and under which licence, stands beside it in `chainrule/data/`."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DATA = Path(__file__).parent / "data"
INK = 16.0
"""The largest value of a pixel in the file: every point of its block is inked."""


class Digits(NamedTuple):
    """Handwritten digits, one image a row, and the digit that each is meant to be.

    X_train: (1348, 64), X_test: (449, 64), from 0 (paper) to 1 (ink), 8 rows of 8 pixels one after
    another; y_train: (1348,), y_test: (449,), whole numbers from 0 to 9."""

    X_train: NDArray[np.float64]
    y_train: NDArray[np.int64]
    X_test: NDArray[np.float64]
    y_test: NDArray[np.int64]


def digits() -> Digits:
    """1797 real handwritten digits of 8×8 pixels (UCI, Alpaydin and Kaynak 1998, CC BY 4.0).

    The split is fixed: of every four images in the order of the file, the first three are for
    training and the fourth is held out, so each of the 13 writers is met on both sides. The arrays
    are the caller's own: fresh with every call."""
    with np.load(DATA / "digits.npz", allow_pickle=False) as file:
        X = file["images"].reshape(-1, 64) / INK
        y = file["labels"].astype(np.int64)
    held_out = np.arange(len(y)) % 4 == 3
    return Digits(X[~held_out], y[~held_out], X[held_out], y[held_out])
