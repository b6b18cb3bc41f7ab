"""Wrong answers that a learner gave after reading the chapter, and what each should be told."""

import numpy as np
import right_answers as right

Z = np.array([[1.0, -2.0]])  # what another cell of a notebook leaves behind


def norms(back=lambda A, W: A @ W.T, cache_of=lambda caches, k: caches[k], norm=np.linalg.norm):
    """The right answer with one step replaced."""

    def answer(A0, weights, forward, backward, dA):
        caches, found, A = [], [], A0
        for W in weights:
            A, cache = forward(A @ W)
            caches.append(cache)
        for k in reversed(range(len(weights))):
            dZ = backward(dA, cache_of(caches, k))
            found.append(norm(dZ))
            dA = back(dZ, weights[k])
        return found[::-1]

    return answer


def norms_of_upstream(A0, weights, forward, backward, dA):
    seen = []

    def spying(upstream, cache):
        seen.append(np.linalg.norm(upstream))
        return backward(upstream, cache)

    right.norms(A0, weights, forward, spying, dA)
    return seen[::-1]


def norms_below(A0, weights, forward, backward, dA):
    found = []

    def back(dZ, W):
        found.append(np.linalg.norm(dZ @ W.T))
        return dZ @ W.T

    norms(back)(A0, weights, forward, backward, dA)
    return found[::-1]


def norms_that_turn_the_list(A0, weights, forward, backward, dA):
    found = right.norms(A0, list(weights), forward, backward, dA)
    weights.reverse()
    return found


def norms_that_empty_the_list(A0, weights, forward, backward, dA):
    found = right.norms(A0, list(weights), forward, backward, dA)
    while weights:
        weights.pop()
    return found


def norms_of_relu(A0, weights, forward, backward, dA):
    return right.norms(A0, weights, right.relu, backward, dA)


def norms_of_relu_back(A0, weights, forward, backward, dA):
    return right.norms(A0, weights, forward, right.relu_back_shut_at_zero, dA)


def norms_of_pairs(A0, weights, forward, backward, dA):
    return forward(A0 @ weights[0]) - 1


class SharedDicts:
    params = {}  # noqa: RUF012
    grads = {}  # noqa: RUF012
    forward, backward = right.ReLUWithMask.forward, right.ReLUWithMask.backward


class Filling(right.ReLUWithMask):
    def backward(self, dout):
        self.grads["X"] = super().backward(dout)
        return self.grads["X"]


class Stack(right.ReLU):
    def __init__(self):
        super().__init__()
        self.stack = []

    def forward(self, X):
        self.stack.append(X)
        return np.maximum(X, 0)

    def backward(self, dout):
        return dout * (self.stack.pop() > 0)


def relu_if(Z):
    if Z > 0:
        return Z, Z
    return 0 * Z, Z


def prelu_with(dalpha):
    """The right dZ beside a wrong dalpha(dA, Z, alpha, dZ)."""

    def answer(dA, cache):
        dZ, _ = right.prelu_back(dA, cache)
        return dZ, dalpha(dA, *cache, dZ)

    return right.prelu, answer


