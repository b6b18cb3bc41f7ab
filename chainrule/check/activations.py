"""Checks of chapter 05's activations that work entry by entry, forward and backward."""

from collections.abc import Mapping

import numpy as np

from chainrule.check import draw, slips, worked
from chainrule.check.agreement import compare, within
from chainrule.check.calls import exercise
from chainrule.check.pair import Pair, attempt
from chainrule.check.values import Activation, before, known_values, with_options

SIGMOID = [Activation("sigmoid_forward", worked.SIGMOID, slips=slips.OF_SIGMOID)]
TANH = [Activation("tanh_forward", worked.TANH, slips=slips.OF_TANH)]
RELU = [Activation("relu_forward", worked.line(0.0))]
LEAKY_RELU = [
    Activation("leaky_relu_forward", worked.line(0.01)),
    Activation("leaky_relu_forward", worked.line(0.3), {"slope": 0.3}),
]
ELU = [
    Activation("elu_forward", worked.piecewise(worked.EXPONENTIAL_LEFT, 1.0, 1.0)),
    Activation("elu_forward", worked.piecewise(worked.EXPONENTIAL_LEFT, 2.5, 1.0), {"alpha": 2.5}),
]
SELU = [Activation("selu_forward", worked.piecewise(worked.SELU_LEFT, 1.0, 1.0507009873554805))]
DEFAULTS: Mapping[str, float] = {"slope": 0.01, "alpha": 1.0}


@exercise
def sigmoid_forward(forward: object, /) -> list[str]:
    """`forward(Z) -> (A, cache)`: A = σ(Z), Z (m, n); finite at ±1000."""
    return _forward("sigmoid_forward", forward, SIGMOID)


@exercise
def sigmoid_backward(forward: object, backward: object, /) -> list[str]:
    """`backward(dA, cache) -> dZ` of sigmoid_forward."""
    return _backward("sigmoid_backward", forward, backward, SIGMOID)


@exercise
def tanh_forward(forward: object, /) -> list[str]:
    """`forward(Z) -> (A, cache)`: A = tanh(Z), Z (m, n); finite at ±1000."""
    return _forward("tanh_forward", forward, TANH)


@exercise
def tanh_backward(forward: object, backward: object, /) -> list[str]:
    """`backward(dA, cache) -> dZ` of tanh_forward."""
    return _backward("tanh_backward", forward, backward, TANH)


@exercise
def relu_forward(forward: object, /) -> list[str]:
    """`forward(Z) -> (A, cache)`: A = max(0, Z), Z (m, n)."""
    return _forward("relu_forward", forward, RELU)


@exercise
def relu_backward(forward: object, backward: object, /) -> list[str]:
    """`backward(dA, cache) -> dZ` of relu_forward; any slope from 0 to 1 is right at Z = 0."""
    return _backward("relu_backward", forward, backward, RELU)


@exercise
def leaky_relu_forward(forward: object, /) -> list[str]:
    """`forward(Z, slope=0.01) -> (A, cache)`: slope · Z left of 0."""
    return _forward("leaky_relu_forward", forward, LEAKY_RELU)


@exercise
def leaky_relu_backward(forward: object, backward: object, /) -> list[str]:
    """`backward(dA, cache) -> dZ` of leaky_relu_forward, at whatever slope that was called."""
    return _backward("leaky_relu_backward", forward, backward, LEAKY_RELU)


@exercise
def elu_forward(forward: object, /) -> list[str]:
    """`forward(Z, alpha=1.0) -> (A, cache)`: alpha (e^Z − 1) where Z ≤ 0."""
    return _forward("elu_forward", forward, ELU)


@exercise
def elu_backward(forward: object, backward: object, /) -> list[str]:
    """`backward(dA, cache) -> dZ` of elu_forward, at whatever alpha that was called."""
    return _backward("elu_backward", forward, backward, ELU)


@exercise
def selu_forward(forward: object, /) -> list[str]:
    """`forward(Z) -> (A, cache)`: an ELU with α = 1.67326…, times λ = 1.05070… everywhere."""
    return _forward("selu_forward", forward, SELU)


@exercise
def selu_backward(forward: object, backward: object, /) -> list[str]:
    """`backward(dA, cache) -> dZ` of selu_forward."""
    return _backward("selu_backward", forward, backward, SELU)


def _forward(name: str, forward: object, kinds: list[Activation]) -> list[str]:
    facts: list[str] = []
    for kind in kinds:
        with with_options(kind.options, DEFAULTS):
            facts = known_values(name, forward, kind)
    return facts


def _backward(name: str, forward: object, backward: object, kinds: list[Activation]) -> list[str]:
    before(name, kinds[0].name, lambda: _forward(kinds[0].name, forward, kinds))
    rng = draw.generator()
    found: list[float] = []
    for kind in kinds:
        pair = Pair(
            name,
            forward,
            backward,
            ("Z",),
            "A",
            kind.name,
            name,
            options=kind.options,
            curved=kinds not in (RELU, LEAKY_RELU),
        )
        with with_options(kind.options, DEFAULTS):
            found += errors(pair, rng)
    return [f"{len(found)} shapes", within({"dZ": max(found)})]


def errors(pair: Pair, rng: np.random.Generator) -> list[float]:
    """The error of the one gradient at awkward shapes, with exact zeros among the inputs, and at
    ±1000."""
    shapes = [sizes["Z"] for sizes in draw.rounds({"Z": "m n"}, rng)]
    inputs = [2 * draw.normal(shape, rng) for shape in shapes]
    inputs.append(draw.with_zeros(inputs[0], rng))
    inputs.append(draw.extreme(shapes[1], rng))
    (name,) = pair.gradients
    return [compare(attempt(pair, [Z], rng))[name] for Z in inputs]
