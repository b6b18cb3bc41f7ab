"""Dead units and gradient norms by depth, and what learners make of them."""

from itertools import pairwise
from typing import Any

import numpy as np

from autograder.exercises.activations.chapter import exercise, mistake
from autograder.exercises.drawing import upstream
from autograder.reference import activations as right
from autograder.reference.arrays import Array
from autograder.student import Student
from autograder.verdict import Verdict


@exercise("dead_fraction", parts={"share": 2.0, "all-or-none": 1.0, "inputs": 1.0})
def _dead_fraction(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    for shape in ((6, 5), (3, 8), (9, 4)):
        A = np.maximum(rng.normal(size=shape), 0.0)
        A[:, rng.choice(shape[1], 2, replace=False)] = 0.0
        A[0] = 0.0
        with verdict.part("share"):
            got = student.dead_fraction(A)
            verdict.expect(got, right.dead_fraction(A), called="the share")
    for A in (np.zeros((4, 3)), np.eye(3), np.array([[0.0, -0.5], [0.0, 0.0]])):
        with verdict.part("all-or-none"):
            got = student.dead_fraction(A)
            verdict.expect(got, right.dead_fraction(A), called="the share")


@exercise("gradient_norms_by_depth", parts={"norms": 4.0, "deep": 1.0, "inputs": 1.0})
def _gradient_norms(student: Student, rng: np.random.Generator, verdict: Verdict) -> None:
    sizes = {"norms": ((3, 4, 2, 5), (2, 3)), "deep": ((3,) * 9,)}
    for part, networks in sizes.items():
        for widths in networks:
            weights = [rng.normal(size=pair) for pair in pairwise(widths)]
            A0 = rng.normal(size=(4, widths[0]))
            dA = upstream(rng, (4, widths[-1]))
            asked = (A0, weights, _tanh_forward, _tanh_backward, dA)
            with verdict.part(part):
                got = student.gradient_norms_by_depth(*asked)
                if isinstance(got, list | tuple):
                    numbers = all(isinstance(each, float | int | np.floating) for each in got)
                    verdict.require(numbers, "the norms should be numbers", got=len(got))
                    got = np.array(got, dtype=float)
                verdict.expect(
                    got, right.gradient_norms_by_depth(*asked), called="the list of norms"
                )


def _tanh_forward(Z: Array) -> tuple[Array, Any]:
    """What the learner is handed: it takes arrays of the sizes that were drawn, no vast ones."""
    if not isinstance(Z, np.ndarray) or Z.ndim != 2 or Z.size > 1000:
        raise TypeError("forward takes one array (m, n)")
    return right.tanh_forward(Z)


def _tanh_backward(dA: Array, cache: Any) -> Array:
    """Likewise; the shapes must agree, or broadcasting could make a vast array of two thin ones."""
    if not isinstance(dA, np.ndarray) or not isinstance(cache, np.ndarray):
        raise TypeError("backward takes an array (m, n) and a cache that forward gave")
    if dA.shape != cache.shape:
        raise TypeError(f"dA has shape {dA.shape}, but this cache is of shape {cache.shape}")
    return right.tanh_backward(dA, cache)


@mistake(
    "dead_fraction",
    "share of zero entries",
    loses="share all-or-none",
    hint="You count zeros one by one; a unit is dead only when it is 0 for every example.",
)
def _(A: Array) -> float:
    return float(np.mean(A == 0))


@mistake(
    "dead_fraction",
    "share of silent examples",
    loses="share",
    hint="You look along the rows: those are examples. Units are columns.",
)
def _(A: Array) -> float:
    return float(np.mean(np.all(A == 0, axis=1)))


@mistake(
    "dead_fraction",
    "zero for any example",
    loses="share all-or-none",
    hint="A unit that is silent once is not dead: it must be silent for every example.",
)
def _(A: Array) -> float:
    return float(np.mean(np.any(A == 0, axis=0)))


@mistake(
    "dead_fraction",
    "count instead of share",
    loses="share all-or-none",
    hint="Your number can exceed 1: a share is a count divided by how many there are.",
)
def _(A: Array) -> float:
    return float(np.sum(np.all(A == 0, axis=0)))


@mistake(
    "gradient_norms_by_depth",
    "last layer first",
    loses="norms deep",
    hint="The numbers are right and the order is reversed: the backward pass meets the last layer "
    "first.",
)
def _(A0: Array, weights: Any, forward: Any, backward: Any, dA: Array) -> Any:
    caches = []
    for W in weights:
        A0, cache = forward(A0 @ W)
        caches.append(cache)
    norms = []
    for W, cache in zip(weights[::-1], caches[::-1], strict=True):
        dZ = backward(dA, cache)
        norms.append(float(np.linalg.norm(dZ)))
        dA = dZ @ W.T
    return norms


@mistake(
    "gradient_norms_by_depth",
    "norm of dA instead of dZ",
    loses="norms deep",
    hint="You measure what arrives at a layer's output; the slope of the activation has not yet "
    "been multiplied in.",
)
def _(A0: Array, weights: Any, forward: Any, backward: Any, dA: Array) -> Any:
    caches = []
    for W in weights:
        A0, cache = forward(A0 @ W)
        caches.append(cache)
    norms = []
    for W, cache in zip(weights[::-1], caches[::-1], strict=True):
        norms.append(float(np.linalg.norm(dA)))
        dA = backward(dA, cache) @ W.T
    return norms[::-1]


@mistake(
    "gradient_norms_by_depth",
    "list of weights reversed in place",
    loses="inputs",
    hint="The caller's list of weights stands in another order afterwards: walk it backwards "
    "without changing it.",
)
def _(A0: Array, weights: Any, forward: Any, backward: Any, dA: Array) -> Any:
    caches = []
    for W in weights:
        A0, cache = forward(A0 @ W)
        caches.append(cache)
    weights.reverse()
    norms = []
    for W, cache in zip(weights, caches[::-1], strict=True):
        dZ = backward(dA, cache)
        norms.append(float(np.linalg.norm(dZ)))
        dA = dZ @ W.T
    return norms[::-1]


@mistake(
    "gradient_norms_by_depth",
    "squared norm",
    loses="norms deep",
    hint="These are sums of squares: the Frobenius norm is the root of that.",
)
def _(A0: Array, weights: Any, forward: Any, backward: Any, dA: Array) -> Any:
    caches = []
    for W in weights:
        A0, cache = forward(A0 @ W)
        caches.append(cache)
    norms = []
    for W, cache in zip(weights[::-1], caches[::-1], strict=True):
        dZ = backward(dA, cache)
        norms.append(float(np.sum(dZ**2)))
        dA = dZ @ W.T
    return norms[::-1]


@mistake(
    "gradient_norms_by_depth",
    "spectral norm",
    loses="norms deep",
    hint="This is the largest singular value of dZ; asked is the root of the sum of all squares.",
)
def _(A0: Array, weights: Any, forward: Any, backward: Any, dA: Array) -> Any:
    caches = []
    for W in weights:
        A0, cache = forward(A0 @ W)
        caches.append(cache)
    norms = []
    for W, cache in zip(weights[::-1], caches[::-1], strict=True):
        dZ = backward(dA, cache)
        norms.append(float(np.linalg.norm(dZ, 2)))
        dA = dZ @ W.T
    return norms[::-1]
