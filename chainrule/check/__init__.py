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
from chainrule.check.prelu import prelu_backward, prelu_forward
from chainrule.check.probabilities import log_softmax, softmax, softmax_temperature
from chainrule.check.report import CheckFailed
from chainrule.check.shares import normalise
from chainrule.check.softmax_slopes import softmax_backward, softmax_jacobian

__all__ = [
    "CheckFailed",
    "ReLU",
    "backward",
    "dead_fraction",
    "elu_backward",
    "elu_forward",
    "gradient_norms_by_depth",
    "leaky_relu_backward",
    "leaky_relu_forward",
    "log_softmax",
    "maxout_backward",
    "maxout_forward",
    "normalise",
    "prelu_backward",
    "prelu_forward",
    "relu_backward",
    "relu_forward",
    "selu_backward",
    "selu_forward",
    "sigmoid_backward",
    "sigmoid_forward",
    "softmax",
    "softmax_backward",
    "softmax_jacobian",
    "softmax_temperature",
    "tanh_backward",
    "tanh_forward",
]
