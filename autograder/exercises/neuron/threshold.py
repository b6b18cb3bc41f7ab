"""The threshold, and what learners make of it."""

from typing import Any

import numpy as np

from autograder.exercises.drawing import scores
from autograder.exercises.neuron.chapter import exercise, mistake
from autograder.exercises.neuron.leniency import real
from autograder.reference import neuron as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict

SHAPES = ((7,), (5, 3), (1, 4), (2, 3, 4))


@exercise("step", parts={"values": 3.0, "zero": 2.0, "number": 1.0, "inputs": 1.0})
def _step(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for z in scores(rng, SHAPES):
        with verdict.part("values"):
            verdict.expect(real(student.step(z)), right.step(z), called="step(z)")
    for z in scores(rng, SHAPES):
        near = rng.permutation([0.0, -0.0, 1e-9, -1e-9, 1e6, -1e6])
        z.flat[: near.size] = near[: z.size]
        with verdict.part("zero"):
            verdict.expect(real(student.step(z)), right.step(z), called="step(z) around z = 0")
    for number in (2.5, -0.75, np.float64(0.3), np.float64(-1e-3)):
        with verdict.part("number"):
            got = student.step(number)
            verdict.expect(got, float(number > 0), called="step of a single number")


@mistake(
    "step",
    "1 at zero",
    loses="zero",
    hint="At exactly z = 0 your neuron fires. Reread which of the two cases of (1.2) holds the "
    "equality.",
)
def _(z: Array) -> Any:
    return np.where(np.asarray(z) >= 0, 1.0, 0.0)


@mistake(
    "step",
    "one half at zero",
    loses="zero",
    hint="At z = 0 something between the two values comes out; (1.2) has two values only.",
)
def _(z: Array) -> Any:
    return np.heaviside(z, 0.5)


@mistake(
    "step",
    "sign instead of step",
    loses="values zero number",
    hint="Below the threshold you give −1. A silent neuron says 0.",
)
def _(z: Array) -> Any:
    return np.sign(z)


@mistake(
    "step",
    "sides exchanged",
    loses="values zero number",
    hint="Your neuron fires where it should be silent: compare the direction of the inequality "
    "with (1.2).",
)
def _(z: Array) -> Any:
    return np.where(np.asarray(z) < 0, 1.0, 0.0)


@mistake(
    "step",
    "truth values",
    loses="values zero number",
    hint="True and False come out. Later chapters add and multiply these outputs: make them the "
    "numbers 1.0 and 0.0.",
)
def _(z: Array) -> Any:
    return z > 0


@mistake(
    "step",
    "one number only",
    loses="values zero",
    hint="`if` asks one yes-or-no question, and an array holds many numbers: each needs its own "
    "answer.",
)
def _(z: Array) -> Any:
    if z > 0:
        return 1.0
    return 0.0


@mistake(
    "step",
    "arrays only",
    loses="number",
    hint="A single number is no array and has none of its methods: which functions of NumPy take "
    "both?",
)
def _(z: Array) -> Any:
    out = np.zeros(z.shape)
    out[z > 0] = 1.0
    return out


@mistake(
    "step",
    "threshold at one half",
    loses="values zero number",
    hint="Small positive numbers are silent: your threshold is not at 0. Where the threshold lies "
    "is the bias's business.",
)
def _(z: Array) -> Any:
    return np.where(np.asarray(z) > 0.5, 1.0, 0.0)


@mistake(
    "step",
    "z itself where it fires",
    loses="values zero number",
    hint="A step has two heights only; yours goes on climbing with z.",
)
def _(z: Array) -> Any:
    return np.where(np.asarray(z) > 0, z, 0.0)


@mistake(
    "step",
    "input changed in place",
    loses="inputs",
    hint="z is overwritten: whoever called your function still needs it.",
)
def _(z: Array) -> Any:
    z = np.asarray(z)
    z[z < 0] = 0.0
    z[z > 0] = 1.0
    return z
