"""Chapter 01: its worked numbers hold in the reference and in the notebook's own solutions."""

from collections.abc import Callable, Mapping
from typing import Any

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.exercises import chapters
from autograder.exercises.neuron import CHAPTER
from autograder.exercises.neuron.gates import TRUTH
from autograder.judge import judge
from autograder.model import Status
from autograder.namespace import Namespace
from autograder.reference import neuron as reference
from chainrule import check
from tests.conftest import PROJECT

EXERCISES = CHAPTER.exercises()
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
FIRST = np.array([-2.0, 1.0, -1.5, 1.5, 1.0, -1.0])
SECOND = np.array([2.0, -1.0, 2.0, -2.0, 1.0, -1.0])
NONE = np.zeros(2)
moderate = st.floats(-30, 30, allow_subnormal=False)


def solutions() -> dict[str, Any]:
    """The names that the notebook's answer cells define."""
    path = PROJECT / "source" / CHAPTER.name / f"{CHAPTER.name}.ipynb"
    names: dict[str, Any] = {"np": np}
    for cell in nbformat.read(path, 4).cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id", "").endswith("-answer"):
            exec(cell.source, names)
    return names


SOLVED = solutions()


@pytest.fixture(params=["reference", "solution"])
def chapter(request: pytest.FixtureRequest) -> Mapping[str, Callable[..., Any]]:
    """Every function of the chapter, by name, from one of its two sources."""
    if request.param == "solution":
        return SOLVED
    return {name: getattr(reference, name) for name in EXERCISES}


def test_the_chapter_comes_first_in_the_syllabus() -> None:
    assert next(iter(chapters())) == "01-neuron"


@pytest.mark.parametrize("name", EXERCISES)
def test_the_notebook_s_solution_passes_every_part(name: str) -> None:
    for seed in range(5):
        judged = judge(EXERCISES[name], Namespace(SOLVED), student="s", points=1.0, seed=seed)
        assert judged[0].status is Status.PASSED, judged[0]


def test_the_step_is_0_at_0_and_fires_just_above(chapter: Any) -> None:
    z = np.array([-1e-12, 0.0, -0.0, 1e-12])
    assert np.array_equal(chapter["step"](z), [0.0, 0.0, 0.0, 1.0])


def test_the_walk_is_not_taken_when_it_rains(chapter: Any) -> None:
    x, w = np.array([1.0, 0.0, 1.0]), np.array([2.0, 3.0, -4.0])
    assert chapter["neuron"](x, w, 1.0, lambda z: z) == -1.0
    assert chapter["neuron"](x, w, 1.0, abs) == 1.0
    assert chapter["neuron"](x, w, 1.0, chapter["sigmoid"]) == pytest.approx(0.26894, abs=1e-5)


def test_nand_with_a_bias_of_2_is_a_nand_and_with_1_is_none(chapter: Any) -> None:
    w = np.array([-1.0, -1.0])
    outputs = {
        b: [chapter["neuron"](x, w, b, chapter["step"]) for x in CORNERS] for b in (1.0, 2.0)
    }
    assert outputs == {1.0: [1, 0, 0, 0], 2.0: [1, 1, 1, 0]}


@pytest.mark.parametrize("name", TRUTH)
def test_the_weights_of_a_gate_make_that_gate(chapter: Any, name: str) -> None:
    w, b = chapter["gate_weights"](name)
    assert tuple(chapter["step"](CORNERS @ w + b)) == TRUTH[name]


def test_no_other_name_is_a_gate(chapter: Any) -> None:
    with pytest.raises(ValueError, match="xor"):
        chapter["gate_weights"]("xor")


@pytest.mark.parametrize("name", ["xor", "xor_relu"])
def test_xor_is_0_1_1_0(chapter: Any, name: str) -> None:
    assert [chapter[name](x1, x2) for x1, x2 in CORNERS] == [0, 1, 1, 0]


