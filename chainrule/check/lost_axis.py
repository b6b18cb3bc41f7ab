"""Sums and maxima of rows that lost their axis, told from the error that NumPy then gives."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from chainrule.check.report import CheckFailed

# (m, k) against (m,): the shapes of a batch and of one number a row, in either order
MET = re.compile(r"broadcast.*(\((\d+),\d+\) \(\2,\)|\((\d+),\) \(\3,\d+\))")


@contextmanager
def rows_kept() -> Iterator[None]:
    """Around calls with rows (m, k): where an array of shape (m,) met one of shape (m, k), the
    failure says which axis is missing."""
    try:
        yield
    except CheckFailed as found:
        if not MET.search(str(found.__cause__)):
            raise
        raise found.retold(cause=CAUSE, next_step=NEXT) from found.__cause__


CAUSE = (
    "a sum or maximum of rows has shape (m,), one number a row in a single axis, and NumPy lines "
    "that up with the columns."
)
NEXT = "A sum or maximum lost its axis: how do you leave it as a column, (m, 1)?"
