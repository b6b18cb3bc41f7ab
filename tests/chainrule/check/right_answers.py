"""Right answers as learners write them. No check may refuse one."""

import math
import warnings

import numpy as np


def sigmoid(Z):
    A = 1 / (1 + np.exp(-Z))  # overflows at −1000 with a warning, and is right
    return A, A


def sigmoid_by_loops(Z):
    A = np.zeros(Z.shape)
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            z = Z[i][j]
            A[i][j] = 1 / (1 + math.exp(-z)) if z > 0 else 1 - 1 / (1 + math.exp(z))
    return A, {"A": A}


def sigmoid_in_fortran_order(Z):
    A = np.asfortranarray(0.5 + 0.5 * np.tanh(Z / 2))
    return A, [A]


def sigmoid_back(dA, A):
    return dA * A * (1 - A)


def sigmoid_back_by_loops(dA, cache):
    dZ = np.zeros_like(dA)
    for index in np.ndindex(dA.shape):
        a = cache["A"][index]
        dZ[index] = dA[index] * (a - a * a)
    return dZ


def sigmoid_back_in_fortran_order(dA, cache):
    return np.asfortranarray(np.einsum("ij,ij,ij->ij", dA, cache[0], 1 - cache[0]))


def tanh(Z):
    print("tanh of", Z.shape)
    A = np.tanh(Z)
    return A, A


def tanh_back(dA, A):
    warnings.warn("this only looks bad", stacklevel=2)
    return (1 - A**2) * dA


def tanh_from_sigmoid(Z):
    with np.errstate(all="ignore"):
        A = 2 / (1 + np.exp(-2 * Z)) - 1
    return A, Z


def tanh_back_from_input(dA, Z):
    return dA / np.cosh(np.clip(Z, -300, 300)) ** 2


def relu(Z):
    return np.maximum(0, Z), Z


def relu_by_mask(Z):
    mask = Z > 0
    return np.where(mask, Z, 0.0), mask


def relu_back_open_at_zero(dA, Z):
    return dA * (Z >= 0)


def relu_back_shut_at_zero(dA, Z):
    return dA * (Z > 0)


def relu_back_half_at_zero(dA, Z):
    return dA * (np.sign(Z) + 1) / 2


def relu_back_into_a_copy(dA, mask):
    dZ = dA.copy()
    dZ[~mask] = 0
    return dZ + 1e-13


def leaky(Z, slope=0.01):
    return np.where(Z > 0, Z, slope * Z), (Z, slope)


def leaky_by_maximum(Z, slope=0.01):
    return np.maximum(Z, slope * Z), (Z, slope)


def leaky_back(dA, cache):
    Z, slope = cache
    return dA * np.where(Z > 0, 1, slope)


def leaky_back_other_side_at_zero(dA, cache):
    Z, slope = cache
    dZ = np.array(dA)
    dZ[Z < 0] *= slope
    return dZ


def elu(Z, alpha=1.0):
    A = np.where(Z > 0, Z, alpha * (np.exp(Z) - 1))  # overflows on the side that is not used
    return A, (A, Z, alpha)


def elu_by_loops(Z, alpha=1.0):
    A = np.array([[z if z > 0 else alpha * math.expm1(z) for z in row] for row in Z])
    return A, (A, Z, alpha)


def elu_back(dA, cache):
    A, Z, alpha = cache
    return dA * np.where(Z > 0, 1.0, A + alpha)


def elu_back_open_at_zero(dA, cache):
    _, Z, alpha = cache
    return dA * np.where(Z >= 0, 1.0, alpha * np.exp(np.minimum(Z, 0)))


LAMBDA, ALPHA = 1.0507009873554805, 1.6732632423543772


def selu(Z):
    return LAMBDA * np.where(Z > 0, Z, ALPHA * np.expm1(np.minimum(Z, 0))), Z


def selu_back(dA, Z):
    return LAMBDA * dA * np.where(Z > 0, 1.0, ALPHA * np.exp(np.minimum(Z, 0)))


def selu_from_elu(Z):
    A, cache = elu(Z, alpha=ALPHA)
    return LAMBDA * A, cache


def selu_back_from_elu(dA, cache):
    return elu_back(LAMBDA * dA, cache)


def prelu(Z, alpha):
    return np.where(Z < 0, alpha * Z, Z), (Z, alpha)


def prelu_back(dA, cache):
    Z, alpha = cache
    return dA * np.where(Z < 0, alpha, 1.0), (dA * Z * (Z < 0)).sum(axis=0)