def test_two_relu_units_give_the_worked_table() -> None:
    h1, h2 = (np.maximum(0, CORNERS.sum(axis=1) - bias) for bias in (0, 1))
    assert h1.tolist() == [0, 1, 1, 2]
    assert h2.tolist() == [0, 0, 0, 1]
    assert (h1 - 2 * h2).tolist() == [0, 1, 1, 0]


@given(st.tuples(moderate, moderate, moderate))
def test_no_neuron_is_a_xor(weights: tuple[float, float, float]) -> None:
    fires = CORNERS @ weights[:2] + weights[2] > 1e-9
    assert fires.tolist() != [False, True, True, False]


def test_the_sigmoid_has_its_known_values(chapter: Any) -> None:
    got = chapter["sigmoid"](np.array([-1000.0, -2.0, 0.0, 2.0, 1000.0]))
    np.testing.assert_allclose(got, [0.0, 0.11920292, 0.5, 0.88079708, 1.0], atol=1e-8)


@given(moderate)
def test_the_sigmoid_is_symmetric_about_its_middle(z: float) -> None:
    for sigmoid in (reference.sigmoid, SOLVED["sigmoid"]):
        assert sigmoid(np.array(z)) + sigmoid(np.array(-z)) == pytest.approx(1.0, abs=1e-15)


@pytest.mark.parametrize(("w", "want"), [(FIRST, 0.44249), (SECOND, 0.55751)])
def test_two_sigmoids_give_the_worked_numbers(chapter: Any, w: Any, want: float) -> None:
    out = chapter["two_sigmoid_network"](np.array([[1.0, 1.0]]), w, NONE)
    assert out.shape == (1,)
    assert out[0] == pytest.approx(want, abs=5e-6)


def test_the_costs_that_the_chapter_quotes(chapter: Any) -> None:
    wanted, network = np.array([0.0, 1.0, 1.0, 0.0]), chapter["two_sigmoid_network"]
    by_thought = np.array([12.0, 12.0, 4.0, 4.0, 12.0, -20.0])
    thought = network(CORNERS, by_thought, np.array([-6.0, -5.0]))
    np.testing.assert_allclose(thought, [0.0066, 0.9899, 0.9899, 0.0], atol=5e-5)
    assert np.mean((network(CORNERS, FIRST, NONE) - wanted) ** 2) == pytest.approx(0.246, abs=5e-4)
    assert np.mean((thought - wanted) ** 2) < 1e-4


def test_the_network_s_gradient_moves_with_its_weights(chapter: Any) -> None:
    """A nudge to a sigmoid network is answered, and to a step network it is not."""
    nudged = chapter["two_sigmoid_network"](CORNERS, FIRST + 1e-6, NONE)
    assert np.all(nudged != chapter["two_sigmoid_network"](CORNERS, FIRST, NONE))
    assert chapter["step"](0.301) == chapter["step"](0.3)


@pytest.mark.parametrize(
    ("sizes", "count"), [([2, 2, 1], 9), ([784, 128, 64, 10], 109386), ([4, 5, 3], 43), ([7], 0)]
)
def test_parameters_are_counted_by_hand(chapter: Any, sizes: list[int], count: int) -> None:
    assert chapter["count_parameters"](sizes) == count


@given(st.lists(st.integers(1, 50), min_size=2, max_size=6))
def test_a_network_has_the_parameters_of_its_layers(sizes: list[int]) -> None:
    count = reference.count_parameters
    layers = [count(sizes[i : i + 2]) for i in range(len(sizes) - 1)]
    assert count(sizes) == sum(layers) == SOLVED["count_parameters"](sizes)


