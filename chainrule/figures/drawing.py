"""The paper the figures are drawn on: one look, readable without colour, no global state."""

import base64
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

# Okabe and Ito's palette: told apart with any colour vision; line and marker differ as well,
# so that the figures also survive a grey printer.
BLUE, VERMILION, GREEN, PURPLE, BLACK, SKY = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#A4508B",
    "#222222",
    "#56B4E9",
)
SHADE = "#E4E4E4"


@dataclass(frozen=True)
class Style:
    """How one series among several is drawn."""

    color: str
    line: str | tuple[int, tuple[int, ...]]
    marker: str


STYLES = (
    Style(BLUE, "-", "o"),
    Style(VERMILION, "--", "s"),
    Style(GREEN, "-.", "^"),
    Style(BLACK, ":", "D"),
    Style(PURPLE, (0, (5, 1, 1, 1, 1, 1)), "v"),
    Style(SKY, (0, (8, 2)), "X"),
)


class Drawing(Figure):
    """A figure that a notebook shows as a picture, and anything else as a sentence.

    It belongs to no pyplot state, so it appears once, where its cell returns it, and is freed
    with the last name that holds it. `description` says in words what is drawn.
    """

    def __init__(self, width: float, height: float, description: str) -> None:
        super().__init__(figsize=(width, height), dpi=110, layout="constrained")
        FigureCanvasAgg(self)
        self.description = description

    def __repr__(self) -> str:
        return self.description

    def png(self) -> bytes:
        """The figure as the bytes of a PNG file."""
        buffer = io.BytesIO()
        self.savefig(buffer, format="png")
        return buffer.getvalue()

    def _ipython_display_(self) -> None:
        """Picture, sentence and alternative text; the sentence alone while nbgrader grades. Not
        `_repr_png_`, which pyplot's formatter for figures would overrule as soon as anyone imports
        pyplot."""
        from IPython.display import display  # costs half a second outside a notebook

        if being_graded():
            said = f"{self.description} [A figure: drawn when you run the cell, not while grading.]"
            display({"text/plain": said}, raw=True)
            return
        picture = base64.b64encode(self.png()).decode()
        bundle = {"image/png": picture, "text/plain": self.description}
        display(bundle, metadata={"image/png": {"alt": self.description}}, raw=True)


def being_graded() -> bool:
    """Whether nbgrader, or a grader that says it is like it, runs the notebook: its pictures take
    nine tenths of the time, and its author has seen them."""
    return os.environ.get("NBGRADER_EXECUTION") == "autograde"


def styles() -> Iterator[Style]:
    """Styles for as many series as asked for, the first six all different."""
    return cycle(STYLES)


def dress(axes: Axes, x: str, y: str, title: str = "") -> None:
    """Label the axes, title them, and leave only the lines that carry meaning."""
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    if title:
        axes.set_title(title, fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(visible=True, color="#E8E8E8", linewidth=0.6)
    axes.set_axisbelow(True)
