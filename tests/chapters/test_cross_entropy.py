"""Chapter 07's numbers hold in the reference and in the notebook's own solutions, and every
gradient is the slope of its cost."""

from collections.abc import Callable, Mapping
from typing import Any

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from autograder.exercises import all_exercises, chapters
from autograder.judge import judge
from autograder.model import Status
from autograder.namespace import Namespace
from autograder.reference import cross_entropy as right
from autograder.sample import solutions
from chainrule import check
from chainrule.check.compare import ladder
from chainrule.check.difference import gradients
from tests.conftest import PROJECT

NAME = "07-cross-entropy"
FOLDER = PROJECT / "source" / NAME
EXERCISES = chapters()[NAME]
Names = Mapping[str, Callable[..., Any]]

SCORES = np.array([[3.15, 5.3, -2.1]])
X = np.array([0.6, 0.4, 0.6, 0.1])
W1 = np.array(
    [[0.1, 0.3, 0.8, -0.4], [-0.3, -0.2, 0.5, 0.5], [-0.3, 0.1, 0.5, 0.4], [0.2, 0.5, -0.9, 0.7]]
)
W2 = np.array([[0.3, 0.8, -0.2, -0.4], [0.5, -0.2, -0.3, 0.5], [0.2, 0.1, 0.6, 0.6]])


@pytest.fixture(scope="module")
def solved() -> dict[str, Any]:
    """The notebook's solutions, on top of what `earlier.py` gives them."""
    names: dict[str, Any] = {"np": np}
    exec((FOLDER / "earlier.py").read_text("utf-8"), names)
    for text in dict(solutions(nbformat.read(FOLDER / f"{NAME}.ipynb", 4))).values():
        exec(text, names)
    return names


@pytest.fixture(params=["reference", "solution"])
def names(request: pytest.FixtureRequest, solved: dict[str, Any]) -> Names:
    """Both, one after the other."""
    return solved if request.param == "solution" else vars(right)


@pytest.mark.parametrize("name", list(EXERCISES))
def test_the_notebooks_solution_passes_every_part(solved: dict[str, Any], name: str) -> None:
    record, _ = judge(EXERCISES[name], Namespace(solved), student="s", points=1.0, seed=7)
    assert record.status is Status.PASSED, record


def test_the_worked_scores_give_their_loss_and_their_gradient(names: Names) -> None:
    cost, dZ = names["softmax_cross_entropy"](SCORES, np.array([0]))
    assert cost == pytest.approx(2.2607319332115297, rel=1e-14)
    np.testing.assert_allclose(dZ, [[-0.895726, 0.895179, 0.000547]], atol=5e-7)


def test_probabilities_2_3_5_and_class_1_give_2_minus_7_5(names: Names) -> None:
    Z = np.log([[0.2, 0.3, 0.5]])
    _, dZ = names["softmax_cross_entropy"](Z, np.array([1]))
    np.testing.assert_allclose(dZ, [[0.2, -0.7, 0.5]])
    cost, dP = names["categorical_cross_entropy"](np.exp(Z), np.array([[0.0, 1.0, 0.0]]))
    assert cost == pytest.approx(1.2040, abs=5e-5)
    np.testing.assert_allclose(dP, [[0.0, -1 / 0.3, 0.0]])


def test_the_network_by_hand_costs_what_it_costs_and_not_what_was_printed(names: Names) -> None:
    a = W1 @ X
    np.testing.assert_allclose(a, [0.62, 0.09, 0.2, -0.15])
    scores = W2 @ (1 / (1 + np.exp(-a)))
    np.testing.assert_allclose(scores, [0.318059, 0.286947, 0.789735], atol=5e-7)
    p = np.exp(scores) / np.exp(scores).sum()
    np.testing.assert_allclose(p, [0.279952, 0.271376, 0.448672], atol=5e-7)
    loss, _ = names["softmax_cross_entropy"](scores[None, :], np.array([2]))
    assert loss == pytest.approx(0.801462, abs=5e-7)
    printed, _ = names["softmax_cross_entropy"](np.array([[0.32, 0.29, 0.85]]), np.array([2]))
    assert printed == pytest.approx(0.7700, abs=5e-5)
    assert printed != pytest.approx(0.7661, abs=5e-4)


@pytest.mark.parametrize(
    ("y", "p", "cost"), [(1.0, 0.6, 0.51083), (0.0, 0.2, 0.22314), (1.0, 0.4, 0.91629)]
)
def test_three_binary_answers_cost_what_they_cost(
    names: Names, y: float, p: float, cost: float
) -> None:
    got, _ = names["binary_cross_entropy"](np.array([p]), np.array([y]))
    assert got == pytest.approx(cost, abs=5e-6)


