"""The gradient of one weight as a product along its path, and what learners make of it."""

from typing import Any

import numpy as np

from autograder.exercises.backprop.chapter import exercise, mistake
from autograder.exercises.drawing import upstream
from autograder.reference import backprop as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict

SIZES = ((5, 3), (1, 4), (6, 1), (2, 7), (4, 4))
FAR = 1e8


@exercise("backprop_one_weight", parts={"value": 5.0, "analytic": 1.0, "inputs": 1.0})
def _one_weight(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for n, k in SIZES:
        x, W1, w2, y = _network(rng, n, k)
        for i, j in _positions(rng, n, k):
            with verdict.part("value"):
                got = student.backprop_one_weight(x, W1, w2, y, i, j)
                want = right.backprop_one_weight(x, W1, w2, y, i, j)
                verdict.expect(got, want, called="the gradient")
    x, W1, w2, _ = _network(rng, 5, 4)
    for (i, j), y in zip(((4, 1), (0, 3), (2, 0)), (FAR, -FAR, FAR), strict=True):
        with verdict.part("analytic"):
            got = student.backprop_one_weight(x, W1, w2, y, i, j)
            want = right.backprop_one_weight(x, W1, w2, y, i, j)
            verdict.expect(got, want, called="the gradient for a target far away")


def _network(rng: np.random.Generator, n: int, k: int) -> tuple[Array, Array, Array, float]:
    """Numbers that keep every factor of the product away from 0 and 1."""
    x = upstream(rng, (n,))
    W1 = rng.uniform(0.2, 1.2, (n, k)) * rng.choice([-1.0, 1.0], (n, k)) / np.sqrt(n)
    w2 = upstream(rng, (k,))
    o = float(1 / (1 + np.exp(-x @ W1)) @ w2)
    return x, W1, w2, o + float(upstream(rng, (1,))[0])


def _positions(rng: np.random.Generator, n: int, k: int) -> list[tuple[int, int]]:
    """Three weights, with i and j different wherever there is a choice."""
    every = [(i, j) for i in range(n) for j in range(k) if i != j or n == k == 1]
    chosen = rng.choice(len(every), size=min(3, len(every)), replace=False)
    return [every[index] for index in chosen.tolist()]


@mistake(
    "backprop_one_weight",
    "slope of the sigmoid forgotten",
    loses="value analytic",
    hint="The path runs through z_j as well: the factor ∂h_j/∂z_j is missing.",
)
def _(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> Any:
    h = 1 / (1 + np.exp(-(x @ W1)))
    return (h @ w2 - y) * w2[j] * x[i]


@mistake(
    "backprop_one_weight",
    "slope formula fed with z",
    loses="value analytic",
    hint="The slope written with σ itself wants the activation h_j in it, and yours is given the "
    "pre-activation.",
)
def _(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> Any:
    z = x @ W1
    h = 1 / (1 + np.exp(-z))
    return (h @ w2 - y) * w2[j] * z[j] * (1 - z[j]) * x[i]


@mistake(
    "backprop_one_weight",
    "residual's sign",
    loses="value analytic",
    hint="The sign is the opposite one: reread ∂L/∂o. If the output is too large, the loss grows "
    "with it.",
)
def _(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> Any:
    h = 1 / (1 + np.exp(-(x @ W1)))
    return (y - h @ w2) * w2[j] * h[j] * (1 - h[j]) * x[i]


@mistake(
    "backprop_one_weight",
    "factor 2",
    loses="value analytic",
    hint="The gradient is twice too large: what becomes of the ½ in the loss?",
)
def _(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> Any:
    h = 1 / (1 + np.exp(-(x @ W1)))
    return 2 * (h @ w2 - y) * w2[j] * h[j] * (1 - h[j]) * x[i]


@mistake(
    "backprop_one_weight",
    "outgoing weight forgotten",
    loses="value analytic",
    hint="Between o and h_j lies an edge with a weight on it, and its factor is missing.",
)
def _(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> Any:
    h = 1 / (1 + np.exp(-(x @ W1)))
    return (h @ w2 - y) * h[j] * (1 - h[j]) * x[i]


@mistake(
    "backprop_one_weight",
    "input forgotten",
    loses="value analytic",
    hint="You stop at z_j. The last factor of the path, ∂z_j/∂W1[i, j], is missing.",
)
def _(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> Any:
    h = 1 / (1 + np.exp(-(x @ W1)))
    return (h @ w2 - y) * w2[j] * h[j] * (1 - h[j])


@mistake(
    "backprop_one_weight",
    "the weight itself for the input",
    loses="value analytic",
    hint="The last factor is W1[i, j]. That is how z_j answers to the input; asked is how it "
    "answers to the weight.",
)
def _(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> Any:
    h = 1 / (1 + np.exp(-(x @ W1)))
    return (h @ w2 - y) * w2[j] * h[j] * (1 - h[j]) * W1[i, j]


@mistake(
    "backprop_one_weight",
    "i and j exchanged",
    loses="value analytic",
    hint="The numbers of another path: in x W1 the first index of a weight is its input and the "
    "second its hidden unit.",
)
def _(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> Any:
    h = 1 / (1 + np.exp(-(x @ W1)))
    return (h @ w2 - y) * w2[i] * h[i] * (1 - h[i]) * x[j]


@mistake(
    "backprop_one_weight",
    "every hidden unit counted",
    loses="value analytic",
    hint="You add over all hidden units, but the weight reaches the output through one of them "
    "only.",
)
def _(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> Any:
    h = 1 / (1 + np.exp(-(x @ W1)))
    return (h @ w2 - y) * np.sum(w2 * h * (1 - h)) * x[i]


@mistake(
    "backprop_one_weight",
    "pre-activation for the activation",
    loses="value analytic",
    hint="Your output is made of z where it should be made of h: the forward pass has lost its "
    "sigmoid.",
)
def _(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> Any:
    z = x @ W1
    h = 1 / (1 + np.exp(-z))
    return (z @ w2 - y) * w2[j] * h[j] * (1 - h[j]) * x[i]


@mistake(
    "backprop_one_weight",
    "upstream gradient forgotten",
    loses="value analytic",
    hint="This is ∂o/∂W1[i, j]. The loss is one step further: its own derivative is missing.",
)
def _(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> Any:
    h = 1 / (1 + np.exp(-(x @ W1)))
    return w2[j] * h[j] * (1 - h[j]) * x[i]


@mistake(
    "backprop_one_weight",
    "all weights at once",
    loses="value analytic",
    hint="A whole matrix comes back. Asked is one number, the entry for the weight [i, j].",
)
def _(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> Any:
    h = 1 / (1 + np.exp(-(x @ W1)))
    return np.outer(x, (h @ w2 - y) * w2 * h * (1 - h))


@mistake(
    "backprop_one_weight",
    "hidden layer written into w2",
    loses="inputs",
    hint="The caller's w2 is overwritten while you multiply: make a new array.",
)
def _(x: Array, W1: Array, w2: Array, y: float, i: int, j: int) -> Any:
    h = 1 / (1 + np.exp(-(x @ W1)))
    weight = float(w2[j])
    w2 *= h
    return (np.sum(w2) - y) * weight * h[j] * (1 - h[j]) * x[i]
