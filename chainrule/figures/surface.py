"""Smooth neurons: how steep one is, and how the surface of a small network bends."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chainrule.figures.drawing import BLACK, Drawing, dress, styles

Array = NDArray[np.float64]
Setting = tuple[Sequence[float], Sequence[float]]
SAMPLES = 37


def steepness(
    sigmoid: Callable[[Any], Any],
    step: Callable[[Any], Any],
    weights: Sequence[float] = (1.0, 3.0, 12.0),
) -> Drawing:
    """σ(w x) for a few weights w, and the step that they lean towards."""
    x = np.linspace(-4.0, 4.0, 401)
    drawing = Drawing(
        6.4,
        3.3,
        f"Sigmoids of x times {', '.join(f'{w:g}' for w in weights)}, the larger the steeper, and "
        "the step; all of them pass from 0 to 1 at x = 0.",
    )
    axes = drawing.subplots()
    jump = np.insert(np.asarray(step(x), dtype=np.float64), 201, np.nan)
    axes.plot(np.insert(x, 201, np.nan), jump, color=BLACK, linewidth=4, alpha=0.3, label="step(x)")
    for w, style in zip(weights, styles(), strict=False):
        height = np.asarray(sigmoid(w * x), dtype=np.float64)
        axes.plot(x, height, color=style.color, linestyle=style.line, label=f"σ({w:g} x)")
    dress(axes, "input x", "output", "the larger the weight, the steeper")
    axes.legend(fontsize=9)
    return drawing


def surfaces(
    network: Callable[..., Any],
    *,
    domain: tuple[float, float] = (-4.0, 4.0),
    **settings: Setting,
) -> Drawing:
    """The surface out = network(x, w, b) over the plane, one panel for each pair (w, b).

    `surfaces(two_sigmoid_network, first=(w, b), second=(v, c))`. The network sees all places as
    one batch x: (k, 2); height and shade are its outputs (k,), between 0 and 1.
    """
    places = np.linspace(*domain, SAMPLES)
    x1, x2 = np.meshgrid(places, places)
    x = np.stack([x1.ravel(), x2.ravel()], axis=1)
    drawing = Drawing(0.2 + 3.7 * len(settings), 3.5, "")
    panels = drawing.subplots(
        1, len(settings), squeeze=False, subplot_kw={"projection": "3d", "azim": -60, "elev": 32}
    )[0]
    told = []
    for axes, (name, (w, b)) in zip(panels, settings.items(), strict=True):
        out = network(x.copy(), np.asarray(w, dtype=np.float64), np.asarray(b, dtype=np.float64))
        heights = _heights(out, x1)
        axes.plot_surface(
            x1, x2, heights, cmap="cividis", vmin=0, vmax=1, rcount=SAMPLES, ccount=SAMPLES,
            edgecolor="#333333", linewidth=0.15,
        )  # fmt: skip
        axes.set(xlabel="input x₁", ylabel="input x₂", zlabel="output", zlim=(0, 1))
        axes.set_box_aspect(None, zoom=0.86)  # or the label of the height is cut off
        axes.set_title(name.replace("_", " "), fontsize=11)
        told.append(f"{name.replace('_', ' ')}: {_in_words(heights, domain)}")
    drawing.description = " ".join(told)
    return drawing


def _heights(out: Any, like: Array) -> Array:
    heights = np.asarray(out, dtype=np.float64)
    if heights.size != like.size:
        raise ValueError(
            f"the network should give one output for each of {like.size} examples, and gives "
            f"{heights.size}. Run the exercise's check first: it says more."
        )
    return heights.reshape(like.shape)


def _in_words(heights: Array, domain: tuple[float, float]) -> str:
    low, high = domain
    corners = ", ".join(
        f"{heights[j, i]:.2f} at ({(low, high)[i]:g}, {(low, high)[j]:g})"
        for i, j in ((0, 0), (0, -1), (-1, 0), (-1, -1))
    )
    return f"heights from {heights.min():.2f} to {heights.max():.2f}; {corners}.".replace("-", "−")
