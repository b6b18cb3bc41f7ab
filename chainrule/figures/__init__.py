"""Figures drawn from the learner's own functions; the plot code lives here so notebooks stay short.

Every function returns a `Drawing`, which a notebook shows once, as the value of its cell.
"""

from chainrule.figures.activation import activation, maxout, slopes
from chainrule.figures.curve import Curve, trace
from chainrule.figures.depth import dead_units, gradient_norms
from chainrule.figures.descent import zigzag
from chainrule.figures.drawing import Drawing
from chainrule.figures.jacobian import jacobian
from chainrule.figures.probabilities import scores_and_probabilities, shift, temperature

__all__ = [
    "Curve",
    "Drawing",
    "activation",
    "dead_units",
    "gradient_norms",
    "jacobian",
    "maxout",
    "scores_and_probabilities",
    "shift",
    "slopes",
    "temperature",
    "trace",
    "zigzag",
]
