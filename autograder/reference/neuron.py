"""Chapter 01: one neuron, the gates made of it, and the first networks, each from its definition.

Every function stands alone, so that a known mistake can be submitted together with it."""

from collections.abc import Callable, Sequence

import numpy as np

from autograder.reference.arrays import Array


def step(z: Array) -> Array:
    """The Heaviside function with the value 0 at 0."""
    return np.heaviside(z, 0.0)


def neuron(x: Array, w: Array, b: float, activation: Callable[[float], float]) -> float:
    """g(w · x + b)."""
    return float(activation(float(np.dot(w, x)) + b))


def gate_weights(name: str) -> tuple[Array, float]:
    """A boundary halfway between the points on its two sides."""
    gates = {"or": (1.0, -0.5), "and": (1.0, -1.5), "nand": (-1.0, 1.5)}
    if name not in gates:
        raise ValueError(f"no gate is called {name!r}")
    weight, bias = gates[name]
    return np.array([weight, weight]), bias


def xor(x1: float, x2: float) -> float:
    """The classic circuit of four NANDs, each of which fires while its two inputs sum below 2."""
    both = float(x1 + x2 < 2)
    left, right = float(x1 + both < 2), float(x2 + both < 2)
    return float(left + right < 2)


def xor_relu(x1: float, x2: float) -> float:
    """The length of x1 − x2: one unit for each sign of it."""
    return float(max(x1 - x2, 0.0) + max(x2 - x1, 0.0))


def sigmoid(z: Array) -> Array:
    """σ(z) = ½ (1 + tanh(z/2)), which cannot overflow."""
    return 0.5 * (1.0 + np.tanh(0.5 * np.asarray(z)))


def two_sigmoid_network(x: Array, w: Array, b: Array) -> Array:
    """σ(σ(x V + b1) v + b2) with V (2, 2) column by column from w and v its last two entries."""

    def squash(z: Array) -> Array:
        return np.asarray(0.5 * (1.0 + np.tanh(0.5 * z)))

    hidden = squash(x @ np.reshape(w[:4], (2, 2)).T + b[0])
    return squash(hidden @ np.asarray(w[4:]) + b[1])


def count_parameters(sizes: Sequence[int]) -> int:
    """Each unit after the input has a weight for every unit before it, and a bias."""
    return sum((sizes[i] + 1) * sizes[i + 1] for i in range(len(sizes) - 1))
