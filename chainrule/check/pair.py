"""A forward function and its backward function, tried together on one set of inputs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from chainrule.check.calls import Watch, call, muted, two
from chainrule.check.causes import USED_UP, Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.difference import Slopes, gradients
from chainrule.check.draw import upstream as draw_upstream
from chainrule.check.report import CheckFailed, failure

Array = NDArray[np.float64]

AGAIN = "a second call of {} with the same cache"


@dataclass(frozen=True)
class Pair:
    """What is checked, and what its parts are called in messages.

    `inputs` names the arrays that forward takes; `options` are keywords for forward alone, which
    backward should find in the cache; `curved` says that a message should quote the output beside
    the inputs, because derivatives are often written in it; `again` names a second backward
    call; `clues` explains a wrong gradient by what only this exercise has."""

    exercise: str
    forward: object
    backward: object
    inputs: tuple[str, ...]
    output: str = "out"
    forward_name: str = "forward"
    backward_name: str = "backward"
    options: Mapping[str, object] = field(default_factory=dict)
    upstream_name: str = ""
    curved: bool = False
    clues: Callable[["Trial", str, object, Slopes], Diagnosis | None] | None = None
    again: str = AGAIN

    @property
    def upstream(self) -> str:
        return self.upstream_name or f"d{self.output}"

    @property
    def gradients(self) -> tuple[str, ...]:
        return tuple(f"d{name}" for name in self.inputs)

    def run_forward(self, *arrays: Array) -> tuple[object, object]:
        """(out, cache)."""
        result = call(self.exercise, self.forward_name, self.forward, *arrays, **self.options)
        return two(self.exercise, self.forward_name, result, f"({self.output}, cache)")

    def run_backward(self, upstream: Array, cache: object) -> list[object]:
        """The gradients, one for each input."""
        result = call(self.exercise, self.backward_name, self.backward, upstream, cache)
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

    def run_again(self, upstream: Array, cache: object) -> list[object]:
        """The gradients from a second call; that it stops, when the first did not, says why."""
        try:
            return self.run_backward(upstream, cache)
        except CheckFailed as found:
            name = self.backward_name
            raise found.retold(
                checked=found.checked.replace(name, self.again.format(name), 1),
                cause=USED_UP.cause,
                next_step=USED_UP.next_step,
            ) from found.__cause__


@dataclass(frozen=True)
class Trial:
    """One run of a pair: its inputs by name, its output, the upstream gradient, and what came of
    them from the first backward call and from a second one."""

    pair: Pair
    arrays: dict[str, Array]
    output: Array
    upstream: Array
    got: list[object]
    again: list[object]

    @property
    def quoted(self) -> dict[str, Array]:
        output = {self.pair.output: self.output} if self.pair.curved else {}
        return {**self.arrays, **output, self.pair.upstream: self.upstream}


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
    second = pair.run_again(upstream, cache)
    seen.verify(pair.exercise, pair.again.format(pair.backward_name))
    return Trial(pair, watch.copies, seen.copies[pair.output], upstream, first, second)


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


def differences(pair: Pair, arrays: Sequence[Array], upstream: Array) -> tuple[Slopes, ...]:
    """Central differences of the pair's own forward function."""
    with muted():
        return gradients(lambda *moved: pair.run_forward(*moved)[0], arrays, upstream)
