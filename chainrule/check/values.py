"""Elementwise forward functions against tables of known values, in awkward shapes.

Inputs are drawn from a table's entries, so the right answer is known without a formula: the kit
that learners can read holds numbers, not solutions."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, two
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.report import CheckFailed, failure
from chainrule.check.sides import diagnose_values

Array = NDArray[np.float64]
Table = Mapping[float, float]


@dataclass(frozen=True)
class Activation:
    """An elementwise forward function's name, its table, the keyword it was made for, what a
    message calls its output, and tables of what its own mistakes give."""

    name: str
    table: Table
    options: Mapping[str, object] = field(default_factory=dict)
    output: str = "A"
    slips: Mapping[Diagnosis, Table] = field(default_factory=dict)

    @property
    def input(self) -> str:
        return {"A": "Z", "out": "X"}.get(self.output, "z")

    @property
    def part(self) -> str:
        """The output as a message calls it: "A", or "A with slope = 0.3"."""
        return self.output + "".join(
            f" with {key} = {value}" for key, value in self.options.items()
        )


def known_values(exercise: str, function: object, kind: Activation) -> list[str]:
    """Facts for the pass line. Raises CheckFailed where A misses a rung, or Z changes."""
    rng = draw.generator()
    count = 0
    for Z in _draws(kind.table, rng):
        count += 1
        given = Z.copy()
        watch = Watch({kind.input: given})
        result = call(exercise, kind.name, function, given, **kind.options)
        watch.verify(exercise, kind.name)
        A, _ = two(exercise, kind.name, result, f"({kind.output}, cache)")
        want = _looked_up(kind.table, Z)
        finding = ladder(A, want)
        if finding is not None:
            slip = (why for why, wrong in kind.slips.items() if not ladder(A, _looked_up(wrong, Z)))
            why = next(slip, None) or diagnose_values(A, want, Z)
            raise failure(exercise, kind.part, finding, Z.shape, {kind.input: Z}, why)
    return [f"{count} shapes", f"{len(kind.table)} known values"]


def _looked_up(table: Table, Z: Array) -> Array:
    return np.array([table[z] for z in Z.ravel().tolist()]).reshape(Z.shape)


def _draws(table: Table, rng: np.random.Generator) -> Iterator[Array]:
    """Every moderate entry once, then awkward shapes of them, then all with the extreme ones."""
    every = np.array(sorted(table))
    moderate = every[abs(every) <= 10]
    yield rng.permutation(moderate)[:, None] * np.ones((1, 1))
    for sizes in draw.rounds({"Z": "m n"}, rng):
        yield rng.choice(moderate, size=sizes["Z"])
    yield rng.permutation(np.concatenate([every, every[:1]])).reshape(-1, 2)


def before(exercise: str, name: str, check: Callable[[], object]) -> None:
    """Run the check of a function that `exercise` builds on; its failure names the order of work.

    A backward pass that agrees with a wrong forward pass is wrong as well."""
    try:
        check()
    except CheckFailed as found:
        raise found.retold(
            exercise=exercise,
            checked=f"{name} first: {found.checked}",
            next_step=f"{exercise} is compared with {name}. {found.next_step}",
        ) from found.__cause__


@contextlib.contextmanager
def with_options(options: Mapping[str, object], defaults: Mapping[str, float]) -> Iterator[None]:
    """What is wrong only once an option is set has to do with that option, and is told so. Wants
    everything to be right at the defaults."""
    try:
        yield
    except CheckFailed as found:
        option = next(iter(options), None)
        if option is None or not found.checked.endswith(": value"):
            raise
        raise found.retold(
            cause=f"with {option} = {defaults[option]} all is right: {option} does not take part, "
            "or not where it should.",
            next_step=f"Where in the formula does {option} stand? Is the value that was passed "
            "the one used?",
        ) from None
