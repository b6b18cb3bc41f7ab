"""How surprise, entropy and divergence change with a probability."""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from chainrule.figures.curve import Array
from chainrule.figures.drawing import BLACK, BLUE, VERMILION, Drawing, dress

Measure = Callable[..., Any]

MARKED = (1.0, 0.5, 0.1, 0.01)
SAMPLES = 197


def surprise(measure: Measure) -> Drawing:
    """Surprise against probability, `measure(p) -> nats`, with four probabilities marked."""
    p = np.linspace(0.004, 1.0, 250)
    heights = _values(measure, [(x,) for x in p])
    marks = _values(measure, [(x,) for x in MARKED])
    told = ", ".join(f"{h + 0.0:.2f} at {x:g}" for x, h in zip(MARKED, marks, strict=True))
    drawing = Drawing(6.4, 3.4, f"Surprise falls from large to 0 as probability rises: {told}.")
    axes = drawing.subplots()
    axes.plot(p, heights, color=BLUE, linewidth=2)
    axes.plot(MARKED, marks, "o", color=VERMILION)
    for x, height in zip(MARKED, marks, strict=True):
        axes.annotate(
            f"{height + 0.0:.2f}",
            (x, height),
            textcoords="offset points",
            xytext=(7, 5),
            fontsize=9,
        )
    axes.set_xlim(-0.02, 1.09)
    axes.set_ylim(bottom=-0.15)
    dress(axes, "probability p of what happened", "surprise in nats", "the rarer, the more")
    return drawing


def coin_entropy(entropy: Measure) -> Drawing:
    """The entropy of a coin against the probability of heads, `entropy((p, 1 − p))`."""
    p = np.linspace(0.0, 1.0, 201)
    heights = _values(entropy, [(np.array([x, 1.0 - x]),) for x in p]) + 0.0  # no −0
    best = int(np.argmax(heights))
    drawing = Drawing(
        6.4,
        3.2,
        f"The entropy of a coin: {heights[0]:.2f} where tails is certain, largest at "
        f"p = {p[best]:.2f} with {heights[best]:.3f} nats, {heights[-1]:.2f} where heads is "
        "certain.",
    )
    axes = drawing.subplots()
    axes.plot(p, heights, color=BLUE, linewidth=2)
    axes.plot(p[best], heights[best], "o", color=VERMILION)
    axes.annotate(
        f"{heights[best]:.3f}",
        (p[best], heights[best]),
        textcoords="offset points",
        xytext=(0, -16),
        ha="center",
        fontsize=9,
    )
    dress(axes, "probability p of heads", "entropy in nats", "a fair coin is the least certain")
    return drawing


def divergences(divergence: Measure, *, truth: float = 0.3) -> Drawing:
    """Both directions of the divergence between a coin with P(heads) = `truth` and one with q.

    Left of and right of the truth the two curves part: they are not one distance."""
    p = np.array([truth, 1.0 - truth])
    q = np.linspace(0.01, 0.99, SAMPLES)
    coins = [np.array([x, 1.0 - x]) for x in q]
    ahead = _values(divergence, [(p.copy(), coin) for coin in coins])
    back = _values(divergence, [(coin, p.copy()) for coin in coins])
    drawing = Drawing(
        6.8,
        3.5,
        f"Divergences of two coins, one with P(heads) = {truth:g}, the other with q from 0.01 to "
        f"0.99. D(p‖q): {ahead[0]:.2f} at the left end, {ahead[-1]:.2f} at the right. D(q‖p): "
        f"{back[0]:.2f} and {back[-1]:.2f}. Both touch 0 at q = {truth:g} only.",
    )
    axes = drawing.subplots()
    _two_lines(axes, q, {"D(p‖q), data ‖ model": ahead, "D(q‖p), exchanged": back})
    axes.axvline(truth, color=BLACK, linewidth=0.8, linestyle=":")
    dress(axes, "q, the model's P(heads)", "nats", f"the data are a coin with p = {truth:g}")
    axes.legend(fontsize=9)
    return drawing


def _two_lines(axes: Axes, x: Array, lines: dict[str, Array]) -> None:
    looks = ((BLUE, "-"), (VERMILION, "--"))
    for (name, heights), (color, line) in zip(lines.items(), looks, strict=True):
        axes.plot(x, heights, color=color, linestyle=line, linewidth=2, label=name)


def _values(function: Measure, arguments: list[tuple[Any, ...]]) -> Array:
    return np.array([float(function(*each)) for each in arguments])
