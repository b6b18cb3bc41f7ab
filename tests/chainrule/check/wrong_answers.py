"""Wrong answers that learners give, each with words that its message should hold."""

import numpy as np
import right_answers as right


def not_written(*arguments, **options):
    raise NotImplementedError


def relu_in_place(Z):
    Z[Z < 0] = 0
    return Z, Z


def relu_back_in_place(dA, Z):
    dA[Z < 0] = 0
    return dA


def relu_back_spoils_the_input(dA, Z):
    Z[Z > 0] = 1
    Z[Z < 0] = 0
    return dA * Z


def relu_back_spoils_its_mask(dA, mask):
    np.logical_not(mask, out=mask)
    return dA * ~mask


def sigmoid_back_spoils_the_output(dA, A):
    A *= 1 - A
    return dA * A


def tanh_as_a_ratio(Z):
    return (np.exp(Z) - np.exp(-Z)) / (np.exp(Z) + np.exp(-Z)), Z


def elu_without_alpha(Z, alpha=1.0):
    return right.elu(Z)


def elu_back_without_alpha(dA, cache):
    A, Z, _ = cache
    return dA * np.where(Z > 0, 1.0, A + 1)


def leaky_with_another_keyword(Z, negative_slope=0.01):
    return right.leaky(Z, negative_slope)


def prelu_back_not_summed(dA, cache):
    Z, alpha = cache
    return dA * np.where(Z < 0, alpha, 1.0), dA * Z * (Z < 0)


def prelu_back_over_units(dA, cache):
    dZ, dalpha = prelu_back_not_summed(dA, cache)
    return dZ, dalpha.sum(axis=1)


def prelu_back_keeps_the_axis(dA, cache):
    dZ, dalpha = prelu_back_not_summed(dA, cache)
    return dZ, dalpha.sum(axis=0, keepdims=True)


def prelu_back_swapped(dA, cache):
    return right.prelu_back(dA, cache)[::-1]


def prelu_back_alone(dA, cache):
    return right.prelu_back(dA, cache)[0]


def maxout_back_twice_at_ties(dA, Z):
    return dA[:, :, None] * (Z.max(axis=2, keepdims=True) == Z)


def norms_without_transpose(A0, weights, forward, backward, dA):
    return right.norms(A0, [W.T for W in weights], forward, backward, dA)


def norms_reversed(*arguments):
    return right.norms(*arguments)[::-1]


class SharedReLU(right.ReLU):
    def forward(self, X):
        SharedReLU.X = X
        return np.maximum(X, 0)


class ReLUWithoutGrads(right.ReLU):
    def __init__(self):
        self.params = {}


