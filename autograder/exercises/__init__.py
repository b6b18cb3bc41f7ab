"""What each exercise asks, how its inputs are drawn, and its known mistakes."""

from collections.abc import Mapping
from functools import cache

from autograder.model import Exercise


@cache
def chapters() -> Mapping[str, Mapping[str, Exercise]]:
    """Every chapter that has exercises, by the name of its nbgrader assignment."""
    from autograder.exercises import (
        activations,
        backprop,
        calculus,
        cross_entropy,
        feedforward,
        neuron,
        softmax,
    )

    syllabus = (
        neuron.CHAPTER,
        feedforward.CHAPTER,
        calculus.CHAPTER,
        backprop.CHAPTER,
        activations.CHAPTER,
        softmax.CHAPTER,
        cross_entropy.CHAPTER,
    )
    return {chapter.name: chapter.exercises() for chapter in syllabus}


@cache
def all_exercises() -> Mapping[str, Exercise]:
    """Every exercise of the series; a name stands for one exercise only."""
    found: dict[str, Exercise] = {}
    for chapter in chapters().values():
        for name, exercise in chapter.items():
            if name in found:
                raise ValueError(
                    f"exercise {name}: in {found[name].chapter} and {exercise.chapter}"
                )
            found[name] = exercise
    return found
