"""Chapter 04: every number of its text, in the reference and in the notebook's own solutions, and
gradients against central differences."""

import linecache
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.course import Course
from autograder.disguises import best_share, central, disguise
from autograder.exercises import chapters
from autograder.judge import judge
from autograder.model import Status
from autograder.namespace import Namespace
from autograder.reference import backprop as reference
from autograder.sample import solutions
from chainrule import bring, check, keep
from chainrule.check.compare import ladder
from chainrule.check.difference import gradients
from tests.conftest import PROJECT

CHAPTER = "04-backprop"
EXERCISES = chapters()[CHAPTER]
X = np.array([[2.0, 3.0, 5.0, 6.0]])
W1 = np.array([[1.0, 3, -2], [2, -3, 4], [3, -1, 1], [2, 3, -2]])
W2 = np.array([[1.0, -2], [-3, 4], [-1, 1]])
W3 = np.array([[4.0], [1.0]])


def sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def earlier() -> dict[str, Any]:
    """What the notebook brings from the chapters before it."""
    names: dict[str, Any] = {}
    exec((PROJECT / "source" / CHAPTER / "earlier.py").read_text("utf-8"), names)
    return names


@pytest.fixture(scope="module")
def solved() -> Mapping[str, Any]:
    """The notebook's solutions, and what they build on."""
    names = earlier()
    for _, text in solutions(Course(PROJECT).source(CHAPTER)):
        exec(text, names)
    return names


@pytest.fixture(params=["reference", "solution"])
def named(request: pytest.FixtureRequest, solved: Mapping[str, Any]) -> Mapping[str, Any]:
    return vars(reference) if request.param == "reference" else solved


@pytest.mark.parametrize("name", list(EXERCISES))
def test_the_notebook_s_solution_passes_every_part(solved: Mapping[str, Any], name: str) -> None:
    record, _ = judge(EXERCISES[name], Namespace(solved), student="s", points=1.0, seed=5)
    assert record.status is Status.PASSED, record


@pytest.mark.parametrize("cached", [lambda X, W, b: [X, W], lambda X, W, b: {"W": W, "X": X}])
def test_a_cache_of_the_learner_s_own_is_as_good(cached: Any) -> None:
    def linear_backward(dZ: Any, cache: Any) -> Any:
        X, W = (cache["X"], cache["W"]) if isinstance(cache, dict) else cache
        return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)

    own = {
        "linear_forward": lambda X, W, b: (X @ W + b, cached(X, W, b)),
        "linear_backward": linear_backward,
    }
    exercise = EXERCISES["linear_backward"]
    record, _ = judge(exercise, Namespace(own), student="s", points=1.0, seed=5)
    assert record.status is Status.PASSED, record


def test_the_three_layer_network_has_the_gradients_of_the_text(named: Mapping[str, Any]) -> None:
    params = [(W, np.zeros(W.shape[1])) for W in (W1, W2, W3)]
    activations = named["mlp_forward"](X, params, sigmoid, sigmoid)
    np.testing.assert_allclose(activations[-1], [[0.76558]], atol=1e-5)
    np.testing.assert_allclose(-np.log(activations[-1]), [[0.26712]], atol=1e-5)
    found = named["mlp_backward"](activations[-1] - 1, activations, params, lambda A: A * (1 - A))
    (dW1, _), (dW2, _), (dW3, _) = found
    np.testing.assert_allclose(dW3.ravel(), [-0.01434, -0.22008], atol=1e-5)
    rows = [[-0.05385, -0.01346], [-0.05385, -0.01346], [-0.03937, -0.00984]]
    np.testing.assert_allclose(dW2, rows, atol=1e-5)
    assert np.abs(dW1[:, :2]).max() < 3e-5
    np.testing.assert_allclose(dW1[:, 2], [0.01588, 0.02382, 0.03970, 0.04764], atol=1e-5)
    new = named["gradient_step"]({"W": W3}, {"W": dW3}, 0.01)["W"]
    np.testing.assert_allclose(new.ravel(), [4.000143, 1.002201], atol=1e-6)


