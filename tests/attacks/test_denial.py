"""Nobody can stop the batch, or make others pay for a bomb."""

from tests.attacks import denial
from tests.attacks.promises import Promises


class TestDenial(Promises):
    """Loops, deaths and bombs."""

    ATTACKS = denial.ATTACKS
    LIMITS = denial.LIMITS
