"""Chapter 03: the numbers of its text hold, its reference is right by identities, and its own
solutions pass every part."""

from collections.abc import Callable
from typing import Any

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.exercises import chapters
from autograder.judge import judge
from autograder.model import Status
from autograder.namespace import Namespace
from autograder.reference import calculus
from autograder.sample import solutions
from chainrule.check.difference import gradients
from tests.conftest import PROJECT

EXERCISES = chapters()["03-calculus"]
LOWEST = np.array([-1.0, -1.0, -1.0])
SMOOTH: list[Callable[[float], float]] = [np.sin, np.exp, np.tanh, lambda t: t**3 - t]


@pytest.fixture(scope="module")
def solved() -> dict[str, Any]:
    path = PROJECT / "source" / "03-calculus" / "03-calculus.ipynb"
    names: dict[str, Any] = {"np": np}
    for text in dict(solutions(nbformat.read(path, 4))).values():
        exec(text, names)
    return names


@pytest.fixture(params=["reference", "solution"])
def whose(request: pytest.FixtureRequest, solved: dict[str, Any]) -> dict[str, Any]:
    """The functions of the reference, then those of the notebook's solutions."""
    return vars(calculus) if request.param == "reference" else solved


def polynomial(x: Any) -> Any:
    x1, x2, x3 = x
    return x1**2 + x1 * (1 - x2) + x2**2 - x2 * x3 + x3**2 + x3


def polynomial_gradient(x: Any) -> Any:
    x1, x2, x3 = x
    return np.array([2 * x1 + 1 - x2, -x1 + 2 * x2 - x3, -x2 + 2 * x3 + 1])


def steep(x: Any) -> Any:
    return np.exp(x**2)


@pytest.mark.parametrize("name", list(EXERCISES))
def test_the_notebook_s_solution_passes_every_part(solved: dict[str, Any], name: str) -> None:
    for seed in range(3):
        record, _ = judge(EXERCISES[name], Namespace(solved), student="", points=1.0, seed=seed)
        assert record.status is Status.PASSED, record


CHECKER = """
def gradient_check(f, grad, x, tolerance=1e-6):
    return relative_error(grad(x), numerical_gradient(f, x)) <= tolerance
"""
ALONE = """
def gradient_check(f, grad, x, tolerance=1e-6):
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        s = np.zeros(x.shape)
        s[i] = 1e-5
        g[i] = (f(x + s) - f(x - s)) / 2e-5
    a = grad(x)
    return bool((np.abs(a - g) <= tolerance * (np.abs(a) + np.abs(g))).all())
"""
WRONG = "def numerical_gradient(f, x, h=1e-5): return 2 * np.ones(x.shape)"
STUB = "def numerical_gradient(f, x, h=1e-5): raise NotImplementedError"


@pytest.mark.parametrize(
    ("gradient", "checker", "status", "said"),
    [
        (WRONG, CHECKER, Status.SKIPPED, "`numerical_gradient` is wrong too"),
        (STUB, CHECKER, Status.SKIPPED, "needs `numerical_gradient`, which is not written yet"),
        (WRONG, ALONE, Status.PASSED, ""),
        (STUB, ALONE, Status.PASSED, ""),
    ],
)
def test_a_checker_is_blamed_for_nothing_but_itself(
    gradient: str, checker: str, status: Status, said: str
) -> None:
    names: dict[str, Any] = {"np": np, "relative_error": calculus.relative_error}
    exec(gradient + checker, names)
    record, _ = judge(EXERCISES["gradient_check"], Namespace(names), student="", points=1.0, seed=1)
    statuses = {part.status for part in record.parts if part.status is not Status.PASSED}
    assert statuses == ({status} - {Status.PASSED})
    assert said in record.message


def test_the_polynomial_s_gradient_is_what_the_text_says(whose: dict[str, Any]) -> None:
    at = np.array([1.0, 2.0, 3.0])
    assert polynomial_gradient(at).tolist() == [1.0, 0.0, 5.0]
    np.testing.assert_allclose(whose["numerical_gradient"](polynomial, at), [1, 0, 5], atol=1e-9)


def test_the_polynomial_is_lowest_where_all_three_are_minus_one(whose: dict[str, Any]) -> None:
    A = np.array([[2.0, -1.0, 0.0], [-1.0, 2.0, -1.0], [0.0, -1.0, 2.0]])
    b = np.array([-1.0, 0.0, -1.0])
    assert polynomial_gradient(LOWEST).tolist() == [0.0, 0.0, 0.0]
    np.testing.assert_allclose(whose["quadratic_minimum"](A, b), LOWEST)
    at = np.array([0.3, -1.2, 2.5])
    np.testing.assert_allclose(A @ at - b, polynomial_gradient(at))
    assert polynomial(at) == pytest.approx(0.5 * at @ A @ at - b @ at)


