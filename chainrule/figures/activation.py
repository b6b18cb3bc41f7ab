"""What an activation does to a value, and what its slope does to a gradient."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from chainrule.figures.curve import (
    FAINT,
    Backward,
    Curve,
    Forward,
    Pair,
    broken,
    places,
    trace,
)
from chainrule.figures.drawing import BLUE, SHADE, VERMILION, Drawing, dress, styles

SAMPLES = 481
HATCHING: dict[str, Any] = {
    "facecolor": SHADE,
    "edgecolor": "#C4C4C4",
    "hatch": "//",
    "linewidth": 0,
}
HATCHED = f"|slope| below {FAINT}"


def activation(
    forward: Forward,
    backward: Backward,
    *,
    title: str = "your activation",
    domain: tuple[float, float] = (-6.0, 6.0),
    **parameters: Any,
) -> Drawing:
    """A = g(Z) beside g′(Z) over `domain`, hatched where the slope is nearly zero.

    `parameters` go to forward: `activation(elu_forward, elu_backward, alpha=2.0)`.
    """
    curve = trace(forward, backward, places(domain, SAMPLES), **parameters)
    drawing = Drawing(8.2, 3.1, _in_words(title, curve))
    left, right = drawing.subplots(1, 2)
    left.plot(*broken(curve.x, curve.value), color=BLUE, linewidth=2)
    right.plot(*broken(curve.x, curve.slope), color=VERMILION, linewidth=2, linestyle="--")
    right.axhline(1, color="black", linewidth=0.8, linestyle=":")
    right.set_ylim(min(-0.05, 1.05 * curve.slope.min()), max(1.08, 1.05 * curve.slope.max()))
    for axes in (left, right):
        shade_faint(axes, curve)
        axes.set_xlim(*domain)
    dress(left, "pre-activation z", "activation g(z)", title)
    dress(right, "pre-activation z", "slope g′(z)", "the share of a gradient that passes")
    if right.patches:
        right.legend(loc="best", fontsize=8.5, framealpha=0.95)
    return drawing


def slopes(*, domain: tuple[float, float] = (-4.0, 4.0), **pairs: Pair) -> Drawing:
    """The slopes of several activations in one picture: `slopes(tanh=(forward, backward), …)`.

    Where curves coincide, the earlier ones show as wider lines beneath and by their own markers.
    """
    curves = {name: trace(*pair, places(domain, SAMPLES)) for name, pair in pairs.items()}
    reach = "; ".join(f"{n} {c.slope.min():.3g} to {c.slope.max():.3g}" for n, c in curves.items())
    words = f"Slopes for z from {domain[0]:g} to {domain[1]:g}: {reach}."
    drawing = Drawing(7.2, 3.6, words)
    axes = drawing.subplots()
    for number, ((name, curve), style) in enumerate(zip(curves.items(), styles(), strict=False)):
        axes.plot(
            *broken(curve.x, curve.slope),
            color=style.color,
            linestyle=style.line,
            linewidth=max(1.4, 3.0 - 0.4 * number),
            marker=style.marker,
            markevery=(4 + 9 * number, 54),
            markersize=6,
            label=name,
        )
    dress(axes, "pre-activation z", "slope g′(z)", "the share of a gradient that passes")
    axes.legend(fontsize=9)
    return drawing


def maxout(
    forward: Forward,
    *,
    weights: Sequence[float] = (-1.0, 0.2, 1.5),
    biases: Sequence[float] = (-1.0, 0.0, -2.0),
) -> Drawing:
    """One maxout unit of one input x: its pieces, the lines w x + b, and the largest of them."""
    x = places((-4.0, 4.0), SAMPLES)
    Z = x[:, None, None] * np.asarray(weights) + np.asarray(biases)
    A = np.asarray(forward(Z.copy())[0], dtype=np.float64)
    drawing = Drawing(
        6.0,
        3.4,
        f"{len(weights)} straight lines, thin, and the maxout unit, thick, which follows "
        "whichever line is highest: a bent line that curves upwards.",
    )
    axes = drawing.subplots()
    axes.plot(x, A.ravel(), color=BLUE, linewidth=5, alpha=0.35, label="maxout")
    for index, (piece, style) in enumerate(zip(Z[:, 0].T, styles(), strict=False)):
        axes.plot(
            x, piece, color=style.color, linestyle=style.line, linewidth=1.3, label=f"piece {index}"
        )
    dress(axes, "input x", "value", "a maxout unit follows its highest piece")
    axes.legend(fontsize=9)
    return drawing


def shade_faint(axes: Axes, curve: Curve) -> None:
    """Shade and hatch the stretches of x where hardly any gradient passes.

    A slope that only crosses zero, within a thirtieth of the axis, is no stretch.
    """
    edges = np.flatnonzero(np.diff(np.r_[False, curve.faint, False].astype(int)))
    ends = [(curve.x[start], curve.x[stop - 1]) for start, stop in edges.reshape(-1, 2)]
    long = [(low, high) for low, high in ends if high - low > np.ptp(curve.x) / 30]
    for number, (low, high) in enumerate(long):
        axes.axvspan(low, high, **HATCHING, zorder=0, label=None if number else HATCHED)


def _in_words(title: str, curve: Curve) -> str:
    low, high = curve.x[0], curve.x[-1]
    share = 100 * curve.faint.mean()
    return (
        f"{title}: values from {curve.value.min():.3g} to {curve.value.max():.3g}, slopes from "
        f"{curve.slope.min():.3g} to {curve.slope.max():.3g} for z from {low:g} to {high:g}; "
        f"{HATCHED} on {share:.0f} % of it."
    )
