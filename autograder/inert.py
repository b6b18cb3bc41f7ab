"""Makes what a learner's notebook shows harmless to whoever opens it graded.

HTML is put into an iframe that may run scripts and nothing else: it has no origin, so it cannot
read the page, its cookies or the Formgrader behind it. Scripts and widget views, which would run in
the page itself, are left out; Markdown keeps only tags that carry nothing."""

import re
from collections.abc import Container
from html import escape
from typing import Any

from nbformat import NotebookNode

IN_PAGE = ("application/javascript", "application/vnd.jupyter.widget-view+json")
HARMLESS = (
    "b|blockquote|br|code|dd|del|details|dl|dt|em|h[1-6]|hr|i|ins|kbd|li|mark|ol|p|pre|s|small|span|"
    "strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul"
)
_TAG = re.compile(rf"<(?!/?(?:{HARMLESS})\s*/?>)(?=[a-zA-Z/!?])")
_ROW = re.compile(r"<(?:tr|br|p|li|div|h\d)\b", re.IGNORECASE)
_FRAMED = re.compile(
    r'<iframe sandbox="allow-scripts" srcdoc="[^"<>]*" title="[^"<>]*" style="[^"<>]*"></iframe>'
)
_PICTURE = re.compile(r"<(?:img|canvas|svg|script|video|iframe)\b", re.IGNORECASE)


def make_inert(notebook: NotebookNode, trusted: Container[str], ours: Container[str]) -> None:
    """Change the notebook in place. Markdown whose text is in `trusted` (the source's own) and the
    outputs of cells whose grade_id is in `ours` (written by the judge) stay as they are."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            if grade_id not in ours:
                for output in cell.outputs:
                    if "data" in output:
                        _output(output)
            continue
        if cell.cell_type == "raw":
            cell.cell_type = "markdown"
            cell.metadata.pop("raw_mimetype", None)
            cell.metadata.pop("format", None)
        if cell.source not in trusted:
            cell.source = plain_tags(cell.source)


def plain_tags(markdown: str) -> str:
    """Markdown with every tag shown as text, but for the harmless ones without attributes."""
    return _TAG.sub("&lt;", markdown)


def framed(html: str) -> str:
    """HTML inside an iframe without an origin; its height is guessed from what is in it."""
    if _FRAMED.fullmatch(html):  # graded before, and carried over
        return html
    rows = len(_ROW.findall(html))
    height = 30 if _PICTURE.search(html) else min(30, 3 + 2 * rows)
    return (
        f'<iframe sandbox="allow-scripts" srcdoc="{escape(html)}" title="output of the learner\'s '
        f'cell" style="width:100%;height:{height}em;border:0;background:white"></iframe>'
    )


def _output(output: Any) -> None:
    data = output["data"]
    for kind in IN_PAGE:
        if data.pop(kind, None) is not None:
            data.setdefault("text/plain", f"({kind} is not shown here)")
    if "text/html" in data:
        data["text/html"] = framed(_text(data["text/html"]))
    if "text/markdown" in data:
        data["text/markdown"] = plain_tags(_text(data["text/markdown"]))


def _text(value: object) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value)