def test_the_slope_of_e_to_the_x_squared_is_2x_times_it(whose: dict[str, Any]) -> None:
    assert 2 * np.e == pytest.approx(5.43656, abs=1e-5)
    for x in (-1.0, 0.4, 1.0):
        got = whose["numerical_derivative"](steep, x)
        assert got == pytest.approx(2 * x * steep(x), rel=1e-8)
        assert whose["chain"]([[2 * x, steep(x)]]) == pytest.approx(2 * x * steep(x))


def test_a_central_difference_is_best_near_a_step_of_1e_5(whose: dict[str, Any]) -> None:
    steps = 10.0 ** np.arange(-1, -13, -1)
    for f, x, slope in (
        (steep, 1.0, 2 * np.e),
        (np.exp, 0.7, np.exp(0.7)),
        (np.sin, 1.0, np.cos(1)),
    ):
        errors = [abs(whose["numerical_derivative"](f, x, h) - slope) for h in steps]
        assert -7 <= np.log10(steps[int(np.argmin(errors))]) <= -4
        assert errors[4] < 1e-3 * errors[1]
        assert errors[4] < 1e-3 * errors[-1]


def test_the_worked_secants_hold(whose: dict[str, Any]) -> None:
    assert whose["numerical_derivative"](lambda t: t**3, 2, 0.1) == pytest.approx(12.01)
    assert whose["numerical_derivative"](lambda t: t**2, 3, 0.1) == pytest.approx(6)
    assert whose["numerical_derivative"](np.exp, 1, 1e-17) == 0.0


def test_the_worked_diagrams_hold(whose: dict[str, Any]) -> None:
    assert whose["chain"]([[4, 6], [3, 4]]) == 36
    assert whose["chain"]([[2, 3, 0.5], [2, -1, 10], [4, 10]]) == 23
    assert whose["numerical_derivative"](lambda t: t**2 * 3 * t, 2) == pytest.approx(36)


def test_the_worked_jacobian_and_relative_error_hold(whose: dict[str, Any]) -> None:
    J = whose["numerical_jacobian"](
        lambda x: np.array([x[0] * x[1], x[0] ** 2, 3 * x[1]]), np.array([2.0, 3.0])
    )
    np.testing.assert_allclose(J, [[3, 2], [4, 0], [0, 3]], atol=1e-9)
    a, b = np.array([1000, 0.001]), np.array([1001, 0.003])
    assert whose["relative_error"](a, b) == pytest.approx(0.5)


def test_a_right_gradient_passes_the_checker_and_a_turned_sign_does_not(
    whose: dict[str, Any],
) -> None:
    at = np.array([0.3, -1.2, 2.5])
    turned = lambda x: polynomial_gradient(x) * [1, -1, 1]  # noqa: E731
    assert whose["gradient_check"](polynomial, polynomial_gradient, at)
    assert not whose["gradient_check"](polynomial, turned, at)
    assert not whose["gradient_check"](polynomial, polynomial_gradient, LOWEST)


def test_the_walk_on_the_polynomial_stops_where_the_text_says(whose: dict[str, Any]) -> None:
    path = whose["gradient_descent"](polynomial_gradient, np.zeros(3), 0.2, 60)
    costs = np.array([polynomial(x) for x in path])
    stop = int(np.argmax(np.abs(np.diff(costs)) < 1e-6))
    assert stop == 49
    assert 1e-6 < costs[stop] + 1 < 5e-6
    assert np.abs(path[stop] - LOWEST).max() == pytest.approx(0.0027, abs=1e-4)


def test_integers_left_integers_give_what_the_pitfall_says(whose: dict[str, Any]) -> None:
    cut = lambda x: float((x.astype(int) ** 2).sum())  # noqa: E731
    at = np.array([1, 2, 3])
    got = whose["numerical_gradient"](cut, at)
    np.testing.assert_allclose(got, [50_000, 150_000, 250_000])
    np.testing.assert_allclose(whose["numerical_gradient"](lambda x: (x**2).sum(), at), 2 * at)


def test_the_slopes_on_the_hill_are_what_the_text_says(whose: dict[str, Any]) -> None:
    hill = lambda x: x[0] ** 2 + x[0] * (1 - x[1]) + x[1] ** 2  # noqa: E731
    slopes = whose["numerical_gradient"](hill, np.array([1.0, -0.5]))
    np.testing.assert_allclose(slopes, [3.5, -2.0], atol=1e-9)


