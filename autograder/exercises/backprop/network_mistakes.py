"""What learners make of the backward pass through a whole network."""

from typing import Any

from autograder.exercises.backprop.chapter import mistake
from autograder.reference.arrays import Array


@mistake(
    "mlp_backward",
    "slope of the last layer multiplied in",
    loses="last hidden deep",
    hint="Already the last layer is off: dZ_L is the gradient at the last pre-activation, so the "
    "slope of the output is in it.",
)
def _(dZ_L: Array, activations: Any, params: Any, hidden_slope: Any) -> Any:
    gradients, dA = [], dZ_L
    for layer in reversed(range(len(params))):
        dZ = dA * hidden_slope(activations[layer + 1])
        gradients.append((activations[layer].T @ dZ, dZ.sum(axis=0)))
        dA = dZ @ params[layer][0].T
    return gradients[::-1]


@mistake(
    "mlp_backward",
    "slopes forgotten",
    loses="hidden deep",
    hint="The last layer is right and all before it are not: between two layers lies a bend, and "
    "its slope multiplies the gradient.",
)
def _(dZ_L: Array, activations: Any, params: Any, hidden_slope: Any) -> Any:
    gradients, dZ = [], dZ_L
    for layer in reversed(range(len(params))):
        gradients.append((activations[layer].T @ dZ, dZ.sum(axis=0)))
        dZ = dZ @ params[layer][0].T
    return gradients[::-1]


@mistake(
    "mlp_backward",
    "always the sigmoid's slope",
    loses="hidden deep",
    hint="The hidden layers are right for sigmoids only: the slope to use is handed in as "
    "`hidden_slope`.",
)
def _(dZ_L: Array, activations: Any, params: Any, hidden_slope: Any) -> Any:
    gradients, dZ = [], dZ_L
    for layer in reversed(range(len(params))):
        A = activations[layer]
        gradients.append((A.T @ dZ, dZ.sum(axis=0)))
        dZ = dZ @ params[layer][0].T * A * (1 - A)
    return gradients[::-1]


@mistake(
    "mlp_backward",
    "slope of the slope",
    loses="hidden deep",
    hint="`hidden_slope` is applied to the gradient itself; it wants the activation of the layer "
    "that the gradient has arrived at.",
)
def _(dZ_L: Array, activations: Any, params: Any, hidden_slope: Any) -> Any:
    gradients, dZ = [], dZ_L
    for layer in reversed(range(len(params))):
        gradients.append((activations[layer].T @ dZ, dZ.sum(axis=0)))
        dA = dZ @ params[layer][0].T
        dZ = dA * hidden_slope(dA)
    return gradients[::-1]


@mistake(
    "mlp_backward",
    "a layer's output for its input",
    loses="last hidden deep",
    hint="dW has the wrong shape: a weight's gradient is what entered the layer times what comes "
    "back to it. `activations` has one entry more than `params`.",
)
def _(dZ_L: Array, activations: Any, params: Any, hidden_slope: Any) -> Any:
    gradients, dZ = [], dZ_L
    for layer in reversed(range(len(params))):
        gradients.append((activations[layer + 1].T @ dZ, dZ.sum(axis=0)))
        dZ = dZ @ params[layer][0].T * hidden_slope(activations[layer])
    return gradients[::-1]


@mistake(
    "mlp_backward",
    "last layer first",
    loses="last hidden deep",
    hint="The gradients are right and stand in reverse: the backward pass meets the last layer "
    "first, and the list should begin with the first.",
)
def _(dZ_L: Array, activations: Any, params: Any, hidden_slope: Any) -> Any:
    gradients, dZ = [], dZ_L
    for layer in reversed(range(len(params))):
        A = activations[layer]
        gradients.append((A.T @ dZ, dZ.sum(axis=0)))
        dZ = dZ @ params[layer][0].T * hidden_slope(A)
    return gradients


@mistake(
    "mlp_backward",
    "biases never returned",
    loses="last hidden deep",
    hint="One gradient a layer comes back; every layer has weights and biases, so it has two.",
)
def _(dZ_L: Array, activations: Any, params: Any, hidden_slope: Any) -> Any:
    gradients, dZ = [], dZ_L
    for layer in reversed(range(len(params))):
        A = activations[layer]
        gradients.append(A.T @ dZ)
        dZ = dZ @ params[layer][0].T * hidden_slope(A)
    return gradients[::-1]


@mistake(
    "mlp_backward",
    "first layer missing",
    loses="last hidden deep",
    hint="There is one pair too few: the first layer learns as well, from X.",
)
def _(dZ_L: Array, activations: Any, params: Any, hidden_slope: Any) -> Any:
    gradients, dZ = [], dZ_L
    for layer in range(len(params) - 1, 0, -1):
        A = activations[layer]
        gradients.append((A.T @ dZ, dZ.sum(axis=0)))
        dZ = dZ @ params[layer][0].T * hidden_slope(A)
    return gradients[::-1]


