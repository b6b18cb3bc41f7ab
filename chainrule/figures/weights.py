"""Gradients of weights: bar beside bar for each weight, and the Jacobian of a dense layer."""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from chainrule.figures.drawing import BLACK, STYLES, Drawing, dress

Array = NDArray[np.float64]
HATCHES = ("", "//", "..", "xx", "--", "++")
SMALLEST = 1e-17


def gradient_match(numerical: ArrayLike, **found: ArrayLike) -> Drawing:
    """Gradients of one weight matrix W: (n, k) found in several ways, beside central differences.

    Left: a group of bars for each weight, in the order W[0, 0], W[0, 1], …; right: how far each
    way is from central differences, on a logarithmic axis."""
    truth = np.asarray(numerical, dtype=np.float64)
    every = {"central differences": truth} | {
        name.replace("_", " "): np.asarray(values, dtype=np.float64)
        for name, values in found.items()
    }
    distances = {name: np.abs(values - truth).ravel() for name, values in list(every.items())[1:]}
    said = "; ".join(f"{name} within {each.max():.1g}" for name, each in distances.items())
    words = f"Gradients of {truth.size} weights. Of central differences: {said}."
    drawing = Drawing(9.4, 3.5, words)
    left, right = drawing.subplots(1, 2, width_ratios=[3, 2])
    names = [f"[{', '.join(map(str, index))}]" for index in np.ndindex(truth.shape)]
    _bars(left, {name: values.ravel() for name, values in every.items()}, names)
    for style, (name, each) in zip(STYLES[1:], distances.items(), strict=False):
        heights = np.maximum(each, SMALLEST)
        right.plot(names, heights, style.marker, color=style.color, label=name, fillstyle="none")
    right.set_yscale("log")
    right.set_ylim(SMALLEST / 3, 1.0)
    dress(left, "weight", "gradient of the loss", "the same gradient, several ways")
    dress(right, "weight", "|difference|", "distance from central differences")
    left.legend(fontsize=8.5)
    return drawing


def weight_jacobian(jacobian: Callable[..., Any], x: ArrayLike, n_out: int) -> Drawing:
    """The Jacobian of a dense layer in its weights, as the learner's function gives it: a row for
    each output, a column for each weight, every number written into its cell, the darker the
    louder."""
    inputs = np.asarray(x, dtype=np.float64)
    J = np.asarray(jacobian(inputs.copy(), n_out), dtype=np.float64)
    filled = int(np.count_nonzero(J))
    words = f"A Jacobian of {J.shape[0]} rows and {J.shape[1]} columns; {filled} of {J.size} "
    drawing = Drawing(max(5.0, 0.75 * J.shape[1] + 1.5), 0.55 * n_out + 1.5, words + "are not 0.")
    axes = drawing.subplots()
    loudest = float(abs(J).max()) or 1.0
    axes.imshow(abs(J), cmap="Greys", vmin=0, vmax=2 * loudest, aspect="auto")
    for row, column in np.ndindex(J.shape):
        text = f"{J[row, column] + 0.0:g}".replace("-", "−")
        axes.text(column, row, text, ha="center", va="center", fontsize=9, color=BLACK)
    columns = [f"W[{i},{j}]" for i in range(len(inputs)) for j in range(n_out)]
    axes.set_xticks(range(J.shape[1]), columns[: J.shape[1]], fontsize=8.5)
    axes.set_yticks(range(J.shape[0]), [f"z{row}" for row in range(J.shape[0])])
    dress(axes, "weight, row by row", "output", "who hears which weight, and how loudly")
    axes.grid(visible=False)
    return drawing


def _bars(axes: Axes, series: dict[str, Array], names: list[str]) -> None:
    width = 0.8 / len(series)
    at = np.arange(len(names))
    for number, (name, heights) in enumerate(series.items()):
        axes.bar(
            at + width * (number - (len(series) - 1) / 2),
            heights,
            width,
            color=STYLES[number].color,
            edgecolor="white",
            hatch=HATCHES[number],
            label=name,
        )
    axes.axhline(0, color="black", linewidth=0.8)
    axes.set_xticks(at, names)
