"""Nobody can forge the messages that a verdict is made from."""

from tests.attacks import pipe
from tests.attacks.promises import Promises


class TestPipe(Promises):
    """Everything that can be said on the judge's socket."""

    ATTACKS = pipe.ATTACKS
    LIMITS = pipe.LIMITS
