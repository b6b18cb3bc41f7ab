"""No known mistake passes the visible check of its exercise; no right variant fails it."""

from functools import cache

import nbformat
import pytest

from autograder.exercises import all_exercises
from autograder.model import Exercise
from autograder.mutant import answers
from autograder.visible import passes_check
from chainrule import check
from tests.conftest import PROJECT

EXERCISES = list(all_exercises().values())
MISTAKES = [(each, mistake) for each in EXERCISES for mistake in each.mistakes]
VARIANTS = [(each, variant) for each in EXERCISES for variant in each.variants]


@cache
def source(chapter: str) -> nbformat.NotebookNode:
    return nbformat.read(PROJECT / "source" / chapter / f"{chapter}.ipynb", 4)


def passes(exercise: Exercise, functions: dict[str, object]) -> bool:
    return passes_check(exercise, source(exercise.chapter), answers(exercise, functions))


@pytest.mark.parametrize(
    ("exercise", "mistake"), MISTAKES, ids=[f"{e.name}: {m.name}" for e, m in MISTAKES]
)
def test_a_known_mistake_fails_the_visible_check(exercise, mistake):
    for _ in range(3):
        assert not passes(exercise, mistake.functions)


@pytest.mark.parametrize(
    ("exercise", "variant"), VARIANTS, ids=[f"{e.name}-{n}" for n, (e, _) in enumerate(VARIANTS)]
)
def test_a_right_variant_passes_the_visible_check(exercise, variant):
    assert passes(exercise, {exercise.name: variant})


def test_every_exercise_has_a_visible_check_and_every_check_an_exercise():
    assert {each.name for each in EXERCISES} == set(check.__all__) - {"CheckFailed", "backward"}
