"""A record as the outputs of its test cell: a table of parts, and the number nbgrader reads.

Written here, outside the wall, so that nothing a learner prints or displays can stand in for it."""

from html import escape

from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.model import Part, Record, Status

VERDICT = "application/vnd.chainrule.verdict+json"

_SIGN = {Status.PASSED: "✓ passed", Status.GRADER_ERROR: "our error: not counted against you"}


def verdict_outputs(record: Record) -> list[NotebookNode]:
    """A display with the table (HTML, plain text, the record itself) and an execute_result that
    holds the score in points."""
    table = {"text/html": as_html(record), "text/plain": as_text(record), VERDICT: record.as_json()}
    score = f"{record.score:g}"
    return [
        new_output("display_data", table),
        new_output("execute_result", {"text/plain": score}, execution_count=None),
    ]


def read_verdict(cell: NotebookNode) -> Record | None:
    """The record that a graded test cell carries, or None."""
    for output in cell.get("outputs", []):
        if VERDICT in output.get("data", {}):
            return Record.from_json(output["data"][VERDICT])
    return None


def as_text(record: Record) -> str:
    """The table as plain text."""
    lines = [f"{record.exercise}: {record.score:g} of {record.max_score:g} points"]
    lines += [f"  {part.name}: {_said(part)}" for part in record.parts]
    return "\n".join(lines + _notes(record))


def as_html(record: Record) -> str:
    """The table as self-contained HTML, without scripts."""
    rows = "".join(
        f"<tr><th scope='row' style='text-align:left'>{escape(part.name)}</th>"
        f"<td>{part.score:g} / {part.max_score:g}</td>"
        f"<td style='text-align:left'>{escape(_said(part))}</td></tr>"
        for part in record.parts
    )
    notes = "".join(f"<p>{escape(note)}</p>" for note in _notes(record))
    return (
        f"<table><caption style='text-align:left'><b>{escape(record.exercise)}</b>: "
        f"{record.score:g} of {record.max_score:g} points</caption>"
        "<tr><th scope='col'>part</th><th scope='col'>points</th><th scope='col'>verdict</th></tr>"
        f"{rows}</table>{notes}"
    )


def _said(part: Part) -> str:
    sign = _SIGN.get(part.status, f"✗ {part.status}")
    if part.status is Status.GRADER_ERROR:
        return sign
    named = f" Looks like: {part.mistake}." if part.mistake else ""
    return f"{sign}{': ' + part.message if part.message else ''}{named}"


def _notes(record: Record) -> list[str]:
    notes = [] if record.parts else [record.message]
    if not record.protected:
        notes.append("Graded without isolation: this result is not protected.")
    return [note for note in notes if note]
