"""Checks for learners: one for each exercise, and `backward` for any pair of functions.

Each takes the learner's functions, prints one line when they are right, and raises `CheckFailed`
with what to look at when they are not."""

from chainrule.check.activations import (
    elu_backward,
    elu_forward,
    leaky_relu_backward,
    leaky_relu_forward,
    relu_backward,
    relu_forward,
    selu_backward,
    selu_forward,
    sigmoid_backward,
    sigmoid_forward,
    tanh_backward,
    tanh_forward,
)
from chainrule.check.backward import backward
from chainrule.check.dead import dead_fraction
from chainrule.check.depth import gradient_norms_by_depth
from chainrule.check.layers import ReLU
from chainrule.check.maxout import maxout_backward, maxout_forward
from chainrule.check.minima import gradient_descent, quadratic_minimum
from chainrule.check.prelu import prelu_backward, prelu_forward
from chainrule.check.quotients import (
    numerical_derivative,
    numerical_gradient,
    numerical_jacobian,
)
from chainrule.check.report import CheckFailed
from chainrule.check.routes import chain
from chainrule.check.tolerances import gradient_check, relative_error

__all__ = [
    "CheckFailed",
    "ReLU",
    "backward",
    "chain",
    "dead_fraction",
    "elu_backward",
    "elu_forward",
    "gradient_check",
    "gradient_descent",
    "gradient_norms_by_depth",
    "leaky_relu_backward",
    "leaky_relu_forward",
    "maxout_backward",
    "maxout_forward",
    "numerical_derivative",
    "numerical_gradient",
    "numerical_jacobian",
    "prelu_backward",
    "prelu_forward",
    "quadratic_minimum",
    "relative_error",
    "relu_backward",
    "relu_forward",
    "selu_backward",
    "selu_forward",
    "sigmoid_backward",
    "sigmoid_forward",
    "tanh_backward",
    "tanh_forward",
]
