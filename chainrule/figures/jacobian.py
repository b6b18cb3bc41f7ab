"""A Jacobian as a picture: which score moves which probability, and which way."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from chainrule.figures.curve import Array
from chainrule.figures.drawing import Drawing, dress


def jacobian(softmax_jacobian: Callable[[Any], Any], p: Sequence[float]) -> Drawing:
    """J at the probabilities p: (k,), one square an entry, its number written in it.

    Row j, column k holds ∂p_j/∂z_k. Orange is above 0, violet below; so that the picture also
    reads in grey, a number below 0 has its sign, one above 0 is bold."""
    at = np.asarray(p, dtype=np.float64)
    J = np.asarray(softmax_jacobian(at.copy()), dtype=np.float64)
    if J.shape != (len(at), len(at)):
        raise ValueError(
            f"the Jacobian at {len(at)} probabilities should have shape {(len(at), len(at))}; "
            f"got {J.shape}. Run the exercise's check first: it says more."
        )
    largest = float(abs(J).max()) or 1.0
    totals = float(abs(J.sum(axis=1)).max())
    drawing = Drawing(
        3.2 + 0.8 * len(at),
        1.0 + 0.8 * len(at),
        f"Jacobian of {len(at)} probabilities: on the diagonal from {_number(np.diag(J).min())} to "
        f"{_number(np.diag(J).max())}, off it from {_number(_beside(J).min())} to "
        f"{_number(_beside(J).max())}; rows add up to {_number(totals)} at most.",
    )
    axes = drawing.subplots()
    image = axes.imshow(J, cmap="PuOr_r", vmin=-largest, vmax=largest)
    beside = axes.inset_axes((1.05, 0.0, 0.05, 1.0))  # as high as the matrix
    drawing.colorbar(image, cax=beside)
    beside.set_ylabel(r"$\partial p_j \,/\, \partial z_k$", fontsize=12)
    for (row, column), value in np.ndenumerate(J):
        dark = abs(value) > 0.55 * largest
        axes.text(
            column,
            row,
            _number(value),
            ha="center",
            va="center",
            fontsize=10,
            color="white" if dark else "black",
            weight="bold" if value > 0 else "normal",
        )
    dress(axes, "score k that is nudged", "probability j that moves", "softmax's Jacobian")
    axes.set_xticks(range(len(at)))
    axes.set_yticks(range(len(at)), [f"{j}  (p = {value:.3g})" for j, value in enumerate(at)])
    axes.grid(visible=False)
    return drawing


def _number(value: float) -> str:
    """Four decimals, a true minus, and no minus before 0."""
    return f"{round(float(value), 4) + 0.0:.4f}".replace("-", "−")


def _beside(J: Array) -> Array:
    """The entries beside the diagonal; of a single entry, that one."""
    return J[~np.eye(len(J), dtype=bool)] if len(J) > 1 else J
