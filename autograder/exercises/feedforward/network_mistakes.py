"""What learners make of a network's forward pass."""

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
    "bias forgotten",
    loses=ALL,
    hint="Every layer is computed without its bias.",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    activations = [X]
    for number, (W, _) in enumerate(params):
        curve = output if number == len(params) - 1 else hidden
        activations.append(curve(activations[-1] @ W))
    return activations


@mistake(
    "mlp_forward",
    "input left out of the list",
    loses="activations depth",
    hint="Every activation is right, and the list begins with A1. The first layer's own input is "
    "wanted as well: its gradient will ask for it.",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    activations, A = [], X
    for number, (W, b) in enumerate(params):
        A = output(A @ W + b) if number == len(params) - 1 else hidden(A @ W + b)
        activations.append(A)
    return activations


@mistake(
    "mlp_forward",
    "only the output returned",
    loses=ALL,
    hint="The output alone comes back. What each layer gave is wanted, in a list.",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    A = X
    for number, (W, b) in enumerate(params):
        A = output(A @ W + b) if number == len(params) - 1 else hidden(A @ W + b)
    return A


@mistake(
    "mlp_forward",
    "last layer missing",
    loses=ALL,
    hint="Your list ends with the last hidden layer: the last pair of weights was never used.",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    activations = [X]
    for W, b in params[:-1]:
        activations.append(hidden(activations[-1] @ W + b))
    return activations


@mistake(
    "mlp_forward",
    "last layer listed twice",
    loses="activations depth",
    hint="The list is one longer than it should be: the last layer stands in it with the hidden "
    "activation, and then once more with the output's.",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    activations, A = [X], X
    for W, b in params:
        Z = A @ W + b
        A = hidden(Z)
        activations.append(A)
    activations.append(output(Z))
    return activations


@mistake(
    "mlp_forward",
    "return inside the loop",
    loses=ALL,
    hint="The list ends after the first layer: at which step does the function return?",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    activations = [X]
    for number, (W, b) in enumerate(params):
        curve = output if number == len(params) - 1 else hidden
        activations.append(curve(activations[-1] @ W + b))
        return activations
    return None


@mistake(
    "mlp_forward",
    "first layer's weights in every layer",
    loses=ALL,
    hint="Every layer uses the weights of the first. Which index changes from layer to layer?",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    activations = [X]
    for number in range(len(params)):
        W, b = params[0]
        curve = output if number == len(params) - 1 else hidden
        activations.append(curve(activations[-1] @ W + b))
    return activations


@mistake(
    "mlp_forward",
    "the input fed to every layer",
    loses=ALL,
    hint="Every layer is fed with X. What is the input of the second layer?",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    activations = [X]
    for number, (W, b) in enumerate(params):
        curve = output if number == len(params) - 1 else hidden
        activations.append(curve(X @ W + b))
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


@mistake(
    "mlp_forward",
    "list of layers used up",
    loses="inputs",
    hint="The caller's list of layers is shorter afterwards: go through it without taking anything "
    "out of it.",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    activations = [X]
    while len(params) > 1:
        W, b = params.pop(0)
        activations.append(hidden(activations[-1] @ W + b))
    W, b = params[0]
    return [*activations, output(activations[-1] @ W + b)]


@mistake(
    "mlp_forward",
    "weights of the layers changed in place",
    loses="inputs",
    hint="The biases of the network are reshaped where they stand, in the caller's own arrays.",
)
def _(X: Array, params: Any, hidden: Any, output: Any) -> Any:
    activations = [X]
    for number, (W, b) in enumerate(params):
        b.shape = (1, b.size)
        curve = output if number == len(params) - 1 else hidden
        activations.append(curve(activations[-1] @ W + b))
    return activations
