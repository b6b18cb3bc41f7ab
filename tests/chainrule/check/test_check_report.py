"""A failure reads well as plain text and as a table; a pass is a line."""

from html.parser import HTMLParser

import numpy as np
import pytest

from chainrule.check.causes import SIGN
from chainrule.check.compare import ladder
from chainrule.check.report import CheckFailed, failure, passed
from chainrule.check.words import listed, number, place

Z, DA = np.array([[1.0, -0.81]]), np.array([[0.5, 1.37]])


def a_failure():
    finding = ladder(np.array([[0.5, 1.37]]), np.array([[0.5, 0.0]]))
    return failure("relu_backward", "dZ", finding, (1, 2), {"Z": Z, "dA": DA}, SIGN)


def test_the_text_says_what_was_expected_what_came_where_why_and_what_next():
    assert str(a_failure()).splitlines() == [
        "relu_backward · dZ: value. Expected 0; got 1.37 at row 0, column 1, where Z = −0.81 and "
        "dA = 1.37.",
        f"Likely cause: {SIGN.cause}",
        f"Next step: {SIGN.next_step}",
    ]


def test_a_failure_is_an_assertion_error():
    assert isinstance(a_failure(), AssertionError)


class Cells(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.texts = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


def test_the_table_has_a_caption_row_headings_and_every_part():
    cells = Cells(a_failure()._repr_html_())
    headings = [attrs.get("scope") for tag, attrs in cells.tags if tag == "th"]
    assert headings == ["row"] * 6
    assert [tag for tag, _ in cells.tags].count("caption") == 1
    assert cells.texts[0] == "relu_backward: not right yet"
    assert {"0", "1.37", "row 0, column 1, where Z = −0.81 and dA = 1.37"} <= set(cells.texts)


def test_the_table_does_not_speak_by_colour():
    assert "color" not in a_failure()._repr_html_()


def test_what_comes_from_a_learner_is_escaped_in_the_table():
    html = CheckFailed("<i>", "<script>", expected="a & b", got='"<img>"')._repr_html_()
    assert "<script" not in html
    assert "<img" not in html
    assert "a &amp; b" in html


def test_empty_parts_are_left_out():
    short = CheckFailed("relu_forward", "relu_forward is not written yet", next_step="Write it.")
    assert str(short) == "relu_forward · relu_forward is not written yet.\nNext step: Write it."
    assert [heading for heading, _ in short.rows()] == ["Checked", "Next step"]


def test_in_ipython_the_table_shows_once_and_the_traceback_is_the_message(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, raw: shown.append((bundle, raw)))
    failed = a_failure()
    first, again = failed._render_traceback_(), failed._render_traceback_()
    assert first == again
    assert "".join(first).split() == f"CheckFailed: {failed}".split()
    assert all(len(line) <= 70 for text in first for line in text.splitlines())
    ((bundle, raw),) = shown
    assert raw
    assert set(bundle) == {"text/plain", "text/html"}


def test_retelling_changes_only_what_it_is_told_to():
    retold = a_failure().retold(cause="another one.")
    assert retold.cause == "another one."
    assert retold.where == a_failure().where


@pytest.mark.parametrize(
    ("cause", "shown"),
    [("the sum is", "The sum is"), ("a pair of", "A pair of"), ("f is called", "f is called"),
     ("x1 and x2", "x1 and x2"), ("dZ came", "dZ came"), ("σ(z) is", "σ(z) is"),
     ("np.max looks", "np.max looks"), ("`if` takes", "`if` takes")],
)  # fmt: skip
def test_a_cause_begins_with_a_capital_unless_with_a_name(cause, shown):
    assert dict(CheckFailed("e", "c", cause=cause).rows())["Likely cause"] == shown


def test_a_pass_is_one_line_and_a_note_where_python_warned():
    assert passed("relu_forward", ["5 shapes"]) == "relu_forward: right (5 shapes)"
    assert "Note" in passed("relu_forward", ["5 shapes"], ["RuntimeWarning: overflow"])


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (-0.0, "0"), (-0.81, "−0.81"), (1 / 3, "0.3333"), (np.nan, "NaN"),
     (-np.inf, "−infinity"), (4.5398e-5, "4.54e−05"), (1000.0, "1000")],
)  # fmt: skip
def test_numbers_are_short_and_have_a_real_minus(value, text):
    assert number(value) == text


def test_places_are_told_by_row_and_column():
    assert place((2, 0)) == "row 2, column 0"
    assert place((3,)) == "entry 3"
    assert place((1, 2, 0)) == "index [1, 2, 0]"
    assert place(()) == ""


def test_lists_are_joined_as_one_speaks():
    assert [listed("abc"[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
