"""The checks of chapter 01's threshold, neuron and sigmoid."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chainrule.check import draw, slips, worked
from chainrule.check.anyshape import any_shape
from chainrule.check.calls import Watch, call, exercise
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.report import failure
from chainrule.check.values import Activation

Array = NDArray[np.float64]


@exercise
def step(function: object, /) -> list[str]:
    """`function(z)`: 1.0 where z > 0, 0.0 elsewhere; z a number or an array of any shape."""
    return any_shape("step", function, Activation("step", worked.STEP, output="step(z)", slips=OFF))


@exercise
def sigmoid(function: object, /) -> list[str]:
    """`function(z)`: σ(z), finite at ±1000; z a number or an array of any shape."""
    known = {**slips.OF_SIGMOID, **NO_BRACKETS}
    kind = Activation("sigmoid", worked.SIGMOID, output="σ(z)", slips=known)
    return any_shape("sigmoid", function, kind)


@dataclass(frozen=True)
class Example:
    """A neuron worked out by hand: inputs, weights, bias, and what it adds up to."""

    x: tuple[float, ...]
    w: tuple[float, ...]
    b: float
    z: float


EXAMPLES = (
    Example((1.0, 2.0, 3.0), (0.5, -1.0, 2.0), -1.25, 3.25),
    Example((-1.0, 4.0), (2.0, 0.75), -0.5, 0.5),
    Example((3.0,), (-0.5,), 2.0, 0.5),
    Example((1.0, -2.0, 0.5, 4.0, -1.0), (2.0, 1.0, -4.0, 0.25, 3.0), 1.5, -2.5),
    Example((2.0, 1.0, -3.0), (-1.5, 0.5, 1.0), -0.75, -6.25),
)


@exercise
def neuron(function: object, /) -> list[str]:
    """`function(x, w, b, activation)`: one number; x, w (n,), activation a function of one."""
    rng = draw.generator()
    for example in EXAMPLES:
        order = rng.permutation(len(example.x))
        # whoever doubles an input and halves its weight, or renames inputs, changes no output
        scale = 2.0 ** rng.integers(-2, 3, size=order.size)
        arrays = {
            "x": np.array(example.x)[order] * scale,
            "w": np.array(example.w)[order] / scale,
        }
        bend = rng.uniform(0.5, 1.5)
        for activation in (_same, lambda z, bend=bend: np.sin(bend * z) + z**2):
            _ask(function, example, arrays, activation)
    return [f"{len(EXAMPLES)} neurons of 1 to 5 inputs", "2 activations"]


def _same(z: float) -> float:
    return z


class Heard:
    """The activation that is handed in, and what it was called with."""

    def __init__(self, curve: Callable[[float], float]) -> None:
        self.curve = curve
        self.heard: list[object] = []

    def function(self) -> Callable[[float], float]:
        """A plain function, so that an error in calling it speaks of the contract's name."""

        def activation(z: float) -> float:
            self.heard.append(z)
            return self.curve(z)

        activation.__qualname__ = "activation"
        return activation


def _ask(
    function: object,
    example: Example,
    arrays: dict[str, Array],
    curve: Callable[[float], float],
) -> None:
    heard = Heard(curve)
    watch = Watch(arrays)
    x, w = arrays.values()
    got = call("neuron", "neuron", function, x, w, example.b, heard.function())
    watch.verify("neuron", "neuron")
    finding = ladder(got, curve(example.z))
    if finding is not None:
        part = f"output for x = {_listed(watch.copies['x'])}, w = {_listed(watch.copies['w'])}, "
        part += f"b = {example.b:g}"
        products = watch.copies["x"] * watch.copies["w"]
        why = _why(got, example, products, curve, heard.heard)
        raise failure("neuron", part.replace("-", "−"), finding, (), {}, why)


def _listed(array: Array) -> str:
    return f"({', '.join(f'{each:g}' for each in array)})"


