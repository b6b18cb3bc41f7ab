"""Damaged submissions are mended, or get 0 and a reason; the batch goes on."""

from tests.attacks import damage
from tests.attacks.promises import Promises


class TestDamage(Promises):
    """Whatever a file can suffer."""

    ATTACKS = damage.ATTACKS
