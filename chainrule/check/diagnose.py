"""The general mistakes, tried on a gradient that is wrong: which of them would give exactly these
numbers? No reference is needed, and what is said points at the mathematics, not at a line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from chainrule.check.compare import Finding, ladder
from chainrule.check.words import number

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Diagnosis:
    """A mistake's name, and one sentence each on the likely cause and the next step."""

    name: str
    cause: str
    next_step: str


@dataclass(frozen=True)
class Case:
    """A wrong gradient, the bounds it should have met, and the upstream gradient it was given."""

    got: Array
    low: Array
    high: Array
    upstream: Array | None

    def explained_by(self, change: Callable[[Array], Array], got: Array | None = None) -> bool:
        """Whether right answers that went through `change` are what was got."""
        ends = change(self.low), change(self.high)
        low, high = np.minimum(*ends), np.maximum(*ends)
        return ladder(self.got if got is None else got, low, up_to=high) is None

    @property
    def alike(self) -> bool:
        """Whether got, wanted and upstream have one shape, so that they compare entry by entry."""
        return self.upstream is not None and (
            self.got.shape == self.low.shape == self.upstream.shape
        )


def diagnose(
    got: object,
    want: ArrayLike,
    *,
    up_to: ArrayLike | None = None,
    upstream: ArrayLike | None = None,
) -> Diagnosis | None:
    """The first general mistake that explains `got` exactly, or None.

    Every entry should have been between `want` and `up_to` (by default, at `want`). The first axis
    of `upstream` counts the examples. Anything but a finite array of real numbers gives None."""
    if type(got) is not np.ndarray or got.dtype.kind not in "fiub" or not np.isfinite(got).all():
        return None
    low = np.asarray(want, dtype=np.float64)
    case = Case(
        got.astype(np.float64),
        low,
        low if up_to is None else np.asarray(up_to, dtype=np.float64),
        None if upstream is None else np.asarray(upstream, dtype=np.float64),
    )
    if got.size == 0 or not np.isfinite(case.low + case.high).all():
        return None
    tries = (_arrangement, _summation, _upstream, _scale, _zeros)
    return next((found for attempt in tries for found in attempt(case)), None)


def diagnose_order(got: list[object], want: list[tuple[Array, Array]]) -> Diagnosis | None:
    """Whether the gradients are right but come in another order."""
    for i, value in enumerate(got):
        for j, (low, high) in enumerate(want):
            if i != j and low.any() and ladder(value, low, up_to=high) is None:
                return ORDER
    return None


def of_rung(finding: Finding, largest: float = 0.0) -> Diagnosis | None:
    """What a rung alone says, whatever the numbers; `largest` is the size of the inputs.

    None for the shape, which `diagnose` may explain better, and for the value."""
    if finding.rung == "dtype":
        return HALF if "float" in finding.got else TRUTH if "bool" in finding.got else INTEGERS
    if finding.rung == "finite":
        return OVERFLOW if largest > 100 else NO_VALUE
    return {"defined": NOTHING, "array": KIND}.get(finding.rung)


def _total(gradient: Array) -> Array:
    return np.asarray(gradient.sum())


def _arrangement(case: Case) -> Iterator[Diagnosis]:
    got, low = case.got, case.low
    if got.shape == low.shape or got.size != low.size:
        return
    if got.ndim == 2 and case.explained_by(lambda g: g, got.T):
        yield TRANSPOSED
    elif case.explained_by(lambda g: g, got.reshape(low.shape)):
        yield KEPT if got.squeeze().shape == low.squeeze().shape else FLATTENED


def _summation(case: Case) -> Iterator[Diagnosis]:
    got, low = case.got, case.low
    for axis in range(got.ndim if got.ndim > low.ndim else 0):
        total = got.sum(axis=axis)
        if total.shape == low.shape and case.explained_by(lambda g: g, total):
            yield UNSUMMED
    if got.ndim > 1 and low.ndim == 0 and case.explained_by(_total, _total(got)):
        yield UNSUMMED
    if got.shape != low.shape and got.ndim < 2 and case.explained_by(_total, _total(got)):
        yield WRONG_AXIS if got.ndim == 1 else OVERSUMMED


def _upstream(case: Case) -> Iterator[Diagnosis]:
    if not case.alike or case.upstream is None:
        return
    upstream, open_ = case.upstream, case.upstream > 0
    if ladder(case.got, upstream) is None:
        yield UNMASKED
    if case.explained_by(lambda g: g, case.got * upstream):
        yield FORGOTTEN
    if case.explained_by(lambda g: g * upstream):
        yield TWICE
    if case.explained_by(lambda g: np.where(open_, g, 0.0)) or (
        ladder(case.got, np.where(open_, upstream, 0.0)) is None
    ):
        yield UPSTREAM_SIGN


def _scale(case: Case) -> Iterator[Diagnosis]:
    if case.got.shape != case.low.shape:
        return
    if case.explained_by(lambda g: -g):
        yield SIGN
    examples = case.upstream.shape[0] if case.upstream is not None and case.upstream.ndim else 1
    if examples > 1 and case.explained_by(lambda g: g * examples):
        yield _times_examples(examples)
    if examples > 1 and case.explained_by(lambda g: g / examples):
        yield _over_examples(examples)
    if case.explained_by(lambda g: g * 2):
        yield DOUBLE
    if case.explained_by(lambda g: g / 2):
        yield HALVED
    largest = np.unravel_index(int(np.argmax(abs(case.low))), case.low.shape)
    ratio = float(case.got[largest] / case.low[largest]) if case.low[largest] else 0.0
    if case.low.size > 1 and ratio and case.explained_by(lambda g: g * ratio):
        yield _constant(ratio)


