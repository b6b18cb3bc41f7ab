"""The path of two weights that learn from what an activation hands them."""

import numpy as np
from matplotlib.axes import Axes

from chainrule.figures.curve import Array, Forward
from chainrule.figures.drawing import BLACK, Drawing, dress, styles

START, TARGET = (-1.0, 1.0), (1.0, -1.0)
EXAMPLES = 24


def zigzag(*, seed: int = 7, rate: float = 0.7, **forwards: Forward) -> Drawing:
    """One panel for each activation: the first 24 steps of a unit z = a·w towards known weights.

    The inputs a = g(Z): (24, 2) are the learner's activations of the same random Z; each step
    corrects one example, w ← w − rate (a·w − a·w*) a / (a·a), which is gradient descent on
    ½(a·w − a·w*)² with a step that removes the same share of the error for every a.
    """
    Z = np.random.default_rng(seed).normal(size=(EXAMPLES, 2))
    drawing = Drawing(
        4.2 * len(forwards),
        4.0,
        f"Paths of two weights from (−1, 1) to (1, −1), with inputs from {', '.join(forwards)}.",
    )
    panels = drawing.subplots(1, len(forwards), squeeze=False)[0]
    for (name, forward), axes, style in zip(forwards.items(), panels, styles(), strict=False):
        A = np.asarray(forward(Z.copy())[0], dtype=np.float64)
        path = descend(A, rate)
        axes.plot(*path.T, color=style.color, marker=style.marker, markersize=3.5, linewidth=1.3)
        _mark(axes)
        dress(axes, "weight w₁", "weight w₂", f"inputs from {name}")
    return drawing


def descend(A: Array, rate: float) -> Array:
    """Weights after each example of A: (m, 2), from START -> (m + 1, 2)."""
    path = [np.array(START)]
    for a in A:
        error = float(a @ (path[-1] - np.array(TARGET)))
        path.append(path[-1] - rate * error * a / max(float(a @ a), 1e-12))
    return np.array(path)


def _mark(axes: Axes) -> None:
    axes.plot(*START, marker="s", color=BLACK, markersize=8, fillstyle="none")
    axes.plot(*TARGET, marker="*", color=BLACK, markersize=14)
    axes.annotate("start", START, textcoords="offset points", xytext=(-32, 9))
    axes.annotate("goal", TARGET, textcoords="offset points", xytext=(8, -14))
    axes.set_xlim(-2.0, 2.0)
    axes.set_ylim(-2.0, 2.0)
    axes.set_aspect("equal")
