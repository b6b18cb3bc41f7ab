"""Influence diagrams: which quantity moves which, and how a nudge travels along the edges."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from chainrule.figures.curve import Array
from chainrule.figures.drawing import BLUE, SHADE, Drawing, Style, styles

Edge = tuple[str, str, float]
Chain = Callable[[list[list[float]]], Any]


def influence(edges: Sequence[Edge], chain: Chain) -> Drawing:
    """A diagram of edges (from, to, local derivative), the first source at the left, and beneath
    it every path from there to the last target with its line and its product. `chain` is the
    learner's: its value for all paths together stands in the title."""
    source, target = edges[0][0], edges[-1][1]
    routes = _routes(list(edges), source, target)
    locals_of = [[edge[2] for edge in route] for route in routes]
    total = float(chain([list(each) for each in locals_of]))
    lines = [
        f"{' → '.join([route[0][0], *(edge[1] for edge in route)])}:  "
        f"{' · '.join(_signed(value) for value in each)} = {_number(float(chain([list(each)])))}"
        for route, each in zip(routes, locals_of, strict=True)
    ]
    words = f"{len(routes)} paths from {source} to {target}. {'; '.join(lines)}. Sum {total:g}."
    drawing = Drawing(7.4, 2.8 + 0.26 * len(lines), words)
    axes = drawing.subplots()
    _draw(axes, list(edges), routes)
    axes.set_title(f"∂{target}/∂{source} = {_number(total)}", fontsize=11)
    axes.set_xlabel("along a path: multiply", fontsize=9.5)
    axes.set_ylabel("over paths: add", fontsize=9.5)
    _list(axes, lines)
    return drawing


def _signed(value: float) -> str:
    return f"({_number(value)})" if value < 0 else _number(value)


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _routes(edges: list[Edge], at: str, target: str) -> list[list[Edge]]:
    if at == target:
        return [[]]
    return [
        [edge, *rest] for edge in edges if edge[0] == at for rest in _routes(edges, edge[1], target)
    ]


def _places(edges: list[Edge], routes: list[list[Edge]]) -> dict[str, tuple[float, float]]:
    """Each name's place: as far right as its longest way from the source, spread out in between."""
    depth: dict[str, int] = {}
    for route in routes:
        for number, edge in enumerate(route):
            depth[edge[0]] = max(depth.get(edge[0], 0), number)
            depth[edge[1]] = max(depth.get(edge[1], 0), number + 1)
    columns: dict[int, list[str]] = {}
    for name in dict.fromkeys(name for edge in edges for name in edge[:2] if name in depth):
        columns.setdefault(depth[name], []).append(name)
    return {
        name: (float(column), (len(names) - 1) / 2 - row)
        for column, names in columns.items()
        for row, name in enumerate(names)
    }


def _draw(axes: Axes, edges: list[Edge], routes: list[list[Edge]]) -> None:
    places = _places(edges, routes)
    looks = list(zip(routes, styles(), strict=False))
    for edge in edges:
        users = [look for route, look in looks if edge in route]
        if not users:
            continue
        start, end = np.array(places[edge[0]]), np.array(places[edge[1]])
        for number, look in enumerate(users):
            _arrow(axes, start, end, beside=(len(users) - 1) / 2 - number, look=look)
        _label(axes, start, end, _signed(edge[2]))
    for name, (x, y) in places.items():
        axes.text(
            x,
            y,
            name,
            ha="center",
            va="center",
            fontsize=12,
            bbox={"boxstyle": "circle,pad=0.45", "facecolor": SHADE, "edgecolor": BLUE},
        )
    across, up = zip(*places.values(), strict=True)
    axes.set(xlim=(min(across) - 0.4, max(across) + 0.4), ylim=(min(up) - 0.55, max(up) + 0.55))
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)


def _arrow(axes: Axes, start: Array, end: Array, *, beside: float, look: Style) -> None:
    """An arrow of one path; where several paths share an edge, each has its own beside the rest."""
    across = np.array([start[1] - end[1], end[0] - start[0]])
    aside = 0.075 * beside * across / np.linalg.norm(across)
    axes.annotate(
        "",
        tuple(end + aside),
        tuple(start + aside),
        arrowprops={
            "arrowstyle": "-|>",
            "color": look.color,
            "linestyle": look.line,
            "linewidth": 1.6,
            "shrinkA": 17,
            "shrinkB": 17,
        },
    )


def _label(axes: Axes, start: Array, end: Array, text: str) -> None:
    share = 0.5 if abs(end[0] - start[0]) < 1.5 else 0.4  # a long edge passes beside other nodes
    x, y = start + share * (end - start)
    axes.text(
        x,
        y,
        text,
        ha="center",
        va="center",
        fontsize=10.5,
        bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"},
    )


def _list(axes: Axes, lines: Sequence[str]) -> None:
    """Beneath the diagram: each path's line, its names and its product."""
    handles = []
    for _, look in zip(lines, styles(), strict=False):
        drawn: dict[str, Any] = {"color": look.color, "linestyle": look.line, "linewidth": 1.6}
        handles.append(Line2D([], [], **drawn))
    axes.legend(
        handles,
        lines,
        loc="upper left",
        bbox_to_anchor=(0.0, -0.12),
        frameon=False,
        handlelength=3.2,
        prop={"family": "DejaVu Sans", "size": 9.5},
    )
