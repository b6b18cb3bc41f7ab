"""What learners make of a network: its layers, the list that comes back, the list handed in."""

from typing import Any

from autograder.exercises.feedforward.chapter import mistake
from autograder.reference.arrays import Array

ALL = "output activations depth"


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
