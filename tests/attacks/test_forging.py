"""Nobody can forge a verdict from behind the wall."""

from tests.attacks import forging
from tests.attacks.promises import Promises


class TestForging(Promises):
    """Patched processes, lying values, invented metadata."""

    ATTACKS = forging.ATTACKS
