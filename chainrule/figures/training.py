"""A classifier while it learns, and what it makes of images afterwards."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from chainrule.figures.drawing import BLACK, BLUE, VERMILION, Drawing, dress


def cost_curve(costs: Sequence[float], *, classes: int) -> Drawing:
    """The cost after each step, beside log k: what it costs to give k classes the same chance."""
    heights = np.asarray(costs, dtype=np.float64)
    guess = float(np.log(classes))
    drawing = Drawing(
        6.8,
        3.4,
        f"The cost over {len(heights)} steps: {heights[0]:.3f} at first, {heights[-1]:.3f} at "
        f"last; guessing among {classes} classes costs {guess:.3f}.",
    )
    axes = drawing.subplots()
    axes.plot(np.arange(len(heights)), heights, color=BLUE, linewidth=2, label="your network")
    axes.axhline(guess, color=BLACK, linestyle=":", label=f"log {classes}: no idea")
    axes.set_ylim(0.0, max(1.1 * guess, 1.05 * float(heights.max())))
    dress(axes, "step", "cost in nats", "the cost of the training images")
    axes.legend(fontsize=9)
    return drawing


def digit_grid(
    X: ArrayLike, y: ArrayLike, predicted: ArrayLike | None = None, *, count: int = 16
) -> Drawing:
    """Images with what they are; or with what was predicted, those misread first.

    X: (m, 64) from 0 to 1; y, predicted: (m,). A wrong one has a frame and says what it is."""
    images = np.asarray(X, dtype=np.float64).reshape(-1, 8, 8)
    truth = np.asarray(y)
    said = truth if predicted is None else np.asarray(predicted)
    wrong, right = np.flatnonzero(truth != said), np.flatnonzero(truth == said)
    chosen = np.concatenate([wrong[: count // 2], right])[:count]
    labels = [f"{s}" if s == t else f"read {s}, is {t}" for s, t in zip(said, truth, strict=True)]
    words = f"{len(chosen)} handwritten digits: {', '.join(str(truth[i]) for i in chosen)}."
    if predicted is not None:
        words = (
            f"{len(wrong)} of {len(truth)} handwritten digits are misread. Drawn are {len(chosen)}:"
            f" {'; '.join(labels[i] for i in chosen)}."
        )
    drawing = Drawing(8.4, 1.35 * -(-len(chosen) // 8) + 0.2, words)
    panels = drawing.subplots(-(-len(chosen) // 8), 8, squeeze=False).ravel()
    for axes in panels:
        axes.axis("off")
    for axes, i in zip(panels, chosen, strict=False):
        axes.axis("on")
        axes.imshow(images[i], cmap="Greys", vmin=0, vmax=1, interpolation="nearest")
        axes.set(xticks=[], yticks=[])
        axes.set_xlabel(labels[i], fontsize=9)
        look = (VERMILION, 3) if truth[i] != said[i] else ("#BBBBBB", 1)
        axes.spines[:].set(color=look[0], linewidth=look[1])
    return drawing