REPORTED = {
    "gradient_norms_by_depth": [
        ((norms_that_turn_the_list,), "another order"),
        ((norms_that_empty_the_list,), "got 0 entries"),
        ((norms_of_upstream,), "the norms of dA"),
        ((norms_below,), "the norms of dA"),
        ((norms_of_relu,), "the forward that was handed in was never called"),
        ((norms_of_relu_back,), "the backward that was handed in was never called"),
        ((norms(norm=lambda dZ: np.linalg.norm(dZ, 2)),), "spectral norms"),
        ((norms(norm=lambda dZ: abs(dZ).sum()),), "absolute values"),
        ((norms(back=lambda dZ, W: dZ @ W),), "has to be transposed"),
        ((norms(back=lambda dZ, W: dZ),), "another layer's shape"),
        ((norms(cache_of=lambda caches, k: caches[-1]),), "the cache of another layer"),
        ((norms(cache_of=lambda caches, k: caches[-1 - k]),), "the cache of another layer"),
        ((norms_of_pairs,), "a forward returns two values"),
    ],
    "ReLU": [
        ((SharedDicts,), "once, for the whole class"),
        ((Filling,), "ReLU learns nothing, so nothing belongs in grads"),
        ((Filling,), "Who put 'X' there?"),
        ((Stack,), "the second backward differs from the first"),
        ((Stack,), "a second call of ReLU().backward after one forward"),
    ],
    "dead_fraction": [
        ((lambda A: (A > 0).all(axis=0).mean(),), "open for every example"),
        ((lambda A: (A != 0).all(axis=0).mean(),), "0 for no example"),
        ((lambda A: (A == 0).all(axis=0).sum() / len(A),), "number of examples, m"),
        ((lambda A: (A == 0).all(axis=0).sum() / A.size,), "number of all entries"),
        ((lambda A: 100 * (A == 0).all(axis=0).mean(),), "percentage"),
        ((lambda A: (A != 0).any(axis=0).mean(),), "units that are alive"),
        ((lambda A: (A <= 0).all(axis=0).mean(),), "0 or negative"),
        ((lambda A: np.mean((A == 0).all(axis=1)),), "examples were counted"),
    ],
    "relu_backward": [
        ((right.relu, lambda dA, cache: np.where(cache > 0, 1, 0)), "local slope alone"),
        ((right.relu, lambda dA, cache: cache > 0), "local slope alone"),
        ((right.relu, lambda dA, cache: dA * (cache < 0)), "two sides of 0 have changed places"),
        ((right.relu, lambda dA, cache: dA * (Z > 0)), "`Z` is not made in this function"),
        ((right.relu, lambda dA, cache: dA * (Z > 0)), "Did you take it from the cache?"),
        ((right.relu, lambda dA, cache: dA * (unmade > 0)), "NameError"),  # noqa: F821
        ((right.relu, lambda dA, cache: (dA * (cache > 0)).sum()), "one single number"),
    ],
    "leaky_relu_backward": [
        (
            (right.leaky, lambda dA, cache: dA * np.where(cache[0] < 0, 1.0, cache[1])),
            "two sides of 0 have changed places",
        ),
    ],
    "maxout_forward": [
        ((lambda Z: (Z.argmax(axis=2), Z),), "numbers of the winning pieces, not their values"),
        ((lambda Z: (Z.max(), Z),), "one single number"),
        ((lambda Z: (Z.mean(axis=2), Z),), "means of the pieces"),
        ((lambda Z: (Z.min(axis=2), Z),), "smallest of the pieces"),
    ],
    "maxout_backward": [
        (
            (right.maxout, lambda dA, Z: dA[:, :, None] / Z.shape[2] + 0 * Z),
            "every piece gets the same part",
        ),
    ],
    "elu_forward": [
        (
            (lambda Z, alpha=1.0: (Z * (Z > 0) + (Z <= 0) * alpha * (np.exp(Z) - 1), Z),),
            "0 · infinity",
        ),
    ],
    "prelu_backward": [
        (prelu_with(lambda dA, Z, alpha, dZ: (dA * Z * (Z < 0)).sum()), "one single number"),
        (prelu_with(lambda dA, Z, alpha, dZ: (dA * Z).sum(axis=0)), "also those where Z > 0"),
        (prelu_with(lambda dA, Z, alpha, dZ: (dZ * Z * (Z < 0)).sum(axis=0)), "was dZ taken"),
        (prelu_with(lambda dA, Z, alpha, dZ: (Z * (Z < 0)).sum(axis=0)), "dA does not take part"),
        (prelu_with(lambda dA, Z, alpha, dZ: (dA * (Z < 0)).sum(axis=0)), "alpha was multiplied"),
        (prelu_with(lambda dA, Z, alpha, dZ: (dA * Z * (Z > 0)).sum(axis=0)), "and not those"),
        (
            (right.prelu, lambda dA, cache: (dA * cache[1], right.prelu_back(dA, cache)[1])),
            "every entry was multiplied by alpha",
        ),
    ],
    "tanh_forward": [
        ((lambda Z: (2 * right.sigmoid(Z)[0] - 1, Z),), "right values for Z/2"),
        ((right.sigmoid,), "the sigmoid's values"),
    ],
    "sigmoid_forward": [
        ((lambda Z: ((1 + np.tanh(Z)) / 2, Z),), "right values for 2Z"),
        ((right.tanh,), "the values of tanh"),
    ],
    "tanh_backward": [
        ((right.tanh, lambda dA, cache: dA * 1 - cache**2), "the numbers of dA − A²"),
        ((right.tanh, lambda dA, cache: dA * 1 - cache**2), "Which brackets"),
        ((right.tanh, lambda dA, cache: dA * (1 - cache * 2)), "used here is 1 − 2 · A"),
        ((right.tanh, lambda dA, cache: 1 - cache * 2), "1 − 2 · A; dA does not take part"),
        ((right.tanh, lambda dA, cache: dA * cache * (1 - cache)), "used here is A − A²"),
        ((right.tanh, lambda dA, cache: dA * np.cos(cache)), ", A = "),
    ],
    "sigmoid_backward": [
        ((right.sigmoid, lambda dA, A: dA * A * 1 - A), "the numbers of dA · A − A"),
        ((right.sigmoid, lambda dA, A: dA * (1 - A**2)), "used here is 1 − A²"),
    ],
    "relu_forward": [
        ((relu_if,), "np.where or np.maximum take an array"),
        ((relu_if,), "`if Z > 0:`."),
        ((lambda Z: (max(0, Z), Z),), "np.where or np.maximum take an array"),
        ((lambda Z: (np.max(0, Z), Z),), "np.maximum and np.minimum compare two"),
        ((lambda Z: (right.relu(Z) - 1, Z),), "a forward returns two values"),
        ((lambda Z: (Z.maximum(0), Z),), "before the dot"),
        ((lambda Z: (Z @ Z, Z),), "under each factor"),
    ],
}
