"""Damaged submissions are mended, or get 0 and a reason; the batch goes on."""

from tests.attacks import damage
from tests.attacks.attack import mended
from tests.attacks.field import LAST, fought
from tests.attacks.promises import Promises


class TestDamage(Promises):
    """Whatever a file can suffer."""

    ATTACKS = damage.ATTACKS


def test_a_students_name_is_no_pattern_that_stands_for_others() -> None:
    pattern = f"[{LAST[0]}]{LAST[1:]}"
    attacks = {pattern: mended("a pattern for a name", lambda notebook, desk: None)}
    with fought(attacks, TestDamage.LIMITS) as aftermath:
        assert aftermath.outcomes[pattern].state == "not graded"
        assert aftermath.outcomes[LAST].state == "graded"
