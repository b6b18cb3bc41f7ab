"""Does a function refuse what it cannot answer, with the error that its contract names?"""

from chainrule.check.calls import call
from chainrule.check.report import CheckFailed


def refuses(exercise: str, called: str, function: object, *arguments: object) -> None:
    """Raises CheckFailed unless function(*arguments) raises ValueError. `called` is what a message
    calls the call, 'gate_weights("xor")'."""
    try:
        got = call(exercise, called, function, *arguments)
    except CheckFailed as found:
        error = found.__cause__
        if isinstance(error, ValueError):
            return
        if error is None:
            raise
        raise _wrong(exercise, called, type(error).__name__) from error
    raise _wrong(exercise, called, "nothing" if got is None else f"a {type(got).__name__}")


def _wrong(exercise: str, called: str, got: str) -> CheckFailed:
    return CheckFailed(
        exercise,
        f"{called}: refused",
        expected="a ValueError",
        got=got,
        cause="an argument that the function has no answer for is not refused as agreed.",
        next_step="What happens in your function when none of its cases fits? The contract names "
        "the error to raise there.",
    )
