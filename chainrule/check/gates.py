"""The checks of chapter 01's gates: judged by what they do at the four corners of a square."""

import contextlib

import numpy as np
from numpy.typing import NDArray

from chainrule.check.calls import call, exercise, muted
from chainrule.check.causes import Diagnosis
from chainrule.check.compare import ladder
from chainrule.check.refusal import refused
from chainrule.check.report import CheckFailed, failure
from chainrule.check.words import number

Array = NDArray[np.float64]

CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
TRUTH = {"or": (0, 1, 1, 1), "and": (0, 0, 0, 1), "nand": (1, 1, 1, 0), "xor": (0, 1, 1, 0)}
ROUNDING = 1e-12

LETTERS = "Compare the names in your conditions with the contract's, letter by letter."
NO_SUCH_GATE = "a name that stands for none of the three gates is answered like one of them."


@exercise
def gate_weights(function: object, /) -> list[str]:
    """`function(name) -> (w, b)`: w (2,), b a number, such that step(x·w + b) is the gate "or",
    "and" or "nand"; ValueError for any other name."""
    for name in ("or", "and", "nand"):
        called = f'gate_weights("{name}")'
        result = _called(called, function, name)
        w, b = _weights(called, result)
        sums = np.array(CORNERS) @ w + b
        blurred = np.abs(sums) <= ROUNDING * (np.abs(w).sum() + abs(b))
        sums = np.where(blurred, 0.0, sums)
        wrong = (sums > 0) != np.array(TRUTH[name], dtype=bool)
        if wrong.any():
            raise _misfire(called, name, sums, int(np.argmax(wrong)))
    for unknown in ("xor", "gate", ""):
        refused("gate_weights", function, unknown, case=f'"{unknown}"', why=NO_SUCH_GATE)
    return ["or, and, nand at all four corners", "ValueError otherwise"]


def _called(called: str, function: object, name: str) -> object:
    """What the function returns for a gate that it should know."""
    try:
        return call("gate_weights", called, function, name)
    except CheckFailed as found:
        if not isinstance(found.__cause__, ValueError):
            raise
        cause, step = "the function refuses a name that it should know.", LETTERS
        with muted(), contextlib.suppress(CheckFailed):
            call("gate_weights", called, function, name.upper())
            cause = f'"{name.upper()}" is answered, "{name}" is not: names are in small letters.'
        raise found.retold(cause=cause, next_step=step) from found.__cause__


def _weights(called: str, result: object) -> tuple[Array, float]:
    """w: (2,) and b as numbers. Raises CheckFailed where the result is something else."""
    pair = result if isinstance(result, (tuple, list)) else ()
    if len(pair) == 2:
        w, b = (_numbers(each) for each in pair)
        if w.shape == (2,) and b.size == 1 and np.isfinite([*w, *b.ravel()]).all():
            return w, float(b.ravel()[0])
    got = f"{len(pair)} values" if pair else f"a value of type {type(result).__name__}"
    if len(pair) == 2:
        got = f"w = {pair[0]!r:.40}, b = {pair[1]!r:.40}"
    raise CheckFailed(
        "gate_weights",
        f"what {called} returns",
        expected="a pair (w, b): two weights together, then the bias, all of them finite",
        got="nothing" if result is None else got,
        next_step="Compare what you return with the contract: how many values, and which of them "
        "holds two numbers?",
    )