def _zeros(case: Case) -> Iterator[Diagnosis]:
    if case.got.shape != case.low.shape:
        return
    gone = (case.got == 0) & ~((case.low <= 0) & (case.high >= 0))
    if case.got.any() and case.explained_by(lambda g: np.where(gone, 0.0, g)):
        yield _dropped(int(gone.sum()), case.got.size)
    elif not case.got.any():
        yield NO_GRADIENT


def _times_examples(m: int) -> Diagnosis:
    return Diagnosis(
        "times m",
        f"every entry is exactly {m} times too large, and {m} is the number of examples.",
        "The cost is a mean; its 1/m belongs in one place. Is it missing here, or undone?",
    )


def _over_examples(m: int) -> Diagnosis:
    return Diagnosis(
        "times 1/m",
        f"every entry is exactly {m} times too small, and {m} is the number of examples.",
        "The 1/m of the cost is in the gradient that arrives already. Does it come in twice?",
    )


def _constant(ratio: float) -> Diagnosis:
    return Diagnosis(
        "constant factor",
        f"every entry is the right one times {number(ratio)}.",
        "Which constant of the formula is missing, there twice, or of another value?",
    )


def _dropped(count: int, size: int) -> Diagnosis:
    return Diagnosis(
        "dropped",
        f"{count} of {size} entries are 0 and should not be; the others are right.",
        "What do those entries of the input have in common? Which case of the derivative is "
        "theirs?",
    )


ORDER = Diagnosis(
    "order swapped",
    "the gradients are right, but stand in another order.",
    "Return them in the order of the forward function's inputs.",
)
NOTHING = Diagnosis(
    "nothing returned",
    "the function ends without returning this value.",
    "Does every path through the function end in a return?",
)
KIND = Diagnosis(
    "not an array",
    "something else than one NumPy array stands where this value should be.",
    "Compare what you return with the contract: how many values, and in which order?",
)
HALF = Diagnosis(
    "float32",
    "the numbers were squeezed into fewer digits than a gradient check needs.",
    "Use float64 throughout; that is what NumPy gives when no dtype is named.",
)
TRUTH = Diagnosis(
    "mask returned",
    "a mask of True and False came back in place of the values it selects.",
    "What should an entry that the mask lets through be?",
)
INTEGERS = Diagnosis(
    "integers",
    "the result is not held in real floating-point numbers.",
    "A copy of an integer array stays one, and cuts off what is written into it. Where is the "
    "result made?",
)
NO_VALUE = Diagnosis(
    "no value",
    "an operation has no value here: 0/0, or the root or logarithm of a negative number.",
    "Which part of the formula is not defined at this input?",
)
OVERFLOW = Diagnosis(
    "overflow",
    "an exponential grew past the largest number; infinity − infinity and infinity / infinity "
    "have no value.",
    "Which exponent becomes large and positive here? Find a form of the formula in which it "
    "cannot.",
)
TRANSPOSED = Diagnosis(
    "transposed",
    "this is the right gradient, transposed.",
    "Write the shape under every factor of the product: which order fits?",
)
KEPT = Diagnosis(
    "kept dimension",
    "the numbers are right, with one axis of length 1 too many or too few.",
    "A gradient has the shape of what it is the gradient of. Did a sum keep its axis?",
)
FLATTENED = Diagnosis(
    "flattened",
    "the numbers are right, in another shape.",
    "A gradient has the shape of what it is the gradient of.",
)
UNSUMMED = Diagnosis(
    "missing sum",
    "summed over the axis that is too many, this would be right.",
    "One value was used for every example. Its effects on the cost add: over which axis?",
)
WRONG_AXIS = Diagnosis(
    "wrong axis",
    "the total is right, so the sum seems to run over the wrong axis.",
    "Which axis counts the examples, and which the units?",
)
OVERSUMMED = Diagnosis(
    "summed too far",
    "everything was added up into one number.",
    "Which axis counts the examples? The other one should remain.",
)
UNMASKED = Diagnosis(
    "mask missing",
    "the upstream gradient passes unchanged everywhere.",
    "For which inputs is the local slope not 1?",
)
FORGOTTEN = Diagnosis(
    "upstream forgotten",
    "this is the local slope alone; the upstream gradient does not take part.",
    "The chain rule multiplies two factors along each edge. What is the other one?",
)
TWICE = Diagnosis(
    "upstream twice",
    "the upstream gradient is multiplied in twice.",
    "Along each edge of the diagram there is one local slope and one upstream gradient.",
)
UPSTREAM_SIGN = Diagnosis(
    "mask from upstream",
    "the gradient passes where the upstream gradient is positive, whatever the input was.",
    "Whose sign decides whether a unit is open: the upstream gradient's or the input's?",
)
SIGN = Diagnosis(
    "sign",
    "every entry has the opposite sign.",
    "Follow the minus signs through the derivative, one factor at a time.",
)
DOUBLE = Diagnosis(
    "times 2",
    "every entry is exactly twice too large.",
    "Does a path count twice, or is a 1/2 missing?",
)
HALVED = Diagnosis(
    "times 1/2",
    "every entry is exactly half of what it should be.",
    "Is a path missing, or a 2 that a square leaves behind?",
)
NO_GRADIENT = Diagnosis(
    "all zero",
    "no gradient passes anywhere.",
    "Is the result filled in before it is returned, and from the right cache?",
)
