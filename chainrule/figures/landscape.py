"""Where gradient descent leads: on a bowl, in a ravine, over a saddle, into one of two minima; and
what the learning rate makes of one and the same slope."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from chainrule.figures.curve import Array
from chainrule.figures.drawing import BLACK, BLUE, VERMILION, Drawing, dress, styles

Descent = Callable[[Callable[[Array], Array], Array, float, int], Any]
Gradient = Callable[[Callable[[Array], float], Array], Any]


@dataclass(frozen=True)
class Landscape:
    """A cost over two weights: its name, its formula at (x, y), where to start, how to step,
    and where it is lowest."""

    name: str
    cost: Callable[[Any, Any], Any]
    starts: tuple[tuple[float, float], ...]
    rate: float
    steps: int
    reach: tuple[float, float]
    minima: tuple[tuple[float, float], ...] = ((0.0, 0.0),)


LANDSCAPES = (
    Landscape("bowl", lambda x, y: 0.5 * (x**2 + y**2), ((1.7, 1.2),), 0.2, 25, (2.1, 1.6)),
    Landscape(
        "ravine", lambda x, y: 0.5 * (x**2 + 40 * y**2), ((-1.9, 0.9),), 0.045, 25, (2.1, 1.1)
    ),
    Landscape(
        "saddle",
        lambda x, y: 0.5 * x**2 - 0.5 * y**2 + 0.25 * y**4,
        ((1.7, 0.0), (-1.7, 0.02)),
        0.2,
        40,
        (2.1, 1.6),
        ((0.0, 1.0), (0.0, -1.0)),
    ),
    Landscape(
        "two minima",
        lambda x, y: 0.5 * (x**2 - 1) ** 2 + 0.25 * x + 0.8 * y**2,
        ((0.35, 1.2), (-0.1, -1.2)),
        0.1,
        60,
        (1.8, 1.6),
        ((0.93, 0.0), (-1.06, 0.0)),
    ),
)


def landscapes(descend: Descent, gradient: Gradient) -> Drawing:
    """Four costs of two weights as contour lines, and on each the path that the learner's
    `descend(grad, x0, lr, steps)` takes with slopes from the learner's `gradient(f, x)`: from a
    square to a star. Crosses are minima."""
    paths = {land.name: _walk(land, descend, gradient) for land in LANDSCAPES}
    ends = "; ".join(
        f"{name} ends at " + " and ".join(f"({p[-1][0]:.2g}, {p[-1][1]:.2g})" for p in each)
        for name, each in paths.items()
    )
    drawing = Drawing(8.0, 6.0, f"Descent paths on four landscapes: {ends}.")
    for land, axes in zip(LANDSCAPES, drawing.subplots(2, 2).ravel(), strict=True):
        _contours(axes, land)
        for place in land.minima:
            axes.plot(*place, marker="+", color=BLACK, markersize=11, markeredgewidth=1.6)
        for path, style, marker in zip(paths[land.name], styles(), "o^", strict=False):
            _path(axes, path, style.color, style.line, marker)
        dress(axes, "weight w₁", "weight w₂", f"{land.name}, rate {land.rate:g}")
        axes.grid(visible=False)
    return drawing


def learning_rates(
    descend: Descent, *, rates: Sequence[float] = (0.02, 0.35, 1.04), steps: int = 12
) -> Drawing:
    """Steps of the learner's `descend` on the cost w², one panel for each rate."""
    start = np.array([-2.0])
    paths = [np.asarray(descend(lambda w: 2.0 * w, start.copy(), lr, steps)) for lr in rates]
    ends = "; ".join(
        f"rate {rate:g}: cost {float(path[-1, 0]) ** 2:.3g} after {steps} steps"
        for rate, path in zip(rates, paths, strict=True)
    )
    drawing = Drawing(9.0, 3.1, f"Descent on w² from w = −2. {ends}.")
    axes_of = drawing.subplots(1, len(rates), squeeze=False)[0]
    for path, rate, axes in zip(paths, rates, axes_of, strict=True):
        at = path[:, 0]
        w = np.linspace(-1, 1, 201) * max(2.3, 1.1 * float(abs(path).max()))
        axes.plot(w, w**2, color=BLUE, linewidth=1.6)
        look: dict[str, Any] = {"color": VERMILION, "linestyle": "--", "marker": "o"}
        axes.plot(at, at**2, linewidth=1.0, markersize=4, **look)
        axes.plot(at[0], at[0] ** 2, marker="s", color=BLACK, fillstyle="none", markersize=9)
        dress(axes, "weight w", "cost w²", f"rate {rate:g}: cost {at[-1] ** 2:.2g}")
    return drawing


def _walk(land: Landscape, descend: Descent, gradient: Gradient) -> list[Array]:
    def cost(w: Array) -> float:
        return float(land.cost(w[0], w[1]))

    def slope(w: Array) -> Array:
        return np.asarray(gradient(cost, w), dtype=np.float64)

    return [
        np.asarray(descend(slope, np.array(start), land.rate, land.steps), dtype=np.float64)
        for start in land.starts
    ]


def _contours(axes: Axes, land: Landscape) -> None:
    width, height = land.reach
    x, y = np.meshgrid(np.linspace(-width, width, 161), np.linspace(-height, height, 121))
    cost = land.cost(x, y)
    levels = np.quantile(cost, np.linspace(0.02, 0.95, 9))
    axes.contour(x, y, cost, levels=levels, colors="#8A8A8A", linewidths=0.7)


def _path(axes: Axes, path: Array, color: str, line: Any, marker: str) -> None:
    axes.plot(*path.T, color=color, linestyle=line, marker=marker, markersize=3.5, linewidth=1.3)
    axes.plot(*path[0], marker="s", color=BLACK, fillstyle="none", markersize=9)
    axes.plot(*path[-1], marker="*", color=BLACK, markersize=13)
