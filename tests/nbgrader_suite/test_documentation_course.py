"""The example course of nbgrader's documentation, graded with stock settings and with ours."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import nbgrader
import pytest

from tests.nbgrader_suite.grades import Graded, grade_twice
from tests.nbgrader_suite.stock_and_ours import homes

GUIDE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
CONFIG = """
c = get_config()
c.IncludeHeaderFooter.header = "source/header.ipynb"
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Graded, Graded]]:
    """The course after autograding: stock, ours."""
    course = tmp_path_factory.mktemp("documentation") / "course"
    for name in ("source", "submitted"):
        shutil.copytree(GUIDE / name, course / name)
    (course / "nbgrader_config.py").write_text(CONFIG, "utf-8")
    with homes() as (stock, ours):
        yield grade_twice(stock, ours, course, "ps1")


def test_every_grade_is_the_same(graded: tuple[Graded, Graded]) -> None:
    stock, ours = graded
    assert stock.grades("ps1")
    assert ours.grades("ps1") == stock.grades("ps1")


def test_the_scores_are_those_that_stock_nbgrader_is_known_to_give(
    graded: tuple[Graded, Graded],
) -> None:
    _, ours = graded
    assert ours.scores("ps1") == {"bitdiddle": (1.5, 13.0), "hacker": (3.0, 13.0)}


def test_the_same_files_lie_beside_the_notebooks(graded: tuple[Graded, Graded]) -> None:
    stock, ours = graded
    assert ours.files("ps1") == stock.files("ps1")