def prelu_back_by_loops(dA, cache):
    Z, alpha = cache
    dZ, dalpha = np.zeros(Z.shape), np.zeros(alpha.shape)
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            dZ[i, j] = dA[i, j] if Z[i, j] >= 0 else dA[i, j] * alpha[j]
            dalpha[j] += dA[i, j] * Z[i, j] if Z[i, j] <= 0 else 0
    return [dZ, dalpha]


def maxout(Z):
    return Z.max(axis=2), Z


def maxout_back_first_of_a_tie(dA, Z):
    dZ = np.zeros_like(Z)
    m, n = dA.shape
    dZ[np.arange(m)[:, None], np.arange(n), Z.argmax(axis=2)] = dA
    return dZ


def maxout_back_last_of_a_tie(dA, Z):
    k = Z.shape[2]
    winner = k - 1 - Z[:, :, ::-1].argmax(axis=2)
    return dA[:, :, None] * (np.arange(k) == winner[:, :, None])


def maxout_back_split_evenly(dA, Z):
    mask = Z.max(axis=2, keepdims=True) == Z
    return dA[:, :, None] * mask / mask.sum(axis=2, keepdims=True)


def dead(A):
    return np.mean((A == 0).all(axis=0))


def dead_by_loops(A):
    columns = [all(a == 0 for a in column) for column in A.T.tolist()]
    return sum(columns) / len(columns)


def norms(A0, weights, forward, backward, dA):
    caches = []
    A = A0
    for W in weights:
        A, cache = forward(A @ W)
        caches.append(cache)
    found = []
    for W, cache in zip(weights[::-1], caches[::-1], strict=True):
        dZ = backward(dA, cache)
        found.append(np.sqrt((dZ**2).sum()))
        dA = dZ @ W.T
    return found[::-1]


def norms_as_array(*arguments):
    return np.array(norms(*arguments))


def norms_as_numbers(*arguments):
    return tuple(float(norm) for norm in norms(*arguments))


class ReLU:
    def __init__(self):
        self.params, self.grads = {}, {}

    def forward(self, X):
        self.X = X
        return np.maximum(X, 0)

    def backward(self, dout):
        self.grads = {}
        return dout * (self.X > 0)


class ReLUWithMask(ReLU):
    def forward(self, X):
        self.mask = X >= 0
        return X * self.mask

    def backward(self, dout):
        return np.where(self.mask, dout, 0.0)


RIGHT = {
    "sigmoid_forward": [(sigmoid,), (sigmoid_by_loops,), (sigmoid_in_fortran_order,)],
    "sigmoid_backward": [
        (sigmoid, sigmoid_back),
        (sigmoid_by_loops, sigmoid_back_by_loops),
        (sigmoid_in_fortran_order, sigmoid_back_in_fortran_order),
    ],
    "tanh_forward": [(tanh,), (tanh_from_sigmoid,)],
    "tanh_backward": [(tanh, tanh_back), (tanh_from_sigmoid, tanh_back_from_input)],
    "relu_forward": [(relu,), (relu_by_mask,)],
    "relu_backward": [
        (relu, relu_back_open_at_zero),
        (relu, relu_back_shut_at_zero),
        (relu, relu_back_half_at_zero),
        (relu_by_mask, relu_back_into_a_copy),
    ],
    "leaky_relu_forward": [(leaky,), (leaky_by_maximum,)],
    "leaky_relu_backward": [
        (leaky, leaky_back),
        (leaky_by_maximum, leaky_back_other_side_at_zero),
    ],
    "elu_forward": [(elu,), (elu_by_loops,)],
    "elu_backward": [(elu, elu_back), (elu_by_loops, elu_back_open_at_zero)],
    "selu_forward": [(selu,), (selu_from_elu,)],
    "selu_backward": [(selu, selu_back), (selu_from_elu, selu_back_from_elu)],
    "prelu_forward": [(prelu,)],
    "prelu_backward": [(prelu, prelu_back), (prelu, prelu_back_by_loops)],
    "maxout_forward": [(maxout,)],
    "maxout_backward": [
        (maxout, maxout_back_first_of_a_tie),
        (maxout, maxout_back_last_of_a_tie),
        (maxout, maxout_back_split_evenly),
    ],
    "dead_fraction": [(dead,), (dead_by_loops,)],
    "gradient_norms_by_depth": [(norms,), (norms_as_array,), (norms_as_numbers,)],
    "ReLU": [(ReLU,), (ReLUWithMask,)],
}
