"""Networks as graphs: values run to the right along the edges, gradients come back to the left."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from chainrule.figures.drawing import BLUE, SHADE, VERMILION, Drawing

Array = NDArray[np.float64]
Place = tuple[float, float]
RADIUS = 0.34
BESIDE = 0.15
"""How far from its line an edge's text stands: beside it, so that it hides no line."""


@dataclass(frozen=True)
class Node:
    """A circle: its name, where it stands, its value, and the gradient that arrives there."""

    name: str
    place: Place
    value: float
    gradient: float | None = None


@dataclass(frozen=True)
class Edge:
    """A line from one node to another, with words beside it: `at` is how far along they stand,
    above the line or below it. A gradient comes back along the edge."""

    start: str
    end: str
    text: str = ""
    at: float = 0.5
    below: bool = False
    gradient: bool = False


def flow_back(
    x: Array,
    W1: Array,
    w2: Array,
    y: float,
    squared_error: Callable[..., Any],
    gradient: Callable[..., Any],
) -> Drawing:
    """The network h = σ(x W1), o = h·w2, L = ½ (o − y)², with the learner's own gradients.

    x: (n,), W1: (n, k), w2: (k,); squared_error(o, y) -> (loss, gradient) for arrays (1,);
    gradient(x, W1, w2, y, i, j) -> ∂L/∂W1[i, j]. What arrives at z_j is read off the learner's
    gradient at the largest input."""
    z = x @ W1
    h = 1 / (1 + np.exp(-z))
    o = float(h @ w2)
    loss, do = squared_error(np.array([o]), np.array([y]))
    found = np.array([[float(gradient(x, W1, w2, y, *ij)) for ij in row] for row in _indices(W1)])
    largest = int(np.argmax(np.abs(x)))
    nodes = [
        *_column("x", 0.0, x, None),
        *_column("z", 3.6, z, found[largest] / x[largest]),
        *_column("h", 5.3, h, float(do[0]) * w2),
        Node("o", (7.1, 0.0), o, float(do[0])),
        Node("L", (8.8, 0.0), float(loss), 1.0),
    ]
    k = len(w2)
    lower = [2 * j >= k for j in range(k)]
    edges = [
        *(
            Edge(f"x{i}", f"z{j}", _number(float(found[i, j])), 0.24, lower[j], gradient=True)
            for i, j in np.ndindex(*W1.shape)
        ),
        *(Edge(f"z{j}", f"h{j}", "σ") for j in range(k)),
        *(Edge(f"h{j}", "o", f"× {w2[j]:g}".replace("-", "−"), below=lower[j]) for j in range(k)),
        Edge("o", "L", "½(o−y)²"),
    ]
    words = ", ".join(f"∂L/∂W1[{i}, {j}] = {found[i, j]:.3g}" for i, j in np.ndindex(*W1.shape))
    said = f"A network of {len(x)} inputs, {k} hidden units and one output, with {words}."
    title = "values to the right (blue), gradients to the left (orange)"
    return _drawn(nodes, edges, said, title)


def paths_back(x: float, w: float, u: float, v: float, gradient: Callable[..., Any]) -> Drawing:
    """h = σ(w x), p = tanh(u h), q = tanh(v h), L = p + q: two paths from w to the loss, each edge
    with its local derivative; at w stands the learner's gradient(x, w, u, v)."""
    h = 1 / (1 + np.exp(-w * x))
    p, q = np.tanh(u * h), np.tanh(v * h)
    bend, up, down = h * (1 - h) * x, u * (1 - p**2), v * (1 - q**2)
    total = float(gradient(x, w, u, v))
    nodes = [
        Node("w", (0.0, 0.0), w, total),
        Node("h", (2.4, 0.0), float(h), float(up + down)),
        Node("p", (4.8, 1.0), float(p), 1.0),
        Node("q", (4.8, -1.0), float(q), 1.0),
        Node("L", (7.2, 0.0), float(p + q), 1.0),
    ]
    edges = [
        Edge("w", "h", f"∂h/∂w = {bend:.3f}"),
        Edge("h", "p", f"∂p/∂h = {up:.3f}"),
        Edge("h", "q", f"∂q/∂h = {down:.3f}", below=True),
        Edge("p", "L", "1"),
        Edge("q", "L", "1", below=True),
    ]
    said = (
        f"From w one edge, {bend:.3g}, leads to h; from h two paths lead to L, {up:.3g} and "
        f"{down:.3g}. The gradient at w is {total:.4g}."
    )
    return _drawn(nodes, edges, said, "along a path multiply, over paths add")


