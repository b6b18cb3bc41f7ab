"""Each category's table, graded once as one batch, and one set of tests for every attack in it."""

from collections.abc import Generator, Iterator

import pytest

from tests.attacks.attack import Attack
from tests.attacks.field import Aftermath, fought


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for every attack of the class's table, by the attack's name."""
    if "attack" in metafunc.fixturenames:
        attacks: dict[str, Attack] = metafunc.cls.ATTACKS
        names = [attack.name for attack in attacks.values()]
        metafunc.parametrize(("student", "attack"), list(attacks.items()), ids=names)


@pytest.fixture(scope="class")
def aftermath(request: pytest.FixtureRequest) -> Iterator[Aftermath]:
    """What is left when the class's table has been graded."""
    with fought(request.cls.ATTACKS, request.cls.LIMITS) as found:
        yield found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What was logged quotes file names that are no text, which no report may hold."""
    report = yield
    report.sections = [
        (name, text.encode(errors="backslashreplace").decode()) for name, text in report.sections
    ]
    return report
