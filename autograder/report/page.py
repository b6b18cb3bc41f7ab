"""The class report as one HTML file, without scripts, readable without colour."""

from pathlib import Path

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from autograder.model import Status
from autograder.report.summary import Summary

SIGNS = {
    Status.PASSED: "✓",
    Status.PARTIAL: "◐",
    Status.FAILED: "✗",
    Status.UNTOUCHED: "·",
    Status.SKIPPED: "↷",
    Status.TIMEOUT: "∞",
    Status.DIED: "†",
    Status.DAMAGED: "?",
    Status.MISSING: "–",
    Status.GRADER_ERROR: "!",
}


def write_report(summary: Summary, to: Path) -> Path:
    """Write the class report and return its path."""
    from autograder.report.figures import mistake_bars, score_histogram  # brings Matplotlib

    environment = Environment(loader=PackageLoader("autograder.report", "."), autoescape=True)
    page = environment.get_template("class.html.j2").render(
        summary=summary,
        signs=SIGNS,
        histogram=Markup(score_histogram(summary)),
        bars=Markup(mistake_bars(summary)),
    )
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(page, encoding="utf-8")
    return to
