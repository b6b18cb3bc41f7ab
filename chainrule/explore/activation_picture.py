"""The activation explorer's picture: one figure, kept, whose lines are moved and drawn again."""

import io
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from chainrule.explore.activation_model import DOMAIN, Reading
from chainrule.figures.activation import shade_saturation
from chainrule.figures.curve import Curve
from chainrule.figures.drawing import BLACK, BLUE, VERMILION, Drawing, dress


class Picture:
    """Curve with tangent on the left, slope on the right; `png(curve, reading)` redraws both."""

    def __init__(self) -> None:
        self.drawing = Drawing(8.2, 3.2, "An activation and its slope.")
        self.drawing.set_layout_engine(None)  # fixed margins: nothing jumps
        self.left, self.right = self.drawing.subplots(1, 2)
        self.drawing.subplots_adjust(left=0.08, right=0.985, bottom=0.16, top=0.9, wspace=0.24)
        (self.value,) = self.left.plot([], [], color=BLUE, linewidth=2)
        (self.tangent,) = self.left.plot([], [], color=BLACK, linewidth=1, linestyle="--")
        (self.slope,) = self.right.plot([], [], color=VERMILION, linewidth=2, linestyle="--")
        self.points = [axes.plot([], [], "o", color=BLACK)[0] for axes in self._panels]
        self._shown: Curve | None = None
        dress(self.left, "pre-activation x", "activation g(x)", "value, and tangent at x")
        dress(self.right, "pre-activation x", "slope g′(x)", "share of the gradient that passes")
        self.left.set_xlim(DOMAIN)
        self.right.set_xlim(DOMAIN)

    def png(self, curve: Curve, reading: Reading) -> bytes:
        """The picture of `curve` with `reading` marked on it, as PNG bytes."""
        if curve is not self._shown:
            self._show(curve)
        reach = np.array([reading.x - 1.5, reading.x + 1.5])
        self.tangent.set_data(reach, reading.value + reading.slope * (reach - reading.x))
        self.points[0].set_data([reading.x], [reading.value])
        self.points[1].set_data([reading.x], [reading.slope])
        buffer = io.BytesIO()
        self.drawing.savefig(buffer, format="png", dpi=100)
        return buffer.getvalue()

    @property
    def _panels(self) -> tuple[Axes, Axes]:
        return self.left, self.right

    def _show(self, curve: Curve) -> None:
        self._shown = curve
        self.value.set_data(curve.x, curve.value)
        self.slope.set_data(curve.x, curve.slope)
        _frame(self.left, curve.value)
        _frame(self.right, np.append(curve.slope, 1.0))
        for axes in self._panels:
            for shade in list(axes.patches):
                shade.remove()
            shade_saturation(axes, curve)


def _frame(axes: Axes, heights: np.ndarray[Any, np.dtype[np.float64]]) -> None:
    low, high = min(0.0, heights.min()), max(0.0, heights.max())
    margin = 0.08 * max(high - low, 1e-3)
    axes.set_ylim(low - margin, high + margin)
