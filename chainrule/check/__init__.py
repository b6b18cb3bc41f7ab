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
from chainrule.check.collapse import linear_collapse
from chainrule.check.counting import count_parameters
from chainrule.check.dead import dead_fraction
from chainrule.check.dense import dense_jacobian_wrt_W
from chainrule.check.depth import gradient_norms_by_depth
from chainrule.check.forward_layer import linear_forward, linear_forward_loops
from chainrule.check.forward_network import mlp_forward
from chainrule.check.gates import gate_weights, xor, xor_relu
from chainrule.check.information import cross_entropy, entropy, kl_divergence
from chainrule.check.labels import one_hot
from chainrule.check.layers import ReLU
from chainrule.check.linear_gradients import linear_backward
from chainrule.check.linear_layer import Linear
from chainrule.check.maxout import maxout_backward, maxout_forward
from chainrule.check.minima import gradient_descent, quadratic_minimum
from chainrule.check.network_gradients import mlp_backward
from chainrule.check.neurons import neuron, sigmoid, step
from chainrule.check.path_products import backprop_one_weight, two_path_gradient
from chainrule.check.prelu import prelu_backward, prelu_forward
from chainrule.check.probabilities import log_softmax, softmax, softmax_temperature
from chainrule.check.probability_losses import (
    binary_cross_entropy,
    categorical_cross_entropy,
    negative_log_likelihood,
)
from chainrule.check.quotients import numerical_derivative, numerical_gradient, numerical_jacobian
from chainrule.check.regression_losses import huber, mae, mse
from chainrule.check.report import CheckFailed
from chainrule.check.routes import chain
from chainrule.check.score_losses import SoftmaxCrossEntropy, softmax_cross_entropy
from chainrule.check.shares import normalise
from chainrule.check.softmax_slopes import softmax_backward, softmax_jacobian
from chainrule.check.squared import squared_error
from chainrule.check.tolerances import gradient_check, relative_error
from chainrule.check.two_sigmoids import two_sigmoid_network
from chainrule.check.update import gradient_step

__all__ = [
    "CheckFailed",
    "Linear",
    "ReLU",
    "SoftmaxCrossEntropy",
    "backprop_one_weight",
    "backward",
    "binary_cross_entropy",
    "categorical_cross_entropy",
    "chain",
    "count_parameters",
    "cross_entropy",
    "dead_fraction",
    "dense_jacobian_wrt_W",
    "elu_backward",
    "elu_forward",
    "entropy",
    "gate_weights",
    "gradient_check",
    "gradient_descent",
    "gradient_norms_by_depth",
    "gradient_step",
    "huber",
    "kl_divergence",
    "leaky_relu_backward",
    "leaky_relu_forward",
    "linear_backward",
    "linear_collapse",
    "linear_forward",
    "linear_forward_loops",
    "log_softmax",
    "mae",
    "maxout_backward",
    "maxout_forward",
    "mlp_backward",
    "mlp_forward",
    "mse",
    "negative_log_likelihood",
    "neuron",
    "normalise",
    "numerical_derivative",
    "numerical_gradient",
    "numerical_jacobian",
    "one_hot",
    "prelu_backward",
    "prelu_forward",
    "quadratic_minimum",
    "relative_error",
    "relu_backward",
    "relu_forward",
    "selu_backward",
    "selu_forward",
    "sigmoid",
    "sigmoid_backward",
    "sigmoid_forward",
    "softmax",
    "softmax_backward",
    "softmax_cross_entropy",
    "softmax_jacobian",
    "softmax_temperature",
    "squared_error",
    "step",
    "tanh_backward",
    "tanh_forward",
    "two_path_gradient",
    "two_sigmoid_network",
    "xor",
    "xor_relu",
]
