"""Another course's assignment, two notebooks with plain asserts, graded by stock nbgrader and by
`autograder grade`: equal rows, equal files beside the notebooks."""

import shutil
from collections.abc import Iterator, Mapping

import pytest

from autograder.course import Course
from tests.conftest import PROJECT
from tests.nbgrader_suite import test_other_courses as other
from tests.nbgrader_suite.grades import Graded
from tests.nbgrader_suite.stock_and_ours import SECONDS, homes
from tests.pipeline.small_class import Said, grade

LASTING = ("slow", "stubborn", "broken", "quiet")


@pytest.fixture(scope="module")
def graded(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Graded, Graded, Said]]:
    """The course after grading: stock, ours, and what our command said."""
    course = tmp_path_factory.mktemp("other") / "course"
    other.make_course(course)
    other.hand_in(course)
    for student in LASTING:
        shutil.rmtree(course / "submitted" / student)
    with homes() as (stock, _):
        stock.nbgrader(course, "generate_assignment", "hw")
        ours = course.with_name("ours")
        shutil.copytree(course, ours)
        own = (PROJECT / "nbgrader_config.py").read_text("utf-8")
        (ours / "nbgrader_config.py").write_text(f"{own}\n{other.CONFIG}", "utf-8")
        process = stock.start("nbgrader", "autograde", "hw", cwd=course)
        said = grade(Course(ours), "--workers", "2", "--json", "records.json")
        text, _ = process.communicate(timeout=SECONDS)
        assert process.returncode == 0, text
        yield Graded(course), Graded(ours), said


def test_every_submission_is_graded_once(graded: tuple[Graded, Graded, Said]) -> None:
    said = graded[2]
    assert said.code == 0, said
    assert f"{len(other.ANSWERS) - len(LASTING)} graded" in said.text
    assert "already graded" not in said.text
    assert (graded[1].root / "records.json").read_text() == "[]\n"


def test_every_grade_is_the_same(graded: tuple[Graded, Graded, Said]) -> None:
    stock, ours = (each.grades("hw") for each in graded[:2])
    assert {who for who, _, _ in stock} == set(other.ANSWERS) - set(LASTING)
    assert not {
        where: (stock[where], ours[where]) for where in stock if stock[where] != ours[where]
    }
    assert stock.keys() == ours.keys()


def test_the_scores_add_up_to_the_same(graded: tuple[Graded, Graded, Said]) -> None:
    stock, ours, _ = graded
    assert ours.scores("hw") == stock.scores("hw")


def test_the_same_files_lie_beside_the_notebooks(graded: tuple[Graded, Graded, Said]) -> None:
    def beside(each: Graded) -> Mapping[str, bytes]:
        found = each.files("hw")
        return {name: held for name, held in found.items() if "__pycache__" not in name}

    stock, ours, _ = graded
    assert beside(ours) == beside(stock)
    assert beside(ours)["autograded/right/hw/out/sum.txt"] == b"3"
