"""The check of chapter 05's measure of dead units."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.report import failure

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Layer:
    """Activations (6, n), and how many of the n units are dead."""

    A: Array
    dead: int

    @property
    def share(self) -> float:
        return self.dead / int(self.A.shape[1])


@exercise
def dead_fraction(function: object, /) -> list[str]:
    """`function(A) -> share of units`: A (m, n), a unit dead where it is 0 for every example."""
    layers = list(_layers(draw.generator()))
    answers = []
    for layer in layers:
        watch = Watch({"A": layer.A.copy()})
        answers.append(call("dead_fraction", "dead_fraction", function, watch.arrays["A"]))
        watch.verify("dead_fraction", "dead_fraction")
    for layer, got in zip(layers, answers, strict=True):
        finding = ladder(got, layer.share)
        if finding is not None:
            part = f"share of dead units, {layer.dead} of {layer.A.shape[1]}"
            why = _explained(answers, layers)
            raise failure("dead_fraction", part, finding, (), {}, why)
    return [f"{len(layers)} layers, among them all dead and none dead"]


def _layers(rng: np.random.Generator) -> Iterator[Layer]:
    """Layers in which every mistake below gives other numbers than every other."""
    for dead, alive in ((1, 4), (0, 5), (2, 5), (4, 0), (3, 1)):
        yield Layer(_columns(dead, alive, rng), dead)
    silent = _columns(1, 4, rng)
    silent[int(rng.integers(5))] = 0.0  # an example for which the whole layer is silent
    yield Layer(silent, 1)


def _columns(dead: int, alive: int, rng: np.random.Generator) -> Array:
    """Dead columns among columns that are 0 for most examples, or positive for all, or add up to
    0."""
    live = draw.upstream((6, alive), rng)
    live[:5, : alive // 2] = 0.0
    live[5, :] = -abs(live[5, :])
    live[:, alive // 2 : alive - 1] = abs(live[:, alive // 2 : alive - 1])
    live[:, alive - 1 :] = np.array([[1.0], [-2.0], [3.0], [-3.0], [2.0], [-1.0]])
    columns = np.concatenate([live, np.zeros((6, dead))], axis=1)
    return np.asarray(rng.permutation(columns, axis=1), dtype=np.float64)


def _explained(answers: list[object], layers: list[Layer]) -> Diagnosis | None:
    """The mistake that explains the answers to all layers together."""
    wrong = [_mistaken(layer) for layer in layers]
    for why in wrong[0]:
        if all(
            ladder(got, values[why]) is None for got, values in zip(answers, wrong, strict=True)
        ):
            return why
    return None


def _mistaken(layer: Layer) -> dict[Diagnosis, float]:
    A, share = layer.A, layer.share
    m, n = A.shape
    return {
        ZEROS: float(np.mean(A == 0)),
        ROWS: float(np.mean((A == 0).all(axis=1))),
        ANY: float(np.mean((A == 0).any(axis=0))),
        OPEN: float(np.mean((A > 0).all(axis=0))),
        NEVER_ZERO: float(np.mean((A != 0).all(axis=0))),
        ALIVE: 1.0 - share,
        NEGATIVE: float(np.mean((A <= 0).all(axis=0))),
        CANCELLED: float(np.mean(A.sum(axis=0) == 0)),
        COUNT: float(layer.dead),
        PERCENT: 100 * share,
        OVER_EXAMPLES: share * n / m,
        OVER_ENTRIES: share / m,
    }


ZEROS = Diagnosis(
    "zeros counted",
    "zeros were counted one by one.",
    "A unit is dead only where it is 0 for every example. What has to be asked of a column first?",
)
ROWS = Diagnosis(
    "rows for columns",
    "examples were counted in place of units.",
    "A is (m, n): which axis counts the examples, and which the units?",
)
ANY = Diagnosis(
    "any for all",
    "units that are 0 for at least one example were counted.",
    "How often must a unit be 0 to be dead?",
)
OPEN = Diagnosis(
    "open units",
    "units that are open for every example were counted.",
    "Which value does a dead unit give, and for how many examples?",
)
NEVER_ZERO = Diagnosis(
    "never zero",
    "units that are 0 for no example were counted.",
    "Which value does a dead unit give, and for how many examples?",
)
ALIVE = Diagnosis(
    "alive for dead",
    "this is the share of the units that are alive.",
    "Which units does the exercise ask for?",
)
NEGATIVE = Diagnosis(
    "negative counted as zero",
    "units that are 0 or negative for every example were counted.",
    "A layer may give negative activations, too. Which value alone makes a unit dead?",
)
CANCELLED = Diagnosis(
    "cancelled",
    "units whose activations add up to 0 were counted.",
    "Can activations add up to 0 without being 0?",
)
COUNT = Diagnosis(
    "count for share",
    "this is how many units are dead.",
    "A share lies between 0 and 1: of how many?",
)
PERCENT = Diagnosis(
    "percent",
    "this is a percentage.",
    "A share lies between 0 and 1.",
)
OVER_EXAMPLES = Diagnosis(
    "divided by examples",
    "the number of dead units was divided by the number of examples, m.",
    "A is (m, n), and the share is one of units: which of the two sizes counts them?",
)
OVER_ENTRIES = Diagnosis(
    "divided by entries",
    "the number of dead units was divided by the number of all entries, m · n.",
    "A is (m, n), and the share is one of units: which of the two sizes counts them?",
)
