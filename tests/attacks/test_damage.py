"""Damaged submissions are mended, or get 0 and a reason; the batch goes on."""

import pytest

from tests.attacks import damage
from tests.attacks.attack import FULL, mended
from tests.attacks.field import LAST, fought
from tests.attacks.promises import Promises


class TestDamage(Promises):
    """Whatever a file can suffer."""

    ATTACKS = damage.ATTACKS


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="nbgrader takes a student's id for a pattern of file names",
)
def test_a_students_name_is_no_pattern_that_stands_for_others() -> None:
    pattern = f"[{LAST[0]}]{LAST[1:]}"
    attacks = {pattern: mended("a pattern for a name", lambda notebook, desk: None)}
    with fought(attacks, TestDamage.LIMITS) as aftermath:
        kept = {name: points for name, points in aftermath.scores[pattern].items() if points}
        assert kept == FULL
        assert aftermath.outcomes[LAST].state == "graded"
