"""How long the same layer takes, written in different ways."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from chainrule.figures.curve import Array
from chainrule.figures.drawing import Drawing, dress, styles

Layer = Callable[..., Any]

ENOUGH = 0.05
"""Seconds that repeated runs of one function take together; the quickest of them counts."""
HATCHES = ("", "///", "...", "xxx")


def timing(X: Array, W: Array, b: Array, **layers: Layer) -> Drawing:
    """Seconds for one call of each function on a layer, as bars on a logarithmic axis.

    `timing(X, W, b, loops=…, vectorised=…)`; X: (m, n_in), W: (n_in, n_out), b: (n_out,).
    The quickest of several runs counts: a slower one was only disturbed.
    """
    seconds = {name: quickest(partial(layer, X, W, b)) for name, layer in layers.items()}
    size = f"X {X.shape}, W {W.shape}"
    drawing = Drawing(7.2, 1.1 + 0.55 * len(seconds), _in_words(size, seconds))
    axes = drawing.subplots()
    for number, ((name, each), style) in enumerate(zip(seconds.items(), styles(), strict=False)):
        axes.barh(
            name.replace("_", " "),
            each,
            color=style.color,
            edgecolor="white",
            hatch=HATCHES[number % len(HATCHES)],
            height=0.62,
        )
        axes.text(1.15 * each, number, _duration(each), va="center", fontsize=9)
    axes.set_xscale("log")
    axes.set_xlim(min(seconds.values()) / 4, 12 * max(seconds.values()))
    axes.invert_yaxis()
    dress(axes, "seconds for one call (each line of the grid: ten times as long)", "", size)
    axes.set_ylabel("written as")
    return drawing


def quickest(run: Callable[[], object]) -> float:
    """Seconds of the quickest of several runs."""
    found, until = float("inf"), time.perf_counter() + ENOUGH
    while True:
        start = time.perf_counter()
        run()
        end = time.perf_counter()
        found = min(found, end - start)
        if end > until:
            return found


def _duration(seconds: float) -> str:
    for factor, unit in ((1.0, "s"), (1e3, "ms"), (1e6, "µs")):
        if seconds * factor >= 1:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def _in_words(size: str, seconds: dict[str, float]) -> str:
    each = "; ".join(f"{name} {_duration(value)}" for name, value in seconds.items())
    slowest, fastest = max(seconds, key=seconds.__getitem__), min(seconds, key=seconds.__getitem__)
    factor = seconds[slowest] / seconds[fastest]
    rounded = float(np.format_float_positional(factor, 2, fractional=False))
    return (
        f"Time for one call on {size}: {each}. {fastest} is about {rounded:g} times as fast as "
        f"{slowest}."
    )
