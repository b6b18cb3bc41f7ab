"""Right answers for the gates and for XOR: other weights, other circuits."""

from typing import Any

import numpy as np

from autograder.exercises.neuron.chapter import variant


@variant("gate_weights")
def _(name: str) -> Any:
    if name == "or":
        return np.array([2.0, 2.0]), -1.0
    if name == "and":
        return np.array([2.0, 2.0]), -3.0
    if name == "nand":
        return np.array([-1.0, -1.0]), 2.0
    raise ValueError(f"unknown gate {name}")


@variant("gate_weights")
def _(name: str) -> Any:
    gates = {"or": ([1, 1], 0), "and": ([1, 1], -1), "nand": ([-1, -1], 2)}
    if name in gates:
        return gates[name]
    raise ValueError


@variant("gate_weights")
def _(name: str) -> Any:
    try:
        w1, w2, b = {"or": (3, 5, -2.5), "and": (0.1, 0.2, -0.25), "nand": (-7, -6, 12.5)}[name]
    except KeyError:
        raise ValueError(name) from None
    return [(w1, w2), np.float64(b)]


@variant("gate_weights")
def _(name: str) -> Any:
    if name not in ("or", "and", "nand"):
        raise ValueError("or, and, nand")
    w, b = np.ones(2), {"or": -0.5, "and": -1.5, "nand": -1.5}[name]
    return (-w, np.array([-b])) if name == "nand" else (w, np.array([b]))


@variant("xor")
def _(x1: float, x2: float) -> Any:
    w, b = np.array([-1.0, -1.0]), 2.0
    first = float(np.array([x1, x2]) @ w + b > 0)
    left = float(np.array([x1, first]) @ w + b > 0)
    right = float(np.array([x2, first]) @ w + b > 0)
    return float(np.array([left, right]) @ w + b > 0)


@variant("xor")
def _(x1: float, x2: float) -> Any:
    def nand(p: float, q: float) -> int:
        return 1 if -2 * p - 2 * q + 3 > 0 else 0

    not1, not2 = nand(x1, x1), nand(x2, x2)
    return nand(nand(x1, not2), nand(not1, x2))


@variant("xor")
def _(x1: float, x2: float) -> Any:
    def nand(p: Any, q: Any) -> Any:
        return np.where(1.5 - p - q > 0, 1.0, 0.0)

    both = nand(x1, x2)
    return nand(nand(x1, both), nand(x2, both))


@variant("xor_relu")
def _(x1: float, x2: float) -> Any:
    return np.maximum(0, x1 + x2) - 2 * np.maximum(0, x1 + x2 - 1)


@variant("xor_relu")
def _(x1: float, x2: float) -> Any:
    return max(0, x1 - x2) + max(0, x2 - x1)


@variant("xor_relu")
def _(x1: float, x2: float) -> Any:
    h = np.maximum(np.array([[1.0, 1.0], [1.0, 1.0]]) @ np.array([x1, x2]) + [0.0, -1.0], 0.0)
    return h @ np.array([1.0, -2.0])


@variant("xor_relu")
def _(x1: float, x2: float) -> Any:
    return 1.0 - np.maximum(0.0, 1.0 - x1 - x2) - np.maximum(0.0, x1 + x2 - 1.0)
