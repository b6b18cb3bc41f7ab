"""Every check says "right" to every right answer, on one line, again and again."""

import pytest
from right_answers import RIGHT

from autograder.exercises import chapters
from chainrule import check

CASES = [
    pytest.param(exercise, functions, id=f"{exercise}-{functions[-1].__name__}")
    for exercise, variants in RIGHT.items()
    for functions in variants
]


@pytest.mark.parametrize(("exercise", "functions"), CASES)
def test_a_right_answer_passes_every_time(exercise, functions, capsys):
    for _ in range(5):
        getattr(check, exercise)(*functions)
        said = capsys.readouterr()
        assert f"{exercise}: right (" in said.out
        assert said.err == "", "nbgrader takes all points for anything on stderr"


def test_every_exercise_has_a_check_and_a_right_answer():
    assert set(RIGHT) == set(chapters()["05-activations"])


def test_a_pass_is_one_line(capsys):
    check.relu_backward(*RIGHT["relu_backward"][0])
    line = capsys.readouterr().out
    assert line.count("\n") == 1
    assert line.startswith("relu_backward: right (7 shapes, dZ within ")


def test_a_warning_alone_passes_with_a_note(capsys):
    check.sigmoid_forward(*RIGHT["sigmoid_forward"][0])
    said = capsys.readouterr().out
    assert "overflow" in said
    assert "the values are right" in said


def test_a_learners_prints_are_shown_but_not_those_of_the_many_calls_for_differences(capsys):
    check.tanh_backward(*RIGHT["tanh_backward"][0])
    assert 1 < capsys.readouterr().out.count("tanh of") < 30
