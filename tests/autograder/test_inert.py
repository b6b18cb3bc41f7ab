"""What a learner's notebook shows, made harmless before anyone opens it."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from autograder.inert import framed, make_inert, plain_tags


def shown(**data: object) -> NotebookNode:
    plain = {key.replace("_", "/"): value for key, value in data.items()}
    cell = new_code_cell(outputs=[new_output("display_data", plain)])
    make_inert(new_notebook(cells=[cell]), (), ())
    return cell.outputs[0].data


def test_html_goes_into_a_frame_without_an_origin() -> None:
    data = shown(text_html="<script>top.x = 1</script>")
    assert data["text/html"].startswith('<iframe sandbox="allow-scripts" srcdoc="')
    assert "<script" not in data["text/html"]


@given(st.text())
def test_no_html_can_end_its_frame(html: str) -> None:
    frame = framed(html)
    inside = frame.removeprefix('<iframe sandbox="allow-scripts" srcdoc="').split('"')[0]
    assert unescape(inside) == unescape(html.replace("&", "&amp;")) or unescape(inside) == html
    assert frame.count("<") == 2


@pytest.mark.parametrize(
    "kind", ["application/javascript", "application/vnd.jupyter.widget-view+json"]
)
def test_what_would_run_in_the_page_itself_is_left_out(kind: str) -> None:
    cell = new_code_cell(outputs=[new_output("display_data", {kind: "alert(1)"})])
    make_inert(new_notebook(cells=[cell]), (), ())
    assert list(cell.outputs[0].data) == ["text/plain"]


def test_what_the_judge_wrote_stays_as_it_is() -> None:
    table = new_output("display_data", {"text/html": "<table></table>"})
    cell = new_code_cell(outputs=[table], metadata={"nbgrader": {"grade_id": "relu_forward"}})
    make_inert(new_notebook(cells=[cell]), (), ("relu_forward",))
    assert cell.outputs[0].data["text/html"] == "<table></table>"


@pytest.mark.parametrize(
    "text",
    [
        "a < b and b > c",
        "<details><summary>answer</summary>\n\nx<sub>1</sub></details>",
        "> quoted, with **bold** and `code`",
        "line<br>break",
    ],
)
def test_harmless_markdown_stays(text: str) -> None:
    assert plain_tags(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>",
        "<img src=x onerror=y>",
        "<details open ontoggle=x>",
        "<svg/onload=x>",
        "<img src=x onerror=y//",
        "<!--><img src=x>-->",
        "<b onclick=x>",
        "<javascript:alert(1)>",
    ],
)
def test_a_tag_that_carries_anything_is_shown_as_text(text: str) -> None:
    assert plain_tags(text).startswith("&lt;")


@given(st.text(alphabet="<>/ab!?=\"'x \n"))
def test_no_tag_with_an_attribute_survives(text: str) -> None:
    made = plain_tags(text)
    assert plain_tags(made) == made


def test_raw_cells_become_text_and_the_source_s_own_markdown_stays() -> None:
    own = '<div class="note">ours</div>'
    cells = [
        new_raw_cell("<script>", metadata={"raw_mimetype": "text/html"}),
        new_markdown_cell(own),
    ]
    notebook = new_notebook(cells=cells)
    make_inert(notebook, {own}, ())
    assert (notebook.cells[0].cell_type, notebook.cells[0].source) == ("markdown", "&lt;script>")
    assert notebook.cells[1].source == own
