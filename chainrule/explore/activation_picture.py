"""The activation explorer's picture: one figure, kept, whose lines are moved and drawn again."""

import io
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from chainrule.explore.activation_model import DOMAIN, Reading
from chainrule.figures.activation import HATCHED, HATCHING, shade_faint
from chainrule.figures.curve import Curve, broken
from chainrule.figures.drawing import BLACK, BLUE, VERMILION, Drawing, dress


class Picture:
    """Curve with tangent on the left, slope on the right; `png(curve, reading)` redraws both."""

    def __init__(self) -> None:
        self.drawing = Drawing(8.2, 3.5, "An activation and its slope.")
        self.drawing.set_layout_engine(None)  # fixed margins: nothing jumps
        self.left, self.right = self.drawing.subplots(1, 2)
        self.drawing.subplots_adjust(left=0.08, right=0.985, bottom=0.23, top=0.91, wspace=0.24)
        (self.value,) = self.left.plot([], [], color=BLUE, linewidth=2)
        (self.tangent,) = self.left.plot([], [], color=BLACK, linewidth=1, linestyle="--")
        (self.slope,) = self.right.plot([], [], color=VERMILION, linewidth=2, linestyle="--")
        self.points = [axes.plot([], [], "o", color=BLACK)[0] for axes in self._panels]
        self.right.axhline(1, color=BLACK, linewidth=0.8, linestyle=":", label="slope 1")
        self._shown: Curve | None = None
        dress(self.left, "pre-activation z", "activation g(z)", "value, and tangent at z")
        dress(self.right, "pre-activation z", "slope g′(z)", "the share of a gradient that passes")
        self._explain()
        self.left.set_xlim(DOMAIN)
        self.right.set_xlim(DOMAIN)

    def png(self, curve: Curve, reading: Reading) -> bytes:
        """The picture of `curve` with `reading` marked on it, as PNG bytes."""
        if curve is not self._shown:
            self._show(curve)
        reach = np.array([reading.z - 1.5, reading.z + 1.5])
        self.tangent.set_data(reach, reading.value + reading.slope * (reach - reading.z))
        self.points[0].set_data([reading.z], [reading.value])
        self.points[1].set_data([reading.z], [reading.slope])
        buffer = io.BytesIO()
        self.drawing.savefig(buffer, format="png", dpi=100)
        return buffer.getvalue()

    @property
    def _panels(self) -> tuple[Axes, Axes]:
        return self.left, self.right

    def _explain(self) -> None:
        """One legend below both panels, where no curve ever runs."""
        self.tangent.set_label("tangent")
        marks = [self.tangent, *self.right.get_lines()[-1:], Patch(**HATCHING, label=HATCHED)]
        self.drawing.legend(handles=marks, loc="lower center", ncols=3, fontsize=9, frameon=False)

    def _show(self, curve: Curve) -> None:
        self._shown = curve
        self.value.set_data(*broken(curve.x, curve.value))
        self.slope.set_data(*broken(curve.x, curve.slope))
        _frame(self.left, curve.value)
        _frame(self.right, np.append(curve.slope, 1.0))
        for axes in self._panels:
            for shade in list(axes.patches):
                shade.remove()
            shade_faint(axes, curve)


def _frame(axes: Axes, heights: np.ndarray[Any, np.dtype[np.float64]]) -> None:
    low, high = min(0.0, heights.min()), max(0.0, heights.max())
    margin = 0.08 * max(high - low, 1e-3)
    axes.set_ylim(low - margin, high + margin)