def test_the_softmax_network_has_the_gradient_of_the_text_and_not_the_lecture_s(
    named: Mapping[str, Any],
) -> None:
    x, y = np.array([2.0, 5, 3, 3]), np.array([1.0, 0])
    A = [[0.1, 0.3, 0.8, -0.4], [-0.3, -0.2, 0.5, 0.5], [-0.3, 0, 0.5, 0.4], [0.2, 0.5, -0.9, 0.7]]
    B = np.array([[0.5, 0.8, 0.2, 0.4], [0.5, 0.2, 0.3, -0.5]])
    h = sigmoid(np.array(A) @ x)
    np.testing.assert_allclose(h, [0.9478, 0.8022, 0.8909, 0.9089], atol=1e-4)

    def loss(W: Any) -> float:
        s = W @ h
        return float(np.sum((np.exp(s) / np.exp(s).sum() - y) ** 2))

    s = B @ h
    p = np.exp(s) / np.exp(s).sum()
    np.testing.assert_allclose(p, [0.7703, 0.2297], atol=1e-4)
    row = 2 * (p - y) @ (np.diag(p) - np.outer(p, p)) @ named["dense_jacobian_wrt_W"](h, 2)
    found = row.reshape(4, 2).T
    assert found[0, 1] == pytest.approx(-0.13038, abs=1e-5)
    assert ladder(found, gradients(loss, [B])[0].middle) is None
    lecture = 2 * (p[0] - 1) * p[0] * (1 - p[0]) * -s[1] * h[1]
    assert lecture == pytest.approx(0.029, abs=5e-4)


def test_the_outer_product_has_the_first_row_of_the_text() -> None:
    n = np.array([[0.68637, 0.97851, 0.37696, 0.09355, 0.92321]])
    dZ = np.array([[-1.36820, 0.03284, -0.16267, -0.52153]])
    _, dW, _ = reference.linear_backward(dZ, (n, np.zeros((5, 4)), np.zeros(4)))
    wanted = [-0.93910, -1.33880, -0.51575, -0.12800, -1.26313]
    np.testing.assert_allclose(dW[:, 0], wanted, atol=2e-5)  # the inputs are rounded


def test_the_small_network_has_the_numbers_worked_by_hand(named: Mapping[str, Any]) -> None:
    x, y, w2 = np.array([1.0, 2, -1]), -1.0, np.array([2.0, -1])
    W = np.array([[0.5, -0.3], [-0.2, 0.4], [0.1, 0.6]])
    h = sigmoid(x @ W)
    assert h @ w2 == pytest.approx(0.525, abs=1e-3)
    loss, (error,) = named["squared_error"](np.array([h @ w2]), np.array([y]))
    assert (loss, error) == pytest.approx((1.163, 1.525), abs=1e-3)
    assert named["backprop_one_weight"](x, W, w2, y, 1, 0) == pytest.approx(1.52498, abs=1e-5)
    one = [[named["backprop_one_weight"](x, W, w2, y, i, j) for j in (0, 1)] for i in range(3)]
    chain = np.array([[error]]) @ w2[None] @ np.diag(h * (1 - h))
    two = (chain @ named["dense_jacobian_wrt_W"](x, 2)).reshape(3, 2)
    params = [(W, np.zeros(2)), (w2[:, None], np.zeros(1))]
    passed = named["mlp_forward"](x[None], params, sigmoid, lambda Z: Z)
    three = named["mlp_backward"](passed[-1] - y, passed, params, lambda A: A * (1 - A))[0][0]
    np.testing.assert_allclose(two, one, atol=1e-15)
    np.testing.assert_allclose(three, one, atol=1e-15)
    assert named["two_path_gradient"](2.0, 0.0, 1.0, 2.0) == pytest.approx(0.81320, abs=1e-5)