@given(st.tuples(moderate, moderate), moderate)
def test_weights_are_judged_by_what_they_do(w: tuple[float, float], b: float) -> None:
    """Any pair that makes the gate passes the judge and the check; any other fails both."""

    def mine(name: str) -> Any:
        return (w, b) if name == "or" else reference.gate_weights(name)

    sums = CORNERS @ np.array(w) + b
    if np.abs(sums).min() < 1e-9 * (abs(b) + sum(map(abs, w)) + 1e-300):
        return  # exactly on a corner: what holds there has its own test
    makes_or = tuple(sums > 0) == (False, True, True, True)
    names = {"gate_weights": mine}
    record, _ = judge(EXERCISES["gate_weights"], Namespace(names), student="s", points=1.0, seed=1)
    assert (record.status is Status.PASSED) == makes_or
    try:
        check.gate_weights(mine)
    except check.CheckFailed:
        assert not makes_or
    else:
        assert makes_or


def test_a_sum_that_only_rounding_lifts_above_0_is_not_above_it() -> None:
    def lucky(name: str) -> Any:
        return ((0.1, 0.2), -0.3) if name == "and" else reference.gate_weights(name)

    names = {"gate_weights": lucky}
    record, _ = judge(EXERCISES["gate_weights"], Namespace(names), student="s", points=1.0, seed=1)
    assert [part.name for part in record.parts if part.status is Status.FAILED] == ["and"]
    with pytest.raises(check.CheckFailed, match="rounding decides"):
        check.gate_weights(lucky)


def test_xor_built_on_a_wrong_step_is_put_down_to_the_step() -> None:
    names = {**EXERCISES["xor"].reference, "step": lambda z: z > 0.5, "xor": lambda x1, x2: 1.0}
    record, _ = judge(EXERCISES["xor"], Namespace(names), student="s", points=1.0, seed=1)
    assert record.status is Status.SKIPPED
    assert "`step` is wrong too" in record.message


@pytest.mark.parametrize(
    ("name", "wrong", "exercise"),
    [
        ("neuron", lambda x, w, b, g: g(float(np.sum(x * w + b))), "xor"),
        ("gate_weights", lambda name: (1.0, 1.0, -0.5), "xor"),
        ("sigmoid", lambda z: np.tanh(z), "two_sigmoid_network"),
    ],
)
def test_what_is_wrong_below_is_named_and_what_is_right_above_it_stays_right(
    name: str, wrong: Any, exercise: str
) -> None:
    names = {**EXERCISES[exercise].reference, name: wrong}
    record, _ = judge(EXERCISES[exercise], Namespace(names), student="s", points=1.0, seed=1)
    assert record.status is Status.PASSED, "it does not call it, so nothing is lost"
    names[exercise] = lambda *arguments: 0.5
    record, _ = judge(EXERCISES[exercise], Namespace(names), student="s", points=1.0, seed=1)
    assert record.status is Status.SKIPPED
    assert f"`{name}` is wrong too" in record.message


def test_a_neuron_that_overwrites_its_weights_costs_xor_nothing() -> None:
    def overwriting(x: Any, w: Any, b: float, activation: Any) -> Any:
        w *= x
        return activation(w.sum() + b)

    names = {**EXERCISES["xor"].reference, "neuron": overwriting}
    record, _ = judge(EXERCISES["xor"], Namespace(names), student="s", points=1.0, seed=1)
    assert record.status is Status.PASSED


def test_an_activation_may_be_called_with_any_single_number() -> None:
    answers = {
        "python": lambda x, w, b, g: g(float(x @ w + b)),
        "numpy": lambda x, w, b, g: g(np.float64(x @ w + b)),
        "no axes": lambda x, w, b, g: g(np.asarray(x @ w + b)),
    }
    for name, neuron in answers.items():
        names = {"neuron": neuron}
        record, _ = judge(EXERCISES["neuron"], Namespace(names), student="s", points=1.0, seed=1)
        assert record.status is Status.PASSED, name
        check.neuron(neuron)


def test_an_activation_called_with_something_else_fails_and_says_so() -> None:
    names = {"neuron": lambda x, w, b, g: g("five")}
    record, _ = judge(EXERCISES["neuron"], Namespace(names), student="s", points=1.0, seed=1)
    assert record.score == 0
    assert "the activation takes one number" in record.message
