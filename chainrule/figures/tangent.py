"""The derivative as a picture: a curve under a growing magnifying glass, secants that turn into a
tangent, and slopes in every direction."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from chainrule.figures.curve import Array
from chainrule.figures.drawing import BLACK, BLUE, VERMILION, Drawing, dress, styles

Function = Callable[[float], Any]
SAMPLES = 241


def zoom(f: Function, x: float, *, widths: Sequence[float] = (4.0, 0.4, 0.04)) -> Drawing:
    """f around x, each panel magnified more than the one before; dashed, the straight line from
    one edge of the panel to the other. Its largest distance from the curve, as a share of the
    panel's height, stands in the title. A dotted box is what the next panel shows."""
    panels = [_window(f, x, width) for width in widths]
    bends = [_bend(heights) for _, heights in panels]
    told = "; ".join(
        f"width {w:g}: at most {b:.2g} of the height" for w, b in zip(widths, bends, strict=True)
    )
    drawing = Drawing(8.6, 3.1, f"A curve around x = {x:g} and a straight line. Apart by {told}.")
    axes_of = drawing.subplots(1, len(widths), squeeze=False)[0]
    for (places, heights), width, bend, axes in zip(panels, widths, bends, axes_of, strict=True):
        axes.plot(places, heights, color=BLUE, linewidth=2.4, label="f")
        ends = [0, -1]
        axes.plot(places[ends], heights[ends], color=BLACK, linestyle="--", linewidth=1.3)
        axes.plot(x, float(f(x)), "o", color=VERMILION, markersize=6)
        finer = [each for each in panels if np.ptp(each[0]) < np.ptp(places)]
        for window in finer[:1]:
            _box(axes, *window)
        axes.ticklabel_format(useOffset=False)
        axes.locator_params(axis="x", nbins=4)
        share = float(f"{100 * bend:.2g}")
        dress(axes, "x", "f(x)", f"width {width:g}\nleaves the line by {share:g} %")
    return drawing


def secants(
    f: Function,
    derivative: Callable[..., Any],
    x: float,
    *,
    steps: Sequence[float] = (1.2, 0.6, 0.2),
) -> Drawing:
    """Secants for each step, beside the tangent with the learner's slope `derivative(f, x)`. Left
    from x to x + h; right from x − h to x + h, their slopes the learner's `derivative(f, x, h)`."""
    slope, here = float(derivative(f, x)), float(f(x))
    one = [(float(f(x + h)) - here) / h for h in steps]
    two = [float(derivative(f, x, h)) for h in steps]
    told = "; ".join(
        f"h = {h:g}: forward {a:.3g}, central {b:.3g}"
        for h, a, b in zip(steps, one, two, strict=True)
    )
    drawing = Drawing(8.6, 3.5, f"The tangent at x = {x:g} has slope {slope:.3g}. Secants: {told}.")
    left, right = drawing.subplots(1, 2, sharey=True)
    for axes, slopes, title in (
        (left, one, "forward: from x to x + h"),
        (right, two, "central: from x − h to x + h"),
    ):
        _curve_and_tangent(axes, f, x, 1.3 * max(steps), slope)
        for h, steep, style in zip(steps, slopes, _lines(), strict=False):
            start = x if axes is left else x - h
            ends = np.array([start, x + h])
            axes.plot(
                ends,
                [float(f(end)) for end in ends],
                color=style.color,
                linestyle=style.line,
                marker=style.marker,
                markersize=5,
                linewidth=1.5,
                label=f"h = {h:g}: slope {steep:.3f}",
            )
        dress(axes, "x", "f(x)", title)
        axes.legend(fontsize=8, loc="upper left")
    return drawing


def directions(
    f: Callable[[Array], Any], gradient: Array, x: Array, *, length: float = 1e-3
) -> Drawing:
    """How steeply f: (2,) -> float rises from x in every direction, measured by a small step of
    `length`, beside gradient · u for the unit vector u of that direction."""
    x, gradient = np.asarray(x, dtype=np.float64), np.asarray(gradient, dtype=np.float64)
    angles = np.linspace(-180.0, 180.0, 49)
    units = np.c_[np.cos(np.radians(angles)), np.sin(np.radians(angles))]
    here = float(f(x.copy()))
    measured = [(float(f(x + length * u)) - here) / length for u in units]
    size, best = float(np.linalg.norm(gradient)), float(np.degrees(np.arctan2(*gradient[::-1])))
    drawing = Drawing(
        6.6,
        3.4,
        f"The rise of f by direction is a wave, steepest with {max(measured):.3g} at about "
        f"{angles[int(np.argmax(measured))]:.0f} degrees. The gradient points "
        f"to {best:.0f} degrees and has length {size:.3g}.",
    )
    axes = drawing.subplots()
    fine = np.linspace(-180.0, 180.0, 361)
    predicted = gradient[0] * np.cos(np.radians(fine)) + gradient[1] * np.sin(np.radians(fine))
    axes.plot(fine, predicted, color=BLUE, linewidth=1.6, label="your gradient · u")
    axes.plot(
        angles,
        measured,
        "o",
        color=VERMILION,
        markersize=4.5,
        markerfacecolor="white",
        label="measured rise per length",
    )
    axes.axvline(best, color=BLACK, linestyle="--", linewidth=1.2, label="the gradient's direction")
    axes.axhline(0, color=BLACK, linewidth=0.8)
    axes.set_xticks(range(-180, 181, 90))
    dress(axes, "direction u, degrees from the x₁ axis", "rise of f per length", "steepest ascent")
    axes.legend(fontsize=8.5, loc="lower center")
    return drawing


def _window(f: Function, x: float, width: float) -> tuple[Array, Array]:
    places = np.linspace(x - width / 2, x + width / 2, SAMPLES)
    return places, np.array([float(f(float(place))) for place in places])


def _box(axes: Axes, places: Array, heights: Array) -> None:
    """Marks the window that holds just this piece of the curve."""
    corner = float(places[0]), float(heights.min())
    size = float(np.ptp(places)), float(np.ptp(heights))
    look: dict[str, Any] = {"edgecolor": BLACK, "linestyle": ":", "linewidth": 1.4}
    axes.add_patch(Rectangle(corner, *size, fill=False, zorder=3, **look))


def _bend(heights: Array) -> float:
    """The largest distance of a curve from the line between its ends, as a share of its height."""
    line = np.linspace(heights[0], heights[-1], len(heights))
    return float(abs(heights - line).max() / max(float(np.ptp(heights)), 1e-300))


def _lines() -> Any:
    """The styles, but for the first, which is the curve's."""
    each = styles()
    next(each)
    return each


def _curve_and_tangent(axes: Axes, f: Function, x: float, reach: float, slope: float) -> None:
    places, heights = _window(f, x, 2 * reach)
    axes.plot(places, heights, color=BLUE, linewidth=2.2)
    tangent = float(f(x)) + slope * (places - x)
    axes.plot(places, tangent, color=BLACK, linewidth=1.1, label=f"tangent: slope {slope:.3f}")
    axes.plot(x, float(f(x)), "o", color=BLACK, markersize=6)
