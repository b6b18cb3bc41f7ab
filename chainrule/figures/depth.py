"""What happens to units and gradients when layers are stacked or pushed to one side."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from chainrule.figures.curve import Array, Forward
from chainrule.figures.drawing import BLUE, VERMILION, Drawing, dress, styles

EXAMPLES, UNITS, INPUTS = 40, 30, 3
SHIFTS = np.linspace(0.0, 8.0, 17)
SHOWN = 2.0


def dead_units(forward: Forward, dead_fraction: Callable[[Any], Any], *, seed: int = 5) -> Drawing:
    """A layer of 30 units on 40 examples whose biases are pushed down.

    Left: which unit is open (dark) for which example at bias −2; a dead unit is a column without
    dark, shaded from top to bottom and marked with a cross. Right: the share of dead by bias.
    """
    rng = np.random.default_rng(seed)
    Z = rng.normal(size=(EXAMPLES, INPUTS)) @ rng.normal(size=(INPUTS, UNITS))
    shares = [float(dead_fraction(_activate(forward, Z - shift))) for shift in SHIFTS]
    shown = _activate(forward, Z - SHOWN)
    drawing = Drawing(
        9.0,
        3.4,
        f"Dead units among {UNITS}: {shares[0]:.0%} at bias 0, "
        f"{float(dead_fraction(shown)):.0%} at bias −{SHOWN:g}, {shares[-1]:.0%} at bias "
        f"−{SHIFTS[-1]:g}.",
    )
    left, right = drawing.subplots(1, 2)
    _who_is_open(left, shown)
    right.plot(-SHIFTS, shares, color=VERMILION, marker="o", markersize=4)
    right.set_ylim(-0.03, 1.03)
    right.invert_xaxis()
    dress(right, "bias of every unit", "share of dead units", "the further down, the more dead")
    return drawing


def gradient_norms(*, title: str = "gradient by depth", **norms: Sequence[float]) -> Drawing:
    """Gradient norms by layer on a logarithmic axis: `gradient_norms(relu=[…], tanh=[…])`.

    Each series: (L,), first layer first. A norm of exactly 0 cannot stand on the axis and leaves
    a gap. Every second series has large open markers, so that two that coincide both show.
    """
    words = "; ".join(
        f"{name}: {values[-1]:.2g} at the last layer, {values[0]:.2g} at the first"
        for name, values in norms.items()
    )
    drawing = Drawing(7.2, 3.7, f"{title}. {words}.")
    axes = drawing.subplots()
    for number, ((name, values), style) in enumerate(zip(norms.items(), styles(), strict=False)):
        heights = np.asarray(values, dtype=np.float64)
        axes.plot(
            np.arange(1, len(heights) + 1),
            np.where(heights > 0, heights, np.nan),
            color=style.color,
            linestyle=style.line,
            marker=style.marker,
            markersize=8 if number % 2 else 4,
            markerfacecolor="white" if number % 2 else style.color,
            label=name.replace("_", " "),
        )
    axes.set_yscale("log")
    dress(axes, "layer (the gradient comes in at the right and runs left)", "norm of dZ", title)
    axes.legend(fontsize=9)
    return drawing


def _activate(forward: Forward, Z: Array) -> Array:
    return np.asarray(forward(Z.copy())[0], dtype=np.float64)


def _who_is_open(axes: Axes, A: Array) -> None:
    is_dead = (A == 0).all(axis=0)
    darkness = np.where(is_dead, 0.12, 0.85 * (A != 0))
    axes.imshow(darkness, cmap="Greys", vmin=0, vmax=1, aspect="auto", interpolation="nearest")
    dead = np.flatnonzero(is_dead)
    axes.plot(dead, np.full(dead.shape, -2.0), "x", color=BLUE, markersize=6)
    axes.set_ylim(len(A) - 0.5, -3.5)  # room for the crosses above the first example
    dress(axes, "unit (× = dead)", "example", f"who is open (dark) at bias −{SHOWN:g}")
    axes.grid(visible=False)
