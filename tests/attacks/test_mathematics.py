"""Nobody is paid for mathematics that is not there."""

from tests.attacks import mathematics
from tests.attacks.promises import Promises


class TestMathematics(Promises):
    """Cheats that hold against a careless judge."""

    ATTACKS = mathematics.ATTACKS