def test_the_notebooks_worked_distributions(names: Names) -> None:
    half = np.array([0.5, 0.25, 0.25])
    assert names["entropy"](half) == pytest.approx(1.5 * np.log(2))
    assert names["entropy"](np.full(6, 1 / 6)) == pytest.approx(np.log(6))
    assert names["entropy"](np.array([0.0, 1.0])) == 0.0
    ruled = np.array([0.5, 0.5, 0.0])
    assert names["cross_entropy"](ruled, half) == pytest.approx(1.5 * np.log(2))
    fair, bent = np.array([0.5, 0.5]), np.array([0.9, 0.1])
    assert names["kl_divergence"](fair, bent) == pytest.approx(0.5108, abs=5e-5)
    assert names["kl_divergence"](bent, fair) == pytest.approx(0.3681, abs=5e-5)
    with np.errstate(divide="ignore"):
        assert names["cross_entropy"](half, ruled) == np.inf
        assert names["kl_divergence"](half, ruled) == np.inf


def test_the_notebooks_worked_residuals(names: Names) -> None:
    o, y = np.array([[1.0, 0.0], [5.0, 4.0]]), np.array([[0.0, 2.0], [5.0, 1.0]])
    for (cost, do), want, slopes in (
        (names["mse"](o, y), 3.5, [[0.5, -1.0], [0.0, 1.5]]),
        (names["mae"](o, y), 1.5, [[0.25, -0.25], [0.0, 0.25]]),
        (names["huber"](o, y, 2.0), 1.625, [[0.25, -0.5], [0.0, 0.5]]),
    ):
        assert cost == pytest.approx(want)
        np.testing.assert_allclose(do, slopes)


def test_hubers_two_branches_meet_and_without_the_half_they_do_not(names: Names) -> None:
    below, above = (
        names["huber"](np.array([r]), np.zeros(1), 1.0)[0] for r in (1 - 1e-9, 1 + 1e-9)
    )
    assert below == pytest.approx(above, abs=1e-8)
    assert below != pytest.approx(1.0 * (1 + 1e-9) - 1.0**2, abs=0.1)


def test_equal_scores_cost_log_k(names: Names) -> None:
    cost, dZ = names["softmax_cross_entropy"](np.zeros((4, 10)), np.arange(4))
    assert cost == pytest.approx(np.log(10))
    np.testing.assert_allclose(dZ.sum(axis=1), 0.0, atol=1e-15)


LOSSES: Mapping[str, Callable[[np.random.Generator], tuple[Any, ...]]] = {
    "binary_cross_entropy": lambda rng: (rng.uniform(0.1, 0.9, 5), rng.integers(0, 2, 5)),
    "categorical_cross_entropy": lambda rng: (
        rng.uniform(0.1, 0.9, (4, 3)),
        np.eye(3)[rng.integers(0, 3, 4)],
    ),
    "softmax_cross_entropy": lambda rng: (rng.normal(size=(4, 3)), rng.integers(0, 3, 4)),
    "mse": lambda rng: (rng.normal(size=(3, 4)), rng.normal(size=(3, 4))),
    "mae": lambda rng: (rng.normal(size=(3, 4)), np.zeros((3, 4))),
    "huber": lambda rng: (2 * rng.normal(size=(3, 4)), np.zeros((3, 4)), 0.8),
}


@pytest.mark.parametrize("name", LOSSES)
def test_a_gradient_equals_central_differences_of_its_cost(names: Names, name: str) -> None:
    first, *rest = LOSSES[name](np.random.default_rng(11))
    _, got = names[name](first, *rest)
    (slopes,) = gradients(lambda moved: names[name](moved, *rest)[0], [first])
    assert ladder(got, slopes.low, up_to=slopes.high, tolerance=1e-7) is None


def test_the_object_gives_what_the_function_gives(names: Names) -> None:
    rng = np.random.default_rng(3)
    Z, y = rng.normal(size=(5, 4)), rng.integers(0, 4, 5)
    end = names["SoftmaxCrossEntropy"]()
    cost, dZ = names["softmax_cross_entropy"](Z, y)
    assert end.forward(Z, y) == pytest.approx(cost)
    np.testing.assert_allclose(end.backward(), dZ)


positive = arrays(np.float64, 5, elements=st.floats(1e-6, 1.0))


@given(positive, positive)
def test_the_divergence_is_never_negative_and_makes_up_the_cross_entropy(a: Any, b: Any) -> None:
    p, q = a / a.sum(), b / b.sum()
    divergence = right.kl_divergence(p, q)
    assert divergence >= -1e-12
    assert right.kl_divergence(p, p) == pytest.approx(0.0, abs=1e-12)
    assert right.cross_entropy(p, q) == pytest.approx(right.entropy(p) + divergence, abs=1e-9)