@mistake(
    "mlp_backward",
    "two layers only",
    loses="last hidden deep",
    hint="It works for one hidden layer alone. Any depth is asked: what repeats from layer to "
    "layer?",
)
def _(dZ_L: Array, activations: Any, params: Any, hidden_slope: Any) -> Any:
    X, A1 = activations[0], activations[1]
    dZ1 = dZ_L @ params[1][0].T * hidden_slope(A1)
    return [(X.T @ dZ1, dZ1.sum(axis=0)), (A1.T @ dZ_L, dZ_L.sum(axis=0))]


@mistake(
    "mlp_backward",
    "1/m twice",
    loses="last hidden deep",
    hint="Every gradient is m times too small: the 1/m of the mean is in dZ_L already, and no "
    "layer divides again.",
)
def _(dZ_L: Array, activations: Any, params: Any, hidden_slope: Any) -> Any:
    gradients, dZ = [], dZ_L
    for layer in reversed(range(len(params))):
        A = activations[layer]
        gradients.append((A.T @ dZ / len(A), dZ.sum(axis=0) / len(A)))
        dZ = dZ @ params[layer][0].T * hidden_slope(A)
    return gradients[::-1]


@mistake(
    "mlp_backward",
    "1/m at every layer",
    loses="last hidden deep",
    hint="Each layer further back is smaller by another factor m: a division by the number of "
    "examples repeats from layer to layer.",
)
def _(dZ_L: Array, activations: Any, params: Any, hidden_slope: Any) -> Any:
    gradients, dZ = [], dZ_L
    for layer in reversed(range(len(params))):
        A = activations[layer]
        dZ = dZ / len(A)
        gradients.append((A.T @ dZ, dZ.sum(axis=0)))
        dZ = dZ @ params[layer][0].T * hidden_slope(A)
    return gradients[::-1]


@mistake(
    "mlp_backward",
    "db averaged",
    loses="last hidden deep",
    hint="The weights' gradients are right and db is m times too small: one bias serves all "
    "examples, and over paths gradients add.",
)
def _(dZ_L: Array, activations: Any, params: Any, hidden_slope: Any) -> Any:
    gradients, dZ = [], dZ_L
    for layer in reversed(range(len(params))):
        A = activations[layer]
        gradients.append((A.T @ dZ, dZ.mean(axis=0)))
        dZ = dZ @ params[layer][0].T * hidden_slope(A)
    return gradients[::-1]


@mistake(
    "mlp_backward",
    "db kept as a row",
    loses="last hidden deep",
    hint="The numbers of db are right and its shape is (1, n): the sum kept its axis.",
)
def _(dZ_L: Array, activations: Any, params: Any, hidden_slope: Any) -> Any:
    gradients, dZ = [], dZ_L
    for layer in reversed(range(len(params))):
        A = activations[layer]
        gradients.append((A.T @ dZ, dZ.sum(axis=0, keepdims=True)))
        dZ = dZ @ params[layer][0].T * hidden_slope(A)
    return gradients[::-1]


@mistake(
    "mlp_backward",
    "bias before weights",
    loses="last hidden deep",
    hint="Each pair is turned round: dW comes first, then db, as in `params`.",
)
def _(dZ_L: Array, activations: Any, params: Any, hidden_slope: Any) -> Any:
    gradients, dZ = [], dZ_L
    for layer in reversed(range(len(params))):
        A = activations[layer]
        gradients.append((dZ.sum(axis=0), A.T @ dZ))
        dZ = dZ @ params[layer][0].T * hidden_slope(A)
    return gradients[::-1]


@mistake(
    "mlp_backward",
    "the updated weights used",
    loses="hidden deep inputs",
    hint="The last layer is right, and the ones before it have met weights that were already "
    "updated: all gradients belong to the weights of the forward pass.",
)
def _(dZ_L: Array, activations: Any, params: Any, hidden_slope: Any) -> Any:
    gradients, dZ = [], dZ_L
    for layer in reversed(range(len(params))):
        A, (W, b) = activations[layer], params[layer]
        dW, db = A.T @ dZ, dZ.sum(axis=0)
        W -= 0.1 * dW
        b -= 0.1 * db
        gradients.append((dW, db))
        dZ = dZ @ W.T * hidden_slope(A)
    return gradients[::-1]


@mistake(
    "mlp_backward",
    "list of activations emptied",
    loses="inputs",
    hint="The caller's list of activations is shorter afterwards: go through it without taking "
    "anything out.",
)
def _(dZ_L: Array, activations: Any, params: Any, hidden_slope: Any) -> Any:
    gradients, dZ = [], dZ_L
    for W, _b in params[::-1]:
        activations.pop()
        A = activations[-1]
        gradients.append((A.T @ dZ, dZ.sum(axis=0)))
        if len(activations) > 1:
            dZ = dZ @ W.T * hidden_slope(A)
    return gradients[::-1]
