"""Chapter 07: surprise, entropy and the losses made of them, each from its own definition.

Every function stands alone, so that a known mistake can be submitted together with it."""

import numpy as np

from autograder.reference.arrays import Array, Labels


def entropy(p: Array) -> float:
    """H(p) = Σ p log(1/p) in nats; an outcome that never happens adds nothing."""
    return float(sum(x * -np.log(x) for x in p.tolist() if x > 0.0))


def cross_entropy(p: Array, q: Array) -> float:
    """H(p, q) = Σ p log(1/q); infinite where q rules out what p lets happen."""
    total = 0.0
    for happens, believed in zip(p.tolist(), q.tolist(), strict=True):
        if happens > 0.0:
            total += happens * -np.log(believed) if believed > 0.0 else np.inf
    return float(total)


def kl_divergence(p: Array, q: Array) -> float:
    """D(p ‖ q) = Σ p log(p/q), the nats that believing q costs where p is true."""
    total = 0.0
    for happens, believed in zip(p.tolist(), q.tolist(), strict=True):
        if happens > 0.0:
            ratio = happens / believed if believed > 0.0 else np.inf
            total += happens * np.log(ratio)
    return float(total)


def one_hot(y: Labels, k: int) -> Array:
    """Row i holds a 1 in column y_i: the rows of an identity matrix, chosen by class."""
    return np.asarray(np.arange(k) == np.reshape(y, (-1, 1)), dtype=np.float64)


def binary_cross_entropy(p: Array, y: Array) -> tuple[float, Array]:
    """(mean of −log p where y = 1 and −log(1 − p) where y = 0, its gradient)."""
    happened = np.where(y == 1, p, 1.0 - p)
    cost = float(np.mean(-np.log(happened)))
    return cost, np.where(y == 1, -1.0, 1.0) / (happened * p.size)


def negative_log_likelihood(P: Array, y: Labels) -> float:
    """The mean over the examples of −log P[i, y_i]."""
    total = 0.0
    for row, label in zip(P.tolist(), y.tolist(), strict=True):
        total += -np.log(row[label]) if row[label] > 0.0 else np.inf
    return float(total) / len(y)


def categorical_cross_entropy(P: Array, Y: Array) -> tuple[float, Array]:
    """(−1/m Σ Y log P, −Y / (m P))."""
    given = np.where(Y > 0.0, P, 1.0)
    cost = -float(np.einsum("ij,ij->", Y, np.log(given))) / Y.shape[0]
    return cost, -(Y / given) / Y.shape[0]


def softmax_cross_entropy(Z: Array, y: Labels) -> tuple[float, Array]:
    """(mean of log Σ e^{z − z_y}, (P − Y)/m), each row shifted by its largest score."""
    m, k = Z.shape
    shifted = Z - np.sort(Z, axis=1)[:, -1:]
    total = np.einsum("ij->i", np.exp(shifted))
    own = np.take_along_axis(shifted, y[:, None].astype(np.int64), axis=1)[:, 0]
    gradient = np.exp(shifted) / total[:, None] - (np.arange(k) == y[:, None])
    return float(np.sum(np.log(total) - own)) / m, gradient / m


def mse(o: Array, y: Array) -> tuple[float, Array]:
    """(mean of r², 2r/N), r = o − y, N entries."""
    r = o - y
    return float(np.vdot(r, r)) / r.size, r * (2.0 / r.size)


def mae(o: Array, y: Array) -> tuple[float, Array]:
    """(mean of |r|, sign(r)/N), r = o − y; 0 at the kink."""
    r = o - y
    return float(np.abs(r).sum()) / r.size, ((r > 0.0) * 1.0 - (r < 0.0)) / r.size


def huber(o: Array, y: Array, delta: float) -> tuple[float, Array]:
    """(mean of ½r² where |r| ≤ δ and δ|r| − ½δ² elsewhere, clip(r, −δ, δ)/N), r = o − y."""
    r = o - y
    near = np.minimum(np.abs(r), delta)
    losses = 0.5 * near**2 + delta * (np.abs(r) - near)
    return float(losses.sum()) / r.size, np.copysign(near, r) / r.size


class SoftmaxCrossEntropy:
    """Softmax and cross-entropy as the last piece of a network."""

    def forward(self, Z: Array, y: Labels) -> float:
        """The cost; remembers (P − Y)/m for the way back."""
        m, k = Z.shape
        shifted = Z - np.sort(Z, axis=1)[:, -1:]
        total = np.einsum("ij->i", np.exp(shifted))
        own = np.take_along_axis(shifted, y[:, None].astype(np.int64), axis=1)[:, 0]
        gradient = np.exp(shifted) / total[:, None] - (np.arange(k) == y[:, None])
        self.gradient = gradient / m
        return float(np.sum(np.log(total) - own)) / m

    def backward(self) -> Array:
        """dZ of the last forward."""
        return self.gradient.copy()
