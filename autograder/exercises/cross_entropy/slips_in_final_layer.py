"""More of what learners make of softmax and cross-entropy, in one step or as an object."""

import numpy as np

from autograder.exercises.cross_entropy.chapter import mistake
from autograder.reference.arrays import Array, Labels


@mistake(
    "softmax_cross_entropy",
    "gradient with respect to the probabilities",
    loses="dZ analytic extremes",
    hint="This is −Y/(mP), the gradient at the probabilities. The softmax stands between them and "
    "the scores.",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
    L = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))
    return float(-np.mean(L[rows, y])), -np.eye(Z.shape[1])[y] / np.exp(L) / len(y)


@mistake(
    "softmax_cross_entropy",
    "a norm as the denominator",
    loses="cost dZ analytic extremes",
    hint="The exponentials of a row are divided by the root of their squares' sum: then they do "
    "not sum to 1.",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows, grown = np.arange(len(y)), np.exp(Z - Z.max(axis=1, keepdims=True))
    P = grown / np.linalg.norm(grown, axis=1, keepdims=True)
    cost = -np.mean(np.log(P[rows, y]))
    P[rows, y] -= 1
    return float(cost), P / len(y)


@mistake(
    "softmax_cross_entropy",
    "logarithm to base 10",
    loses="cost extremes",
    hint="Every cost is 0.4343 times the right one, which is 1/log 10, and does not fit its "
    "gradient: which logarithm is natural?",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
    L = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))
    P = np.exp(L)
    P[rows, y] -= 1
    return float(-np.mean(L[rows, y]) / np.log(10)), P / len(y)


@mistake(
    "softmax_cross_entropy",
    "one entry instead of a number",
    loses="cost extremes",
    hint="The cost of a batch is one plain number; this is an array of shape (1,).",
)
def _(Z: Array, y: Labels) -> tuple[Array, Array]:
    rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
    L = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))
    P = np.exp(L)
    P[rows, y] -= 1
    return -np.mean(L[rows, y], keepdims=True), P / len(y)


@mistake(
    "softmax_cross_entropy",
    "input changed in place",
    loses="inputs",
    hint="Z is shifted where it stands; whoever called still needs it.",
)
def _(Z: Array, y: Labels) -> tuple[float, Array]:
    rows = np.arange(len(y))
    Z -= Z.max(axis=1, keepdims=True)
    L = Z - np.log(np.sum(np.exp(Z), axis=1, keepdims=True))
    P = np.exp(L)
    P[rows, y] -= 1
    return float(-np.mean(L[rows, y])), P / len(y)


@mistake(
    "SoftmaxCrossEntropy",
    "memory shared between objects",
    loses="memory",
    hint="The second object's forward overwrites what the first one remembers: each keeps its own "
    "memory, on `self`.",
)
class _Shared:
    def forward(self, Z: Array, y: Labels) -> float:
        rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
        L = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))
        type(self).L, type(self).y = L, y  # type: ignore[attr-defined]
        return float(-np.mean(L[rows, y]))

    def backward(self) -> Array:
        dZ = np.exp(self.L)  # type: ignore[attr-defined]
        dZ[np.arange(len(dZ)), self.y] -= 1  # type: ignore[attr-defined]
        return dZ / len(dZ)


@mistake(
    "SoftmaxCrossEntropy",
    "memory of the first forward kept",
    loses="memory",
    hint="After a second forward, backward still speaks of the first: what is remembered should be "
    "replaced each time.",
)
class _First:
    def __init__(self) -> None:
        self.seen = False

    def forward(self, Z: Array, y: Labels) -> float:
        rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
        L = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))
        if not self.seen:
            self.L, self.y, self.seen = L, y, True
        return float(-np.mean(L[rows, y]))

    def backward(self) -> Array:
        dZ = np.exp(self.L)
        dZ[np.arange(len(dZ)), self.y] -= 1
        return np.asarray(dZ / len(dZ))


@mistake(
    "SoftmaxCrossEntropy",
    "memory used up by backward",
    loses="backward",
    hint="A second backward gives another answer than the first: a line of backward writes into "
    "what forward remembered.",
)
class _UsedUp:
    def forward(self, Z: Array, y: Labels) -> float:
        rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
        L = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))
        self.P, self.y = np.exp(L), y
        return float(-np.mean(L[rows, y]))

    def backward(self) -> Array:
        self.P[np.arange(len(self.y)), self.y] -= 1
        return self.P / len(self.y)


@mistake(
    "SoftmaxCrossEntropy",
    "1/m missing in the gradient",
    loses="backward extremes memory",
    hint="The gradient is exactly m times too large. This is the one place where the 1/m lives: no "
    "layer below will divide.",
)
class _NoMean:
    def forward(self, Z: Array, y: Labels) -> float:
        rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
        self.L, self.y = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True)), y
        return float(-np.mean(self.L[rows, y]))

    def backward(self) -> Array:
        return np.exp(self.L) - np.eye(self.L.shape[1])[self.y]


@mistake(
    "SoftmaxCrossEntropy",
    "logarithm of a softmax that reached 0",
    loses="extremes",
    hint="The cost is infinite where the true class is 2000 behind; it should be 2000. Take the "
    "logarithm before anything can round to 0.",
)
class _Reached:
    def forward(self, Z: Array, y: Labels) -> float:
        rows, grown = np.arange(len(y)), np.exp(Z - Z.max(axis=1, keepdims=True))
        self.P, self.y = grown / np.sum(grown, axis=1, keepdims=True), y
        return float(-np.mean(np.log(self.P[rows, y])))

    def backward(self) -> Array:
        return (self.P - np.eye(self.P.shape[1])[self.y]) / len(self.y)


@mistake(
    "SoftmaxCrossEntropy",
    "input changed in place",
    loses="inputs",
    hint="The scores are shifted where they stand; the layer below may still need them.",
)
class _InPlace:
    def forward(self, Z: Array, y: Labels) -> float:
        Z -= Z.max(axis=1, keepdims=True)
        self.L, self.y = Z - np.log(np.sum(np.exp(Z), axis=1, keepdims=True)), y
        return float(-np.mean(self.L[np.arange(len(y)), y]))

    def backward(self) -> Array:
        return (np.exp(self.L) - np.eye(self.L.shape[1])[self.y]) / len(self.y)


@mistake(
    "SoftmaxCrossEntropy",
    "probabilities in place of the gradient",
    loses="backward extremes memory",
    hint="backward returns the probabilities: the labels take no part. Each row of the gradient "
    "sums to 0.",
)
class _Probabilities:
    def forward(self, Z: Array, y: Labels) -> float:
        rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
        L = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))
        self.P = np.exp(L)
        return float(-np.mean(L[rows, y]))

    def backward(self) -> Array:
        return self.P


@mistake(
    "SoftmaxCrossEntropy",
    "the pair as the cost",
    loses="forward extremes",
    hint="forward returns the cost and the gradient. It returns the cost alone; the gradient waits "
    "on self until backward is asked for it.",
)
class _Pair:
    def forward(self, Z: Array, y: Labels) -> tuple[float, Array]:
        rows, S = np.arange(len(y)), Z - Z.max(axis=1, keepdims=True)
        L = S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))
        self.dZ = np.exp(L)
        self.dZ[rows, y] -= 1
        self.dZ /= len(y)
        return float(-np.mean(L[rows, y])), self.dZ

    def backward(self) -> Array:
        return self.dZ
