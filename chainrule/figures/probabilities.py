"""Scores beside the probabilities made of them; what a shift and a temperature do to those."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from chainrule.figures.curve import Array
from chainrule.figures.drawing import BLUE, SHADE, VERMILION, Drawing, dress, styles

Rows = Callable[..., Any]

SHIFTS = np.linspace(-1000.0, 1000.0, 2001)  # in steps of 1, so that its ends are exact
GUIDE = "#B0B0B0"
TEMPERATURES = np.geomspace(0.05, 50.0, 61)


def scores_and_probabilities(softmax: Rows, scores: Sequence[float]) -> Drawing:
    """Scores (k,) on the left, what `softmax` makes of them, as one row, on the right."""
    z = np.asarray(scores, dtype=np.float64)
    p = _rows(softmax, z[None, :])[0]
    pairs = enumerate(zip(z, p, strict=True))
    said = "; ".join(f"class {j}: {a:g} becomes {b:.4f}" for j, (a, b) in pairs)
    drawing = Drawing(8.2, 3.2, f"Scores and their probabilities, {said}.".replace("-", "−"))
    left, right = drawing.subplots(1, 2)
    _bars(left, z, "{:g}", BLUE)
    _bars(right, p, "{:.4f}", VERMILION)
    right.set_ylim(0, 1.12)
    dress(left, "class", "score z", "scores: any number")
    dress(right, "class", "probability p", f"probabilities: they add up to {np.sum(p):.6g}")
    return drawing


def shift(scores: Sequence[float], **functions: Rows) -> Drawing:
    """One panel for each function: its probabilities of the same scores (k,), all raised by c.

    `functions` take rows (m, k) and see one row at a time. Where one gives no number the panel is
    hatched."""
    z = np.asarray(scores, dtype=np.float64)
    with np.errstate(all="ignore"):
        found = {
            name: np.concatenate([_rows(f, z[None, :] + c) for c in SHIFTS])
            for name, f in functions.items()
        }
    said = "; ".join(f"{name}: {_sound(P)}" for name, P in found.items())
    drawing = Drawing(
        4.3 * len(found), 3.3, f"Probabilities while all scores rise from −1000 to 1000. {said}."
    )
    panels = drawing.subplots(1, len(found), squeeze=False)[0]
    for (name, P), axes in zip(found.items(), panels, strict=True):
        broken = ~np.isfinite(P).all(axis=1)
        _hatch(axes, broken)
        _curves(axes, SHIFTS, np.where(broken[:, None], np.nan, P))
        dress(axes, "c, added to every score", "probability", name.replace("_", " "))
        axes.set(xlim=(SHIFTS[0], SHIFTS[-1]), ylim=(-0.03, 1.03), xticks=SHIFTS[::500])
        axes.legend(fontsize=8.5, loc="best", framealpha=0.95)
    return drawing


def temperature(softmax_temperature: Rows, scores: Sequence[float]) -> Drawing:
    """The probabilities of one row of scores (k,) at temperatures from 0.05 to 50."""
    z = np.asarray(scores, dtype=np.float64)
    P = np.concatenate([_rows(softmax_temperature, z[None, :], float(T)) for T in TEMPERATURES])
    drawing = Drawing(
        7.2,
        3.5,
        f"Probabilities of {len(z)} classes by temperature, on a logarithmic axis. The most likely "
        f"one has {P[0].max():.3f} at T = {TEMPERATURES[0]:g} and {P[-1].max():.3f} at "
        f"T = {TEMPERATURES[-1]:g}, where an even share is {1 / len(z):.3f}.",
    )
    axes = drawing.subplots()
    _curves(axes, TEMPERATURES, P)
    for line in (axes.axhline(1 / len(z)), axes.axvline(1)):
        line.set(color=GUIDE, linewidth=1.6, zorder=1)
    axes.set_xscale("log")
    axes.set_ylim(-0.03, 1.03)
    dress(
        axes,
        "temperature T, on a logarithmic axis (grey: T = 1)",
        "probability (grey: 1/k)",
        "cold decides, hot evens out",
    )
    axes.legend(fontsize=9)
    return drawing


def _rows(function: Rows, Z: Array, *others: float) -> Array:
    """What a function makes of rows (m, k). Raises ValueError where the shape is another."""
    P = np.asarray(function(Z.copy(), *others), dtype=np.float64)
    if P.shape != Z.shape:
        raise ValueError(
            f"the probabilities should have the shape of Z, {Z.shape}; got {P.shape}. "
            "Run the exercise's check first: it says more."
        )
    return P


def _bars(axes: Axes, heights: Array, form: str, color: str) -> None:
    bars = axes.bar(np.arange(len(heights)), heights, color=color, width=0.6)
    labels = [form.format(height).replace("-", "−") for height in heights]
    axes.bar_label(bars, labels=labels, padding=2, fontsize=9)
    axes.axhline(0, color="black", linewidth=0.8)
    axes.set_xticks(np.arange(len(heights)))
    axes.margins(y=0.15)


def _curves(axes: Axes, x: Array, P: Array) -> None:
    for number, (column, style) in enumerate(zip(P.T, styles(), strict=False)):
        axes.plot(
            x,
            column,
            color=style.color,
            linestyle=style.line,
            marker=style.marker,
            markevery=(number * len(x) // 21, max(1, 5 * len(x) // 21)),
            markersize=5,
            label=f"class {number}",
        )


def _hatch(axes: Axes, broken: Any) -> None:
    """Hatch the shifts at which some probability is no number."""
    edges = np.flatnonzero(np.diff(np.r_[False, broken, False].astype(int)))
    for number, (start, stop) in enumerate(edges.reshape(-1, 2)):
        axes.axvspan(
            SHIFTS[start],
            SHIFTS[stop - 1],
            facecolor=SHADE,
            edgecolor="#C4C4C4",
            hatch="//",
            linewidth=0,
            zorder=0,
            label=None if number else "no number",
        )


def _sound(P: Array) -> str:
    """Where a function's probabilities are numbers, in words."""
    good = np.isfinite(P).all(axis=1)
    if good.all():
        spread = float(np.ptp(P, axis=0).max())
        return "the same at every shift" if spread < 1e-9 else f"changing by up to {spread:.2g}"
    if not good.any():
        return "no number anywhere"
    low, high = SHIFTS[good][0], SHIFTS[good][-1]
    return f"numbers only for shifts from {low:g} to {high:g}".replace("-", "−")
