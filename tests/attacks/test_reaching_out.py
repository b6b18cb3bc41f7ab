"""Nobody reads a secret, is heard outside, stays on, or reaches another submission."""

from autograder.sandbox import Limits
from tests.attacks import reaching_out
from tests.attacks.field import fought
from tests.attacks.promises import Promises


class TestReachingOut(Promises):
    """Secrets, sockets, processes left behind, notes for the next."""

    ATTACKS = reaching_out.ATTACKS


# What an attack finds when nothing stands in its way; so these tests can fail.
_PREY = {
    "the gradebook by its path": "gradebook",
    "the course's secret by its path": "secret",
    "another student's work by its path": "submission",
    "the reference by its path": "reference",
    "the reference by import": "reference",
    "the home folder by its path": "home",
    "the course folder by its path": "source",
}


def test_without_walls_the_same_attacks_find_their_prey() -> None:
    attacks = {
        student: attack
        for student, attack in reaching_out.ATTACKS.items()
        if attack.name in _PREY or (attack in reaching_out.NETWORK and attack.harmless)
    }
    with fought(attacks, Limits(cell_seconds=20.0), "none") as aftermath:
        found = {
            attack.name
            for student, attack in attacks.items()
            if attack.name in _PREY
            and aftermath.canaries[_PREY[attack.name]] in aftermath.written[student].decode()
        }
        assert found == set(_PREY)
        assert set(aftermath.heard) == {"tcp", "udp", "unix", "abstract"}