def test_the_half_worked_example_and_the_one_by_hand_have_the_numbers_of_the_text(
    named: Mapping[str, Any],
) -> None:
    X, A1 = np.array([[1.0, 2.0]]), np.array([[0.5, 0.8]])
    params = [(np.ones((2, 2)), np.zeros(2)), (np.array([[4.0], [-5.0]]), np.zeros(1))]
    values, dZ = [X, A1, np.zeros((1, 1))], np.array([[2.0]])
    first, second = named["mlp_backward"](dZ, values, params, lambda A: A * (1 - A))
    np.testing.assert_allclose(second[0].ravel(), [1.0, 1.6])
    np.testing.assert_allclose(second[1], [2.0])
    np.testing.assert_allclose(first[0], [[2.0, -1.6], [4.0, -3.2]])
    np.testing.assert_allclose(first[1], [2.0, -1.6])
    one, none = np.ones((1, 1)), np.zeros(1)
    tiny, values = [(2 * one, none), (5 * one, none)], [3 * one, 6 * one, 30 * one]
    found = named["mlp_backward"](one, values, tiny, lambda A: 0.5 * np.ones_like(A))
    assert [float(each.item()) for pair in found for each in pair] == [7.5, 2.5, 6.0, 1.0]


def test_the_example_by_hand_tells_wrong_versions_apart() -> None:
    one, none = np.ones((1, 1)), np.zeros(1)
    tiny, values = [(2 * one, none), (5 * one, none)], [3 * one, 6 * one, 30 * one]
    for name in ("slope of the last layer multiplied in", "slopes forgotten"):
        mistake = next(m for m in EXERCISES["mlp_backward"].mistakes if m.name == name)
        (function,) = mistake.functions.values()
        found = function(one, values, tiny, lambda A: 0.5 * np.ones_like(A))
        assert [float(each.item()) for pair in found for each in pair] != [7.5, 2.5, 6.0, 1.0]


def test_what_is_built_on_other_functions_of_the_notebook_is_kept_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(PROJECT / "source" / CHAPTER)
    names = {"np": np, "linear_forward": bring("linear_forward", own=False)}
    (tmp_path / "next").mkdir()
    monkeypatch.chdir(tmp_path / "next")
    Path("earlier.py").write_text("mlp_backward = Linear = None\n", "utf-8")
    for number, text in enumerate(BUILT_ON_OTHERS):
        cell = f"<cell {number}>"
        linecache.cache[cell] = (len(text), None, text.splitlines(keepends=True), cell)
        exec(compile(text, cell, "exec"), names)
    check.mlp_backward(names["mlp_backward"])
    check.Linear(names["Linear"])
    keep(names["mlp_backward"], names["Linear"])
    said = capsys.readouterr().out
    assert "mlp_backward.py, with linear_backward" in said
    assert "Linear.py, with linear_forward and linear_backward" in said
    bring("mlp_backward", "Linear")
    assert capsys.readouterr().out.count("yours, from") == 2


BUILT_ON_OTHERS = (
    """def linear_backward(dZ, cache):
    X, W, _ = cache
    return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)
""",
    """def mlp_backward(dZ_L, activations, params, hidden_slope):
    dZ, gradients = dZ_L, []
    for A, (W, b) in zip(activations[-2::-1], params[::-1]):
        dA, dW, db = linear_backward(dZ, (A, W, b))
        gradients.append((dW, db))
        dZ = dA * hidden_slope(A)
    return gradients[::-1]
""",
    """class Linear:
    def __init__(self, n_in, n_out, rng, scale=0.01):
        self.params = {"W": scale * rng.normal(size=(n_in, n_out)), "b": np.zeros(n_out)}
        self.grads = {}

    def forward(self, X):
        Z, self.cache = linear_forward(X, self.params["W"], self.params["b"])
        return Z

    def backward(self, dout):
        dX, dW, db = linear_backward(dout, self.cache)
        self.grads = {"W": dW, "b": db}
        return dX
""",
)


