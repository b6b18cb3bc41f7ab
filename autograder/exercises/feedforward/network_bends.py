"""What learners make of a network: where it bends, and with which activation."""

from typing import Any

import numpy as np

from autograder.exercises.feedforward.chapter import mistake
from autograder.reference.arrays import Array

ALL = "output activations depth"


@mistake(
    "mlp_forward",
    "hidden in the last layer too",
    loses=ALL,
    hint="Up to the last hidden layer all is right; the last layer is bent by the hidden "
    "activation, and the output activation takes no part.",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    activations = [X]
    for W, b in params:
        activations.append(hidden(activations[-1] @ W + b))
    return activations


@mistake(
    "mlp_forward",
    "output in every layer",
    loses=ALL,
    hint="Every layer is bent by the output activation. Which layers are hidden, and which one is "
    "not?",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    activations = [X]
    for W, b in params:
        activations.append(output(activations[-1] @ W + b))
    return activations


@mistake(
    "mlp_forward",
    "last layer without its activation",
    loses=ALL,
    hint="The last entry is a pre-activation: the output activation is a step of its own, even "
    "though it is often the identity.",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    activations = [X]
    for W, b in params[:-1]:
        activations.append(hidden(activations[-1] @ W + b))
    W, b = params[-1]
    activations.append(activations[-1] @ W + b)
    return activations


@mistake(
    "mlp_forward",
    "output on top of hidden",
    loses=ALL,
    hint="The last layer is bent twice, by the hidden activation and then by the output's. Each "
    "layer has one.",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    activations = [X]
    for W, b in params:
        activations.append(hidden(activations[-1] @ W + b))
    activations[-1] = output(activations[-1])
    return activations


@mistake(
    "mlp_forward",
    "pre-activations listed",
    loses=ALL,
    hint="What you pass on is right, and what you list is one step older: Z in place of A.",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    listed, A = [X], X
    for number, (W, b) in enumerate(params):
        Z = A @ W + b
        listed.append(Z)
        A = output(Z) if number == len(params) - 1 else hidden(Z)
    return listed


@mistake(
    "mlp_forward",
    "pre-activation passed on",
    loses=ALL,
    hint="A1 is right, and A2 is made from Z1: a layer's input is the activation before it.",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    listed, Z = [X], X
    for number, (W, b) in enumerate(params):
        Z = Z @ W + b
        listed.append(output(Z) if number == len(params) - 1 else hidden(Z))
    return listed


@mistake(
    "mlp_forward",
    "activation before the product",
    loses=ALL,
    hint="The inputs of a layer are bent before they are weighed; the definition weighs first.",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    activations = [X]
    for number, (W, b) in enumerate(params):
        curve = output if number == len(params) - 1 else hidden
        activations.append(curve(activations[-1]) @ W + b)
    return activations


@mistake(
    "mlp_forward",
    "sigmoid in place of hidden",
    loses=ALL,
    hint="Your hidden layers are bent by the sigmoid, whatever was handed in: the activation is an "
    "argument.",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    activations = [X]
    for number, (W, b) in enumerate(params):
        Z = activations[-1] @ W + b
        activations.append(output(Z) if number == len(params) - 1 else 1 / (1 + np.exp(-Z)))
    return activations
