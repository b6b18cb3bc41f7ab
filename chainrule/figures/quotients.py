"""The error of difference quotients against their step: truncation on one side, the wall of
rounding on the other."""

from collections.abc import Callable
from typing import Any

import numpy as np

from chainrule.figures.drawing import BLACK, SHADE, Drawing, dress, styles

Function = Callable[[float], Any]
Method = Callable[[Function, float, float], Any]
STEPS = 10.0 ** np.arange(0.0, -15.5, -0.5)
EXACT = 1e-17


def difference_errors(f: Function, slope: float, x: float, **methods: Method) -> Drawing:
    """|method(f, x, h) − slope| for h from 1 down to 1e-15, both axes logarithmic:
    `difference_errors(f, slope, x, forward=…, central=…)`.

    An error of exactly 0 cannot stand on the axis and is left out. The best step of each method is
    ringed."""
    errors = {
        name: np.array([abs(float(method(f, x, float(h))) - slope) for h in STEPS])
        for name, method in methods.items()
    }
    best = {name: int(np.argmin(np.where(e > EXACT, e, np.inf))) for name, e in errors.items()}
    told = "; ".join(
        f"{name}: smallest error {errors[name][i]:.0e}, at h = {STEPS[i]:.0e}"
        for name, i in best.items()
    )
    drawing = Drawing(7.2, 3.9, f"Error of difference quotients against the step h. {told}.")
    axes = drawing.subplots()
    for (name, error), style in zip(errors.items(), styles(), strict=False):
        shown = np.where(error > EXACT, error, np.nan)
        axes.plot(
            STEPS,
            shown,
            color=style.color,
            linestyle=style.line,
            marker=style.marker,
            markersize=4,
            label=name.replace("_", " "),
        )
        i = best[name]
        axes.plot(STEPS[i], error[i], "o", color=BLACK, fillstyle="none", markersize=13)
    rounding = np.finfo(np.float64).eps * abs(float(f(x))) / STEPS
    axes.fill_between(STEPS, EXACT, rounding, color=SHADE, label="lost to rounding")
    highest = max(float(error[np.isfinite(error)].max(initial=1.0)) for error in errors.values())
    axes.set(xscale="log", yscale="log", ylim=(1e-14, 30 * highest))
    axes.invert_xaxis()
    dress(axes, "step h, smaller to the right", "error of the slope", "neither large nor tiny")
    axes.legend(fontsize=8.5, loc="upper center")
    return drawing
