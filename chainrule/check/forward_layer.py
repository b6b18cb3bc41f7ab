"""The checks of chapter 02's linear layer, by loops and vectorised.

What is expected is put together from what each input alone contributes, so that a wrong answer can
be traced to the contribution that is missing, there twice, or in the wrong place."""

import contextlib
import re
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, exercise, two
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.report import CheckFailed, failure

Array = NDArray[np.float64]

LOOPS, VECTORISED = "linear_forward_loops", "linear_forward"


@exercise
def linear_forward_loops(function: object, /) -> list[str]:
    """`function(X, W, b) -> Z`: X (m, n_in), W (n_in, n_out), b (n_out,), Z (m, n_out)."""

    def Z_of(*arrays: Array) -> object:
        result = call(LOOPS, LOOPS, function, *arrays)
        if isinstance(result, tuple) and len(result) == 2:
            raise CheckFailed(
                LOOPS,
                f"what {LOOPS} returns",
                expected="Z alone",
                got="two values",
                next_step="The cache comes with the next exercise; here Z is all that is asked.",
            )
        return result

    return _layers(LOOPS, Z_of)


@exercise
def linear_forward(function: object, /) -> list[str]:
    """`function(X, W, b) -> (Z, cache)`: the same Z, and whatever a backward pass will need."""

    def Z_of(*arrays: Array) -> object:
        result = call(VECTORISED, VECTORISED, function, *arrays)
        return two(VECTORISED, VECTORISED, result, "(Z, cache)")[0]

    return _layers(VECTORISED, Z_of)


@contextlib.contextmanager
def of_shapes(next_step: str) -> Iterator[None]:
    """An error about shapes or indices is told with this next step: which sizes there are is known
    here, and seldom has anything to be transposed."""
    try:
        yield
    except CheckFailed as found:
        if not re.search("matmul|not aligned|broadcast|IndexError", found.got):
            raise
        raise found.retold(next_step=next_step) from found.__cause__


@contextlib.contextmanager
def of_column(n_out: int) -> Iterator[None]:
    """An error about shapes is told its cause where one of them is that of a bias on end."""
    try:
        yield
    except CheckFailed as found:
        if not re.search(rf"broadcast.*\({n_out}, ?1\)", found.got):
            raise
        raise found.retold(cause=BIAS_COLUMN.cause) from found.__cause__


def combined(X: Array, W: Array, b: Array) -> Array:
    """The biases, and on top of them what each input alone contributes to every unit."""
    return np.asarray(b + np.sum(_shares(X, W), axis=0), dtype=np.float64)


def _shares(X: Array, W: Array) -> list[Array]:
    """(m, n_out) for each input: its column of X against its row of W."""
    return [np.outer(x, w) for x, w in zip(X.T, W, strict=True)]


def _layers(name: str, Z_of: Callable[..., object]) -> list[str]:
    count = 0
    for kind, X, W, b in _inputs(draw.generator()):
        count += 1
        watch = Watch({"X": X.copy(), "W": W.copy(), "b": b.copy()})
        with of_shapes(READ_SHAPES), of_column(len(b)):
            got = Z_of(*watch.arrays.values())
        watch.verify(name, name)
        want = combined(X, W, b)
        finding = ladder(got, want)
        if finding is not None:
            part = f"Z {kind}, X {X.shape} and W {W.shape}"
            raise failure(name, part, finding, want.shape, {"b": b}, _why(got, X, W, b))
    return [f"{count} layers", "a batch of one, one input and one unit among them"]


def _inputs(rng: np.random.Generator) -> Iterator[tuple[str, Array, Array, Array]]:
    """Layers that are easy to see through first, then full ones at awkward sizes."""
    W, b = draw.normal((4, 3), rng), draw.upstream((3,), rng)
    yield "with every weight 0", draw.normal((5, 4), rng), 0 * W, b
    yield "with one input 1 and the others 0", np.eye(4), W, b
    yield "without bias", draw.normal((5, 4), rng), W, 0 * b
    for sizes in draw.rounds({"X": "m n", "W": "n k", "b": "k"}, rng):
        X, W = draw.normal(sizes["X"], rng), draw.normal(sizes["W"], rng)
        yield "of a full layer", X, W, draw.upstream(sizes["b"], rng)
    yield "of one input", draw.normal((4, 1), rng), W[:1], draw.upstream(W[0].shape, rng)