def _why(
    got: object,
    example: Example,
    products: Array,
    curve: Callable[[float], float],
    heard: list[object],
) -> Diagnosis | None:
    b, z, n = example.b, example.z, len(example.x)
    arrays = [each for each in heard if isinstance(each, np.ndarray) and each.ndim]
    if arrays:
        return SUM_WRAPPED if n > 1 and all(each.size == 1 for each in arrays) else ARRAY_HEARD
    if isinstance(got, np.ndarray) and got.shape == (1,):
        return WRAPPED
    if len(heard) > 1:
        return CALLED_OFTEN
    wrong = {
        NO_ACTIVATION: z,
        NO_BIAS: curve(z - b),
        BIAS_SUBTRACTED: curve(z - 2 * b),
        BIAS_OFTEN: curve(z + (n - 1) * b),
        BIAS_OUTSIDE: curve(z - b) + b,
        MEAN: curve((z - b) / n + b),
    }
    for count in range(1, n):
        wrong[cut_short(count)] = curve(float(products[:count].sum()) + b)
    found = (why for why, value in wrong.items() if ladder(got, value) is None)
    return next(found, None if heard else NOT_HEARD)


def cut_short(count: int) -> Diagnosis:
    return Diagnosis(
        f"first {count} inputs",
        f"inputs after the {('first', 'second', 'third', 'fourth')[count - 1]} take no part.",
        "x and w may hold any number of entries. How does your sum reach all of them?",
    )


OFF = {
    Diagnosis(
        "fires at 0",
        "at exactly 0 the neuron fires.",
        "Which of the two cases holds the equality, z > 0 or z ≤ 0?",
    ): {z: float(z >= 0) for z in worked.STEP},
    Diagnosis(
        "half at 0",
        "at exactly 0 a value between the two comes out.",
        "Which of the two cases holds the equality, z > 0 or z ≤ 0?",
    ): {z: 0.5 if z == 0 else value for z, value in worked.STEP.items()},
    Diagnosis(
        "sign",
        "below the threshold −1 comes out.",
        "What does a silent neuron say?",
    ): {z: float(np.sign(z)) for z in worked.STEP},
    Diagnosis(
        "sides exchanged",
        "the neuron fires where it should be silent.",
        "On which side of 0 does it fire?",
    ): {z: float(z < 0) for z in worked.STEP},
    Diagnosis(
        "cases exchanged",
        "the two cases are exchanged: 1 comes out where 0 should, and 0 where 1 should.",
        "In which order do the two values stand, and for which answer is each of them?",
    ): {z: float(z <= 0) for z in worked.STEP},
}
NO_BRACKETS = {
    Diagnosis(
        "brackets",
        "these are values of the denominator alone.",
        "How far does the fraction line reach, and where does Python see it end?",
    ): {z: 1 / value if value else np.inf for z, value in worked.SIGMOID.items()},
}
NO_ACTIVATION = Diagnosis(
    "activation left out",
    "this is the sum itself; the activation does not take part.",
    "What does a neuron do with its sum before it answers?",
)
NOT_HEARD = Diagnosis(
    "hard-wired",
    "the activation that was handed in was never called; another function took its place.",
    "The activation comes in as an argument. Where should it be called?",
)
NO_BIAS = Diagnosis(
    "bias left out",
    "the bias does not take part.",
    "How many terms does the sum have, besides the n products?",
)
BIAS_SUBTRACTED = Diagnosis(
    "bias subtracted",
    "the bias counts with the opposite sign.",
    "Follow the signs of the equation: does a larger b make the neuron more eager or less?",
)
BIAS_OFTEN = Diagnosis(
    "bias n times",
    "the bias was added once for every input.",
    "Does b stand inside the sum over the inputs, or beside it?",
)
BIAS_OUTSIDE = Diagnosis(
    "bias outside",
    "the bias was added after the activation.",
    "What exactly stands in the brackets of the activation?",
)
MEAN = Diagnosis(
    "mean for sum",
    "the products were averaged.",
    "Is there a division in the equation?",
)
ARRAY_HEARD = Diagnosis(
    "array for a number",
    "the activation was called with a whole array: the products have not been added up yet.",
    "A neuron first turns all it hears into one number. Which step does that?",
)
SUM_WRAPPED = Diagnosis(
    "sum wrapped",
    "the sum reaches the activation wrapped in an array of one number.",
    "A neuron hands its activation one plain number. Which line keeps an axis around the sum?",
)
CALLED_OFTEN = Diagnosis(
    "called more than once",
    "the activation was called more than once.",
    "A neuron first adds up all it hears, and reacts once. What stands in its brackets?",
)
WRAPPED = Diagnosis(
    "wrapped",
    "the number is wrapped in an array.",
    "One neuron gives one plain number. Which line makes an array of it?",
)
