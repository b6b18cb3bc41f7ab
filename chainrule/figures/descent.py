"""The path of two weights that learn from what an activation hands them."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb

from chainrule.figures.curve import Array, Forward
from chainrule.figures.drawing import BLACK, Drawing, dress, styles

START, TARGET = (-1.0, 1.0), (1.0, -1.0)
EXAMPLES = 24


def zigzag(*, seed: int = 7, rate: float = 0.7, **forwards: Forward) -> Drawing:
    """One panel for each activation: the first 24 steps of a unit z = a·w towards known weights.

    Each arrow is one step, pale at first and dark at last. The inputs a = g(Z): (24, 2) are the
    learner's activations of the same random Z; each step corrects one example,
    w ← w − rate (a·w − a·w*) a / (a·a), which is gradient descent on ½(a·w − a·w*)² with a step
    that removes the same share of the error for every a.
    """
    Z = np.random.default_rng(seed).normal(size=(EXAMPLES, 2))
    drawing = Drawing(
        4.2 * len(forwards),
        4.0,
        f"Paths of two weights from (−1, 1) to (1, −1), with inputs from {', '.join(forwards)}.",
    )
    inputs = {n: np.asarray(f(Z.copy())[0], dtype=np.float64) for n, f in forwards.items()}
    paths = {name: descend(A, rate) for name, A in inputs.items()}
    reach = max(1.45, *(1.1 * np.abs(path).max() for path in paths.values()))
    panels = drawing.subplots(1, len(paths), squeeze=False)[0]
    for (name, path), axes, style in zip(paths.items(), panels, styles(), strict=False):
        _draw_steps(axes, path, style.color)
        _mark(axes)
        axes.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
        dress(axes, "weight w₁", "weight w₂", f"inputs from {name}")
    return drawing


def descend(A: Array, rate: float) -> Array:
    """Weights after each example of A: (m, 2), from START -> (m + 1, 2)."""
    path = [np.array(START)]
    for a in A:
        error = float(a @ (path[-1] - np.array(TARGET)))
        path.append(path[-1] - rate * error * a / max(float(a @ a), 1e-12))
    return np.array(path)


def _draw_steps(axes: Axes, path: Array, color: str) -> None:
    """Arrows from each point of path: (m + 1, 2) to the next, darker from step to step."""
    steps = np.diff(path, axis=0)
    axes.plot(*path.T, linestyle="none", marker=".", color=color, markersize=3)
    axes.quiver(
        *path[:-1].T,
        *steps.T,
        color=[_darkened(color, age) for age in np.linspace(0, 1, len(steps))],
        angles="xy",
        scale_units="xy",
        scale=1,
        width=0.006,
        headwidth=5,
        headlength=6,
        headaxislength=5.5,
        zorder=3,
    )


def _darkened(color: str, age: float) -> tuple[float, float, float]:
    """From a pale mixture of `color` with white at age 0 to a dark one with black at age 1."""
    share = 0.35 + 1.15 * age
    tinted = np.array(to_rgb(color))
    red, green, blue = 1 - share * (1 - tinted) if share < 1 else (2 - share) * tinted
    return float(red), float(green), float(blue)


def _mark(axes: Axes) -> None:
    axes.plot(*START, marker="s", color=BLACK, markersize=8, fillstyle="none")
    axes.plot(*TARGET, marker="*", color=BLACK, markersize=14)
    axes.annotate("start", START, textcoords="offset points", xytext=(-32, 9))
    axes.annotate("goal", TARGET, textcoords="offset points", xytext=(8, -14))
