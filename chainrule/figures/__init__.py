"""Figures drawn from the learner's own functions; the plot code lives here so notebooks stay short.

Every function returns a `Drawing`, which a notebook shows once, as the value of its cell.
"""

from chainrule.figures.activation import activation, maxout, slopes
from chainrule.figures.comparison import four_points
from chainrule.figures.curve import Curve, trace
from chainrule.figures.depth import dead_units, gradient_norms
from chainrule.figures.descent import zigzag
from chainrule.figures.drawing import Drawing
from chainrule.figures.flow import flow
from chainrule.figures.gates import gates, one_neuron, xor_and_lines
from chainrule.figures.regions import decision_regions, relu_tent
from chainrule.figures.shapes import bent_or_straight, units
from chainrule.figures.surface import steepness, surfaces
from chainrule.figures.timing import timing

__all__ = [
    "Curve",
    "Drawing",
    "activation",
    "bent_or_straight",
    "dead_units",
    "decision_regions",
    "flow",
    "four_points",
    "gates",
    "gradient_norms",
    "maxout",
    "one_neuron",
    "relu_tent",
    "slopes",
    "steepness",
    "surfaces",
    "timing",
    "trace",
    "units",
    "xor_and_lines",
    "zigzag",
]