WRONG = {
    "sigmoid_forward": [
        ((lambda Z: (1 / (1 + np.exp(Z)), Z),), "right values for −Z"),
        ((lambda Z: right.sigmoid(Z)[0],), "two values, (A, cache)"),
        ((lambda Z: None,), "got nothing"),
        ((lambda Z: (right.sigmoid(Z)[0].astype(np.float32), Z),), "float64"),
        ((lambda Z: (right.sigmoid(Z)[0].tolist(), Z),), "a value of type list"),
        ((lambda Z: (right.sigmoid(Z)[0][0], Z),), "shape"),
        ((not_written,), "not written yet"),
        ((0.5,), "a function"),
    ],
    "sigmoid_backward": [
        ((right.sigmoid, lambda dA, A: A * (1 - A)), "local slope alone"),
        ((right.sigmoid, lambda dA, A: dA * A), "local slope used here is A."),
        ((right.sigmoid, lambda dA, A: -dA * A * (1 - A)), "opposite sign"),
        ((right.sigmoid, lambda dA, A: dA * A * (1 - A) / len(dA)), "number of examples"),
        ((right.sigmoid, sigmoid_back_spoils_the_output), "A after sigmoid_backward: changed"),
        (
            (lambda Z: (right.sigmoid(Z)[0], Z), lambda dA, Z: dA * Z * (1 - Z)),
            "given the pre-activation",
        ),
        ((lambda Z: (Z / 4 + 0.5, Z), lambda dA, Z: dA / 4), "sigmoid_forward first"),
        ((not_written, not_written), "sigmoid_forward is not written yet"),
        ((right.sigmoid, not_written), "sigmoid_backward is not written yet"),
    ],
    "tanh_forward": [((tanh_as_a_ratio,), "infinity / infinity")],
    "tanh_backward": [
        ((right.tanh, lambda dA, A: dA * (1 - A)), "local slope used here is 1 − A."),
        ((right.tanh, lambda dA, A: dA * (1 - np.tanh(A) ** 2)), "taken at the activation"),
        ((right.tanh, lambda dA, A: dA * dA * (1 - A**2)), "multiplied in twice"),
    ],
    "relu_forward": [
        ((relu_in_place,), "Z after relu_forward: changed"),
        ((lambda Z: (Z > 0, Z),), "mask of True and False"),
        ((lambda Z: ((Z > 0) * 1.0, Z),), "mask of True and False"),
        ((lambda Z: ((Z > 0).astype(int), Z),), "mask of True and False"),
        ((lambda Z: (Z, Z),), "came back as it was"),
        ((lambda Z: (np.minimum(Z, 0), Z),), "changed places"),
        ((lambda Z: (np.abs(Z), Z),), "wrong only where Z < 0"),
    ],
    "relu_backward": [
        ((right.relu, relu_back_in_place), "dA after relu_backward: changed"),
        ((right.relu, relu_back_spoils_the_input), "Z after relu_backward: changed"),
        ((right.relu_by_mask, relu_back_spoils_its_mask), "second call"),
        ((right.relu, lambda dA, Z: dA), "passes unchanged everywhere"),
        ((right.relu, lambda dA, Z: dA * (dA > 0)), "upstream gradient is positive"),
        ((right.relu, lambda dA, Z: (Z > 0) * 1.0), "local slope alone"),
        ((right.relu, lambda dA, Z: 2 * dA * (Z > 0)), "exactly twice"),
        ((right.relu, lambda dA, Z: dA * (Z > 0) / 2), "exactly half"),
        ((right.relu, lambda dA, Z: dA * (Z > 0) * len(Z)), "times too large"),
        ((right.relu, lambda dA, Z: 0 * dA), "no gradient passes"),
        ((right.relu, lambda dA, Z: (dA * (Z > 0)).T), "transposed"),
        ((right.relu, lambda dA, Z: (dA * (Z > 0)).ravel()), "another shape"),
        ((right.relu, lambda dA, Z: (dA * (Z > 0),)), "type tuple"),
        ((right.relu, lambda dA, Z: dA @ Z), "ValueError"),
        ((lambda Z: (Z * Z, Z), lambda dA, Z: 2 * Z * dA), "relu_forward first"),
    ],
    "leaky_relu_forward": [
        ((leaky_with_another_keyword,), "does not take the arguments"),
        ((lambda Z, slope=0.01: right.leaky(Z),), "slope does not take part"),
        ((lambda Z, slope=0.01: right.leaky(Z, -slope),), "times −1"),
    ],
    "leaky_relu_backward": [
        ((right.leaky, lambda dA, cache: dA * (cache[0] > 0)), "0 and should not be"),
        ((right.leaky, lambda dA, cache: right.leaky_back(dA, (cache[0], 0.01))), "does not take"),
        ((right.leaky, lambda dA, cache: right.leaky_back(dA, (dA, 0.01))), "is positive"),
    ],
    "elu_forward": [((elu_without_alpha,), "alpha does not take part")],
    "elu_backward": [((right.elu, elu_back_without_alpha), "alpha does not take part")],
    "selu_forward": [
        ((lambda Z: right.elu(Z, right.ALPHA),), "times 0.9517"),
        ((lambda Z: (right.LAMBDA * right.elu(Z)[0], Z),), "where Z < 0 are the right ones times"),
    ],
    "selu_backward": [((right.selu_from_elu, right.elu_back), "right one times 0.9517")],
    "prelu_forward": [
        ((lambda Z, alpha: (np.maximum(alpha * Z, Z), Z),), "larger of the two lines"),
        ((lambda Z, alpha: (np.where(Z < 0, alpha[0] * Z, Z), Z),), "wrong only where Z < 0"),
    ],
    "prelu_backward": [
        ((right.prelu, prelu_back_not_summed), "Its effects on the cost add"),
        ((right.prelu, prelu_back_over_units), "wrong axis"),
        ((right.prelu, prelu_back_keeps_the_axis), "Did a sum keep its axis"),
        ((right.prelu, prelu_back_swapped), "stand in another order"),
        ((right.prelu, prelu_back_alone), "2 gradients, (dZ, dalpha)"),
    ],
    "maxout_forward": [
        ((lambda Z: (Z.max(axis=0), Z),), "over another axis"),
        ((lambda Z: (Z.std(axis=2), Z),), "by hand"),
    ],
    "maxout_backward": [
        ((right.maxout, maxout_back_twice_at_ties), "adds up to dA"),
        ((right.maxout, lambda dA, Z: dA[:, :, None] + 0 * Z), "passes unchanged everywhere"),
    ],
    "dead_fraction": [
        ((lambda A: np.mean(A == 0),), "one by one"),
        ((lambda A: np.mean((A == 0).all(axis=1)),), "examples were counted"),
        ((lambda A: np.mean((A == 0).any(axis=0)),), "at least one example"),
        ((lambda A: np.mean(A.sum(axis=0) == 0),), "add up to 0"),
        ((lambda A: (A == 0).all(axis=0).sum(),), "units are dead"),
        ((lambda A: (A == 0).all(axis=0),), "a number"),
    ],
    "gradient_norms_by_depth": [
        ((norms_reversed,), "last layer first"),
        ((lambda *rest: right.norms_as_array(*rest) ** 2,), "squares of the norms"),
        ((lambda *rest: float(right.norms(*rest)[0]),), "NumPy array of shape"),
        ((lambda *rest: [],), "shape"),
        ((norms_without_transpose,), "ValueError"),
    ],
    "ReLU": [
        ((SharedReLU,), "remembers something else"),
        ((ReLUWithoutGrads,), "ReLU().grads"),
        ((type("Bare", (), {}),), "empty dict"),
        ((not_written,), "not written yet"),
    ],
}
