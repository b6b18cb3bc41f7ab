"""No known mistake passes the visible check of its exercise; no right variant fails it."""

import nbformat
import pytest

from autograder.exercises import all_exercises
from autograder.model import Exercise
from autograder.mutant import answers
from chainrule import check
from tests.conftest import PROJECT

EXERCISES = list(all_exercises().values())
MISTAKES = [(each, mistake) for each in EXERCISES for mistake in each.mistakes]
VARIANTS = [(each, variant) for each in EXERCISES for variant in each.variants]


def ask(exercise: Exercise, source: str) -> None:
    """Run the exercise's test cell as it stands in the source, on these definitions."""
    path = PROJECT / "source" / exercise.chapter / f"{exercise.chapter}.ipynb"
    cells = nbformat.read(path, 4).cells
    test = next(c for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") == exercise.name)
    names: dict[str, object] = {"check": check}
    exec(f"import numpy as np\n{source}", names)
    exec(test.source, names)


@pytest.mark.parametrize(
    ("exercise", "mistake"), MISTAKES, ids=[f"{e.name}: {m.name}" for e, m in MISTAKES]
)
def test_a_known_mistake_fails_the_visible_check(exercise, mistake):
    for _ in range(3):
        with pytest.raises(check.CheckFailed):
            ask(exercise, answers(exercise, mistake.functions))


@pytest.mark.parametrize(
    ("exercise", "variant"), VARIANTS, ids=[f"{e.name}-{n}" for n, (e, _) in enumerate(VARIANTS)]
)
def test_a_right_variant_passes_the_visible_check(exercise, variant, capsys):
    ask(exercise, answers(exercise, {exercise.name: variant}))
    assert f"{exercise.name}: right (" in capsys.readouterr().out


def test_every_exercise_has_a_visible_check_and_every_check_an_exercise():
    assert {each.name for each in EXERCISES} == set(check.__all__) - {"CheckFailed", "backward"}
