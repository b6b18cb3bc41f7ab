"""Figures drawn from the learner's own functions; the plot code lives here so notebooks stay short.

Every function returns a `Drawing`, which a notebook shows once, as the value of its cell.
"""

from chainrule.figures.activation import activation, maxout, slopes
from chainrule.figures.curve import Curve, trace
from chainrule.figures.depth import dead_units, gradient_norms
from chainrule.figures.descent import zigzag
from chainrule.figures.drawing import Drawing
from chainrule.figures.influence import influence
from chainrule.figures.landscape import landscapes, learning_rates
from chainrule.figures.quotients import difference_errors
from chainrule.figures.tangent import directions, secants, zoom

__all__ = [
    "Curve",
    "Drawing",
    "activation",
    "dead_units",
    "difference_errors",
    "directions",
    "gradient_norms",
    "influence",
    "landscapes",
    "learning_rates",
    "maxout",
    "secants",
    "slopes",
    "trace",
    "zigzag",
    "zoom",
]
