"""A linear layer by explicit sums, and what learners make of it."""

from typing import Any

import numpy as np

from autograder.exercises.feedforward.chapter import exercise, mistake
from autograder.exercises.feedforward.layers import PARTS, ask_loops
from autograder.reference.arrays import Array

exercise("linear_forward_loops", parts=PARTS)(ask_loops)


@mistake(
    "linear_forward_loops",
    "bias forgotten",
    loses="bias single",
    hint="Without biases all is right: the sum is there, and what is added after it is not.",
)
def _(X: Array, W: Array, b: Array) -> Array:
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for k in range(X.shape[1]):
                Z[i, j] += X[i, k] * W[k, j]
    return Z


@mistake(
    "linear_forward_loops",
    "bias added for every input",
    loses="bias single",
    hint="The bias comes in once for every input: read where the sum of the definition ends, and "
    "on which side of that the bias stands.",
)
def _(X: Array, W: Array, b: Array) -> Array:
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for k in range(X.shape[1]):
                Z[i, j] += X[i, k] * W[k, j] + b[j]
    return Z


@mistake(
    "linear_forward_loops",
    "only the last term kept",
    loses="sums bias single",
    hint="Each unit holds the product of the last input alone: each new term replaces the sum so "
    "far, where the definition adds.",
)
def _(X: Array, W: Array, b: Array) -> Array:
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for k in range(X.shape[1]):
                Z[i, j] = X[i, k] * W[k, j]
            Z[i, j] += b[j]
    return Z


@mistake(
    "linear_forward_loops",
    "sum carried on to the next unit",
    loses="sums bias single",
    hint="The first unit of an example is right, and each later one holds the sums before it as "
    "well: over which index does the definition sum, and for which is it a sum of its own?",
)
def _(X: Array, W: Array, b: Array) -> Array:
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        total = 0.0
        for j in range(W.shape[1]):
            for k in range(X.shape[1]):
                total += X[i, k] * W[k, j]
            Z[i, j] = total + b[j]
    return Z


@mistake(
    "linear_forward_loops",
    "last input left out",
    loses="sums bias single",
    hint="The last input takes no part: count how many terms your sum has, and from which number "
    "to which `range` counts.",
)
def _(X: Array, W: Array, b: Array) -> Array:
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for k in range(X.shape[1] - 1):
                Z[i, j] += X[i, k] * W[k, j]
            Z[i, j] += b[j]
    return Z


@mistake(
    "linear_forward_loops",
    "return inside the loop",
    loses="sums bias single",
    hint="The first example is right and the others are 0: after which loop does the function end?",
)
def _(X: Array, W: Array, b: Array) -> Any:
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for k in range(X.shape[1]):
                Z[i, j] += X[i, k] * W[k, j]
            Z[i, j] += b[j]
        return Z
    return None


@mistake(
    "linear_forward_loops",
    "weights read as (n_out, n_in)",
    loses="sums bias single",
    hint="W has a row for every input and a column for every unit; the indices of your sum read it "
    "the other way round.",
)
def _(X: Array, W: Array, b: Array) -> Array:
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for k in range(X.shape[1]):
                Z[i, j] += X[i, k] * W[j, k]
            Z[i, j] += b[j]
    return Z


@mistake(
    "linear_forward_loops",
    "entries multiplied in place of a sum",
    loses="sums bias single",
    hint="Every entry of Z is made from a whole row of X and a whole column of W; yours is made "
    "from one entry of each.",
)
def _(X: Array, W: Array, b: Array) -> Array:
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            Z[i, j] = X[i, j] * W[i, j] + b[j]
    return Z


@mistake(
    "linear_forward_loops",
    "sums collected in the bias itself",
    loses="sums bias single inputs",
    hint="The first example is right, the next begins where it ended, and b is changed afterwards: "
    "a second name for an array is no second array.",
)
def _(X: Array, W: Array, b: Array) -> Array:
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        row = b
        for j in range(W.shape[1]):
            for k in range(X.shape[1]):
                row[j] += X[i, k] * W[k, j]
        Z[i] = row
    return Z


@mistake(
    "linear_forward_loops",
    "average in place of sum",
    loses="sums bias single",
    hint="The products are averaged over the inputs. The definition sums them and divides by "
    "nothing.",
)
def _(X: Array, W: Array, b: Array) -> Array:
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for k in range(X.shape[1]):
                Z[i, j] += X[i, k] * W[k, j] / X.shape[1]
            Z[i, j] += b[j]
    return Z


@mistake(
    "linear_forward_loops",
    "units in rows",
    loses="sums bias single",
    hint="The numbers are right, with the units in rows. Examples are rows, here and in X.",
)
def _(X: Array, W: Array, b: Array) -> Array:
    Z = np.zeros((W.shape[1], X.shape[0]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for k in range(X.shape[1]):
                Z[j, i] += X[i, k] * W[k, j]
            Z[j, i] += b[j]
    return Z


@mistake(
    "linear_forward_loops",
    "a cache returned as well",
    loses="sums bias single",
    hint="Two values come back, and this function is asked for Z alone.",
)
def _(X: Array, W: Array, b: Array) -> Any:
    return X @ W + b, (X, W, b)


@mistake(
    "linear_forward_loops",
    "nested lists returned",
    loses="sums bias single",
    hint="The numbers may be right, but they stand in lists of lists, and a layer's output is an "
    "array: the next layer will ask it for its shape.",
)
def _(X: Array, W: Array, b: Array) -> Any:
    rows = []
    for x in X:
        row = [float(each) for each in b]
        for j in range(W.shape[1]):
            row[j] += sum(x[k] * W[k, j] for k in range(len(x)))
        rows.append(row)
    return rows
