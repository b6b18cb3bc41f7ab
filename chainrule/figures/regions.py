"""What a network of two inputs says all over the plane, not only at the four corners."""

from collections.abc import Sequence

import numpy as np

from chainrule.figures.corners import (
    CORNERS,
    DOMAIN,
    XOR,
    Plane,
    cross_out,
    frame,
    mark_corners,
    sample,
    shade,
)
from chainrule.figures.drawing import BLUE, Drawing, dress


def decision_regions(
    *,
    wanted: Sequence[float] | None = XOR,
    domain: tuple[float, float] = DOMAIN,
    **networks: Plane,
) -> Drawing:
    """One panel for each network, a function of two numbers: hatched where it says more than ½.

    `decision_regions(nands=xor, relu=xor_relu)`. With `wanted` the four corners are marked, filled
    where 1 is wanted, and crossed out where the network says the other; None leaves them out.
    """
    drawing = Drawing(0.6 + 3.8 * len(networks), 3.9, "")
    told = []
    panels = drawing.subplots(1, len(networks), squeeze=False)[0]
    for axes, (name, network) in zip(panels, networks.items(), strict=True):
        places, values = sample(network, domain)
        shade(axes, places, values)
        share = 100 * float((values > 0.5).mean())
        words = f"{name.replace('_', ' ')}: more than ½ on {share:.0f} % of the square"
        if wanted is not None:
            mark_corners(axes, wanted)
            said = [float(float(network(*map(float, corner))) > 0.5) for corner in CORNERS]
            words += f", {cross_out(axes, said, wanted)} of 4 corners right"
        told.append(words + ".")
        frame(axes, domain)
        dress(axes, "input x₁", "input x₂", name.replace("_", " "))
    drawing.description = " ".join(told)
    return drawing


def relu_tent(xor_relu: Plane) -> Drawing:
    """The output of a network along two edges of the square, from (0, 0) by (0, 1) to (1, 1),
    against the sum s = x1 + x2, with the three corners marked."""
    sums = np.linspace(-0.5, 2.5, 121)
    heights = np.array([_along_the_edge(xor_relu, float(s)) for s in sums])
    at = [_along_the_edge(xor_relu, s) for s in (0.0, 1.0, 2.0)]
    heard = ", ".join(f"{height:g}" for height in at)
    words = f"The output along the edge from (0, 0) by (0, 1) to (1, 1): {heard} at the corners."
    drawing = Drawing(6.0, 3.2, words)
    axes = drawing.subplots()
    axes.plot(sums, heights, color=BLUE, linewidth=2)
    axes.plot([0, 1, 2], at, "o", color=BLUE, markersize=8)
    axes.axhline(0.5, color="black", linewidth=0.8, linestyle=":")
    along = "along the edge from (0, 0) by (0, 1) to (1, 1)"
    dress(axes, "sum of the inputs, x₁ + x₂", "output", along)
    return drawing


def _along_the_edge(network: Plane, s: float) -> float:
    """The output where the inputs add up to s and x2 goes first."""
    return float(network(max(0.0, s - 1.0), min(s, 1.0)))
