"""What a network of one input and one output can draw: sums of its hidden units, or only a line."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from chainrule.figures.curve import Array
from chainrule.figures.drawing import BLACK, BLUE, PURPLE, SKY, VERMILION, Drawing, dress, styles

Elementwise = Callable[[Any], Any]
Layers = Sequence[tuple[Any, Any]]

SAMPLES = 401
NAMED = 4


def units(
    mlp_forward: Callable[..., Any],
    params: Layers,
    hidden: Elementwise,
    *,
    domain: tuple[float, float] = (0.0, 1.0),
    target: Elementwise | None = None,
    title: str = "hidden units and their sum",
) -> Drawing:
    """A network 1 → n → 1 over `domain`: thin, what each hidden unit adds to the output,
    A1[:, j] · W2[j]; thick, the output; dotted, the `target` where there is one.

    `mlp_forward(X, params, hidden, output)` is the learner's own; the output layer is linear.
    """
    x = np.linspace(*domain, SAMPLES)
    _, A1, out = mlp_forward(x[:, None].copy(), list(params), hidden, _as_it_is)
    shares = np.asarray(A1) * np.ravel(params[1][0])
    out = np.ravel(out)
    drawing = Drawing(7.2, 3.5, _units_in_words(title, x, shares, out, target))
    axes = drawing.subplots()
    _thin(axes, x, shares)
    if target is not None:
        axes.plot(
            x, target(x), color=PURPLE, linestyle=":", linewidth=2.5, label="target", zorder=4
        )
        axes.set_ylim(*_around(np.asarray(target(x), dtype=np.float64), shares, out))
    few = shares.shape[1] <= NAMED
    color, alpha = (BLACK, 0.45) if few else (SKY, 1.0)
    axes.plot(x, out, color=color, linewidth=4, alpha=alpha, label="output", zorder=3)
    dress(axes, "input x", "value", title)
    axes.legend(fontsize=9)
    return drawing


def bent_or_straight(
    mlp_forward: Callable[..., Any],
    linear_collapse: Callable[..., Any],
    params: Layers,
    hidden: Elementwise,
    *,
    domain: tuple[float, float] = (-3.0, 3.0),
) -> Drawing:
    """A deep network of one input and one output with the same weights twice: on the left nothing
    bends between its layers, and a single layer made by folding them up with `linear_collapse` lies
    on it; on the right every hidden layer is bent by `hidden`."""
    x = np.linspace(*domain, SAMPLES)
    X = x[:, None]
    (W, b), *rest = params
    for W2, b2 in rest:
        W, b = linear_collapse(W, b, W2, b2)
    straight = np.ravel(mlp_forward(X.copy(), list(params), _as_it_is, _as_it_is)[-1])
    folded = np.ravel(x * np.ravel(W)[0] + np.ravel(b)[0])
    bent = np.ravel(mlp_forward(X.copy(), list(params), hidden, _as_it_is)[-1])
    gap = np.abs(straight - folded).max() / max(np.abs(straight).max(), 1e-12)
    apart = "nothing but rounding" if gap < 1e-9 else f"{gap:.0%} of its height"
    layers = len(params)
    drawing = Drawing(
        8.6,
        3.3,
        f"{layers} layers over x from {domain[0]:g} to {domain[1]:g}. Without a bend the output is "
        f"a straight line, and one collapsed layer differs from it by {apart}; with a bend the "
        f"same weights draw a curve from {bent.min():.2g} to {bent.max():.2g}.",
    )
    left, right = drawing.subplots(1, 2)
    left.plot(x, folded, color=BLUE, linewidth=2, label="one layer, collapsed")
    left.plot(x[::25], straight[::25], "o", color=VERMILION, label=f"{layers} layers, no bend")
    right.plot(x, bent, color=BLUE, linewidth=2, label=f"{layers} layers, bent")
    dress(left, "input x", "output", "nothing bends")
    dress(right, "input x", "output", "the same weights, bent")
    for axes in (left, right):
        axes.legend(fontsize=8.5)
    return drawing


def _thin(axes: Axes, x: Array, shares: Array) -> None:
    """Each hidden unit's share, named where there are few of them."""
    count = shares.shape[1]
    for number, (share, style) in enumerate(zip(shares.T, styles(), strict=False)):
        few = count <= NAMED
        axes.plot(
            x,
            share,
            color=style.color if few else "#9A9A9A",
            linestyle=style.line if few else "-",
            linewidth=1.6 if few else 0.7,
            zorder=5 if few else 2,
            label=f"unit {number}" if few else (None if number else f"{count} hidden units"),
        )


def _around(target: Array, shares: Array, out: Array) -> tuple[float, float]:
    """Heights to show: all there is, but not far beyond the target, however far single units go
    that cancel."""
    room = 0.6 * max(float(np.ptp(target)), 1e-3)
    low = max(min(shares.min(), out.min(), target.min()) - 0.1 * room, target.min() - room)
    high = min(max(shares.max(), out.max(), target.max()) + 0.1 * room, target.max() + room)
    return float(low), float(high)


def _as_it_is(Z: Any) -> Any:
    return Z


def _units_in_words(
    title: str, x: Array, shares: Array, out: Array, target: Elementwise | None
) -> str:
    words = (
        f"{title}: {shares.shape[1]} hidden units whose shares add up to an output from "
        f"{out.min():.3g} to {out.max():.3g} for x from {x[0]:g} to {x[-1]:g}"
    )
    if target is not None:
        gap = np.abs(out - np.asarray(target(x), dtype=np.float64)).max()
        words += f"; the largest distance from the target is {gap:.2g}"
    return f"{words}."
