"""What chapter 03's checks say of mistakes that blind learners made: each names its cause."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from chainrule import check


def gradient(f: Any, x: Any, h: float = 1e-5) -> Any:
    return loop(f, x, h, np.ndindex(x.shape), lambda above, below: (above - below) / (2 * h))


def loop(f: Any, x: Any, h: float, places: Any, quotient: Callable[[Any, Any], Any]) -> Any:
    found = np.zeros(x.shape)
    for index in places:
        above, below = x.astype(float), x.astype(float)
        above[index] += h
        below[index] -= h
        found[index] = quotient(f(above), f(below))
    return found


def error(a: Any, b: Any) -> float:
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


def right(f: Any, grad: Any, x: Any, tolerance: float = 1e-6) -> bool:
    return error(grad(x), gradient(f, x)) <= tolerance


def by(compare: Callable[[Any, Any, float], Any]) -> Callable[..., Any]:
    """A gradient checker that compares in this way."""

    def checker(f: Any, grad: Any, x: Any, tolerance: float = 1e-6) -> bool:
        return bool(compare(grad(x), gradient(f, x), tolerance))

    return checker


def said(name: str, *functions: Any) -> str:
    with pytest.raises(check.CheckFailed) as caught:
        getattr(check, name)(*functions)
    return str(caught.value)


CHECKERS = {
    "ten times the tolerance": (by(lambda a, b, t: error(a, b) < 10 * t), "beyond the tolerance"),
    "a tenth of it": (by(lambda a, b, t: error(a, b) < 0.1 * t), "within the tolerance"),
    "the tolerance as h": (
        lambda f, grad, x, t=1e-6: error(grad(x), gradient(f, x, t)) <= t,
        "taken with a large step",
    ),
    "the largest entry": (
        by(lambda a, b, t: np.abs(a - b).max() < t * np.abs(a).max()),
        "hides behind a huge one",
    ),
    "allclose, rtol": (by(lambda a, b, t: np.allclose(a, b, rtol=t)), "came out as"),
    "allclose, atol": (by(lambda a, b, t: np.allclose(a, b, atol=t)), "came out as"),
    "allclose, both": (by(lambda a, b, t: np.allclose(a, b, rtol=t, atol=t)), "came out as"),
    "turned round": (by(lambda a, b, t: error(a, b) > t), "every answer is turned round"),
    "grad not called": (
        lambda f, grad, x, t=1e-6: error(grad, gradient(f, x)) <= t,
        "grad is a function; it was not called",
    ),
}


@pytest.mark.parametrize("kind", CHECKERS)
def test_a_checker_that_nearly_checks_is_told_why(kind: str) -> None:
    messages = [said("gradient_check", gradient, error, CHECKERS[kind][0]) for _ in range(5)]
    told = [CHECKERS[kind][1] in message for message in messages]
    assert sum(told) >= 4, messages  # a draw may show another sign of the same slip first
    assert not any("Probe" in message for message in messages)


def test_a_checker_may_use_any_sound_form_of_the_measure(capsys: pytest.CaptureFixture) -> None:
    for compare in (
        lambda a, b, t: error(a, b) < t,
        lambda a, b, t: (np.abs(a - b) <= t * np.maximum(1e-8, np.abs(a) + np.abs(b))).all(),
    ):
        for _ in range(20):
            check.gradient_check(gradient, error, by(compare))


GRADIENTS = {
    "brackets": (
        lambda f, x, h=1e-5: loop(f, x, h, np.ndindex(x.shape), lambda a, b: a - b / (2 * h)),
        "division comes before subtraction",
    ),
    "rows": (
        lambda f, x, h=1e-5: loop(f, x, h, range(len(x)), lambda a, b: (a - b) / (2 * h)),
        "x[i] is a whole row",
    ),
    "all entries as rows": (
        lambda f, x, h=1e-5: loop(f, x, h, range(x.size), lambda a, b: (a - b) / (2 * h)),
        "fewer rows than entries",
    ),
    "integers": (
        lambda f, x, h=1e-5: gradient(lambda at: f(at.astype(x.dtype)), x, h),
        "x holds integers here",
    ),
}


@pytest.mark.parametrize("kind", GRADIENTS)
def test_a_gradient_s_slip_is_named(kind: str) -> None:
    assert GRADIENTS[kind][1] in said("numerical_gradient", GRADIENTS[kind][0])


def test_fewer_entries_than_there_are_is_told_as_rows_counted() -> None:
    def first_entries(f: Any, x: Any, h: float = 1e-5) -> Any:
        found = np.zeros(x.shape)
        for i in range(len(x)):
            above, below = x.astype(float), x.astype(float)
            above.flat[i] += h
            below.flat[i] -= h
            found.flat[i] = (f(above) - f(below)) / (2 * h)
        return found

    assert "counts the rows of a matrix, not its entries" in said(
        "numerical_gradient", first_entries
    )


def test_a_derivative_without_brackets_or_without_a_call_is_told() -> None:
    bare = said("numerical_derivative", lambda f, x, h=1e-5: f(x + h) - f(x - h) / (2 * h))
    assert "division comes before subtraction" in bare
    uncalled = said("numerical_derivative", lambda f, x, h=1e-5: (f * (x + h)) / (2 * h))
    assert "f is a function; it was not called" in uncalled


def rows_of(f: Any, x: Any, h: float) -> Any:
    return np.array([(f(x + step) - f(x - step)) / (2 * h) for step in h * np.eye(x.size)])


def test_a_jacobian_reshaped_in_place_of_transposed_is_told() -> None:
    def reshaped(f: Any, x: Any, h: float = 1e-5) -> Any:
        return rows_of(f, x, h).reshape(-1, x.size)

    assert "reshape does not transpose" in said("numerical_jacobian", reshaped)


def test_outputs_written_into_a_row_are_told() -> None:
    def into_rows(f: Any, x: Any, h: float = 1e-5) -> Any:
        J = np.zeros((f(x).size, x.size))
        for j, row in enumerate(rows_of(f, x, h)):
            J[j] = row
        return J

    assert "an entry for each of the k outputs" in said("numerical_jacobian", into_rows)


def test_paths_in_an_array_are_told_to_differ_in_length() -> None:
    message = said("chain", lambda paths: np.prod(np.array(paths), axis=1).sum())
    assert "paths differ in length, and one may be empty" in message


def test_a_walk_that_never_calls_grad_is_told() -> None:
    message = said("gradient_descent", lambda grad, x0, lr, steps: x0 - lr * grad)
    assert "grad is a function; it was not called" in message


def test_a_library_is_refused_by_grading_not_by_a_judge() -> None:
    def borrowing(f: Any, x: Any, h: float = 1e-5) -> Any:
        from chainrule.check.difference import gradients

        return gradients(f, [x])[0].middle

    message = said("numerical_gradient", borrowing)
    assert "grading refuses it" in message
    assert "judge" not in message
