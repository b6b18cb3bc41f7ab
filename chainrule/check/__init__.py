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
from chainrule.check.dense import dense_jacobian_wrt_W
from chainrule.check.depth import gradient_norms_by_depth
from chainrule.check.layers import ReLU
from chainrule.check.linear_gradients import linear_backward
from chainrule.check.linear_layer import Linear
from chainrule.check.maxout import maxout_backward, maxout_forward
from chainrule.check.network_gradients import mlp_backward
from chainrule.check.path_products import backprop_one_weight, two_path_gradient
from chainrule.check.prelu import prelu_backward, prelu_forward
from chainrule.check.report import CheckFailed
from chainrule.check.squared import squared_error
from chainrule.check.update import gradient_step

__all__ = [
    "CheckFailed",
    "Linear",
    "ReLU",
    "backprop_one_weight",
    "backward",
    "dead_fraction",
    "dense_jacobian_wrt_W",
    "elu_backward",
    "elu_forward",
    "gradient_norms_by_depth",
    "gradient_step",
    "leaky_relu_backward",
    "leaky_relu_forward",
    "linear_backward",
    "maxout_backward",
    "maxout_forward",
    "mlp_backward",
    "prelu_backward",
    "prelu_forward",
    "relu_backward",
    "relu_forward",
    "selu_backward",
    "selu_forward",
    "sigmoid_backward",
    "sigmoid_forward",
    "squared_error",
    "tanh_backward",
    "tanh_forward",
    "two_path_gradient",
]
