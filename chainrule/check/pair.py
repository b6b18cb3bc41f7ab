"""A forward function and its backward function, tried together on one set of inputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from chainrule.check.calls import Watch, call, muted, two
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder, relative_error
from chainrule.check.diagnose import diagnose, diagnose_order
from chainrule.check.difference import Slopes, gradients
from chainrule.check.draw import upstream as draw_upstream
from chainrule.check.report import CheckFailed, failure
from chainrule.check.sides import side

Array = NDArray[np.float64]

TOLERANCE = 1e-6
AGAIN = "a second call of {} with the same cache"


@dataclass(frozen=True)
class Pair:
    """What is checked, and what its parts are called in messages.

    `inputs` names the arrays that forward takes; `options` are keywords for forward alone, which
    backward should find in the cache."""

    exercise: str
    forward: object
    backward: object
    inputs: tuple[str, ...]
    output: str = "out"
    forward_name: str = "forward"
    backward_name: str = "backward"
    options: Mapping[str, object] = field(default_factory=dict)

    @property
    def upstream(self) -> str:
        return f"d{self.output}"

    @property
    def gradients(self) -> tuple[str, ...]:
        return tuple(f"d{name}" for name in self.inputs)

    def run_forward(self, *arrays: Array) -> tuple[object, object]:
        """(out, cache)."""
        result = call(self.exercise, self.forward_name, self.forward, *arrays, **self.options)
        return two(self.exercise, self.forward_name, result, f"({self.output}, cache)")

    def run_backward(self, upstream: Array, cache: object, told: str = "{}") -> list[object]:
        """The gradients, one for each input; `told` is how a failure names the function."""
        name = told.format(self.backward_name)
        result = call(self.exercise, name, self.backward, upstream, cache)
        if len(self.inputs) == 1:
            return [result]
        if isinstance(result, (tuple, list)) and len(result) == len(self.inputs):
            return list(result)
        raise CheckFailed(
            self.exercise,
            f"what {self.backward_name} returns",
            expected=f"{len(self.inputs)} gradients, ({', '.join(self.gradients)})",
            got=f"{len(result)} values"
            if isinstance(result, (tuple, list))
            else f"a value of type {type(result).__name__}",
            next_step="Return one gradient for each input of the forward function, in its order.",
        )


@dataclass(frozen=True)
class Trial:
    """One run of a pair: its inputs by name, the upstream gradient, and what came of them from
    the first backward call and from a second one."""

    pair: Pair
    arrays: dict[str, Array]
    upstream: Array
    got: list[object]
    again: list[object]

    @property
    def quoted(self) -> dict[str, Array]:
        return {**self.arrays, self.pair.upstream: self.upstream}


def attempt(pair: Pair, arrays: Sequence[Array], rng: np.random.Generator) -> Trial:
    """Run forward, then backward twice, on copies of `arrays`.

    Raises CheckFailed where a call changes its inputs, the upstream gradient or forward's output,
    or where the output is no finite float array. What the gradients are worth is `compare`'s."""
    given = {name: array.copy() for name, array in zip(pair.inputs, arrays, strict=True)}
    watch = Watch(given)
    out, cache = pair.run_forward(*given.values())
    watch.verify(pair.exercise, pair.forward_name)
    output = _sound(pair, out, watch.copies)
    upstream = draw_upstream(output.shape, rng)
    seen = Watch({pair.upstream: upstream, **given, pair.output: output})
    first = [_copy(value) for value in pair.run_backward(upstream, cache)]
    seen.verify(pair.exercise, pair.backward_name)
    second = pair.run_backward(upstream, cache, AGAIN)
    seen.verify(pair.exercise, AGAIN.format(pair.backward_name))
    return Trial(pair, watch.copies, upstream, first, second)


def _copy(value: object) -> object:
    return value.copy() if type(value) is np.ndarray else value


def _sound(pair: Pair, out: object, inputs: Mapping[str, Array]) -> Array:
    """The output itself if it is an array of finite floats; a number as an array of no axes."""
    if isinstance(out, (float, int)):
        out = np.asarray(float(out))
    array = out if type(out) is np.ndarray else np.zeros(1)
    finding = ladder(out, np.zeros(array.shape), tolerance=np.inf)
    if finding is None:
        return array
    expected = {"array": "a NumPy array", "finite": "a finite number"}
    told = replace(finding, expected=expected.get(finding.rung, finding.expected))
    part = f"{pair.output} of {pair.forward_name}"
    raise failure(pair.exercise, part, told, array.shape, inputs, None)


def _agree(trial: Trial, truth: Sequence[Slopes]) -> None:
    """Raises CheckFailed where the second backward call misses what the first one met."""
    pair = trial.pair
    for name, got, slopes in zip(pair.gradients, trial.again, truth, strict=True):
        finding = ladder(got, slopes.low, up_to=slopes.high, tolerance=TOLERANCE)
        if finding is not None:
            part = f"{name} from {AGAIN.format(pair.backward_name)}"
            raise failure(pair.exercise, part, finding, slopes.low.shape, trial.quoted, USED_UP)


def compare(trial: Trial) -> dict[str, float]:
    """The relative error of each gradient against central differences of the pair's forward.

    Raises CheckFailed at the first gradient that misses a rung, then where the second backward
    call gives something else than the first."""
    pair = trial.pair
    truth = differences(pair, list(trial.arrays.values()), trial.upstream)
    for name, got, slopes in zip(pair.gradients, trial.got, truth, strict=True):
        finding = ladder(got, slopes.low, up_to=slopes.high, tolerance=TOLERANCE)
        if finding is not None:
            why = _why(trial, got, truth, slopes)
            raise failure(pair.exercise, name, finding, slopes.low.shape, trial.quoted, why)
    _agree(trial, truth)
    return {
        name: _distance(got, slopes)
        for name, got, slopes in zip(pair.gradients, trial.got, truth, strict=True)
    }


def differences(pair: Pair, arrays: Sequence[Array], upstream: Array) -> tuple[Slopes, ...]:
    """Central differences of the pair's own forward function."""
    with muted():
        return gradients(lambda *moved: pair.run_forward(*moved)[0], arrays, upstream)


def _why(trial: Trial, got: object, truth: Sequence[Slopes], slopes: Slopes) -> Diagnosis | None:
    order = diagnose_order(trial.got, [(s.low, s.high) for s in truth])
    general = diagnose(got, slopes.low, up_to=slopes.high, upstream=trial.upstream)
    return order or general or _wrong_quantity(trial, got, slopes) or _one_side(trial, got, slopes)


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


USED_UP = Diagnosis(
    "cache changed",
    "the first backward call changed what is in the cache.",
    "A cache is read, not written: which line of the backward pass writes into it?",
)
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
