"""What one neuron can tell apart: the two sides of a straight line."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from chainrule.figures.corners import (
    CORNERS,
    DOMAIN,
    XOR,
    Array,
    cross_out,
    draw_arrow,
    draw_line,
    frame,
    mark_corners,
    sample,
    shade,
)
from chainrule.figures.drawing import BLACK, VERMILION, Drawing, dress, styles

Neuron = Callable[..., Any]
Step = Callable[[Any], Any]
BELOW: dict[str, Any] = {
    "fontsize": 8.5,
    "loc": "upper center",
    "bbox_to_anchor": (0.5, -0.16),
    "ncols": 3,
    "frameon": False,
    "columnspacing": 1.0,
}
TRUTH = {"or": (0, 1, 1, 1), "and": (0, 0, 0, 1), "nand": (1, 1, 1, 0)}


def gates(neuron: Neuron, step: Step, gate_weights: Callable[[str], Any]) -> Drawing:
    """Three panels, OR, AND and NAND: the line of the learner's weights and their direction as an
    arrow, the side on which their neuron fires (hatched), and the corners, filled where the gate
    is 1 and crossed out where the neuron says the other."""
    drawing = Drawing(9.6, 3.5, "")
    told = []
    for axes, (name, wanted) in zip(drawing.subplots(1, 3), TRUTH.items(), strict=True):
        w, b = gate_weights(name)
        weights, bias = np.asarray(w, dtype=np.float64), float(b)
        title = name.upper()
        told.append(_neuron_panel(axes, neuron, step, weights, bias, wanted, title))
    drawing.description = " ".join(told)
    return drawing


def one_neuron(
    neuron: Neuron,
    step: Step,
    w: Sequence[float],
    b: float,
    *,
    wanted: Sequence[float] = XOR,
    name: str = "XOR",
) -> Drawing:
    """One panel of `gates` for weights w: (2,) and a bias b, against four wanted outputs."""
    drawing = Drawing(4.4, 4.1, "")
    axes = drawing.subplots()
    weights = np.asarray(w, dtype=np.float64)
    drawing.description = _neuron_panel(axes, neuron, step, weights, float(b), wanted, name)
    return drawing


def xor_and_lines(gate_weights: Callable[[str], Any]) -> Drawing:
    """Left: the learner's three lines, each of which leaves one corner of XOR on the wrong side.
    Right: why every line must, since the two diagonals of the square share their middle."""
    drawing = Drawing(
        9.4,
        4.5,
        "Left, the corners of XOR and three lines, none of which has both filled corners on one "
        "side and both open ones on the other. Right, the two diagonals of the square, one between "
        "the filled corners and one between the open corners, cross in the middle.",
    )
    left, right = drawing.subplots(1, 2)
    for name, style, width in zip(TRUTH, styles(), (2.0, 5.0, 1.6), strict=False):
        w, b = gate_weights(name)
        line = np.asarray(w, dtype=np.float64), float(b)
        draw_line(left, *line, style=style, width=width, label=f"your {name.upper()}")
    frame(left, DOMAIN)
    mark_corners(left, XOR)
    left.legend(**BELOW)
    dress(left, "input x₁", "input x₂", "three lines, one corner too few each")
    right.plot([0, 1], [1, 0], color=BLACK, linewidth=2, label="between the ones")
    right.plot(
        [0, 1], [0, 1], color=VERMILION, linewidth=2, linestyle="--", label="between the zeros"
    )
    right.plot(0.5, 0.5, "*", color=BLACK, linewidth=0, markersize=15, label="middle of both")
    mark_corners(right, XOR)
    frame(right, DOMAIN)
    right.legend(**BELOW)
    dress(right, "input x₁", "input x₂", "on which side is the star?")
    return drawing


def _neuron_panel(
    axes: Axes,
    neuron: Neuron,
    step: Step,
    w: Array,
    b: float,
    wanted: Sequence[float],
    name: str,
) -> str:
    """Draw one neuron; returns the panel in words."""

    def fires(x1: float, x2: float) -> Any:
        return neuron(np.array([x1, x2]), w, b, step)

    shade(axes, *sample(fires, DOMAIN))
    draw_line(axes, w, b)
    draw_arrow(axes, w, b)
    frame(axes, DOMAIN)
    mark_corners(axes, wanted)
    said = [float(fires(*corner)) for corner in CORNERS]
    right = cross_out(axes, said, wanted)
    setting = f"w = ({w[0]:g}, {w[1]:g}), b = {b:g}".replace("-", "−")
    dress(axes, "input x₁", "input x₂", f"{name}: {setting}\n{right} of 4 corners right")
    where = ", ".join(f"({x1}, {x2})" for (x1, x2), s in zip(CORNERS, said, strict=True) if s)
    return (
        f"{name} with {setting}: the neuron fires at {where or 'no corner'}; "
        f"{right} of 4 corners are right."
    )
