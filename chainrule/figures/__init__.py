"""Figures drawn from the learner's own functions; the plot code lives here so notebooks stay short.

Every function returns a `Drawing`, which a notebook shows once, as the value of its cell.
"""

from chainrule.figures.activation import activation, maxout, slopes
from chainrule.figures.curve import Curve, trace
from chainrule.figures.depth import dead_units, gradient_norms
from chainrule.figures.descent import zigzag
from chainrule.figures.drawing import Drawing
from chainrule.figures.graph import flow_back, paths_back
from chainrule.figures.passes import cost_of_gradients
from chainrule.figures.weights import gradient_match, weight_jacobian

__all__ = [
    "Curve",
    "Drawing",
    "activation",
    "cost_of_gradients",
    "dead_units",
    "flow_back",
    "gradient_match",
    "gradient_norms",
    "maxout",
    "paths_back",
    "slopes",
    "trace",
    "weight_jacobian",
    "zigzag",
]