def test_a_slope_of_half_the_symmetric_part_is_what_a_skew_matrix_would_give(
    whose: dict[str, Any],
) -> None:
    A, b, at = np.array([[2.0, 3.0], [-1.0, 4.0]]), np.array([1.0, -2.0]), np.array([0.3, -1.2])
    got = whose["numerical_gradient"](lambda x: 0.5 * x @ A @ x - b @ x, at)
    np.testing.assert_allclose(got, (A + A.T) / 2 @ at - b, atol=1e-8)


def test_the_factors_of_the_three_rates_hold(whose: dict[str, Any]) -> None:
    for rate, factor in ((0.02, 0.96), (0.35, 0.3), (1.04, -1.08)):
        path = whose["gradient_descent"](lambda w: 2 * w, np.array([-2.0]), rate, 12)
        np.testing.assert_allclose(path[:, 0], -2.0 * factor ** np.arange(13))


def test_the_order_of_jacobians_matters_and_square_shapes_hide_it(whose: dict[str, Any]) -> None:
    rng = np.random.default_rng(3)
    A, B, x = rng.normal(size=(3, 3)), rng.normal(size=(3, 3)), rng.normal(size=3)
    jacobian = whose["numerical_jacobian"]
    Ja = jacobian(lambda x: np.tanh(A @ x), x)
    Jo = jacobian(lambda a: np.tanh(B @ a), np.tanh(A @ x))
    whole = jacobian(lambda x: np.tanh(B @ np.tanh(A @ x)), x)
    np.testing.assert_allclose(Jo @ Ja, whole, atol=1e-9)
    assert np.abs(Ja @ Jo - whole).max() > np.abs(whole).max()


def test_the_valley_of_the_challenge_behaves_as_its_sample_answer_says(
    whose: dict[str, Any],
) -> None:
    def slope(x: Any) -> Any:
        across = x[1] - x[0] ** 2
        return np.array([-2 * (1 - x[0]) - 400 * x[0] * across, 200 * across])

    curvatures = np.linalg.eigvalsh(whose["numerical_jacobian"](slope, np.array([1.0, 1.0])))
    np.testing.assert_allclose(curvatures, [0.3994, 1001.6], rtol=1e-3)
    for rate, cost in ((0.002, 5.6e-5), (0.0021, 0.051)):
        end = whose["gradient_descent"](slope, np.array([-1.0, 1.0]), rate, 5000)[-1]
        found = (1 - end[0]) ** 2 + 100 * (end[1] - end[0] ** 2) ** 2
        assert found == pytest.approx(cost, rel=0.02)
    for rate, settles in ((0.002, True), (0.0022, False)):
        path = whose["gradient_descent"](slope, np.array([-1.0, 1.0]), rate, 5000)
        costs = (1 - path[:, 0]) ** 2 + 100 * (path[:, 1] - path[:, 0] ** 2) ** 2
        assert (np.diff(costs) <= 0).all() == settles


@given(st.sampled_from(SMOOTH), st.floats(-1.5, 1.5))
def test_the_reference_agrees_with_the_kit_s_differences(f: Any, x: float) -> None:
    (kit,) = gradients(lambda at: f(float(at)), [np.array(x)])
    got = calculus.numerical_derivative(f, x)
    assert got == pytest.approx(float(kit.middle), abs=1e-7)


@given(st.lists(st.lists(st.floats(-3, 3), max_size=4), max_size=4), st.floats(-3, 3))
def test_lengthening_every_path_by_one_edge_multiplies_the_derivative(
    paths: list[list[float]], edge: float
) -> None:
    longer = [[*path, edge] for path in paths]
    assert calculus.chain(longer) == pytest.approx(edge * calculus.chain(paths))


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5), st.integers(0, 2**32 - 1))
def test_a_relative_error_is_symmetric_and_between_0_and_1(row: list[float], seed: int) -> None:
    a = np.array(row)
    b = a * np.random.default_rng(seed).normal(size=a.size)
    error = calculus.relative_error(a, b)
    assert 0 <= error <= 1
    assert error == calculus.relative_error(b, a)


@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_a_minimum_by_solving_has_no_slope_left(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    M, b = rng.normal(size=(n, n)), rng.normal(size=n)
    A = M @ M.T + np.eye(n)
    np.testing.assert_allclose(A @ calculus.quadratic_minimum(A, b), b, atol=1e-9)