@settings(max_examples=20, deadline=None)
@given(st.tuples(*(st.integers(1, 4),) * 3), st.integers(0, 2**32 - 1))
def test_a_linear_layer_equals_central_differences_at_any_size(
    sizes: tuple[int, int, int], seed: int
) -> None:
    m, n_in, n_out = sizes
    rng = np.random.default_rng(seed)
    arrays = [rng.normal(size=shape) for shape in ((m, n_in), (n_in, n_out), (n_out,))]
    Z, cache = reference.linear_forward(*arrays)
    dZ = rng.normal(size=Z.shape)
    truth = gradients(lambda *moved: reference.linear_forward(*moved)[0], arrays, dZ)
    for got, slopes in zip(reference.linear_backward(dZ, cache), truth, strict=True):
        assert ladder(got, slopes.low, up_to=slopes.high) is None


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=2, max_size=5), st.integers(0, 2**32 - 1))
def test_a_network_of_any_depth_equals_central_differences(sizes: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    pairs = list(pairwise(sizes))
    params = [(rng.normal(size=pair), rng.normal(size=pair[1])) for pair in pairs]
    X, dZ = rng.normal(size=(3, sizes[0])), rng.normal(size=(3, sizes[-1]))
    flat = [array for pair in params for array in pair]

    def scores(*arrays: Any) -> Any:
        layers = list(zip(arrays[::2], arrays[1::2], strict=True))
        return reference.mlp_forward(X, layers, np.tanh, lambda Z: Z)[-1]

    activations = reference.mlp_forward(X, params, np.tanh, lambda Z: Z)
    found = reference.mlp_backward(dZ, activations, params, lambda A: 1 - A**2)
    for got, slopes in zip(
        (g for pair in found for g in pair), gradients(scores, flat, dZ), strict=True
    ):
        assert ladder(got, slopes.low, up_to=slopes.high) is None


@settings(max_examples=20, deadline=None)
@given(*(st.floats(-2, 2) for _ in range(4)))
def test_two_paths_equal_central_differences(x: float, w: float, u: float, v: float) -> None:
    def loss(at: Any) -> Any:
        h = sigmoid(at * x)
        return np.tanh(u * h) + np.tanh(v * h)

    (slopes,) = gradients(loss, [np.array(w)])
    got = reference.two_path_gradient(x, w, u, v)
    assert abs(got - float(slopes.middle)) < 1e-8


def test_differences_in_disguise_lose_the_part_where_only_the_formula_keeps_its_digits() -> None:
    exercise = EXERCISES["linear_backward"]
    functions = disguise(exercise, reference.linear_forward, "central")
    record, _ = judge(exercise, Namespace(functions), student="s", points=1.0, seed=3)
    assert record.mistake == "finite differences in disguise"
    assert best_share(exercise, [reference.linear_forward], "Richardson") <= 0.76


@pytest.mark.parametrize("name", ["backprop_one_weight", "two_path_gradient"])
def test_a_single_gradient_by_differences_loses_its_analytic_part(name: str) -> None:
    def one(x: Any, W: Any, w2: Any, y: float, i: int, j: int) -> Any:
        def loss(at: float) -> Any:
            moved = W.copy()
            moved[i, j] = at
            return (sigmoid(x @ moved) @ w2 - y) ** 2 / 2

        return float(central(loss, W[i, j]))

    def two(x: float, w: float, u: float, v: float) -> Any:
        def loss(at: float) -> Any:
            return np.tanh(u * sigmoid(at * x)) + np.tanh(v * sigmoid(at * x))

        return float(central(loss, w))

    numeric = {"backprop_one_weight": one, "two_path_gradient": two}[name]
    for seed in range(5):
        record, _ = judge(
            EXERCISES[name], Namespace({name: numeric}), student="s", points=1.0, seed=seed
        )
        lost = {part.name for part in record.parts if part.status is not Status.PASSED}
        assert "analytic" in lost


def test_answers_keyed_on_the_text_s_numbers_earn_nothing() -> None:
    constants = {
        "backprop_one_weight": lambda *_: 1.52498,
        "two_path_gradient": lambda *_: 0.81320,
        "squared_error": lambda o, y: (12.5, np.array([3.0, -4.0])),
        "gradient_step": lambda params, grads, lr: dict(params),
    }
    for name, function in constants.items():
        record, _ = judge(
            EXERCISES[name], Namespace({name: function}), student="s", points=1.0, seed=1
        )
        values = [part for part in record.parts if part.name not in ("inputs", "empty")]
        assert all(part.status is Status.FAILED for part in values), record


def test_a_plain_copy_of_a_dict_is_seen_to_change_through_its_arrays() -> None:
    def step(params: Any, grads: Any, lr: float) -> Any:
        new = params.copy()
        for key in new:
            new[key] -= lr * grads[key]
        return new

    exercise = EXERCISES["gradient_step"]
    record, _ = judge(exercise, Namespace({"gradient_step": step}), student="s", points=1.0, seed=1)
    assert record.mistake == "changed in place"
