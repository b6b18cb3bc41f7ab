"""The checks of chapter 04's gradients of a single weight: products along a path, sums over
paths, compared with central differences of the loss."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check import path_slips as slip
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.difference import gradients
from chainrule.check.expected import Slips, expect, quotient
from chainrule.check.report import failure
from chainrule.check.words import number

Array = NDArray[np.float64]
Network = tuple[Array, Array, Array]
ONE, TWO = "backprop_one_weight", "two_path_gradient"
SIZES = ((5, 3), (1, 4), (6, 1), (3, 3))
FAR = 1e10
FLAT_AT = 17.0


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
        network, o = _network(n, k, rng)
        y = o - float(draw.upstream((1,), rng)[0])
        (truth,) = gradients(lambda W, net=network, y=y: _loss(_output(W, net), y), [network[1]])
        for i, j in np.ndindex(n, k):
            count += 1
            got = _one(function, network, y, i, j)
            _single(got, truth.middle, f"∂L/∂W1[{i}, {j}]")
            slips = _forgotten(truth.middle, network, y, (i, j))
            expect(ONE, f"∂L/∂W1[{i}, {j}]", got, truth.middle[i, j], slips=slips)
    _far_away(function, *_network(3, 2, rng))
    return [f"{count} weights in {len(SIZES)} networks, as central differences say"]


def _network(n: int, k: int, rng: np.random.Generator) -> tuple[Network, float]:
    """x, W1, w2, and the output they give."""
    x, w2 = draw.upstream((n,), rng), draw.upstream((k,), rng)
    network = x, draw.upstream((n, k), rng) / np.sqrt(n), w2
    return network, _output(network[1], network)


def _output(W1: Array, network: Network) -> float:
    x, _, w2 = network
    return float(_squashed(x @ W1) @ w2)


def _loss(o: float, y: float) -> float:
    return (o - y) ** 2 / 2


def _one(function: object, network: Network, y: float, i: int, j: int) -> object:
    watch = Watch({n: a.copy() for n, a in zip(("x", "W1", "w2"), network, strict=True)})
    got = call(ONE, ONE, function, *watch.arrays.values(), y, i, j)
    watch.verify(ONE, ONE)
    return got


def _single(got: object, truth: Array, part: str) -> None:
    """Raises CheckFailed where a whole vector or matrix came back that is not the gradient."""
    if type(got) is np.ndarray and got.size > 1 and ladder(got, truth) is not None:
        finding = ladder(got, 0.0)
        assert finding is not None
        raise failure(ONE, part, finding, (), {}, slip.VECTOR)


def _far_away(function: object, network: Network, o: float) -> None:
    """A target so far away that a difference of two losses keeps no digits; a product does."""
    (slopes,) = gradients(lambda W: _output(W, network), [network[1]])
    for y, (i, j) in ((o - FAR, (2, 0)), (o + FAR, (0, 1))):
        want = (o - y) * slopes.middle[i, j]
        part = f"∂L/∂W1[{i}, {j}] for y = {number(y)}"
        _digits(ONE, part, _one(function, network, y, i, j), want, slip.DIFFERENCES)


def _digits(exercise: str, part: str, got: object, want: float, why: Diagnosis) -> None:
    """Raises CheckFailed where a gradient that is right elsewhere has lost its digits."""
    finding = ladder(got, want)
    if finding is not None:
        raise failure(exercise, part, finding, (), {}, why)


def _forgotten(truth: Array, network: Network, y: float, place: tuple[int, int]) -> Slips:
    """What is left of the right product when one of its factors is missing or another's."""
    (i, j), (x, W1, w2) = place, network
    want = float(truth[i, j])
    z = x @ W1
    bend = slope(_squashed, float(z[j]))
    h = float(_squashed(z[j]))
    residual = float(_squashed(z) @ w2) - y
    straight = float(z @ w2) - y
    other = truth[j, i] if max(i, j) < min(truth.shape) else np.nan
    return {
        slip.NO_BEND: want / bend,
        slip.NO_INPUT: quotient(want, x[i]),
        slip.NO_OUTGOING: quotient(want, w2[j]),
        slip.NO_LOSS: quotient(want, residual),
        slip.RESIDUAL_SIGN: -want,
        slip.NOT_HALVED: 2 * want,
        slip.OWN_WEIGHT: quotient(want, x[i]) * W1[i, j],
        slip.Z_FOR_A: want / bend * z[j] * (1 - z[j]),
        slip.NO_SQUASH: quotient(want, residual) * straight,
        slip.EVERY_UNIT: truth[i].sum(),
        slip.ALL_WEIGHTS: truth,
        slip.EXCHANGED: other,
        slip.OTHER_INPUT: quotient(want, x[i]) * (x[j] if j < len(x) else np.nan),
        slip.OTHER_OUTGOING: quotient(want, w2[j]) * (w2[i] if i < len(w2) else np.nan),
        slip.OF_THE_LOSS: want / residual * _loss(residual, 0.0),
        slip.SLOPE_AT_H: want / bend * slope(_squashed, h),
        slip.ONE_FACTOR: want / bend * h,
        slip.OTHER_FACTOR: want / bend * (1 - h),
        slip.STRAIGHT: straight * w2[j] * x[i],
        slip.STRAIGHT_SLOPED: straight * w2[j] * z[j] * (1 - z[j]) * x[i],
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
    for x, u, v in ((1.3, 0.7, -1.6), (-2.1, 1.4, 0.6)):
        got = call(TWO, TWO, function, x, FLAT_AT / x, u, v)
        rest = slope(partial(_sum, u=u, v=v), float(_squashed(np.array(FLAT_AT))))
        # σ is as steep at −z as at z, and at −z it has all its digits
        want = rest * slope(_squashed, -FLAT_AT) * x
        _digits(TWO, f"∂L/∂w at w x = {FLAT_AT:g}", got, want, slip.FLAT)
    return [f"{count} networks, as central differences say"]


def _both(w: Array, x: float, u: float, v: float) -> Array:
    return _sum(_squashed(w * x), u, v)


def _sum(h: Array, u: float, v: float) -> Array:
    return np.asarray(np.tanh(u * h) + np.tanh(v * h))


def _wrong_paths(want: float, x: float, w: float, u: float, v: float) -> Slips:
    h = float(_squashed(np.array(w * x)))
    bend = slope(_squashed, w * x)
    of_u, of_v = (slope(partial(_both, x=x, u=weight, v=0.0), w) for weight in (u, v))
    up, down = (slope(np.tanh, weight * h) for weight in (u, v))
    return {
        slip.FIRST_PATH: of_u,
        slip.SECOND_PATH: of_v,
        slip.MULTIPLIED: of_u * of_v / (bend * x),
        slip.AVERAGED: want / 2,
        slip.NO_BEND: want / bend,
        slip.NO_TANH: (u + v) * bend * x,
        slip.NO_WEIGHTS: (up + down) * bend * x,
        slip.NO_INPUT: want / x,
        slip.OF_INPUT: want / x * w,
        slip.NO_SQUARE: (u * (1 - np.tanh(u * h)) + v * (1 - np.tanh(v * h))) * bend * x,
        slip.TANH_AT_H: (u + v) * slope(np.tanh, h) * bend * x,
        slip.TANH_AT_WEIGHT: (u * slope(np.tanh, u) + v * slope(np.tanh, v)) * bend * x,
        slip.TANH_AT_OUTPUT: sum(a * slope(np.tanh, np.tanh(a * h)) for a in (u, v)) * bend * x,
        slip.AT_ARGUMENT: (u * (1 - (u * h) ** 2) + v * (1 - (v * h) ** 2)) * bend * x,
        slip.THE_LOSS: float(_both(np.array(w), x, u, v)),
    }
