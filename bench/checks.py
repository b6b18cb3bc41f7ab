"""How long each check keeps a learner waiting: `python bench/checks.py [runs]`.

Prints the median and the 95th percentile in milliseconds over right answers, the slowest case: a
wrong answer stops at the first thing found. Exits with 1 where one takes longer than 100 ms."""

import contextlib
import io
import math
import sys
import time

import numpy as np

from chainrule import check

LIMIT = 100.0
LAMBDA, ALPHA = 1.0507009873554805, 1.6732632423543772


def sigmoid(Z):
    A = 0.5 + 0.5 * np.tanh(Z / 2)
    return A, A


def sigmoid_by_loops(Z):
    A = np.zeros(Z.shape)
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            A[i, j] = 0.5 + 0.5 * math.tanh(Z[i, j] / 2)
    return A, A


def sigmoid_backward(dA, A):
    return dA * A * (1 - A)


def tanh(Z):
    A = np.tanh(Z)
    return A, A


def tanh_backward(dA, A):
    return dA * (1 - A**2)


def relu(Z):
    return np.maximum(Z, 0), Z


def relu_backward(dA, Z):
    return dA * (Z > 0)


def leaky_relu(Z, slope=0.01):
    return np.where(Z > 0, Z, slope * Z), (Z, slope)


def leaky_relu_backward(dA, cache):
    Z, slope = cache
    return dA * np.where(Z > 0, 1, slope)


def elu(Z, alpha=1.0):
    return np.where(Z > 0, Z, alpha * np.expm1(np.minimum(Z, 0))), (Z, alpha)


def elu_backward(dA, cache):
    Z, alpha = cache
    return dA * np.where(Z > 0, 1, alpha * np.exp(np.minimum(Z, 0)))


def selu(Z):
    A, cache = elu(Z, ALPHA)
    return LAMBDA * A, cache


def selu_backward(dA, cache):
    return LAMBDA * elu_backward(dA, cache)


def prelu(Z, alpha):
    return np.where(Z < 0, alpha * Z, Z), (Z, alpha)


def prelu_backward(dA, cache):
    Z, alpha = cache
    return dA * np.where(Z < 0, alpha, 1), (dA * Z * (Z < 0)).sum(axis=0)


def maxout(Z):
    return Z.max(axis=2), Z


def maxout_backward(dA, Z):
    return dA[:, :, None] * (np.arange(Z.shape[2]) == Z.argmax(axis=2)[:, :, None])


def dead_fraction(A):
    return np.mean((A == 0).all(axis=0))


def gradient_norms_by_depth(A0, weights, forward, backward, dA):
    caches, norms = [], []
    for W in weights:
        A0, cache = forward(A0 @ W)
        caches.append(cache)
    for W, cache in zip(weights[::-1], caches[::-1], strict=True):
        dZ = backward(dA, cache)
        norms.append(np.linalg.norm(dZ))
        dA = dZ @ W.T
    return norms[::-1]


class ReLU:
    def __init__(self):
        self.params, self.grads = {}, {}

    def forward(self, X):
        self.X = X
        return np.maximum(X, 0)

    def backward(self, dout):
        return dout * (self.X > 0)


def linear(X, W, b):
    return X @ W + b, (X, W)


def linear_backward(dZ, cache):
    X, W = cache
    return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)


CASES = {
    "sigmoid_forward": lambda: check.sigmoid_forward(sigmoid),
    "sigmoid_backward": lambda: check.sigmoid_backward(sigmoid, sigmoid_backward),
    "sigmoid_backward (loops)": lambda: check.sigmoid_backward(sigmoid_by_loops, sigmoid_backward),
    "tanh_forward": lambda: check.tanh_forward(tanh),
    "tanh_backward": lambda: check.tanh_backward(tanh, tanh_backward),
    "relu_forward": lambda: check.relu_forward(relu),
    "relu_backward": lambda: check.relu_backward(relu, relu_backward),
    "leaky_relu_forward": lambda: check.leaky_relu_forward(leaky_relu),
    "leaky_relu_backward": lambda: check.leaky_relu_backward(leaky_relu, leaky_relu_backward),
    "elu_forward": lambda: check.elu_forward(elu),
    "elu_backward": lambda: check.elu_backward(elu, elu_backward),
    "selu_forward": lambda: check.selu_forward(selu),
    "selu_backward": lambda: check.selu_backward(selu, selu_backward),
    "prelu_forward": lambda: check.prelu_forward(prelu),
    "prelu_backward": lambda: check.prelu_backward(prelu, prelu_backward),
    "maxout_forward": lambda: check.maxout_forward(maxout),
    "maxout_backward": lambda: check.maxout_backward(maxout, maxout_backward),
    "dead_fraction": lambda: check.dead_fraction(dead_fraction),
    "gradient_norms_by_depth": lambda: check.gradient_norms_by_depth(gradient_norms_by_depth),
    "ReLU": lambda: check.ReLU(ReLU),
    "backward (linear layer)": lambda: check.backward(
        linear, linear_backward, X="m n", W="n k", b="k"
    ),
}


def milliseconds(case, runs):
    """The time of each run after a first one that is not counted."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            case()
        times.append(1000 * (time.perf_counter() - start))
    return times[1:]


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    slow = []
    print(f"{'check':28}{'median':>10}{'95 %':>10}   milliseconds, {runs} runs")
    for name, case in CASES.items():
        median, high = np.percentile(milliseconds(case, runs), [50, 95])
        print(f"{name:28}{median:10.1f}{high:10.1f}")
        slow += [name] if high > LIMIT else []
    print(f"slower than {LIMIT:.0f} ms: {', '.join(slow) or 'none'}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
