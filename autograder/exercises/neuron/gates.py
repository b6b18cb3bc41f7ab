"""Gates as weights and a bias, and what learners make of them. Judged by what the weights do: any
line that keeps the right points on its two sides is right."""

from typing import Any

import numpy as np

from autograder.exercises.neuron.chapter import exercise, mistake
from autograder.exercises.neuron.leniency import FEW, must_refuse
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict

POINTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TRUTH = {"or": (0, 1, 1, 1), "and": (0, 0, 0, 1), "nand": (1, 1, 1, 0)}
ROUNDING = 1e-12


@exercise("gate_weights", parts={"or": 1.0, "and": 1.0, "nand": 1.0, "unknown": 1.0})
def _gate_weights(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for name, truth in TRUTH.items():
        with verdict.part(name):
            pair = student.gate_weights(name)
            verdict.require(
                isinstance(pair, tuple | list) and len(pair) == 2,
                "expected a pair (w, b)",
                got=len(pair) if isinstance(pair, tuple | list) else "no pair",
            )
            w, b = _entries(pair[0]), _entries(pair[1])  # type: ignore[index]
            verdict.require(w.shape == (2,), "w should hold two numbers", got=w)
            verdict.require(b.shape == (1,), "b should be one number", got=b)
            verdict.require(bool(np.isfinite([*w, *b]).all()), "w and b should be finite")
            fires = _sides(w, float(b[0]))
            wrong = int(np.sum((fires > 0) != np.array(truth)))
            message = f"step(x·w + b) is not the gate `{name}` at {wrong} of the 4 points"
            verdict.require(wrong == 0, message, got=fires)
    letters = "".join(rng.choice(list("bcdfghjk"), 5))
    for unknown in ("xor", letters, ""):
        with verdict.part("unknown"):
            must_refuse(verdict, lambda unknown=unknown: student.gate_weights(unknown))  # type: ignore[misc]


def _entries(value: object) -> Array:
    """The numbers in a value as a flat array; none where it holds anything else."""
    listed = value if isinstance(value, list | tuple) else [value]
    if type(value) is np.ndarray:
        listed = list(value) if value.ndim == 1 and value.size <= FEW else list(value.flat[:1])
        listed = listed if value.ndim <= 1 else []
    numbers = all(isinstance(each, float | int | np.number) for each in listed[:FEW])
    return np.array(listed[:FEW], dtype=np.float64) if numbers else np.array([])


def _sides(w: Array, b: float) -> Array:
    """+1, 0 or −1 for each point: above the threshold, at it to within rounding, below it."""
    z = POINTS @ w + b
    return np.sign(np.where(np.abs(z) <= ROUNDING * (np.abs(w).sum() + abs(b)), 0.0, z))


@mistake(
    "gate_weights",
    "sum only reaches the threshold",
    loses="or and nand",
    hint="At one point or more x·w + b is exactly 0, and step(0) is 0: reaching the threshold is "
    "not enough, the neuron has to pass it.",
)
def _(name: str) -> Any:
    if name == "or":
        return np.array([1.0, 1.0]), -1.0
    if name == "and":
        return np.array([1.0, 1.0]), -2.0
    if name == "nand":
        return np.array([-1.0, -1.0]), 1.0
    raise ValueError(name)


@mistake(
    "gate_weights",
    "threshold in place of bias",
    loses="or and nand",
    hint="Your number would be right if it were subtracted. (1.1) adds b, so a neuron that is hard "
    "to move has a negative one.",
)
def _(name: str) -> Any:
    if name == "or":
        return np.array([1.0, 1.0]), 0.5
    if name == "and":
        return np.array([1.0, 1.0]), 1.5
    if name == "nand":
        return np.array([-1.0, -1.0]), -1.5
    raise ValueError(name)


@mistake(
    "gate_weights",
    "or and and exchanged",
    loses="or and",
    hint="One of the two is content with a single 1, the other wants both: read the two columns of "
    "the table again.",
)
def _(name: str) -> Any:
    if name == "or":
        return np.array([1.0, 1.0]), -1.5
    if name == "and":
        return np.array([1.0, 1.0]), -0.5
    if name == "nand":
        return np.array([-1.0, -1.0]), 1.5
    raise ValueError(name)


@mistake(
    "gate_weights",
    "and for nand",
    loses="nand",
    hint="Your NAND is an AND: it fires where it should be silent, and the reverse. What turns the "
    "two sides of a line over?",
)
def _(name: str) -> Any:
    if name == "or":
        return np.array([1.0, 1.0]), -0.5
    if name in ("and", "nand"):
        return np.array([1.0, 1.0]), -1.5
    raise ValueError(name)


@mistake(
    "gate_weights",
    "nor for nand",
    loses="nand",
    hint="Your NAND is silent as soon as one input is 1; it should be silent for two only.",
)
def _(name: str) -> Any:
    if name == "or":
        return np.array([1.0, 1.0]), -0.5
    if name == "and":
        return np.array([1.0, 1.0]), -1.5
    if name == "nand":
        return np.array([-1.0, -1.0]), 0.5
    raise ValueError(name)


@mistake(
    "gate_weights",
    "sign of the weights only",
    loses="nand",
    hint="The weights are turned over and the bias is not: with all three negative your neuron "
    "never fires.",
)
def _(name: str) -> Any:
    if name == "or":
        return np.array([1.0, 1.0]), -0.5
    if name == "and":
        return np.array([1.0, 1.0]), -1.5
    if name == "nand":
        return np.array([-1.0, -1.0]), -1.5
    raise ValueError(name)


@mistake(
    "gate_weights",
    "second input ignored",
    loses="or and",
    hint="Your neuron listens to one of its inputs only. Walk along the table: which row differs "
    "from the one above in the other input alone?",
)
def _(name: str) -> Any:
    if name in ("or", "and"):
        return np.array([1.0, 0.0]), -0.5
    if name == "nand":
        return np.array([-1.0, -1.0]), 1.5
    raise ValueError(name)


@mistake(
    "gate_weights",
    "bias left at 0",
    loses="and nand",
    hint="A line with b = 0 runs through the point (0, 0): that does for OR, but where must the "
    "line of the other gates run?",
)
def _(name: str) -> Any:
    if name in ("or", "and"):
        return np.array([1.0, 1.0]), 0.0
    if name == "nand":
        return np.array([-1.0, -1.0]), 0.0
    raise ValueError(name)


@mistake(
    "gate_weights",
    "three numbers in a row",
    loses="or and nand",
    hint="Three values come back side by side. The contract asks for two: the weights together, "
    "and the bias.",
)
def _(name: str) -> Any:
    if name == "or":
        return 1.0, 1.0, -0.5
    if name == "and":
        return 1.0, 1.0, -1.5
    if name == "nand":
        return -1.0, -1.0, 1.5
    raise ValueError(name)


@mistake(
    "gate_weights",
    "weights for unknown names",
    loses="unknown",
    hint="A name that is no gate gets weights as well: the last case swallows all the rest.",
)
def _(name: str) -> Any:
    if name == "or":
        return np.array([1.0, 1.0]), -0.5
    if name == "and":
        return np.array([1.0, 1.0]), -1.5
    return np.array([-1.0, -1.0]), 1.5


@mistake(
    "gate_weights",
    "nothing for unknown names",
    loses="unknown",
    hint="For a name that is no gate your function ends in silence, and whoever asked will stumble "
    "later, somewhere else.",
)
def _(name: str) -> Any:
    if name == "or":
        return np.array([1.0, 1.0]), -0.5
    if name == "and":
        return np.array([1.0, 1.0]), -1.5
    if name == "nand":
        return np.array([-1.0, -1.0]), 1.5
    return None


@mistake(
    "gate_weights",
    "KeyError for unknown names",
    loses="unknown",
    hint="A dict complains in its own way, with a KeyError. The contract names another error.",
)
def _(name: str) -> Any:
    return {
        "or": (np.array([1.0, 1.0]), -0.5),
        "and": (np.array([1.0, 1.0]), -1.5),
        "nand": (np.array([-1.0, -1.0]), 1.5),
    }[name]
