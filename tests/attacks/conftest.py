"""Each category's table, graded once as one batch, and one set of tests for every attack in it."""

from collections.abc import Iterator

import pytest

from tests.attacks.attack import Attack
from tests.attacks.field import Aftermath, fought
from tests.attacks.holes import OPEN


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for every attack of the class's table, by the attack's name; a known hole is
    expected to fail, and to be struck from the table of holes once it does not."""
    if "attack" not in metafunc.fixturenames:
        return
    attacks: dict[str, Attack] = metafunc.cls.ATTACKS
    cases = []
    for student, attack in attacks.items():
        promises, reason = OPEN.get(attack.name, ((), ""))
        broken = metafunc.function.__name__ in promises
        marks = [pytest.mark.xfail(strict=True, reason=reason)] if broken else []
        cases.append(pytest.param(student, attack, id=attack.name, marks=marks))
    metafunc.parametrize(("student", "attack"), cases)


@pytest.fixture(scope="class")
def aftermath(request: pytest.FixtureRequest) -> Iterator[Aftermath]:
    """What is left when the class's table has been graded."""
    with fought(request.cls.ATTACKS, request.cls.LIMITS) as found:
        yield found
