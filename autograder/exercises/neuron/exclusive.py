"""XOR from NAND neurons and from ReLU units, and what learners make of it. Judged by behaviour
alone: what the four answers are made of is between the learner and the chapter."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

from autograder.exercises.neuron.chapter import exercise, mistake
from autograder.exercises.neuron.leniency import one_number, probed
from autograder.model import Judging
from autograder.reference import neuron as right
from autograder.student import Student
from autograder.verdict import Verdict

PARTS = {"table": 3.0, "number": 1.0}
CORNERS = tuple(product((0, 1), repeat=2))


def _ask(name: str, wanted: Callable[[float, float], float]) -> Judging:
    """All four corners, given as whole numbers, as floats and as NumPy's floats, in any order."""

    def judging(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
        if name == "xor":
            _built_on(student, verdict)
        for kind in (int, float, np.float64):
            for x1, x2 in rng.permutation(CORNERS):
                asked = kind(x1), kind(x2)
                with verdict.part("table"):
                    got = one_number(getattr(student, name)(*asked))
                    verdict.expect(got, wanted(*asked), called=name)
                with verdict.part("number"):
                    verdict.expect(getattr(student, name)(*asked), wanted(*asked), called=name)

    return judging


def _built_on(student: Student, verdict: Verdict) -> None:
    """Whether the learner's own neuron, of which the circuit is made, does as it should."""
    z, x, w = np.array([-1.0, 0.0, 2.0]), np.array([2.0, 1.0]), np.array([3.0, -4.0])
    probed(student, verdict, "step", (z,), np.array([0.0, 0.0, 1.0]))
    probed(student, verdict, "neuron", (x, w, 0.5, float), 2.5)
    probed(student, verdict, "gate_weights", ("nand",), 1.0, told=_is_nand)


def _is_nand(pair: object) -> object:
    """1.0 where the pair makes a NAND at the four corners, else 0.0."""
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        return 0.0
    try:
        sums = np.array(CORNERS) @ np.asarray(pair[0], dtype=np.float64) + float(pair[1])
        return float(((sums > 0) == [True, True, True, False]).all())
    except Exception:
        return 0.0


exercise("xor", uses=("step", "neuron", "gate_weights"), parts=PARTS)(_ask("xor", right.xor))
exercise("xor_relu", parts=PARTS)(_ask("xor_relu", right.xor_relu))


@mistake(
    "xor",
    "or",
    loses="table number",
    hint="These are the outputs of OR: with two ones your network should fall silent again.",
)
def _(x1: float, x2: float) -> Any:
    return float(x1 + x2 > 0)


@mistake(
    "xor",
    "and",
    loses="table number",
    hint="These are the outputs of AND, that is a NAND followed by one more NAND: which neurons of "
    "the drawing are missing between the two?",
)
def _(x1: float, x2: float) -> Any:
    return float(x1 + x2 > 1)


@mistake(
    "xor",
    "nand",
    loses="table number",
    hint="These are the outputs of the first NAND alone; the rest of the network has no part in "
    "them.",
)
def _(x1: float, x2: float) -> Any:
    return float(2 - x1 - x2 > 0)


@mistake(
    "xor",
    "last neuron turned over",
    loses="table number",
    hint="Every output is the opposite of the right one: one NAND too many, or one too few, at the "
    "end.",
)
def _(x1: float, x2: float) -> Any:
    return float(x1 == x2)


@mistake(
    "xor",
    "one input wired twice",
    loses="table number",
    hint="You are right at three corners. The network treats x1 and x2 differently, although XOR "
    "does not: follow both wires.",
)
def _(x1: float, x2: float) -> Any:
    return float(x1 > x2)


@mistake(
    "xor",
    "other input wired twice",
    loses="table number",
    hint="You are right at three corners. The network treats x2 and x1 differently, although XOR "
    "does not: follow both wires.",
)
def _(x1: float, x2: float) -> Any:
    return float(x2 > x1)


@mistake(
    "xor",
    "truth value",
    loses="number",
    hint="True or False comes out: the contract asks for the numbers 1.0 and 0.0.",
)
def _(x1: float, x2: float) -> Any:
    return bool(x1 != x2)


@mistake(
    "xor",
    "array of one number",
    loses="number",
    hint="The value is right and still wrapped in an array: one output, one plain number.",
)
def _(x1: float, x2: float) -> Any:
    return np.array([float(x1 != x2)])


@mistake(
    "xor_relu",
    "second unit subtracted once",
    loses="table number",
    hint="At (1, 1) one too much is left: how large are the two units there, and by how much must "
    "the second one count to cancel the first?",
)
def _(x1: float, x2: float) -> Any:
    return float(max(x1 + x2, 0) - max(x1 + x2 - 1, 0))


@mistake(
    "xor_relu",
    "second unit added",
    loses="table number",
    hint="At (1, 1) your output is the largest of all: the second unit should pull it down.",
)
def _(x1: float, x2: float) -> Any:
    return float(max(x1 + x2, 0) + 2 * max(x1 + x2 - 1, 0))


@mistake(
    "xor_relu",
    "second unit without its bias",
    loses="table number",
    hint="Both units open at the same place, so the output is never above 0: what keeps the second "
    "one shut until both inputs are 1?",
)
def _(x1: float, x2: float) -> Any:
    return float(max(x1 + x2, 0) - 2 * max(x1 + x2, 0))


@mistake(
    "xor_relu",
    "ReLU left out",
    loses="table number",
    hint="At (0, 0) you get 2, and along x1 + x2 your outputs lie on one straight line: nothing "
    "bends it.",
)
def _(x1: float, x2: float) -> Any:
    return float((x1 + x2) - 2 * (x1 + x2 - 1))


@mistake(
    "xor_relu",
    "first unit alone",
    loses="table number",
    hint="At (1, 1) you get 2: the second unit has no part in the output.",
)
def _(x1: float, x2: float) -> Any:
    return float(max(x1 + x2, 0))


@mistake(
    "xor_relu",
    "bias of the wrong sign",
    loses="table number",
    hint="The second unit is open even at (0, 0): its bias should make it harder to open.",
)
def _(x1: float, x2: float) -> Any:
    return float(max(x1 + x2, 0) - 2 * max(x1 + x2 + 1, 0))


@mistake(
    "xor_relu",
    "difference of one sign only",
    loses="table number",
    hint="One of the two corners with a single 1 gives 0: a unit that sees x1 − x2 is shut when x2 "
    "is the larger.",
)
def _(x1: float, x2: float) -> Any:
    return float(max(x1 - x2, 0))


@mistake(
    "xor_relu",
    "array of one number",
    loses="number",
    hint="The value is right and still wrapped in an array: one output, one plain number.",
)
def _(x1: float, x2: float) -> Any:
    return np.array([max(x1 + x2, 0.0) - 2 * max(x1 + x2 - 1, 0.0)])
