"""A record as the outputs of its test cell: a table of parts, and the number nbgrader reads.

Written here, outside the wall, so that nothing a learner prints or displays can stand in for it."""

from html import escape

from nbformat import NotebookNode, from_dict

from autograder.model import Part, Record, Status

VERDICT = "application/vnd.chainrule.verdict+json"

LABELS = {
    "extremes": "at ±1000",
    "analytic": "exact, not by differences",
    "again": "asked again later",
    "inputs": "inputs left alone",
    "ties": "at ties",
    "memory": "a memory of its own",
}
_SIGN = {Status.PASSED: "✓ passed", Status.GRADER_ERROR: "our error: not counted against you"}


def verdict_outputs(record: Record) -> list[NotebookNode]:
    """A display with the table (HTML, plain text, the record itself) and an execute_result that
    holds the score in points."""
    table = {"text/html": as_html(record), "text/plain": as_text(record), VERDICT: record.as_json()}
    score = f"{record.score:g}"
    return [
        _output(output_type="display_data", data=table),
        _output(output_type="execute_result", data={"text/plain": score}, execution_count=None),
    ]


def _output(**fields: object) -> NotebookNode:
    """An output as nbformat's `new_output` makes it, without its costly validation."""
    return from_dict({"metadata": {}, **fields})


def read_verdict(cell: NotebookNode) -> Record | None:
    """The record that a graded test cell carries, or None."""
    for output in cell.get("outputs", []):
        if VERDICT in output.get("data", {}):
            return Record.from_json(output["data"][VERDICT])
    return None


def as_text(record: Record) -> str:
    """The table as plain text."""
    lines = [f"{record.exercise}: {record.score:g} of {record.max_score:g} points"]
    lines += [f"  {LABELS.get(part.name, part.name)}: {_said(part)}" for part in record.parts]
    return "\n".join(lines + _notes(record))


def as_line(record: Record) -> str:
    """One line: whose, the score, and what was wrong."""
    named = f"{record.mistake}. " if record.mistake else ""
    score = f"{record.score:g}/{record.max_score:g}"
    return f"{record.student}: {record.status} {score} {named}{record.message}".strip()


def as_html(record: Record) -> str:
    """The table as self-contained HTML, without scripts."""
    left = "style='text-align:left;padding-right:1.5em;white-space:nowrap'"
    rows = "".join(
        f"<tr><th scope='row' {left}>{escape(LABELS.get(part.name, part.name))}</th>"
        f"<td {left}>{part.score:g} / {part.max_score:g}</td>"
        f"<td style='text-align:left'>{escape(_said(part))}</td></tr>"
        for part in record.parts
    )
    heads = "".join(f"<th scope='col' {left}>{head}</th>" for head in ("part", "points", "verdict"))
    notes = "".join(f"<p>{escape(note)}</p>" for note in _notes(record))
    if not record.parts:
        return (
            f"<p><b>{escape(record.exercise)}</b>: {record.score:g} of {record.max_score:g} "
            f"points</p>{notes}"
        )
    return (
        f"<table style='margin-left:0'><caption style='text-align:left'>"
        f"<b>{escape(record.exercise)}</b>: {record.score:g} of {record.max_score:g} points"
        f"</caption><tr>{heads}</tr>{rows}</table>{notes}"
    )


def _said(part: Part) -> str:
    sign = _SIGN.get(part.status, f"✗ {part.status}")
    told = part.message and part.status is not Status.GRADER_ERROR
    return f"{sign}: {part.message}" if told else sign


def _notes(record: Record) -> list[str]:
    """Each likely mistake once, with its hint; and what there is to say about the whole."""
    named = {part.mistake: part.hint for part in record.parts if part.mistake}
    notes = [f"It looks like: {mistake}. {hint}" for mistake, hint in named.items()]
    if not record.parts:
        notes.append(record.message)
    if not record.protected:
        notes.append("Graded without isolation: this result is not protected.")
    return [note for note in notes if note]
