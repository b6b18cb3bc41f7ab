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
    one batch x: (k, 2); height and shade are its outputs (k,), between 0 and 1. All panels have
    the same scale. On the floor lie lines of equal height, and two corners are named.
    """
    places = np.linspace(*domain, SAMPLES)
    x1, x2 = np.meshgrid(places, places)
    x = np.stack([x1.ravel(), x2.ravel()], axis=1)
    drawing = Drawing(0.2 + 3.7 * len(settings), 3.5, "")
    panels = drawing.subplots(
        1, len(settings), squeeze=False, subplot_kw={"projection": "3d", "azim": -60, "elev": 32}
    )[0]
    reliefs = {}
    for name, (w, b) in settings.items():
        out = network(x.copy(), np.asarray(w, dtype=np.float64), np.asarray(b, dtype=np.float64))
        reliefs[name.replace("_", " ")] = _heights(out, x1)
    limits = _limits(list(reliefs.values()))
    for axes, (title, heights) in zip(panels, reliefs.items(), strict=True):
        _relief(axes, places, heights, limits)
        axes.set_title(title, fontsize=11)
    told = (f"{title}: {_in_words(heights, domain)}" for title, heights in reliefs.items())
    drawing.description = " ".join(told)
    return drawing


def _limits(reliefs: list[Array]) -> tuple[float, float]:
    """The middle half from 0 to 1 where all heights lie in it, or a flat relief would not show."""
    inside = all(heights.min() >= 0.25 and heights.max() <= 0.75 for heights in reliefs)
    return (0.25, 0.75) if inside else (0.0, 1.0)


def _relief(axes: Any, places: Array, heights: Array, limits: tuple[float, float]) -> None:
    low, high = limits
    x1, x2 = np.meshgrid(places, places)
    axes.plot_surface(
        x1, x2, heights, cmap="cividis", vmin=low, vmax=high, rcount=SAMPLES, ccount=SAMPLES,
        edgecolor="#333333", linewidth=0.15,
    )  # fmt: skip
    levels = np.linspace(low, high, 10)  # none at ½, where much is flat
    if np.searchsorted(levels, heights.min()) < np.searchsorted(levels, heights.max()):
        axes.contour(
            x1, x2, heights, levels, zdir="z", offset=low, colors="#777777", linewidths=0.8
        )
    for at in (places[0], places[-1]):
        axes.text(at, at, low, f"({at:g}, {at:g})".replace("-", "−"), fontsize=8, ha="center")
    axes.set(xlabel="input x₁", ylabel="input x₂", zlabel="output", zlim=limits)
    axes.set_box_aspect(None, zoom=0.86)  # or the label of the height is cut off


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
