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


def digit_grid(X: ArrayLike, y: ArrayLike, predicted: ArrayLike, *, count: int = 16) -> Drawing:
    """Images with what was predicted, those that were taken for another digit first.

    X: (m, 64) from 0 to 1; y, predicted: (m,). A wrong one has a frame and says what it is."""
    images = np.asarray(X, dtype=np.float64).reshape(-1, 8, 8)
    truth, said = np.asarray(y), np.asarray(predicted)
    wrong = np.flatnonzero(truth != said)
    right = np.flatnonzero(truth == said)
    chosen = np.concatenate([wrong[: count // 2], right])[:count]
    drawing = Drawing(
        8.4,
        1.35 * -(-len(chosen) // 8) + 0.2,
        f"{len(chosen)} handwritten digits, {min(len(wrong), count // 2)} of them misread; of all "
        f"{len(truth)}, {len(wrong)} are misread.",
    )
    panels = drawing.subplots(-(-len(chosen) // 8), 8, squeeze=False).ravel()
    for axes in panels:
        axes.axis("off")
    for axes, i in zip(panels, chosen, strict=False):
        axes.axis("on")
        axes.imshow(images[i], cmap="Greys", vmin=0, vmax=1, interpolation="nearest")
        axes.set(xticks=[], yticks=[])
        misread = truth[i] != said[i]
        axes.set_xlabel(f"{said[i]}, is {truth[i]}" if misread else f"{said[i]}", fontsize=9)
        axes.spines[:].set(color=VERMILION if misread else "#BBBBBB", linewidth=3 if misread else 1)
    return drawing
