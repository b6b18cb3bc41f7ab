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
from chainrule.figures.graph import flow_back, paths_back
from chainrule.figures.influence import influence
from chainrule.figures.jacobian import jacobian
from chainrule.figures.landscape import landscapes, learning_rates
from chainrule.figures.losses import probability_losses, residual_losses
from chainrule.figures.passes import cost_of_gradients
from chainrule.figures.probabilities import scores_and_probabilities, shift, temperature
from chainrule.figures.quotients import difference_errors
from chainrule.figures.regions import decision_regions, relu_tent
from chainrule.figures.shapes import bent_or_straight, units
from chainrule.figures.surface import steepness, surfaces
from chainrule.figures.surprise import coin_entropy, divergences, surprise
from chainrule.figures.tangent import directions, secants, zoom
from chainrule.figures.timing import timing
from chainrule.figures.training import cost_curve, digit_grid
from chainrule.figures.unwritten import calm
from chainrule.figures.weights import gradient_match, weight_jacobian

__all__ = [
    "Curve",
    "Drawing",
    "activation",
    "bent_or_straight",
    "coin_entropy",
    "cost_curve",
    "cost_of_gradients",
    "dead_units",
    "decision_regions",
    "difference_errors",
    "digit_grid",
    "directions",
    "divergences",
    "flow",
    "flow_back",
    "four_points",
    "gates",
    "gradient_match",
    "gradient_norms",
    "influence",
    "jacobian",
    "landscapes",
    "learning_rates",
    "maxout",
    "one_neuron",
    "paths_back",
    "probability_losses",
    "relu_tent",
    "residual_losses",
    "scores_and_probabilities",
    "secants",
    "shift",
    "slopes",
    "steepness",
    "surfaces",
    "surprise",
    "temperature",
    "timing",
    "trace",
    "units",
    "weight_jacobian",
    "xor_and_lines",
    "zigzag",
    "zoom",
]

# in one place for all: a stub that a figure meets is told in a line
for _name in __all__:
    if not isinstance(_figure := globals()[_name], type):
        globals()[_name] = calm(_figure)
