"""Three losses for real numbers, which differ in what they make of a large residual."""

import numpy as np

from autograder.exercises.cross_entropy.chapter import exercise
from autograder.exercises.cross_entropy.drawing import ENTRIES, EXACT, Asked, Mask, residuals
from autograder.reference import cross_entropy as right
from autograder.student import Student
from autograder.verdict import Verdict


@exercise("mse", parts={"cost": 2.0, "do": 3.0, "analytic": 1.0, "inputs": 1.0})
def _mse(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    asked = Asked("mse", student, verdict, "do")
    for shape in ENTRIES:
        o, y = residuals(rng, shape)
        cost, do = right.mse(o, y)
        asked.cost("cost", cost, o, y)
        asked.slope("do", do, o, y)
    y = rng.uniform(1.1e7, 2.1e7, 6)
    o = y + 2.0**-5 * rng.integers(-9, 10, 6)
    o[0] = y[0] + 2.0**-3
    asked.slope("analytic", right.mse(o, y)[1], o, y, tolerance=2e-7, called=EXACT.format("do"))


@exercise("mae", parts={"cost": 2.0, "do": 3.0, "kink": 1.0, "analytic": 1.0, "inputs": 1.0})
def _mae(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    asked = Asked("mae", student, verdict, "do")
    for shape in ENTRIES:
        o, y = residuals(rng, shape)
        cost, do = right.mae(o, y)
        asked.cost("cost", cost, o, y)
        asked.slope("do", do, o, y)
    o, y = residuals(rng, (4, 3))
    met = _some(rng, (4, 3))
    o[met] = y[met]
    do = right.mae(o, y)[1]
    low, high = np.where(met, -1.0 / o.size, do), np.where(met, 1.0 / o.size, do)
    asked.slope("kink", low, o, y, up_to=high, called="do where o = y (any slope from −1 to 1)")
    asked.cost("kink", right.mae(o, y)[0], o, y, called="the cost where o = y")
    y = rng.normal(size=7)
    o = y + 1e-9 * rng.choice([-1.0, 1.0], 7)
    asked.slope("analytic", right.mae(o, y)[1], o, y, called=EXACT.format("do"))


@exercise("huber", parts={"cost": 2.0, "do": 3.0, "join": 1.0, "analytic": 1.0, "inputs": 1.0})
def _huber(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    asked = Asked("huber", student, verdict, "do")
    for shape, delta in zip(ENTRIES, (1.0, 0.7, 2.5, 1.3, 0.4), strict=True):
        o, y = residuals(rng, shape)
        if o.size > 3:
            o.flat[0], o.flat[1] = y.flat[0] + 0.5 * delta, y.flat[1] - 2.0 * delta
            o.flat[2], o.flat[3] = y.flat[2] - 0.4 * delta, y.flat[3] + 1.7 * delta
        cost, do = right.huber(o, y, delta)
        asked.cost("cost", cost, o, y, delta)
        asked.slope("do", do, o, y, delta)
    for delta in (2.0, 0.5):
        y = rng.integers(-4, 5, (3, 2)).astype(np.float64)
        o = y + np.array([[delta, -delta], [0.0, delta], [-delta, 0.0]])
        cost, do = right.huber(o, y, delta)
        asked.cost("join", cost, o, y, delta, called="the cost where |r| = δ or r = 0")
        asked.slope("join", do, o, y, delta, called="do where |r| = δ or r = 0")
    signs, sides = np.tile([1.0, 1.0, -1.0, -1.0], 2), np.tile([1.0, -1.0], 4)
    beside = rng.permutation(signs * (1.5 + 1e-7 * sides))
    asked.slope(
        "analytic",
        right.huber(beside, np.zeros(8), 1.5)[1],
        *(beside, np.zeros(8), 1.5),
        called=EXACT.format("do"),
    )


def _some(rng: np.random.Generator, shape: tuple[int, ...]) -> Mask:
    """A mask of about a third of the entries, at least one and not all."""
    chosen = rng.random(shape) < 0.34
    chosen.flat[0], chosen.flat[-1] = True, False
    return chosen
