"""What a loss makes of a wrong answer: by probability, by residual, and with one outlier."""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from chainrule.figures.curve import Array
from chainrule.figures.drawing import BLACK, Drawing, Style, dress, styles

Loss = Callable[..., tuple[Any, Any]]

STEPS = 3000
NEAR = {"mse": "r²", "mae": "|r|", "huber": "½ r² near 0"}


def probability_losses(**losses: Loss) -> Drawing:
    """Losses of one example with y = 1 against the probability p that was given to it, and beside
    it the gradient that reaches the score z behind p = σ(z).

    `probability_losses(cross_entropy=…, squared_error=…)`: each takes p (1,) and y (1,) and gives
    (cost, dp); dp times the sigmoid's slope p (1 − p) is what the score gets."""
    p = np.linspace(0.004, 0.996, 249)
    drawn = {_spelled(name): _at(loss, p, np.ones(1)) for name, loss in losses.items()}
    at_score = {name: slope * p * (1 - p) for name, (_, slope) in drawn.items()}
    told = "; ".join(
        f"{name}: loss {cost[0]:.2g}, gradient {at_score[name][0]:.2g}"
        for name, (cost, _) in drawn.items()
    )
    words = f"At p = {p[0]:.3f}, entirely wrong, {told}. Both are near 0 at p = {p[-1]:.3f}."
    drawing = Drawing(8.6, 3.3, words)
    left, right = drawing.subplots(1, 2)
    for (name, (cost, _)), style in zip(drawn.items(), styles(), strict=False):
        look: dict[str, Any] = {"color": style.color, "linestyle": style.line, "linewidth": 2}
        left.plot(p, cost, label=name, **look)
        right.plot(p, at_score[name], label=name, **look)
        _marked(right, p[0], at_score[name][0], style)
    dress(left, "p, the probability of what happened", "loss", "what an answer costs")
    dress(right, "p, the probability of what happened", "gradient at z", "what the score hears")
    left.legend(fontsize=9)
    right.legend(fontsize=9, loc="lower right")
    return drawing


def _spelled(name: str) -> str:
    """ "squared error" of squared_error; cross-entropy has its hyphen."""
    return name.replace("_", " ").replace("cross entropy", "cross-entropy")


def _marked(axes: Axes, x: float, height: float, style: Style) -> None:
    """A point at the left end of a curve with its height beside it."""
    axes.plot(x, height, style.marker, color=style.color, markersize=6)
    axes.annotate(
        f"{height:.1g}".replace("-", "−"),
        (x, height),
        textcoords="offset points",
        xytext=(9, -3 if height < -0.5 else 7),
        fontsize=9,
    )


def residual_losses(**losses: Loss) -> Drawing:
    """Left: the loss of one residual r = o − y. Right: a straight line o = w x + b fitted with each
    loss, by gradient descent with its own gradient, to points of which one lies far out.

    `residual_losses(mse=mse, mae=mae, …)`: each takes o and y and gives (cost, do)."""
    r = np.linspace(-4.0, 4.0, 161)
    x, y = _points()
    lines = {name: _fitted(loss, x, y) for name, loss in losses.items()}
    told = "; ".join(
        f"{name} {w:.2f} x {b:+.2f}".replace("-", "−") for name, (w, b) in lines.items()
    )
    drawing = Drawing(
        8.6, 3.5, f"Lines fitted to points near 1.00 x + 0.00, one of them far below: {told}."
    )
    left, right = drawing.subplots(1, 2)
    right.plot(x[:-1], y[:-1], "o", color=BLACK, markersize=4)
    right.plot(x[-1], y[-1], "X", color=BLACK, markersize=9)
    right.annotate("outlier", (x[-1], y[-1]), textcoords="offset points", xytext=(-48, -3))
    for (name, loss), style in zip(losses.items(), styles(), strict=False):
        look: dict[str, Any] = {"color": style.color, "linestyle": style.line, "linewidth": 2}
        label = f"{name}, {NEAR[name]}" if name in NEAR else name
        left.plot(r, _at(loss, r, np.zeros(1))[0], label=label, **look)
        w, b = lines[name]
        right.plot(x, w * x + b, label=name, **look)
    left.set_ylim(-0.2, 8.5)
    dress(left, "residual r = o − y", "loss", "one residual")
    dress(right, "x", "y", "one outlier among thirteen points")
    left.legend(fontsize=9, loc="upper center")
    right.legend(fontsize=9, loc="upper left")
    return drawing


def _at(loss: Loss, values: Array, y: Array) -> tuple[Array, Array]:
    """Cost and gradient of each value as a batch of one."""
    pairs = [loss(np.array([value]), y.copy()) for value in values]
    costs = np.array([float(cost) for cost, _ in pairs])
    return costs, np.array([float(np.asarray(slope).ravel()[0]) for _, slope in pairs])


def _points() -> tuple[Array, Array]:
    """Thirteen points near the line y = x; the last one lies far below it."""
    x = np.linspace(-1.5, 1.5, 13)
    y = x + 0.12 * np.random.default_rng(7).normal(size=13)
    y[-1] -= 6.0
    return x, y


def _fitted(loss: Loss, x: Array, y: Array) -> tuple[float, float]:
    """(w, b) after descent with ever smaller steps, so that corners do not matter."""
    w = b = 0.0
    for step in range(STEPS):
        do = np.asarray(loss(w * x + b, y.copy())[1])
        rate = 0.5 / (1.0 + step / 50)
        w, b = w - rate * float(do @ x), b - rate * float(do.sum())
    return w, b
