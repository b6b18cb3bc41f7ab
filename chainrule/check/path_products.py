"""The checks of chapter 04's gradients of a single weight: products along a path, sums over
paths, compared with central differences of the loss."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.difference import gradients
from chainrule.check.expected import Slips, expect, quotient
from chainrule.check.words import number

Array = NDArray[np.float64]
ONE, TWO = "backprop_one_weight", "two_path_gradient"
SIZES = ((5, 3), (1, 4), (6, 1), (3, 3))


def _squashed(z: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-z)))


def slope(f: Callable[[Array], object], at: float) -> float:
    """The derivative of a function of one number, by central differences."""
    return float(gradients(f, [np.array(at)])[0].middle)


@exercise
def backprop_one_weight(function: object, /) -> list[str]:
    """`function(x, W1, w2, y, i, j) -> float`: ∂L/∂W1[i, j] for h = σ(x W1), o = h·w2 and
    L = ½ (o − y)²; x (n,), W1 (n, k), w2 (k,)."""
    rng = draw.generator()
    count = 0
    for n, k in SIZES:
        x, w2 = draw.upstream((n,), rng), draw.upstream((k,), rng)
        W1 = draw.upstream((n, k), rng) / np.sqrt(n)
        o = float(_squashed(x @ W1) @ w2)
        y = o - float(draw.upstream((1,), rng)[0])
        (truth,) = gradients(lambda W, x=x, w2=w2, y=y: _loss(x, W, w2, y), [W1])
        for i, j in np.ndindex(n, k):
            count += 1
            watch = Watch({"x": x.copy(), "W1": W1.copy(), "w2": w2.copy()})
            got = call(ONE, ONE, function, *watch.arrays.values(), y, i, j)
            watch.verify(ONE, ONE)
            slips = _forgotten(truth.middle, (x, W1, w2, y), i, j)
            expect(ONE, f"∂L/∂W1[{i}, {j}]", got, truth.middle[i, j], slips=slips)
    return [f"{count} weights in {len(SIZES)} networks, as central differences say"]


def _loss(x: Array, W1: Array, w2: Array, y: float) -> float:
    return float((_squashed(x @ W1) @ w2 - y) ** 2 / 2)


def _forgotten(truth: Array, network: tuple[Array, Array, Array, float], i: int, j: int) -> Slips:
    """What is left of the right product when one of its factors is missing or another's."""
    x, W1, w2, y = network
    want = float(truth[i, j])
    z = x @ W1
    bend = slope(_squashed, float(z[j]))
    residual = float(_squashed(z) @ w2) - y
    straight = float(z @ w2) - y
    other = truth[j, i] if max(i, j) < min(truth.shape) else np.nan
    return {
        NO_BEND: want / bend,
        NO_INPUT: quotient(want, x[i]),
        NO_OUTGOING: quotient(want, w2[j]),
        NO_LOSS: quotient(want, residual),
        RESIDUAL_SIGN: -want,
        NOT_HALVED: 2 * want,
        OWN_WEIGHT: quotient(want, x[i]) * W1[i, j],
        Z_FOR_A: want / bend * z[j] * (1 - z[j]),
        NO_SQUASH: quotient(want, residual) * straight,
        EVERY_UNIT: truth[i].sum(),
        ALL_WEIGHTS: truth,
        EXCHANGED: other,
    }


@exercise
def two_path_gradient(function: object, /) -> list[str]:
    """`function(x, w, u, v) -> float`: ∂L/∂w for h = σ(w x), L = tanh(u h) + tanh(v h)."""
    rng = draw.generator()
    count = 6
    for _ in range(count):
        x, w, u = (float(value) for value in draw.upstream((3,), rng))
        v = 0.8 * u if abs(u) > 1 else 2.2 * u  # neither equal nor opposite
        want = slope(partial(_both, x=x, u=u, v=v), w)
        got = call(TWO, TWO, function, x, w, u, v)
        numbers = ", ".join(f"{n} = {number(a)}" for n, a in zip("xwuv", (x, w, u, v), strict=True))
        expect(TWO, f"∂L/∂w at {numbers}", got, want, slips=_wrong_paths(want, x, w, u, v))
    return [f"{count} networks, as central differences say"]


def _both(w: Array, x: float, u: float, v: float) -> Array:
    h = _squashed(w * x)
    return np.asarray(np.tanh(u * h) + np.tanh(v * h))


