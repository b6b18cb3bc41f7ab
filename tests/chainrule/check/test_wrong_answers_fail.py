"""Every check refuses every wrong answer, every time, and says what its author should hear."""

import re

import numpy as np
import pytest
from reported_answers import REPORTED
from wrong_answers import WRONG

from autograder.exercises import chapters
from chainrule import check

CASES = [
    pytest.param(exercise, functions, words, id=f"{exercise}-{words}")
    for answers in (WRONG, REPORTED)
    for exercise, wrong in answers.items()
    for functions, words in wrong
]


@pytest.mark.parametrize(("exercise", "functions", "words"), CASES)
def test_a_wrong_answer_is_refused_with_a_clue(exercise, functions, words, capsys):
    for _ in range(5):
        with pytest.raises(check.CheckFailed) as refused:
            getattr(check, exercise)(*functions)
        message = str(refused.value)
        assert words in message
        assert message.startswith(f"{exercise} · ")
    assert "right (" not in capsys.readouterr().out


@pytest.mark.parametrize(("exercise", "functions", "words"), CASES)
def test_every_refusal_says_what_to_do_next(exercise, functions, words):
    with pytest.raises(check.CheckFailed) as refused:
        getattr(check, exercise)(*functions)
    assert refused.value.next_step


def test_every_exercise_has_a_wrong_answer():
    assert set(WRONG) == set(chapters()["05-activations"])


def test_the_place_is_told_with_the_numbers_that_stand_there():
    (relu, passes_everywhere), _ = WRONG["relu_backward"][3]
    with pytest.raises(check.CheckFailed, match=r"where Z = −[\d.]+ and dA = ") as refused:
        check.relu_backward(relu, passes_everywhere)
    assert refused.value.expected == "0"


def test_an_error_in_the_learners_code_is_told_with_its_line():
    with pytest.raises(check.CheckFailed, match=r"at line \d+: .*dA @ Z") as refused:
        check.relu_backward(*WRONG["relu_backward"][13][0])
    assert isinstance(refused.value.__cause__, ValueError)


def test_a_function_that_reads_the_notebook_is_told_so_even_where_it_runs():
    with pytest.raises(check.CheckFailed, match="by another cell of the notebook"):
        check.backward(lambda X: (X * X, X), reads_the_notebook, X=("m", 2))


def reads_the_notebook(dout, cache):
    return dout * A


A = np.array([[3.0, 4.0]])


def test_the_general_check_calls_the_upstream_gradient_what_the_learner_calls_it():
    with pytest.raises(check.CheckFailed, match=r"and dA = ") as refused:
        check.backward(lambda Z: (Z**3, Z), lambda dA, Z: dA * Z**4, Z="m n")
    assert "dout" not in str(refused.value)


def test_no_message_ends_a_sentence_twice():
    for answers in (WRONG, REPORTED):
        for exercise, wrong in answers.items():
            for functions, _ in wrong:
                with pytest.raises(check.CheckFailed) as refused:
                    getattr(check, exercise)(*functions)
                assert not re.search(r"[.:?]\.(\s|$)", str(refused.value))