@given(positive)
def test_no_distribution_is_less_certain_than_log_k(a: Any) -> None:
    assert -1e-12 <= right.entropy(a / a.sum()) <= np.log(5) + 1e-12


@given(arrays(np.float64, (3, 4), elements=st.floats(-500.0, 500.0)), st.floats(-500.0, 500.0))
def test_a_number_added_to_all_scores_changes_nothing(Z: Any, shift: float) -> None:
    y = np.array([0, 3, 1])
    cost, dZ = right.softmax_cross_entropy(Z, y)
    moved, same = right.softmax_cross_entropy(Z + shift, y)
    assert moved == pytest.approx(cost, abs=1e-9)
    np.testing.assert_allclose(same, dZ, atol=1e-9)


@given(arrays(np.float64, (2, 3), elements=st.floats(-50.0, 50.0)), st.floats(0.1, 5.0))
def test_hubers_loss_lies_below_half_the_square_and_below_the_line(r: Any, delta: float) -> None:
    cost, do = right.huber(r, np.zeros_like(r), delta)
    assert cost <= 0.5 * right.mse(r, np.zeros_like(r))[0] + 1e-12
    assert cost <= delta * right.mae(r, np.zeros_like(r))[0] + 1e-12
    assert np.abs(do).max() <= delta / r.size + 1e-15


def by_differences(function: Callable[..., Any]) -> Callable[..., Any]:
    """The loss, with a gradient made of central differences of its cost."""

    def disguised(x: Any, *rest: Any) -> Any:
        gradient = np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            ends = []
            for step in (1e-5, -1e-5):
                moved = x.copy()
                moved[index] += step
                ends.append(function(moved, *rest)[0])
            gradient[index] = (ends[0] - ends[1]) / 2e-5
        return function(x, *rest)[0], gradient

    return disguised


@pytest.mark.parametrize("name", LOSSES)
def test_differences_in_place_of_a_formula_lose_the_part_that_asks_for_it(name: str) -> None:
    exercise = EXERCISES[name]
    names = {name: by_differences(vars(right)[name])}
    record, _ = judge(exercise, Namespace(names), student="s", points=1.0, seed=7)
    lost = {part.name for part in record.parts if part.status is not Status.PASSED}
    assert "analytic" in lost
    assert "cost" not in lost
    if name in ("mse", "mae", "huber", "softmax_cross_entropy"):
        assert record.mistake == "finite differences in disguise"


def test_a_loss_made_for_fixed_labels_passes_the_general_check(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def make_loss(y: Any) -> Callable[..., Any]:
        def forward(Z: Any) -> Any:
            P = np.exp(Z - Z.max(axis=1, keepdims=True))
            P /= P.sum(axis=1, keepdims=True)
            soft = 0.9 * np.eye(Z.shape[1])[y] + 0.1 / Z.shape[1]
            return -np.sum(soft * np.log(P)) / len(y), (P, soft)

        return forward

    def backward(dcost: Any, cache: Any) -> Any:
        P, soft = cache
        return dcost * (P - soft) / len(P)

    Z = np.array([[0.5, -1.0, 2.0], [1.5, 0.0, -0.5], [-2.0, 1.0, 0.3]])
    check.backward(make_loss(np.array([2, 0, 1])), backward, Z=Z)
    assert "right" in capsys.readouterr().out


@pytest.mark.parametrize("rows", [3, 5])
def test_the_softmax_of_the_forum_works_on_batches_and_not_on_one_example(rows: int) -> None:
    cells = nbformat.read(FOLDER / f"{NAME}.ipynb", 4).cells
    line = next(c for c in cells if c.id == "axis-slip-run").source.splitlines()[-1]
    Z = np.random.default_rng(1).normal(size=(rows, 3))
    np.testing.assert_allclose(eval(line, {"np": np, "scores": Z}).sum(axis=1), 1.0)
    with pytest.raises(ValueError, match="axis 1 is out of bounds"):
        eval(line, {"np": np, "scores": Z[0]})


def test_what_earlier_py_gives_is_sound_wherever_its_chapter_can_judge_it() -> None:
    names: dict[str, Any] = {}
    exec((FOLDER / "earlier.py").read_text("utf-8"), names)
    known = {name: each for name, each in all_exercises().items() if name in names}
    judged = [each for each in known.values() if set(each.uses) <= names.keys()]
    assert "ReLU" in {each.name for each in judged}
    for exercise in judged:
        record, _ = judge(exercise, Namespace(names), student="s", points=1.0, seed=7)
        assert record.status is Status.PASSED, record
