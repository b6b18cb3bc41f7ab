"""A loss that returns its cost and its gradient together: the cost against known numbers, the
gradient against central differences of that very cost."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from chainrule.check.calls import Watch, call, muted
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder, relative_error
from chainrule.check.diagnose import diagnose
from chainrule.check.difference import gradients
from chainrule.check.logarithms import ROUNDED
from chainrule.check.report import CheckFailed, failure

Array = NDArray[Any]
Number = Callable[[object, float], Diagnosis | None]
Slips = Mapping[Diagnosis, Array]

COST, SLOPE, CLUE = 1e-9, 1e-6, 1e-4


def _unexplained(got: object, want: float) -> Diagnosis | None:
    return None


@dataclass(frozen=True)
class Loss:
    """What is checked: the function, its exercise, the names of its array inputs and of its
    gradient, arguments that follow the arrays, and what explains a wrong cost."""

    exercise: str
    function: object
    inputs: tuple[str, ...]
    gradient: str
    options: tuple[float, ...] = ()
    of_cost: Number = field(default=_unexplained)

    def run(self, *arrays: Array) -> tuple[object, object]:
        """(cost, gradient); raises CheckFailed where the call changes its inputs, or where
        something else than a pair comes back."""
        given = {name: array.copy() for name, array in zip(self.inputs, arrays, strict=True)}
        watch = Watch(given)
        result = self._called(*given.values())
        watch.verify(self.exercise, self.exercise)
        if isinstance(result, tuple | list) and len(result) == 2:
            if _is_array(result[0]) and ladder(result[1], 0.0, tolerance=math.inf) is None:
                raise self._turned(result[0])
            return result[0], result[1]
        got = "nothing" if result is None else f"a value of type {type(result).__name__}"
        if isinstance(result, tuple | list):
            got = f"{len(result)} values"
        raise CheckFailed(
            self.exercise,
            f"what {self.exercise} returns",
            expected=f"two values, (cost, {self.gradient})",
            got=got,
            next_step="Return the cost, a plain number, and then its gradient.",
        )

    def _called(self, *given: Array) -> object:
        try:
            return call(self.exercise, self.exercise, self.function, *given, *self.options)
        except CheckFailed as found:
            lengths = isinstance(found.__cause__, IndexError | ValueError) and (
                "tuple index" in found.got or "to unpack" in found.got
            )
            if not lengths or given[0].ndim == 2:
                raise
            name, shape = self.inputs[0], given[0].shape
            raise found.retold(
                cause=f"{name} has shape {shape} here: the line counts on two axes.",
                next_step=f"{name} may have one axis or more. What counts its entries, whatever "
                "its shape?",
            ) from found.__cause__

    def _turned(self, first: Array) -> CheckFailed:
        return CheckFailed(
            self.exercise,
            f"what {self.exercise} returns",
            expected=f"two values, (cost, {self.gradient})",
            got=f"an array of shape {first.shape} first, and then a number",
            cause="the gradient seems to stand in the place of the cost.",
            next_step="Which of the two comes first in the contract?",
        )

    def _cost(self, *arrays: Array) -> object:
        """The cost alone, for the many calls that differences need: what `run` has verified at
        these inputs is not verified again."""
        result = self._called(*arrays)
        return result[0] if isinstance(result, tuple | list) else None

    def costs(self, arrays: Sequence[Array], want: float, slips: Mapping[Diagnosis, float]) -> None:
        """Raises CheckFailed where the cost is not the number `want`."""
        got, gradient = self.run(*arrays)
        finding = ladder(got, want, tolerance=COST)
        if finding is None:
            return
        known = {why: wrong for why, wrong in slips.items() if not math.isnan(wrong)}
        own = (why for why, wrong in known.items() if ladder(got, wrong, tolerance=COST) is None)
        why = next(own, None) or self.of_cost(got, want)
        quoted = dict(zip(self.inputs, arrays, strict=True))
        found = failure(self.exercise, f"cost{self._with()}", finding, (), quoted, None)
        far = max(float(abs(array).max()) for array in arrays) > 100
        if finding.rung == "shape":
            whole = _is_array(got) and got.shape == arrays[0].shape and got.size > 1
            why = UNSUMMED if whole else BOXED
        elif finding.rung == "finite" and far and finding.got == "NaN":
            # A gradient that is sound tells that no exponential grew; else the failure itself
            # speaks of overflow.
            why = ROUNDED if _is_array(gradient) and np.isfinite(gradient).all() else None
        raise found if why is None else found.retold(cause=why.cause, next_step=why.next_step)

    def slopes(self, arrays: Sequence[Array], clues: Callable[[Array], Slips]) -> float:
        """The relative error of the gradient with respect to the first array. Raises CheckFailed
        where it disagrees with central differences of the cost; `clues` gives wrong gradients,
        made from the right one, by what explains them."""
        _, got = self.run(*arrays)
        first, *rest = arrays
        with muted():
            (truth,) = gradients(lambda moved: self._cost(moved, *map(np.copy, rest)), [first])
        finding = ladder(got, truth.low, up_to=truth.high, tolerance=SLOPE)
        if finding is not None:
            given = clues(truth.middle).items()
            own = (why for why, wrong in given if ladder(got, wrong, tolerance=CLUE) is None)
            examples = np.ones(len(first))
            why = next(own, None) or diagnose(got, truth.low, up_to=truth.high, upstream=examples)
            quoted = dict(zip(self.inputs, arrays, strict=True))
            part = f"{self.gradient}{self._with()}"
            raise failure(self.exercise, part, finding, first.shape, quoted, why)
        sharp = truth.high - truth.low < 1e-8
        value = np.asarray(got, dtype=np.float64)
        return relative_error(np.where(sharp, value, 0.0), np.where(sharp, truth.middle, 0.0))

    def known_slopes(self, arrays: Sequence[Array], want: Array, why: Diagnosis) -> None:
        """Raises CheckFailed where the gradient is not `want`, worked out by hand."""
        _, got = self.run(*arrays)
        finding = ladder(got, want, tolerance=COST)
        if finding is not None:
            quoted = dict(zip(self.inputs, arrays, strict=True))
            raise failure(self.exercise, self.gradient, finding, want.shape, quoted, why)

    def _with(self) -> str:
        return "".join(f" with delta = {option:g}" for option in self.options)


def _is_array(value: object) -> TypeGuard[Array]:
    """Whether it is an array of numbers with an axis at least."""
    return type(value) is np.ndarray and value.ndim > 0 and value.dtype.kind in "fiub"


def facts(rounds: int, gradient: str, errors: Sequence[float]) -> list[str]:
    """What a pass line says of a loss."""
    worst = max(max(errors), 1e-16)
    return [f"{rounds} shapes", f"{gradient} within {worst:.0e} of central differences"]


BOXED = Diagnosis(
    "boxed",
    "the cost is an array, and a cost is one plain number.",
    "Which sum or mean keeps an axis that it should not?",
)
UNSUMMED = Diagnosis(
    "a number for every entry",
    "the cost is an array as large as its input, and a cost is one plain number.",
    "The cost is the mean of the losses. Which step adds them up?",
)
SUMMED = Diagnosis(
    "sum for mean",
    "this is the sum of the losses.",
    "A loss belongs to one example; the cost is the mean of the losses.",
)
EVERY_ENTRY = Diagnosis(
    "mean over entries",
    "the losses were divided by more than the number of examples.",
    "A batch (m, k) holds m examples, and m losses.",
)
EXAMPLES_ONLY = Diagnosis(
    "mean over rows",
    "the sum was divided by the number of rows.",
    "The mean runs over all entries, m · k of them in a batch (m, k).",
)
