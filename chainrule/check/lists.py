"""A list that a check hands to a learner's function, and its order and items afterwards."""

from collections.abc import Sequence

from chainrule.check.report import CheckFailed


def same_list(
    exercise: str, name: str, after: Sequence[object], before: Sequence[object], each: str
) -> None:
    """Raises CheckFailed where `exercise` left its caller's list, of items called `each`, otherwise
    than it was."""
    count = len(before)
    if len(after) == count and all(a is b for a, b in zip(after, before, strict=True)):
        return
    raise CheckFailed(
        exercise,
        f"{name} after {exercise}: changed",
        expected=f"the list as it was before the call, {count} {each} in their order",
        got=_entries(len(after)) if len(after) != count else f"another order or other {each}",
        cause="the function changes the list itself, and its caller goes on with what is left.",
        next_step=f"Which line reverses, fills or empties {name} in place of going through it?",
    )


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"
