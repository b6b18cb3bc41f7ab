"""Figures drawn from the learner's own functions; the plot code lives here so notebooks stay short.

Every function returns a `Drawing`, which a notebook shows once, as the value of its cell.
"""

from chainrule.figures.activation import activation, maxout, slopes
from chainrule.figures.curve import Curve, trace
from chainrule.figures.depth import dead_units, gradient_norms
from chainrule.figures.descent import zigzag
from chainrule.figures.drawing import Drawing
from chainrule.figures.losses import probability_losses, residual_losses
from chainrule.figures.surprise import coin_entropy, divergences, surprise
from chainrule.figures.training import cost_curve, digit_grid

__all__ = [
    "Curve",
    "Drawing",
    "activation",
    "coin_entropy",
    "cost_curve",
    "dead_units",
    "digit_grid",
    "divergences",
    "gradient_norms",
    "maxout",
    "probability_losses",
    "residual_losses",
    "slopes",
    "surprise",
    "trace",
    "zigzag",
]
