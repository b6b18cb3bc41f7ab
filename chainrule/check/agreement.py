"""Do gradients agree with central differences of their own forward function; and where they do
not, what explains them?"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.causes import USED_UP, Diagnosis
from chainrule.check.compare import ladder, relative_error
from chainrule.check.diagnose import diagnose, diagnose_order
from chainrule.check.difference import Slopes
from chainrule.check.formula import read_back
from chainrule.check.pair import Pair, Trial, attempt, differences
from chainrule.check.report import failure
from chainrule.check.sides import EXCHANGED, side

Array = NDArray[np.float64]

TOLERANCE = 1e-6


def agree(
    pair: Pair,
    inputs: Iterable[tuple[Array, ...]],
    also: Callable[[Trial], None] | None = None,
) -> list[str]:
    """Facts about a pair that is right at all inputs; `also` is asked of every trial besides."""
    rng = draw.generator()
    worst: dict[str, float] = {}
    count = 0
    for arrays in inputs:
        count += 1
        trial = attempt(pair, list(arrays), rng)
        for name, error in compare(trial).items():
            worst[name] = max(error, worst.get(name, 0.0))
        if also is not None:
            also(trial)
    return [f"{count} shapes", within(worst)]


def compare(trial: Trial) -> dict[str, float]:
    """The relative error of each gradient against central differences of the pair's forward.

    Raises CheckFailed at the first gradient that misses a rung, then where the second backward
    call gives something else than the first."""
    pair = trial.pair
    truth = differences(pair, list(trial.arrays.values()), trial.upstream)
    for name, got, slopes in zip(pair.gradients, trial.got, truth, strict=True):
        finding = ladder(got, slopes.low, up_to=slopes.high, tolerance=TOLERANCE)
        if finding is not None:
            why = _why(trial, got, truth, name)
            raise failure(pair.exercise, name, finding, slopes.low.shape, trial.quoted, why)
    _agree_again(trial, truth)
    return {
        name: _distance(got, slopes)
        for name, got, slopes in zip(pair.gradients, trial.got, truth, strict=True)
    }


def within(worst: Mapping[str, float]) -> str:
    """ "dX within 3e-11 and db within 2e-12 of central differences"."""
    each = [f"{name} within {max(error, 1e-16):.0e}" for name, error in worst.items()]
    return f"{' and '.join(each)} of central differences"


def _agree_again(trial: Trial, truth: Sequence[Slopes]) -> None:
    """Raises CheckFailed where the second backward call misses what the first one met."""
    pair = trial.pair
    for name, got, slopes in zip(pair.gradients, trial.again, truth, strict=True):
        finding = ladder(got, slopes.low, up_to=slopes.high, tolerance=TOLERANCE)
        if finding is not None:
            part = f"{name} from {pair.again.format(pair.backward_name)}"
            raise failure(pair.exercise, part, finding, slopes.low.shape, trial.quoted, USED_UP)


def _why(trial: Trial, got: object, truth: Sequence[Slopes], name: str) -> Diagnosis | None:
    """What explains one gradient, the surest explanation first."""
    slopes = truth[trial.pair.gradients.index(name)]
    return (
        diagnose_order(trial.got, [(s.low, s.high) for s in truth])
        or diagnose(got, slopes.low, up_to=slopes.high, upstream=trial.upstream)
        or (trial.pair.clues(trial, name, got, slopes) if trial.pair.clues else None)
        or _exchanged(trial, name, got)
        or _wrong_quantity(trial, got, slopes)
        or _formula(trial, got)
        or _one_side(trial, got, slopes)
    )


def _exchanged(trial: Trial, name: str, got: object) -> Diagnosis | None:
    """Whether the gradient of the first input is the right one for the opposite input."""
    pair, (Z, *others) = trial.pair, trial.arrays.values()
    if name != pair.gradients[0] or Z.shape != trial.upstream.shape or _shape(got) != Z.shape:
        return None
    there = differences(pair, [-Z, *others], trial.upstream)[0]
    return EXCHANGED if ladder(got, there.low, up_to=there.high) is None else None


def _formula(trial: Trial, got: object) -> Diagnosis | None:
    """Which formula an elementwise gradient is the outcome of."""
    Z, *others = trial.arrays.values()
    shapes = {Z.shape, trial.upstream.shape, trial.output.shape}
    if others or type(got) is not np.ndarray or shapes != {got.shape}:
        return None
    if got.dtype.kind != "f" or not np.isfinite(got).all():
        return None
    (name,) = trial.arrays
    named = {trial.pair.output: trial.output, name: Z}
    return read_back(got, trial.upstream, named, trial.pair.upstream)


def _shape(value: object) -> tuple[int, ...] | None:
    return value.shape if type(value) is np.ndarray else None


def _one_side(trial: Trial, got: object, slopes: Slopes) -> Diagnosis | None:
    """Whether a gradient of one elementwise function is wrong on one side of 0 only."""
    Z = next(iter(trial.arrays.values()))
    if len(trial.arrays) > 1 or type(got) is not np.ndarray or got.shape != Z.shape:
        return None
    return side(got, slopes.middle, Z) if Z.shape == trial.upstream.shape else None


def _wrong_quantity(trial: Trial, got: object, slopes: Slopes) -> Diagnosis | None:
    """Whether the derivative is right but taken at the output in place of the input, or the
    reverse. Running the pair on its own output tells, without knowing any formula."""
    pair = trial.pair
    if len(pair.inputs) != 1 or type(got) is not np.ndarray or got.shape != trial.upstream.shape:
        return None
    output, _ = pair.run_forward(trial.arrays[pair.inputs[0]].copy())
    if type(output) is not np.ndarray or output.shape != got.shape:
        return None
    (at_output,) = differences(pair, [output], trial.upstream)
    if ladder(got, at_output.low, up_to=at_output.high) is None:
        return AT_OUTPUT
    _, cache = pair.run_forward(output.copy())
    (moved,) = pair.run_backward(trial.upstream.copy(), cache)
    return AT_INPUT if ladder(moved, slopes.low, up_to=slopes.high) is None else None


def _distance(got: object, slopes: Slopes) -> float:
    """Relative error where the gradient is known to a point; kinks allow any value."""
    sharp = slopes.high - slopes.low < 1e-6 * np.maximum(1.0, abs(slopes.middle))
    values = np.asarray(got, dtype=np.float64)
    return relative_error(np.where(sharp, values, 0.0), np.where(sharp, slopes.middle, 0.0))


AT_OUTPUT = Diagnosis(
    "derivative at the output",
    "this is the derivative, taken at the activation in place of the pre-activation.",
    "Is your formula written in Z or in A? Does the cache hold the one it needs?",
)
AT_INPUT = Diagnosis(
    "output's formula at the input",
    "the formula is the one written in the activation, and it is given the pre-activation.",
    "Is your formula written in Z or in A? Does the cache hold the one it needs?",
)
