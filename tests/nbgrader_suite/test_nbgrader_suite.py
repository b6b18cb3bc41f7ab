"""nbgrader's own tests of `nbgrader autograde`, as they stand in its wheel, through our steps."""

from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen
from xml.etree import ElementTree

import pytest

from tests.nbgrader_suite.stock_and_ours import SECONDS, Home, homes

MODULE = "nbgrader.tests.apps.test_nbgrader_autograde"
# Of the 42, nbgrader itself skips two.
STOCK_PASSES = 40

# Tests that pass with stock settings and may fail with ours, each with the reason.
DIFFERENCES: dict[str, str] = {}

# The suite hands in notebooks that hold nbgrader's wording of an untouched answer, which were never
# released here; our course words it otherwise. It is a course's wording, not a step.
STOCK_STUB = (
    "from nbgrader.preprocessors import ClearSolutions",
    "c.ClearSolutions.code_stub = ClearSolutions.code_stub.default()",
)

Outcomes = dict[str, str]


def start(home: Home) -> tuple[Popen[str], Path]:
    report = home.root / "report.xml"
    quiet = ["-q", "-W", "ignore", "-c", "/dev/null", f"--rootdir={home.root}"]
    without = ["-p", "no:cacheprovider", "-p", "no:xdist", "-p", "alembic_once"]
    words = ["pytest", "--pyargs", MODULE, *quiet, *without, f"--junitxml={report}"]
    return home.start(*words, cwd=home.room("cwd")), report


def finish(process: Popen[str], report: Path) -> Outcomes:
    """Each test's outcome: "passed", or the text of its failure or skip."""
    said, _ = process.communicate(timeout=SECONDS)
    assert report.is_file(), said
    return {
        str(case.get("name")): "passed" if len(case) == 0 else case[0].get("message", case[0].tag)
        for case in ElementTree.parse(report).iter("testcase")
    }


@pytest.fixture(scope="module")
def outcomes() -> Iterator[tuple[Outcomes, Outcomes]]:
    """The suite's outcomes, stock and ours; both run at once."""
    with homes(*STOCK_STUB) as (stock, ours):
        running = [start(home) for home in (stock, ours)]
        try:
            first, second = [finish(*each) for each in running]
        finally:
            for process, _ in running:
                process.kill()
        yield first, second


def passed(outcomes: Outcomes) -> set[str]:
    return {name for name, outcome in outcomes.items() if outcome == "passed"}


def test_every_test_that_passes_with_stock_settings_passes_with_ours(
    outcomes: tuple[Outcomes, Outcomes],
) -> None:
    stock, ours = outcomes
    lost = passed(stock) - passed(ours)
    assert lost == set(DIFFERENCES), {name: ours.get(name) for name in lost}


def test_the_suite_runs_here_at_all(outcomes: tuple[Outcomes, Outcomes]) -> None:
    stock, _ = outcomes
    failed = {name: said for name, said in stock.items() if name not in passed(stock)}
    assert len(passed(stock)) >= STOCK_PASSES, failed