def _indices(W: Array) -> list[list[tuple[int, int]]]:
    return [[(i, j) for j in range(W.shape[1])] for i in range(W.shape[0])]


def _column(name: str, at: float, values: Array, gradients: Sequence[float] | Array | None) -> Any:
    """Nodes one below the other, the first on top."""
    tops = 1.6 * (np.arange(len(values))[::-1] - (len(values) - 1) / 2)
    found = [None] * len(values) if gradients is None else list(map(float, gradients))
    return [
        Node(f"{name}{i}", (at, float(top)), float(value), gradient)
        for i, (top, value, gradient) in enumerate(zip(tops, values, found, strict=True))
    ]


def _drawn(nodes: Sequence[Node], edges: Sequence[Edge], words: str, title: str) -> Drawing:
    xs, ys = zip(*(node.place for node in nodes), strict=True)
    drawing = Drawing(9.2, 1.1 * (max(ys) - min(ys)) + 1.9, words)
    axes = drawing.subplots()
    places = {node.name: node.place for node in nodes}
    for edge in edges:
        _draw_edge(axes, places, edge)
    for node in nodes:
        _draw_node(axes, node)
    axes.set(xlim=(min(xs) - 0.6, max(xs) + 0.6), ylim=(min(ys) - 0.9, max(ys) + 0.9))
    axes.set_aspect("equal")
    axes.set_title(title, fontsize=11)
    axes.set_axis_off()
    return drawing


def _draw_node(axes: Axes, node: Node) -> None:
    x, y = node.place
    axes.plot([x], [y], "o", color=SHADE, markeredgecolor="black", markersize=25, zorder=3)
    axes.text(x, y, node.name, ha="center", va="center", fontsize=10, zorder=4)
    value = _number(node.value)
    axes.text(x, y + 0.43, value, ha="center", va="bottom", color=BLUE, fontsize=9, zorder=4)
    if node.gradient is not None:
        back = f"← {_number(node.gradient)}"
        axes.text(x, y - 0.43, back, ha="center", va="top", color=VERMILION, fontsize=9, zorder=4)


def _draw_edge(axes: Axes, places: Mapping[str, Place], edge: Edge) -> None:
    start, end = np.array(places[edge.start]), np.array(places[edge.end])
    along = (end - start) / np.hypot(*(end - start))
    first, last = start + RADIUS * along, end - RADIUS * along
    style = {"arrowstyle": "->", "color": "#888888", "linewidth": 1.0}
    axes.annotate("", xy=tuple(last), xytext=tuple(first), arrowprops=style)
    if edge.text:
        aside = np.array([-along[1], along[0]]) * (-BESIDE if edge.below else BESIDE)
        x, y = first + edge.at * (last - first) + aside
        axes.text(
            x,
            y,
            f"← {edge.text}" if edge.gradient else edge.text,
            ha="center",
            va="center",
            fontsize=8.5,
            color=VERMILION if edge.gradient else "#444444",
            rotation=float(np.degrees(np.arctan2(along[1], along[0]))),
        )


def _number(value: float) -> str:
    """Three decimals, with a true minus sign, and none before 0."""
    return f"{round(float(value), 3) + 0.0:.3f}".replace("-", "−")
