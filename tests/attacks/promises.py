"""What holds for every attack: the promises, as tests that each category runs on its own table."""

from typing import ClassVar

import pytest

from autograder.pipeline import State
from autograder.sandbox import Limits
from tests.attacks.attack import FULL, Attack
from tests.attacks.field import FIRST, LAST, VICTIM, Aftermath

ROOM = 4 * 2**20


class Promises:
    """A category's tests: `ATTACKS` is its table, `LIMITS` what its submissions may use."""

    ATTACKS: ClassVar[dict[str, Attack]]
    LIMITS: ClassVar[Limits] = Limits(cell_seconds=3.0)

    def test_it_earns_what_its_work_deserves(
        self, student: str, attack: Attack, aftermath: Aftermath
    ) -> None:
        got = aftermath.scores[student]
        above = {name: points for name, points in got.items() if points > attack.earns.get(name, 0)}
        assert not above, (above, aftermath.messages[student])
        total, _ = aftermath.totals.get(student, (0.0, 0.0))
        assert total <= sum(attack.earns.values()) + 1e-6
        if attack.keeps:
            kept = {name: points for name, points in got.items() if points}
            assert kept == pytest.approx(dict(attack.earns)), aftermath.messages[student]
            assert total == pytest.approx(sum(attack.earns.values()))

    def test_it_shows_no_secret(self, student: str, attack: Attack, aftermath: Aftermath) -> None:
        shown = aftermath.written[student].decode(errors="replace")
        shown += str(aftermath.outcomes[student]) + aftermath.messages[student]
        assert not [name for name, canary in aftermath.canaries.items() if canary in shown]

    def test_the_batch_says_what_became_of_it(
        self, student: str, attack: Attack, aftermath: Aftermath
    ) -> None:
        outcome = aftermath.outcomes[student]
        assert outcome.state is attack.state, outcome
        assert outcome.message or attack.state is State.GRADED
        assert "Traceback" not in outcome.message
        assert 'File "' not in outcome.message

    def test_what_it_leaves_behind_stays_small(
        self, student: str, attack: Attack, aftermath: Aftermath
    ) -> None:
        assert len(aftermath.written[student]) < 2 * aftermath.handed_in[student] + ROOM

    def test_the_witnesses_before_and_after_keep_their_score(self, aftermath: Aftermath) -> None:
        for student in (FIRST, VICTIM, LAST):
            assert aftermath.outcomes[student].state is State.GRADED
            kept = {name: points for name, points in aftermath.scores[student].items() if points}
            assert kept == FULL
            assert aftermath.totals[student][0] == 3.0

    def test_what_was_graded_before_stays_as_it_was(self, aftermath: Aftermath) -> None:
        assert not aftermath.witness_changed

    def test_no_file_of_the_course_is_changed(self, aftermath: Aftermath) -> None:
        assert aftermath.touched == []

    def test_nobody_hears_a_word(self, aftermath: Aftermath) -> None:
        assert aftermath.heard == []

    def test_nothing_is_left_running(self, aftermath: Aftermath) -> None:
        assert aftermath.running == []

    def test_the_batch_is_complete(self, aftermath: Aftermath) -> None:
        assert set(aftermath.outcomes) >= {FIRST, VICTIM, LAST, *self.ATTACKS}
        assert len({len(each) for each in aftermath.scores.values()}) == 1