def _numbers(value: object) -> Array:
    try:
        return np.array(value, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        return np.array([np.nan, np.nan, np.nan])


def _misfire(called: str, name: str, sums: Array, index: int) -> CheckFailed:
    corner, fires, total = CORNERS[index], bool(TRUTH[name][index]), float(sums[index])
    cause = "the sum is above 0, so the neuron fires." if total > 0 else "the sum is below 0."
    if total == 0:
        cause = "the sum is exactly 0, or so near that rounding decides; step(0) is 0."
    return CheckFailed(
        "gate_weights",
        f"step(x·w + b) for {called}",
        expected=f"{fires:d}, as {name.upper()} has it",
        got=f"{1 - fires}, since x·w + b = {number(total)}",
        where=f"x = {corner}",
        cause=cause,
        next_step=_next_step(sums, name),
    )


def _next_step(sums: Array, name: str) -> str:
    pattern = tuple(int(each > 0) for each in sums)
    other = next((known for known, table in TRUTH.items() if table == pattern), "")
    if other:
        return f"Your four outputs are those of {other.upper()}. Compare the two tables."
    if len(set(pattern)) == 1:
        return "All four corners lie on one side of your line. Which way must it be moved?"
    return f"Draw the four corners, mark those where {name.upper()} is 1, and draw your line."


@exercise
def xor(function: object, /) -> list[str]:
    """`function(x1, x2)`: 1.0 where exactly one of the two is 1, 0.0 elsewhere."""
    return _exclusive("xor", function)


@exercise
def xor_relu(function: object, /) -> list[str]:
    """`function(x1, x2)`: 1.0 where exactly one of the two is 1, 0.0 elsewhere."""
    return _exclusive("xor_relu", function)


def _exclusive(name: str, function: object) -> list[str]:
    for kind in (int, float, np.float64):
        answers = [call(name, name, function, kind(x1), kind(x2)) for x1, x2 in CORNERS]
        for corner, got, want in zip(CORNERS, answers, TRUTH["xor"], strict=True):
            finding = ladder(got, float(want))
            if finding is not None:
                part = f"{name}{corner}"
                why = _leftover(answers) if name == "xor_relu" else None
                raise failure(name, part, finding, (), {}, why or _explained(answers))
    return ["all four corners", "whole numbers and floats"]


def _leftover(answers: list[object]) -> Diagnosis | None:
    """Where only the last corner is wrong: which way the second unit's weight is off."""
    *three, last = answers
    right = all(
        ladder(got, float(want)) is None for got, want in zip(three, (0, 1, 1), strict=True)
    )
    if not right or ladder(last, 0.0, tolerance=np.inf) is not None:
        return None
    left = float(np.asarray(last, dtype=np.float64))
    if 0 < left < 2:
        return TOO_WEAK
    return TOO_STRONG if left < 0 else None


def _explained(answers: list[object]) -> Diagnosis | None:
    """What the four answers have in common with a known table."""
    if any(type(each) in (bool, np.bool_) for each in answers):
        return TRUTH_VALUES
    if any(isinstance(each, np.ndarray) and each.shape == (1,) for each in answers):
        return WRAPPED
    wrong = [
        (table, Diagnosis(name, f"these are the outputs of {name.upper()}.", FOLLOW))
        for name, table in TRUTH.items()
    ]
    wrong += [
        ((1, 0, 0, 1), TURNED),
        ((0, 0, 1, 0), ONE_INPUT),
        ((0, 1, 0, 0), ONE_INPUT),
        ((0, 1, 1, 2), FIRST_UNIT),
        ((2, 1, 1, 0), UNBENT),
        ((0, 1, 1, 4), ADDED),
        ((0, -1, -1, -2), TOGETHER),
        ((-2, -3, -3, -4), TOO_EARLY),
    ]
    for table, why in wrong:
        pairs = zip(answers, table, strict=True)
        if all(ladder(got, float(want)) is None for got, want in pairs):
            return why
    return None


FOLLOW = "Follow (0, 0) and (1, 1) through your network by hand, unit by unit."
TRUTH_VALUES = Diagnosis(
    "truth values",
    "True or False came back.",
    "The contract asks for the numbers 1.0 and 0.0. Does the last neuron give them?",
)
WRAPPED = Diagnosis(
    "wrapped",
    "the number is wrapped in an array.",
    "One output is one plain number. Which line makes an array of it?",
)
TURNED = Diagnosis(
    "turned over",
    "every output is the opposite of the right one.",
    "Is there one turning-over too many at the end, or one too few?",
)
ONE_INPUT = Diagnosis(
    "one input twice",
    "x1 and x2 are not treated alike.",
    "XOR does not change when its inputs change places. Which wire does that break for you?",
)
FIRST_UNIT = Diagnosis(
    "sum",
    "this is x1 + x2: nothing pulls the last corner down.",
    "What does the second unit do to the output at (1, 1)?",
)
UNBENT = Diagnosis(
    "unbent",
    "from (0, 0) to (1, 1) your outputs lie on one straight line.",
    "Where does each unit bend, and is it asked to?",
)
TOO_WEAK = Diagnosis(
    "c too weak",
    "three corners are right, and at (1, 1) something is left: the second unit is subtracted, but "
    "counts too little.",
    "How large are h1 and h2 at (1, 1)? Which multiple of h2 cancels h1?",
)
TOO_STRONG = Diagnosis(
    "c too strong",
    "three corners are right, and (1, 1) is pulled below 0: the second unit counts too much.",
    "How large are h1 and h2 at (1, 1)? Which multiple of h2 cancels h1?",
)
ADDED = Diagnosis(
    "second unit added",
    "the last corner was lifted in place of being pulled down.",
    "With which sign does the second unit enter the output?",
)
TOGETHER = Diagnosis(
    "open together",
    "both units open at the same place.",
    "What keeps the second unit shut while only one input is 1?",
)
TOO_EARLY = Diagnosis(
    "open too early",
    "the second unit is open at every corner.",
    "What keeps the second unit shut while only one input is 1?",
)
