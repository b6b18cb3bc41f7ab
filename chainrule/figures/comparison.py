"""Models side by side: what each says at the four corners, and what that costs."""

from typing import Any

import numpy as np

from chainrule.figures.corners import CORNERS, XOR
from chainrule.figures.drawing import Drawing, dress, styles


def four_points(**models: Any) -> Drawing:
    """Outputs (4,) of several models at (0, 0), (0, 1), (1, 0), (1, 1) against XOR, and the mean
    of their squared errors: `four_points(always_half=[…], two_sigmoids=[…])`."""
    outputs = {name: np.asarray(said, dtype=np.float64).ravel() for name, said in models.items()}
    for name, said in outputs.items():
        if said.shape != (4,):
            raise ValueError(f"{name} should hold four outputs, one a corner; it holds {said.size}")
    costs = {name: float(np.mean((said - XOR) ** 2)) for name, said in outputs.items()}
    told = "; ".join(f"{name.replace('_', ' ')} {cost:.2g}" for name, cost in costs.items())
    drawing = Drawing(9.4, 3.7, f"Costs of {len(costs)} models on the four corners of XOR: {told}.")
    left, right = drawing.subplots(1, 2, width_ratios=(1.2, 1))
    at = np.arange(4)
    left.hlines(XOR, at - 0.36, at + 0.36, color="#BBBBBB", linewidth=6, label="XOR")
    spread = np.linspace(-0.24, 0.24, len(outputs)) if len(outputs) > 1 else [0.0]
    for shift, (name, said), style in zip(spread, outputs.items(), styles(), strict=False):
        label = name.replace("_", " ")
        left.plot(at + shift, said, style.marker, color=style.color, markersize=7, label=label)
    left.set_xticks(at, [f"({x1}, {x2})" for x1, x2 in CORNERS])
    left.set_ylim(-0.12, max(1.12, *(float(said.max()) + 0.12 for said in outputs.values())))
    dress(left, "inputs (x₁, x₂)", "output", "what each model says")
    left.legend(fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=3)
    names = [name.replace("_", " ") for name in costs]
    for row, (cost, style) in enumerate(zip(costs.values(), styles(), strict=False)):
        right.barh(row, cost, color=style.color, height=0.6)
        right.text(cost, row, f"  {cost:.3g}", va="center", fontsize=9)
    right.set_yticks(range(len(names)), names)
    right.invert_yaxis()
    right.set_xlim(0, 1.25 * max(costs.values(), default=1.0) or 1.0)
    dress(right, "cost: mean squared error", "model", "what that costs")
    return drawing
