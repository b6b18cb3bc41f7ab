"""The command line, run as an instructor would."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.exercises import chapters
from tests.conftest import CHAPTER, PROJECT

EVERY = ", ".join(chapters())


def autograder(*arguments: object, cwd: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo with its thirty submissions, and what it printed."""
    folder = tmp_path_factory.mktemp("demo") / "course"
    done = autograder("demo", CHAPTER, "--students", "30", "--to", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done.stdout


def test_the_demo_grades_thirty_submissions_as_they_deserve(demo: tuple[Path, str]) -> None:
    _, printed = demo
    assert "30 of 30 submissions graded as deserved." in printed.splitlines()[-1]


def test_the_demo_holds_at_least_twelve_different_known_mistakes(demo: tuple[Path, str]) -> None:
    folder, _ = demo
    records = json.loads((folder / "records.json").read_text("utf-8"))
    named = {(r["exercise"], r["mistake"]) for r in records if r["mistake"]}
    assert len(named) >= 12
    assert {record["student"] for record in records} == {f"student{n:02d}" for n in range(1, 31)}


def test_the_records_have_the_fields_that_the_design_names(demo: tuple[Path, str]) -> None:
    folder, _ = demo
    (first, *_) = json.loads((folder / "records.json").read_text("utf-8"))
    wanted = "chapter student exercise score max_score status parts mistake message seed kit"
    assert set(wanted.split()) <= set(first)
    assert {"name", "score", "max_score", "status", "mistake", "message"} <= set(first["parts"][0])


def test_every_student_has_feedback_and_a_line_in_the_class_report(
    demo: tuple[Path, str],
) -> None:
    folder, _ = demo
    page = (folder / "report" / f"{CHAPTER}.html").read_text("utf-8")
    for number in range(1, 31):
        student = f"student{number:02d}"
        assert student in page
        assert Course(folder).feedback_path(CHAPTER, student).is_file()


def test_feedback_names_the_mistake_and_shows_the_parts(demo: tuple[Path, str]) -> None:
    folder, _ = demo
    records = json.loads((folder / "records.json").read_text("utf-8"))
    wrong = next(r for r in records if r["mistake"])
    page = Course(folder).feedback_path(CHAPTER, wrong["student"]).read_text("utf-8")
    assert wrong["mistake"] in page
    assert str(wrong["seed"]) not in page


@pytest.mark.parametrize("chapter", chapters())
def test_selftest_finds_no_false_pass_and_no_false_failure(chapter: str) -> None:
    done = autograder("selftest", chapter)
    assert done.returncode == 0, done.stdout
    assert "0 false passes, 0 false failures." in done.stdout


def test_a_student_s_regrade_writes_records_of_that_student_alone(
    demo: tuple[Path, str], tmp_path: Path
) -> None:
    folder, _ = demo
    target = tmp_path / "one.json"
    done = autograder("grade", "--student", "student08", "--force", "--json", target, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert {r["student"] for r in json.loads(target.read_text("utf-8"))} == {"student08"}


def test_grade_ends_with_1_where_a_submission_could_not_be_read(demo: tuple[Path, str]) -> None:
    folder, _ = demo
    done = autograder("grade", CHAPTER, "--student", "student28", "--force", cwd=folder)
    assert done.returncode == 1
    assert "damaged: 05-activations, student28" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["grade", "99-nothing"], f"There is no chapter '99-nothing'. There is: {EVERY}."),
        (["grade", CHAPTER, "--student", "eve"], "student 'eve'. There is: student01,"),
        (["grade", "--isolation", "glass"], "There is: bubblewrap, none."),
        (["report", "99-nothing"], "There is no chapter"),
        (["grade", "--course", "/tmp"], "is no course folder"),
        (["grade", "--json", "/nonexistent/x.json"], "name a file in a folder that exists"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_exists(
    demo: tuple[Path, str], arguments: list[str], said: str
) -> None:
    done = autograder(*arguments, cwd=demo[0])
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


def test_grading_without_isolation_must_be_asked_for_and_is_marked(
    demo: tuple[Path, str],
) -> None:
    folder, _ = demo
    done = autograder(
        "grade", CHAPTER, "--student", "student08", "--force", "--isolation", "none", cwd=folder
    )
    assert done.returncode == 0
    page = Course(folder).autograded_path(CHAPTER, "student08").read_text("utf-8")
    assert "Graded without isolation" in page


def test_the_demo_does_not_replace_a_folder_that_is_no_demo(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    done = autograder("demo", "--to", tmp_path)
    assert done.returncode == 2
    assert (tmp_path / "thesis.txt").exists()
