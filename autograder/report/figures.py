"""The class report's figures, as inline SVG: how the scores lie, and which mistakes were made."""

import io

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from autograder.report.summary import Summary

BLUE = "#0072b2"
ORANGE = "#d55e00"


def score_histogram(summary: Summary) -> str:
    """How many students have which share of the points, in ten bins."""
    figure = Figure(figsize=(6, 2.6), layout="constrained")
    axes = figure.add_subplot()
    shares = [100 * row.score / row.max_score for row in summary.students if row.max_score]
    axes.hist(shares, bins=range(0, 101, 10), color=BLUE, edgecolor="white")
    axes.set(xlabel="share of the points judged, in %", ylabel="students", xlim=(0, 100))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    return _svg(figure)


def mistake_bars(summary: Summary, most: int = 15) -> str:
    """The most common named mistakes; empty where none was named."""
    named = [
        (f"{row.exercise}: {mistake}", count)
        for row in summary.exercises
        for mistake, count in row.mistakes
    ]
    named = sorted(named, key=lambda each: -each[1])[:most][::-1]
    if not named:
        return ""
    figure = Figure(figsize=(8, 0.6 + 0.28 * len(named)), layout="constrained")
    axes = figure.add_subplot()
    axes.barh([label for label, _ in named], [count for _, count in named], color=ORANGE)
    axes.set(xlabel="students")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    return _svg(figure)


def _svg(figure: Figure) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None})
    text = buffer.getvalue()
    return text[text.index("<svg") :]