def _wrong_paths(want: float, x: float, w: float, u: float, v: float) -> Slips:
    h = float(_squashed(np.array(w * x)))
    bend = slope(_squashed, w * x)
    of_u, of_v = (slope(partial(_both, x=x, u=weight, v=0.0), w) for weight in (u, v))
    up, down = (slope(np.tanh, weight * h) for weight in (u, v))
    return {
        FIRST_PATH: of_u,
        SECOND_PATH: of_v,
        MULTIPLIED: of_u * of_v / (bend * x),
        AVERAGED: want / 2,
        NO_BEND: want / bend,
        NO_TANH: (u + v) * bend * x,
        NO_WEIGHTS: (up + down) * bend * x,
        NO_INPUT: want / x,
        OF_INPUT: want / x * w,
        NO_SQUARE: (u * (1 - np.tanh(u * h)) + v * (1 - np.tanh(v * h))) * bend * x,
        AT_ARGUMENT: (u * (1 - (u * h) ** 2) + v * (1 - (v * h) ** 2)) * bend * x,
        THE_LOSS: float(_both(np.array(w), x, u, v)),
    }


NO_BEND = Diagnosis(
    "slope of σ missing",
    "the slope of σ does not take part.",
    "Which steps lie on the way from the loss to the weight? One of them is a bend.",
)
NO_INPUT = Diagnosis(
    "input missing",
    "the product stops one step before the weight.",
    "How does the pre-activation change when the weight grows by a little?",
)
NO_OUTGOING = Diagnosis(
    "outgoing weight missing",
    "the edge from the hidden unit to the output does not take part.",
    "How does the output change when the hidden unit grows by a little?",
)
NO_LOSS = Diagnosis(
    "loss missing",
    "this is how the output changes with the weight.",
    "The loss lies one step further. What does it add to the product?",
)
RESIDUAL_SIGN = Diagnosis(
    "sign",
    "the sign is the opposite one.",
    "If the output is too large, does the loss grow or shrink when it grows further?",
)
NOT_HALVED = Diagnosis(
    "times 2",
    "it is exactly twice too large.",
    "What does the ½ of the loss become when the square is differentiated?",
)
OWN_WEIGHT = Diagnosis(
    "weight for input",
    "the last factor is the weight itself.",
    "Of w · x, which is the derivative in w, and which the one in x?",
)
Z_FOR_A = Diagnosis(
    "output's formula at the input",
    "the slope of σ is written in its output, and it is given the pre-activation.",
    "Is your formula written in z or in h?",
)
NO_SQUASH = Diagnosis(
    "pre-activation for activation",
    "the output is made of z in place of h.",
    "What enters the last layer: the pre-activation, or the activation?",
)
EVERY_UNIT = Diagnosis(
    "every hidden unit",
    "the paths through all hidden units were added.",
    "Draw the weight: into which hidden unit does it lead?",
)
ALL_WEIGHTS = Diagnosis(
    "all weights", "the gradient of every weight came back.", "Which one entry was asked for?"
)
EXCHANGED = Diagnosis(
    "i and j exchanged",
    "this is the gradient of W1[j, i].",
    "In x W1, does a weight's first index name its input or its hidden unit?",
)
FIRST_PATH = Diagnosis(
    "first path only",
    "only the path through u takes part.",
    "From h the influence goes two ways. What happens to the two where they meet again?",
)
SECOND_PATH = Diagnosis(
    "second path only",
    "only the path through v takes part: was the first one overwritten?",
    "From h the influence goes two ways. What happens to the two where they meet again?",
)
MULTIPLIED = Diagnosis(
    "paths multiplied",
    "the two paths were multiplied.",
    "Along a path one multiplies. What does one do over paths?",
)
AVERAGED = Diagnosis(
    "half", "it is exactly half of what it should be.", "Over paths influences add."
)
NO_TANH = Diagnosis(
    "slope of tanh missing",
    "the slopes of tanh do not take part.",
    "Each path bends once more, at its own argument. How steep is tanh there?",
)
NO_WEIGHTS = Diagnosis(
    "u and v missing",
    "u and v do not take part.",
    "How does u h change when h grows by a little?",
)
OF_INPUT = Diagnosis(
    "gradient of x",
    "this is ∂L/∂x.",
    "Of w · x, which is the derivative in w, and which the one in x?",
)
NO_SQUARE = Diagnosis(
    "another slope of tanh",
    "the slope of tanh used here differs at −1 and at +1.",
    "Which power stands in the slope of tanh?",
)
AT_ARGUMENT = Diagnosis(
    "slope of tanh at its argument",
    "the slope of tanh is written in its output, and it is given its argument.",
    "Is your formula written in u h or in tanh(u h)?",
)
THE_LOSS = Diagnosis("the loss", "this is L itself.", "How does L change when w grows by a little?")
