"""A linear layer as one matrix product, and what learners make of it."""

from typing import Any

import numpy as np

from autograder.exercises.feedforward.chapter import exercise, mistake
from autograder.exercises.feedforward.layers import PARTS, ask_vectorised
from autograder.reference.arrays import Array

exercise("linear_forward", parts=PARTS)(ask_vectorised)


@mistake(
    "linear_forward",
    "bias forgotten",
    loses="bias single",
    hint="Without biases all is right: the product is there, and what is added to it is not.",
)
def _(X: Array, W: Array, b: Array) -> tuple[Array, Any]:
    return X @ W, (X, W, b)


@mistake(
    "linear_forward",
    "bias down the examples",
    loses="sums bias single",
    hint="The bias has one entry for each unit, and units are columns; yours is spread with one "
    "entry for each row.",
)
def _(X: Array, W: Array, b: Array) -> tuple[Array, Any]:
    return X @ W + b[:, None], (X, W, b)


@mistake(
    "linear_forward",
    "bias inside the product",
    loses="bias single",
    hint="The bias is multiplied by the inputs: in the definition it is added when the product is "
    "done.",
)
def _(X: Array, W: Array, b: Array) -> tuple[Array, Any]:
    return X @ (W + b), (X, W, b)


@mistake(
    "linear_forward",
    "weights transposed",
    loses="sums bias single",
    hint="W is (n_in, n_out) as it comes, and fits behind X as it is. Write the shapes under the "
    "factors of your product.",
)
def _(X: Array, W: Array, b: Array) -> tuple[Array, Any]:
    return X @ W.T + b, (X, W, b)


@mistake(
    "linear_forward",
    "factors swapped",
    loses="sums bias single",
    hint="W stands before X, as in books where each example is a column. Which two inner sizes "
    "have to meet when examples are rows?",
)
def _(X: Array, W: Array, b: Array) -> tuple[Array, Any]:
    return W @ X + b, (X, W, b)


@mistake(
    "linear_forward",
    "examples in columns",
    loses="sums bias single",
    hint="The numbers are right, with the examples in columns: this is the other convention. Here "
    "examples are rows.",
)
def _(X: Array, W: Array, b: Array) -> tuple[Array, Any]:
    return W.T @ X.T + b[:, None], (X, W, b)


@mistake(
    "linear_forward",
    "entries multiplied in place of a sum",
    loses="sums bias single",
    hint="The star multiplies entry by entry; every entry of a matrix product is a whole sum.",
)
def _(X: Array, W: Array, b: Array) -> tuple[Array, Any]:
    return X * W + b, (X, W, b)


@mistake(
    "linear_forward",
    "activation applied as well",
    loses="sums bias single",
    hint="All your values lie between 0 and 1: an activation has been at work, and Z is what comes "
    "before it.",
)
def _(X: Array, W: Array, b: Array) -> tuple[Array, Any]:
    return 1 / (1 + np.exp(-(X @ W + b))), (X, W, b)


@mistake(
    "linear_forward",
    "cache forgotten",
    loses="sums bias single",
    hint="Z comes back alone, and whoever goes backwards through this layer will ask for more.",
)
def _(X: Array, W: Array, b: Array) -> Any:
    return X @ W + b


@mistake(
    "linear_forward",
    "cache first",
    loses="sums bias single",
    hint="The cache comes first, and Z second: the contract has them the other way round.",
)
def _(X: Array, W: Array, b: Array) -> Any:
    return (X, W, b), X @ W + b


@mistake(
    "linear_forward",
    "bias reshaped in place",
    loses="inputs",
    hint="After the call b has another shape: giving an array a new shape by assignment changes "
    "the caller's array too.",
)
def _(X: Array, W: Array, b: Array) -> tuple[Array, Any]:
    b.shape = (1, b.size)
    return X @ W + b, (X, W, b)


@mistake(
    "linear_forward",
    "single axis squeezed away",
    loses="single",
    hint="Where there is one example, or one unit, an axis is missing: a batch of one is a batch.",
)
def _(X: Array, W: Array, b: Array) -> tuple[Array, Any]:
    return np.squeeze(X @ W + b), (X, W, b)