def _why(got: object, X: Array, W: Array, b: Array) -> Diagnosis | None:
    """Which slip explains the answer."""
    if type(got) is list:
        return NESTED
    if type(got) is not np.ndarray:
        return None
    want = combined(X, W, b)
    if got.shape != want.shape:
        return _misshapen(got, want)
    shares = _shares(X, W)
    tries = {
        NO_BIAS: want - b,
        BIAS_EACH: want + (len(W) - 1) * b,
        LAST: shares[-1] + b,
        INSIDE: want - b + X.sum(axis=1, keepdims=True) * b,
        CARRIED: np.cumsum(want - b, axis=1) + b,
        FIRST_ROW: np.where(np.arange(len(X))[:, None] == 0, want, 0.0),
        FIRST_NUMBER: np.where(np.arange(want.size).reshape(want.shape) == 0, want, 0.0),
        MEAN: (want - b) / len(W) + b,
        BENT: np.tanh(want),
        SQUEEZED_INTO_0_1: 1 - 1 / (1 + np.exp(want)),
    }
    if len(X) == len(b):
        tries[BIAS_COLUMN] = want - b + b[:, None]
    tries |= {left_out(k): want - share for k, share in enumerate(shares)}
    return next((why for why, wrong in tries.items() if ladder(got, wrong) is None), None)


def _misshapen(got: Array, want: Array) -> Diagnosis | None:
    if got.shape == want.T.shape and ladder(got.T, want) is None:
        return COLUMNS
    if got.ndim < 2 and got.size == want.size:
        return AXIS_GONE
    return None


def left_out(k: int) -> Diagnosis:
    return Diagnosis(
        f"input {k} left out",
        f"input {k} takes no part; all the others do.",
        "How many terms does the definition's sum have, and how many has yours?",
    )


READ_SHAPES = (
    "X is (m, n_in), W (n_in, n_out) and b (n_out,). Write the size beside each index, or under "
    "each factor: which two have to meet, and what is left?"
)
NO_BIAS = Diagnosis(
    "bias forgotten",
    "the sums are right, and the bias is missing.",
    "What does a unit add to its weighted sum?",
)
BIAS_EACH = Diagnosis(
    "bias for every input",
    "the bias was added once for every input.",
    "Is the bias inside the sum or after it?",
)
INSIDE = Diagnosis(
    "bias inside the product",
    "the bias was multiplied by the inputs.",
    "Which comes first, the product or the addition? Where do the brackets stand?",
)
LAST = Diagnosis(
    "last term alone",
    "only the last input's term is left of each sum.",
    "A sum grows from term to term. What becomes of the sum so far when the next term comes?",
)
CARRIED = Diagnosis(
    "sum carried on",
    "each unit's sum begins where the unit before it ended.",
    "Where does a new sum begin, and with which value?",
)
FIRST_NUMBER = Diagnosis(
    "first number alone",
    "only one number was filled in, that of the first example and the first unit.",
    "After which loop does the function return?",
)
BIAS_COLUMN = Diagnosis(
    "bias as a column",
    "b stands as a column: one bias for each example.",
    "b is (n_out,), one for each unit. Along which axis does Z count the units?",
)
FIRST_ROW = Diagnosis(
    "first example alone",
    "the first example is right, and the others were never filled in.",
    "After which loop does the function return?",
)
MEAN = Diagnosis(
    "average",
    "the terms were averaged in place of being summed.",
    "Does the definition divide by anything?",
)
BENT = Diagnosis(
    "tanh applied",
    "this is tanh(Z): an activation was applied.",
    "Z is the pre-activation. What comes before the bend?",
)
SQUEEZED_INTO_0_1 = Diagnosis(
    "sigmoid applied",
    "this is σ(Z): an activation was applied.",
    "Z is the pre-activation. What comes before the bend?",
)
COLUMNS = Diagnosis(
    "examples in columns",
    "the numbers are right, with examples in columns and units in rows.",
    "X has one example a row, and so has Z. Which index comes first?",
)
AXIS_GONE = Diagnosis(
    "axis gone",
    "an axis of length 1 was squeezed away.",
    "A batch of one is still a batch: Z is (m, n_out), also where m or n_out is 1.",
)
NESTED = Diagnosis(
    "nested lists",
    "rows were collected in a list, and the list came back.",
    "Z is an array. Which function of NumPy makes one of nested lists, or an empty one to fill?",
)
