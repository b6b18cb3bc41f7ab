"""Finite differences in disguise, handed in to every backward exercise."""

import pytest

from autograder.disguises import best_shares
from autograder.exercises import all_exercises

SHARES = best_shares(all_exercises())


@pytest.mark.parametrize("name", SHARES)
@pytest.mark.parametrize("kind", ["central", "Richardson"])
def test_differences_of_the_forward_pass_never_get_full_marks(name: str, kind: str) -> None:
    assert SHARES[name][kind] <= 0.76


def test_complex_steps_pass_where_they_are_exact_and_this_is_said_in_the_readme() -> None:
    passing = [name for name, row in SHARES.items() if row["complex-step"] == 1.0]
    assert "maxout_backward" not in passing
    assert len(passing) == len(SHARES) - 1
