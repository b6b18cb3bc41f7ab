"""Each category's table, graded once as one batch, and one set of tests for every attack in it."""

from collections.abc import Generator, Iterator

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
        marks = (
            [pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)] if broken else []
        )
        cases.append(pytest.param(student, attack, id=attack.name, marks=marks))
    metafunc.parametrize(("student", "attack"), cases)


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
