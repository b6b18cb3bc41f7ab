"""Records on their way to people: the cell's table, the summary, the page."""

from dataclasses import replace
from pathlib import Path

from autograder.model import Part, Record, Status
from autograder.report.cell import as_html, as_text, verdict_outputs
from autograder.report.page import write_report
from autograder.report.summary import summarise

WRONG = Record(
    chapter="05-activations",
    student="ada",
    exercise="relu_forward",
    score=0.25,
    max_score=1.0,
    status=Status.PARTIAL,
    parts=(
        Part("A", 0.0, 0.75, Status.FAILED, "absolute value", "A has wrong values.", "<Hint>"),
        Part("inputs", 0.25, 0.25, Status.PASSED),
    ),
    mistake="absolute value",
    seed=12345,
)
MISSING = replace(
    WRONG, student="bob", score=0.0, status=Status.MISSING, parts=(), mistake=None, message="none"
)


def test_a_record_survives_its_json() -> None:
    assert Record.from_json(WRONG.as_json()) == WRONG


def test_the_table_tells_part_points_verdict_and_mistake_and_escapes_what_it_is_told() -> None:
    html = as_html(WRONG)
    assert "&lt;Hint&gt;" in html
    assert "<Hint>" not in html
    assert html.count("It looks like: absolute value. &lt;Hint&gt;") == 1
    assert "12345" not in html
    text = as_text(WRONG)
    assert text.startswith("relu_forward: 0.25 of 1 points")


def test_a_grader_error_is_not_counted_against_the_learner_nor_told_in_detail() -> None:
    part = Part("A", 1.0, 1.0, Status.GRADER_ERROR, None, "KeyError: secret")
    html = as_html(replace(WRONG, parts=(part,)))
    assert "not counted against you" in html
    assert "secret" not in html


def test_the_number_that_nbgrader_reads_is_the_score() -> None:
    assert verdict_outputs(WRONG)[1]["data"]["text/plain"] == "0.25"


def test_the_summary_counts_students_exercises_and_mistakes() -> None:
    summary = summarise("05-activations", [WRONG, MISSING])
    assert [row.student for row in summary.students] == ["ada", "bob"]
    assert summary.students[1].note == "none"
    (row,) = summary.exercises
    assert (row.mean, row.mistakes) == (0.25, (("absolute value", 1),))


def test_the_page_needs_no_script_and_marks_what_was_not_protected(tmp_path: Path) -> None:
    summary = summarise("05-activations", [replace(WRONG, protected=False), MISSING])
    page = write_report(summary, tmp_path / "report.html").read_text("utf-8")
    assert "<script" not in page
    assert "not protected" in page
    assert "relu_forward: absolute value" in page
