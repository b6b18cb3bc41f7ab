"""The four corners that two yes-or-no inputs can take, and what a function says between them."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from chainrule.figures.drawing import BLACK, BLUE, STYLES, VERMILION, Style

Array = NDArray[np.float64]
Plane = Callable[[float, float], Any]

CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
XOR = (0, 1, 1, 0)
DOMAIN = (-0.5, 1.5)
SAMPLES = 66  # the usual thresholds, halves and wholes, then fall between two places
MOST = 150  # so do they here, on domains that are six wide


def sample(function: Plane, domain: tuple[float, float]) -> tuple[Array, Array]:
    """Places along an axis (k,), and the function's values (k, k), one row for each x2."""
    low, high = domain
    hair = 1e-6 * (high - low)  # a border along the very edge would be drawn as if it meant much
    wider = (high - low) / (DOMAIN[1] - DOMAIN[0])
    count = int(np.clip(2 * round(SAMPLES * wider / 2), SAMPLES, MOST))
    places = np.linspace(low + hair, high - hair, count)
    values = [[float(function(float(x1), float(x2))) for x1 in places] for x2 in places]
    return places, np.array(values)


def shade(axes: Axes, places: Array, values: Array) -> None:
    """Hatch where values: (k, k) are above ½, and draw the border."""
    heights = np.clip(values, -1.0, 2.0)
    if (heights > 0.5).any():
        area = axes.contourf(places, places, heights, [0.5, 9], colors=["#D6E7F3"], hatches=["//"])
        area.set_edgecolor("#A9C8DE")
        area.set_linewidth(0)
    if (heights > 0.5).any() and not (heights > 0.5).all():
        axes.contour(places, places, heights, [0.5], colors=BLUE, linewidths=1.5)


def mark_corners(axes: Axes, wanted: Sequence[float]) -> None:
    """A filled circle where 1 is wanted, an open one where 0 is."""
    for corner, want in zip(CORNERS, wanted, strict=True):
        face = BLACK if want else "white"
        axes.plot(*corner, "o", markersize=11, color=BLACK, markerfacecolor=face, markeredgewidth=2)


def cross_out(axes: Axes, said: Sequence[float], wanted: Sequence[float]) -> int:
    """A cross beside every corner where a function says something else; how many are right."""
    for (x1, x2), got, want in zip(CORNERS, said, wanted, strict=True):
        if got != want:
            axes.plot(x1 + 0.16, x2 + 0.13, "x", color=VERMILION, markersize=9, markeredgewidth=2.5)
    return sum(got == want for got, want in zip(said, wanted, strict=True))


def draw_line(
    axes: Axes,
    w: Array,
    b: float,
    *,
    style: Style = STYLES[0],
    width: float = 2.0,
    label: str = "",
) -> None:
    """Where w·x + b = 0, far beyond the square; nothing where w is 0."""
    size = float(w @ w)
    if size:
        foot = -b * w / size
        along = np.array([-w[1], w[0]]) / np.sqrt(size)
        x1, x2 = np.array([foot - 9 * along, foot + 9 * along]).T
        axes.plot(x1, x2, color=style.color, linestyle=style.line, linewidth=width, label=label)


def draw_arrow(axes: Axes, w: Array, b: float) -> None:
    """The direction of the weights w: (2,), as an arrow of one length that starts on the line
    w·x + b = 0, where it is nearest to the middle of the square; nothing where w is 0."""
    size = float(np.sqrt(w @ w))
    if not size:
        return
    middle = np.array([0.5, 0.5])
    start = middle - (w @ middle + b) / size**2 * w
    end = start + 0.25 * w / size
    if not (DOMAIN[0] < start.min() and start.max() < DOMAIN[1]):
        return
    axes.annotate(
        "",
        xy=(end[0], end[1]),
        xytext=(start[0], start[1]),
        arrowprops={"arrowstyle": "-|>", "color": BLACK, "linewidth": 1.8, "shrinkA": 0},
        zorder=4,
    )
    label = (start + end) / 2 + 0.08 * np.array([-w[1], w[0]]) / size
    axes.text(label[0], label[1], "w", ha="center", va="center", fontsize=10, zorder=4)


def frame(axes: Axes, domain: tuple[float, float]) -> None:
    """A square of this size, one unit as long to the right as upwards."""
    axes.set(xlim=domain, ylim=domain, aspect="equal")
    axes.locator_params(nbins=5)
