"""Each category's table, graded once as one batch, and one set of tests for every attack in it."""

from collections.abc import Iterator

import pytest

from tests.attacks.attack import Attack
from tests.attacks.field import Aftermath, fought


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for every attack of the class's table, by the attack's name."""
    if "attack" in metafunc.fixturenames:
        attacks: dict[str, Attack] = metafunc.cls.ATTACKS
        metafunc.parametrize(
            ("student", "attack"), attacks.items(), ids=[each.name for each in attacks.values()]
        )


@pytest.fixture(scope="class")
def aftermath(request: pytest.FixtureRequest) -> Iterator[Aftermath]:
    """What is left when the class's table has been graded."""
    with fought(request.cls.ATTACKS, request.cls.LIMITS) as found:
        yield found
