"""A small network as a diagram, with the numbers of one example on its units."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from chainrule.figures.curve import Array
from chainrule.figures.drawing import BLACK, BLUE, VERMILION, Drawing

Layers = Sequence[tuple[Any, Any]]

LABELLED = 8
"""Up to so many weights of a layer are written on their lines; with more, nobody could tell which
number belongs to which line."""


def flow(
    activations: Sequence[Any], params: Layers, *, example: int = 0, title: str = "one example"
) -> Drawing:
    """The network of `params` [(W1, b1), …] with the values of one row of `activations` [X, A1, …]
    on its units: X: (m, n0), A1: (m, n1), ….

    A line is a weight: solid where it is positive, dashed where it is negative, and the wider the
    larger. Biases stand below their units. Raises ValueError where the list does not fit.
    """
    rows = [np.atleast_2d(np.asarray(A, dtype=np.float64))[example] for A in activations]
    weights = [np.asarray(W, dtype=np.float64) for W, _ in params]
    _fits(rows, weights)
    widest = max(map(len, rows))
    drawing = Drawing(2.9 * len(rows), 1.0 + 0.95 * widest, _in_words(title, rows))
    axes = drawing.subplots()
    places = [_column(number, len(row)) for number, row in enumerate(rows)]
    for number, W in enumerate(weights):
        _lines(axes, places[number], places[number + 1], W)
    for number, (row, place) in enumerate(zip(rows, places, strict=True)):
        _units(axes, row, place)
        if number:
            _biases(axes, np.ravel(params[number - 1][1]), place)
    _frame(axes, len(rows), widest, title)
    return drawing


def _fits(rows: list[Array], weights: list[Array]) -> None:
    got = [len(row) for row in rows]
    want = [len(W) for W in weights] + [W.shape[1] for W in weights[-1:]]
    if got != want:
        raise ValueError(
            f"activations have {got} units, and the weights are for {want}. "
            "Run the exercise's check first: it says more."
        )


def _column(number: int, count: int) -> Array:
    """Places (count, 2) of a layer's units, one below the other around the middle."""
    heights = (count - 1) / 2 - np.arange(count)
    return np.column_stack([np.full(count, float(number)), heights])


def _lines(axes: Axes, before: Array, after: Array, W: Array) -> None:
    largest = max(float(np.abs(W).max()), 1e-12)
    for (i, j), weight in np.ndenumerate(W):
        start, end = before[i], after[j]
        axes.plot(
            *zip(start, end, strict=True),
            color=BLUE if weight >= 0 else VERMILION,
            linestyle="-" if weight >= 0 else (0, (4, 2)),
            linewidth=0.5 + 2.5 * abs(weight) / largest,
            zorder=1,
        )
        if W.size <= LABELLED:
            # where units are one apart on both sides, all labels of a layer are equally far apart
            x, y = start + (end - start) / (W.shape[1] + 1)
            axes.text(
                x,
                y,
                _short(weight),
                fontsize=7.5,
                ha="center",
                va="center",
                zorder=2,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.9},
            )


def _units(axes: Axes, row: Array, place: Array) -> None:
    axes.scatter(
        place[:, 0],
        place[:, 1],
        s=1150,
        facecolor="white",
        edgecolor=BLACK,
        linewidth=1.4,
        zorder=3,
    )
    for value, (x, y) in zip(row, place, strict=True):
        axes.text(x, y, _short(value), ha="center", va="center", fontsize=9, zorder=4)


def _biases(axes: Axes, biases: Array, place: Array) -> None:
    if not biases.any():
        return
    for bias, (x, y) in zip(biases, place, strict=True):
        axes.text(x, y - 0.42, f"b {_short(bias)}", ha="center", va="center", fontsize=7.5)


def _frame(axes: Axes, layers: int, widest: int, title: str) -> None:
    names = ["X", *(f"A{number}" for number in range(1, layers))]
    axes.set_xticks(range(layers), names)
    axes.set_yticks([])
    axes.set_xlim(-0.35, layers - 0.65)
    axes.set_ylim(-widest / 2 - 0.1, widest / 2 + 0.1)
    axes.set_xlabel("layer (read from left to right)")
    axes.set_ylabel("units of a layer")
    axes.set_title(title, fontsize=11)
    axes.spines[:].set_visible(False)


def _short(value: float) -> str:
    """Three digits where that is enough, with a true minus sign."""
    return f"{value:.3g}".replace("-", "−")


def _in_words(title: str, rows: list[Array]) -> str:
    listed = [f"({', '.join(map(_short, row))})" for row in rows]
    hidden = "".join(f", layer {n} {text}" for n, text in enumerate(listed[1:], start=1))
    return f"Network diagram, {title}: input {listed[0]}{hidden}."
