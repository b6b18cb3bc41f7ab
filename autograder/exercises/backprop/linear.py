"""The backward pass of a linear layer, and what learners make of it."""

from typing import Any

import numpy as np

from autograder.exercises.backprop.chapter import exercise, mistake
from autograder.exercises.drawing import upstream
from autograder.reference import backprop as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict

SIZES = ((5, 3, 4), (1, 4, 2), (6, 1, 3), (2, 5, 1))
GRADIENTS = ("dX", "dW", "db")
FAR = 1e9


@exercise(
    "linear_backward",
    uses=("linear_forward",),
    parts={"dX": 2.0, "dW": 4.0, "db": 3.0, "analytic": 4.0, "again": 1.0, "inputs": 1.0},
)
def _linear_backward(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    def ask(part: str, sizes: tuple[int, int, int], *gradients: str, bias: float = 1.0) -> None:
        m, n_in, n_out = sizes
        X, W = upstream(rng, (m, n_in)), upstream(rng, (n_in, n_out))
        b, dZ = bias * upstream(rng, (n_out,)), upstream(rng, (m, n_out))
        with verdict.part(part):
            Z, cache = student.linear_forward.cached(X, W, b)
            wanted, ours = right.linear_forward(X, W, b)
            verdict.needs("linear_forward", Z, wanted)
            if part == "again":
                student.linear_forward.cached(2.0 * X[:1], 3.0 * W, b)
                student.linear_backward(-dZ, cache)
            got = student.linear_backward(dZ, cache)
            three = isinstance(got, tuple | list) and len(got) == 3
            verdict.require(three, "expected three gradients, (dX, dW, db)", got=_kind(got))
            want = dict(zip(GRADIENTS, right.linear_backward(dZ, ours), strict=True))
            found = dict(zip(GRADIENTS, got, strict=True))  # type: ignore[call-overload]
            for name in gradients:
                verdict.expect(found[name], want[name], called=f"{name}{_CALLED[part]}")

    for sizes in SIZES:
        for name in GRADIENTS:
            ask(name, sizes, name)
    ask("analytic", (4, 3, 2), "dX", bias=FAR)
    ask("again", (3, 2, 4), *GRADIENTS)


_CALLED = {
    **dict.fromkeys(GRADIENTS, ""),
    "analytic": " beside a bias of size 1e9, where only the formula keeps its digits",
    "again": " for an earlier cache, asked a second time,",
}


def _kind(value: object) -> str:
    size = f" of {len(value)}" if isinstance(value, tuple | list) else ""
    return f"{type(value).__name__}{size}"


@mistake(
    "linear_backward",
    "db summed over the wrong axis",
    loses="db again",
    hint="db has one number an example; the bias has one number a unit, and serves every example.",
)
def _(dZ: Array, cache: Any) -> Any:
    X, W, _ = cache
    return dZ @ W.T, X.T @ dZ, np.sum(dZ, axis=1)


@mistake(
    "linear_backward",
    "db kept as a row",
    loses="db again",
    hint="The numbers of db are right and its shape is (1, n_out): a gradient has the shape of "
    "what it is the gradient of.",
)
def _(dZ: Array, cache: Any) -> Any:
    X, W, _ = cache
    return dZ @ W.T, X.T @ dZ, np.sum(dZ, axis=0, keepdims=True)


@mistake(
    "linear_backward",
    "db not summed",
    loses="db again",
    hint="db keeps one row an example. One bias serves all of them, and over paths gradients add.",
)
def _(dZ: Array, cache: Any) -> Any:
    X, W, _ = cache
    return dZ @ W.T, X.T @ dZ, dZ.copy()


@mistake(
    "linear_backward",
    "db averaged",
    loses="db again",
    hint="db is m times too small, m being the number of examples: the 1/m of the mean came with "
    "dZ already.",
)
def _(dZ: Array, cache: Any) -> Any:
    X, W, _ = cache
    return dZ @ W.T, X.T @ dZ, np.mean(dZ, axis=0)


@mistake(
    "linear_backward",
    "1/m twice",
    loses="dW db again",
    hint="dW and db are m times too small: the 1/m of the mean lives in the gradient at the logits "
    "and in no other place.",
)
def _(dZ: Array, cache: Any) -> Any:
    X, W, _ = cache
    m = len(X)
    return dZ @ W.T, X.T @ dZ / m, np.sum(dZ, axis=0) / m


@mistake(
    "linear_backward",
    "1/m in dX too",
    loses="dX dW db analytic again",
    hint="All three are m times too small: the 1/m of the mean came with dZ already.",
)
def _(dZ: Array, cache: Any) -> Any:
    X, W, _ = cache
    m = len(X)
    return dZ @ W.T / m, X.T @ dZ / m, np.sum(dZ, axis=0) / m


@mistake(
    "linear_backward",
    "W not transposed",
    loses="dX dW db analytic again",
    hint="The product for dX does not fit. Write the shape under each factor: dZ is (m, n_out), "
    "and dX must come out (m, n_in).",
)
def _(dZ: Array, cache: Any) -> Any:
    X, W, _ = cache
    return dZ @ W, X.T @ dZ, np.sum(dZ, axis=0)


@mistake(
    "linear_backward",
    "dW transposed",
    loses="dW again",
    hint="dW has outputs as rows. With examples as rows of X, W is (n_in, n_out), and so is its "
    "gradient.",
)
def _(dZ: Array, cache: Any) -> Any:
    X, W, _ = cache
    return dZ @ W.T, dZ.T @ X, np.sum(dZ, axis=0)


@mistake(
    "linear_backward",
    "dX with columns for rows",
    loses="dX analytic again",
    hint="dX has examples as columns: that is the other convention. X is (m, n_in), and so is its "
    "gradient.",
)
def _(dZ: Array, cache: Any) -> Any:
    X, W, _ = cache
    return W @ dZ.T, X.T @ dZ, np.sum(dZ, axis=0)


@mistake(
    "linear_backward",
    "gradients in another order",
    loses="dX dW db analytic again",
    hint="The three are right and stand in another order than the forward pass's inputs X, W, b.",
)
def _(dZ: Array, cache: Any) -> Any:
    X, W, _ = cache
    return X.T @ dZ, np.sum(dZ, axis=0), dZ @ W.T


@mistake(
    "linear_backward",
    "db never returned",
    loses="dX dW db analytic again",
    hint="Two gradients come back, and the forward pass has three inputs: the bias has a gradient, "
    "too.",
)
def _(dZ: Array, cache: Any) -> Any:
    X, W, _ = cache
    return dZ @ W.T, X.T @ dZ


@mistake(
    "linear_backward",
    "upstream gradient forgotten in dX",
    loses="dX analytic again",
    hint="dX does not change with dZ: this is the local Jacobian alone, repeated for every "
    "example.",
)
def _(dZ: Array, cache: Any) -> Any:
    X, W, _ = cache
    return np.tile(W.sum(axis=1), (len(X), 1)), X.T @ dZ, np.sum(dZ, axis=0)


@mistake(
    "linear_backward",
    "last example only",
    loses="dW db again",
    hint="dW and db hold one example's share. Every example uses the same weights: the examples "
    "are paths, and over paths gradients add.",
)
def _(dZ: Array, cache: Any) -> Any:
    X, W, _ = cache
    for row, up in zip(X, dZ, strict=True):
        dW, db = np.outer(row, up), up.copy()
    return dZ @ W.T, dW, db


@mistake(
    "linear_backward",
    "upstream gradient changed in place",
    loses="inputs",
    hint="dZ is different after the call; another branch of the network may still need it.",
)
def _(dZ: Array, cache: Any) -> Any:
    X, W, _ = cache
    answer = dZ @ W.T, X.T @ dZ, np.sum(dZ, axis=0)
    dZ /= len(X)
    return answer


@mistake(
    "linear_backward",
    "weights updated on the way",
    loses="again",
    hint="A second call finds other weights than the first: a backward pass reads W and leaves the "
    "step to whoever asked for the gradient.",
)
def _(dZ: Array, cache: Any) -> Any:
    X, W, _ = cache
    answer = dZ @ W.T, X.T @ dZ, np.sum(dZ, axis=0)
    W -= 0.1 * answer[1]
    return answer
