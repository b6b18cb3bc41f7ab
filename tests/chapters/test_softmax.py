"""Chapter 06: every number that the chapter quotes, in the reference and in the notebook's own
solutions; the gradients against central differences; and what softmax keeps or ignores."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.disguises import KINDS
from autograder.exercises import chapters
from autograder.judge import judge
from autograder.model import Record, Status
from autograder.namespace import Namespace
from autograder.reference import softmax as reference
from chainrule import check
from chainrule.check.compare import ladder
from chainrule.check.difference import gradients
from tests.conftest import PROJECT

CHAPTER = "06-softmax"
EXERCISES = chapters()[CHAPTER]
NAMES = list(EXERCISES)
CELLS = nbformat.read(PROJECT / "source" / CHAPTER / f"{CHAPTER}.ipynb", 4).cells
ROWS = st.integers(1, 4).flatmap(
    lambda k: st.lists(
        st.lists(st.floats(-1e3, 1e3), min_size=k, max_size=k), min_size=1, max_size=4
    )
)


def solutions() -> dict[str, Any]:
    names: dict[str, Any] = {"np": np}
    for cell in CELLS:
        if cell.metadata.get("nbgrader", {}).get("grade_id", "").endswith("-answer"):
            exec(cell.source, names)
    return names


WHOSE: Mapping[str, Mapping[str, Any]] = {
    "reference": {name: getattr(reference, name) for name in NAMES},
    "solution": solutions(),
}


@pytest.fixture(params=WHOSE)
def ours(request: pytest.FixtureRequest) -> Mapping[str, Any]:
    return WHOSE[request.param]


def row(*numbers: float) -> Any:
    return np.array([numbers], dtype=np.float64)


def asked(name: str, function: Callable[..., Any], seed: int = 6) -> Record:
    names = {**EXERCISES[name].reference, name: function}
    return judge(EXERCISES[name], Namespace(names), student="", points=1.0, seed=seed)[0]


@pytest.mark.parametrize("name", NAMES)
def test_the_notebook_s_solution_passes_every_part(name: str) -> None:
    record = asked(name, WHOSE["solution"][name])
    assert record.status is Status.PASSED, record


def test_plain_division_shares_out_the_scores_of_the_chapter(ours) -> None:
    np.testing.assert_allclose(ours["normalise"](row(3, 4, 10, 3)[0]), [0.15, 0.2, 0.5, 0.15])


@pytest.mark.parametrize("scores", [(7, -2, 4, 1), (0, 0, 0), (1, -1), (3, -7, 1)])
def test_plain_division_refuses_what_gives_no_probabilities(ours, scores) -> None:
    with pytest.raises(ValueError, match="no"):
        ours["normalise"](row(*scores)[0])


def test_plain_division_of_the_refused_scores_is_what_the_chapter_says() -> None:
    scores = row(7, -2, 4, 1)[0]
    np.testing.assert_allclose(scores / scores.sum(), [0.7, -0.2, 0.4, 0.1])


def test_softmax_of_the_chapter_s_scores(ours) -> None:
    softmax = ours["softmax"]
    np.testing.assert_allclose(
        softmax(row(3.15, 5.3, -2.1))[0], [0.104274, 0.895179, 0.000547], atol=5e-7
    )
    np.testing.assert_allclose(
        softmax(row(7, -2, 4, 1))[0], [0.950219, 0.000117, 0.047309, 0.002355], atol=5e-7
    )
    assert softmax(row(1000, 1000, -1000)).tolist() == [[0.5, 0.5, 0.0]]


def test_log_softmax_of_the_chapter_s_scores(ours) -> None:
    log_softmax = ours["log_softmax"]
    np.testing.assert_allclose(
        log_softmax(row(3.15, 5.3, -2.1))[0], [-2.26073, -0.11073, -7.51073], atol=5e-6
    )
    assert -log_softmax(row(3.15, 5.3, -2.1))[0, 0] == pytest.approx(2.2607319332115297, abs=1e-14)
    assert log_softmax(row(1000, 0, -1000)).tolist() == [[0.0, -1000.0, -2000.0]]


def test_the_jacobian_of_the_chapter(ours) -> None:
    want = np.array([[4, -2, -2], [-2, 3, -1], [-2, -1, 3]]) / 16
    np.testing.assert_allclose(ours["softmax_jacobian"](row(0.5, 0.25, 0.25)[0]), want)


def test_the_backward_pass_of_the_chapter(ours) -> None:
    P, dP = np.array([[0.5, 0.25, 0.25], [0.2, 0.3, 0.5]]), np.array([[1.0, 0, 0], [2, 3, 3]])
    want = [[0.25, -0.125, -0.125], [-0.16, 0.06, 0.1]]
    np.testing.assert_allclose(ours["softmax_backward"](dP, P), want)


def test_the_temperatures_of_the_chapter(ours) -> None:
    at = ours["softmax_temperature"]
    np.testing.assert_allclose(at(row(2, 1, 0), 0.5)[0], [0.8668, 0.1173, 0.0159], atol=5e-5)
    np.testing.assert_allclose(at(row(2, 1, 0), 1.0)[0], [0.6652, 0.2447, 0.0900], atol=5e-5)
    for T in (0.0, -1.0):
        with pytest.raises(ValueError, match="positive"):
            at(row(2, 1, 0), T)


def test_the_lecture_s_derivative_is_minus_0_1304_and_half_of_it_along_one_path(ours) -> None:
    x, y = row(2, 5, 3, 3), row(1, 0)
    W1 = [[0.1, 0.3, 0.8, -0.4], [-0.3, -0.2, 0.5, 0.5], [-0.3, 0, 0.5, 0.4], [0.2, 0.5, -0.9, 0.7]]
    W2 = [[0.5, 0.8, 0.2, 0.4], [0.5, 0.2, 0.3, -0.5]]
    h = 1 / (1 + np.exp(-x @ np.transpose(W1)))
    np.testing.assert_allclose(h[0], [0.9478, 0.8022, 0.8909, 0.9089], atol=5e-5)
    P = ours["softmax"](h @ np.transpose(W2))
    np.testing.assert_allclose(P[0], [0.7703, 0.2297], atol=5e-5)
    dP = 2 * (P - y)
    dZ = ours["softmax_backward"](dP, P)
    assert dZ[0, 0] * h[0, 1] == pytest.approx(-0.13038, abs=5e-6)
    one_path = dP[0, 0] * P[0, 0] * (1 - P[0, 0]) * h[0, 1]
    assert one_path == pytest.approx(-0.0652, abs=5e-5)


def test_gradients_equal_central_differences_of_softmax(ours) -> None:
    rng = np.random.default_rng(6)
    Z, dP = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    (slopes,) = gradients(ours["softmax"], [Z], dP)
    dZ = ours["softmax_backward"](dP, ours["softmax"](Z))
    assert ladder(dZ, slopes.low, up_to=slopes.high, tolerance=1e-8) is None
    p = ours["softmax"](Z)[0]
    for j, upstream in enumerate(np.eye(4)):
        (slopes,) = gradients(ours["softmax"], [Z[:1]], upstream[None, :])
        found = ours["softmax_jacobian"](p)[j]
        assert ladder(found, slopes.low[0], up_to=slopes.high[0], tolerance=1e-8) is None


@given(ROWS, st.floats(-1e3, 1e3))
def test_rows_of_softmax_are_probabilities_that_no_shift_changes(rows, shift) -> None:
    Z = np.array(rows)
    for names in WHOSE.values():
        P = names["softmax"](Z)
        assert (P >= 0).all()
        np.testing.assert_allclose(P.sum(axis=1), 1.0)
        np.testing.assert_allclose(names["softmax"](Z + shift), P, atol=1e-9)


@given(ROWS)
def test_log_softmax_is_finite_and_its_exponential_is_softmax(rows) -> None:
    Z = np.array(rows)
    for names in WHOSE.values():
        log_P = names["log_softmax"](Z)
        assert np.isfinite(log_P).all()
        np.testing.assert_allclose(np.exp(log_P), names["softmax"](Z), atol=1e-9)


@given(ROWS, st.floats(0.01, 100.0))
def test_temperature_keeps_the_order_of_the_classes(rows, T) -> None:
    Z = np.array(rows)
    P = WHOSE["solution"]["softmax_temperature"](Z, T)
    order = np.argsort(Z, axis=1, kind="stable")
    assert (np.diff(np.take_along_axis(P, order, axis=1), axis=1) >= 0).all()


@given(ROWS)
def test_the_backward_pass_is_the_upstream_row_times_the_jacobian(rows) -> None:
    dP = np.array(rows)
    for names in WHOSE.values():
        P = names["softmax"](dP[::-1] / 100)
        want = np.array([g @ names["softmax_jacobian"](p) for g, p in zip(dP, P, strict=True)])
        dZ = names["softmax_backward"](dP, P)
        np.testing.assert_allclose(dZ, want, atol=1e-10 * (1 + abs(dP).max()))
        np.testing.assert_allclose(dZ.sum(axis=1), 0.0, atol=1e-10 * (1 + abs(dP).max()))


def numeric_jacobian(kind: str) -> Callable[[Any], Any]:
    """Softmax's Jacobian by differences of softmax at scores that give p."""

    def jacobian(p: Any) -> Any:
        with np.errstate(divide="ignore"):
            at = np.log(p)
        columns = []
        for k in range(len(p)):

            def line(value: Any, k: int = k) -> Any:
                moved = at.astype(complex if isinstance(value, complex) else float)
                moved[k] = value
                return np.exp(moved) / np.exp(moved).sum()

            with np.errstate(all="ignore"):
                columns.append(KINDS[kind](line, at[k]))
        return np.array(columns).T

    return jacobian


@pytest.mark.parametrize("kind", ["central", "Richardson"])
def test_differences_in_disguise_are_caught_and_named(kind: str) -> None:
    jacobian = numeric_jacobian(kind)

    def backward(dP: Any, P: Any) -> Any:
        return np.array([g @ jacobian(p) for g, p in zip(dP, P, strict=True)])

    for seed in range(5):
        for name, cheat in (("softmax_jacobian", jacobian), ("softmax_backward", backward)):
            record = asked(name, cheat, seed)
            assert record.score <= 0.75
            assert record.mistake == "finite differences in disguise"


def test_an_unwritten_softmax_costs_temperature_nothing_that_does_not_use_it() -> None:
    exercise = EXERCISES["softmax_temperature"]

    def unwritten(Z: Any) -> Any:
        raise NotImplementedError

    names = {"softmax": unwritten, exercise.name: reference.softmax_temperature}
    record, _ = judge(exercise, Namespace(names), student="", points=1.0, seed=1)
    assert record.status is Status.PASSED


def test_a_wrong_softmax_is_named_where_temperature_builds_on_it() -> None:
    exercise = EXERCISES["softmax_temperature"]

    def unshifted(Z: Any) -> Any:
        with np.errstate(all="ignore"):
            return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)

    def temperature(Z: Any, T: float) -> Any:
        if not T > 0:
            raise ValueError(T)
        return unshifted(Z / T)

    names = {"softmax": unshifted, exercise.name: temperature}
    record, _ = judge(exercise, Namespace(names), student="", points=1.0, seed=1)
    (lost,) = [part for part in record.parts if part.status is not Status.PASSED]
    assert (lost.name, lost.status) == ("extremes", Status.SKIPPED)
    assert "`softmax` is wrong too" in lost.message


def said(name: str, function: Callable[..., Any]) -> str:
    with pytest.raises(check.CheckFailed) as caught:
        getattr(check, name)(function)
    return str(caught.value)


def test_a_check_says_what_the_rows_add_up_to() -> None:
    def half(Z: Any) -> Any:
        return WHOSE["solution"]["softmax"](Z) / 2

    assert re.search(
        r"each row should add up to 1, and row \d adds up to 0\.5", said("softmax", half)
    )


def test_a_check_tells_an_overflow_from_one_shift_for_all() -> None:
    def one_shift(Z: Any) -> Any:
        with np.errstate(all="ignore"):
            E = np.exp(Z - Z.max())
            return E / E.sum(axis=1, keepdims=True)

    def no_shift(Z: Any) -> Any:
        with np.errstate(all="ignore"):
            return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)

    assert "they share one shift" in said("softmax", one_shift)
    assert "an exponential grew past the largest number" in said("softmax", no_shift)


def test_a_check_says_which_error_was_asked_for() -> None:
    def asserting(s: Any) -> Any:
        assert (s >= 0).all(), "no"
        return s / s.sum()

    def returning(s: Any) -> Any:
        return ValueError("no") if (s < 0).any() or not s.any() else s / s.sum()

    def silent(s: Any) -> Any:
        return None if (s < 0).any() or not s.any() else s / s.sum()

    assert "got AssertionError" in said("normalise", asserting)
    assert "an error came back as a value" in said("normalise", returning)
    assert "got nothing" in said("normalise", silent)


def shared(E: Any) -> Any:
    return E / E.sum(axis=1, keepdims=True)


def right(Z: Any) -> Any:
    return shared(np.exp(Z - Z.max(axis=1, keepdims=True)))


def refusing(name: str, refused: Callable[..., Any]) -> Callable[..., Any]:
    """The solution, but with a ValueError wherever `refused` says so."""

    def strict(*arguments: Any) -> Any:
        if refused(*arguments):
            raise ValueError("refused")
        return WHOSE["solution"][name](*arguments)

    return strict


def moved_by_size(Z: Any) -> Any:
    return Z - abs(Z).max(axis=1, keepdims=True)


WRONG: list[tuple[str, Callable[..., Any], str]] = [
    ("softmax", lambda Z: np.exp(Z - Z.max(axis=1)), "how do you leave it as a column, (m, 1)?"),
    ("softmax", lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1), "maximum lost its axis"),
    ("softmax", lambda Z: shared(np.exp(moved_by_size(Z))), "its shift has the wrong sign"),
    ("softmax", lambda Z: shared(np.exp(Z - Z.max(axis=0))), "shifted by its own maximum"),
    ("softmax", lambda Z: shared(np.exp(Z) - Z.max(axis=1, keepdims=True)), "from the powers"),
    ("softmax", lambda Z: right(Z) + 1e-8, "almost right, and not by rounding"),
    (
        "log_softmax",
        lambda Z: Z - np.log(np.exp(Z).sum(axis=1)),
        "maximum lost its axis",
    ),
    (
        "log_softmax",
        lambda Z: moved_by_size(Z) - np.log(np.exp(moved_by_size(Z)).sum(axis=1, keepdims=True)),
        "its shift has the wrong sign",
    ),
    ("log_softmax", lambda Z: np.log(np.maximum(right(Z), 1e-300)), "raised to a floor"),
    ("softmax_jacobian", lambda p: np.diag(p) - p @ p, "subtracted from every entry"),
    (
        "softmax_backward",
        lambda dP, P: P * (dP - (dP * P).sum(axis=1)),
        "maximum lost its axis",
    ),
    (
        "softmax_backward",
        lambda dP, P: P * (dP - (dP * P).mean(axis=1, keepdims=True)),
        "divided by k as well",
    ),
    (
        "softmax_backward",
        lambda dP, P: dP * (P - (dP * P).sum(axis=1, keepdims=True)),
        "P and dP have changed places",
    ),
    (
        "softmax_backward",
        lambda dP, P: P * (dP - 2 * (dP * P).sum(axis=1, keepdims=True)),
        "Work out one row by hand",
    ),
    (
        "normalise",
        refusing("normalise", lambda s: (s / s.sum()).sum() != 1),
        "sums of floats are rarely exactly 1",
    ),
    ("normalise", refusing("normalise", lambda s: (s == 0).any()), "a share of 0 is allowed"),
    ("normalise", refusing("normalise", lambda s: s.sum() > 10), "takes scores (3, 4, 10, 3)"),
    (
        "softmax_temperature",
        refusing("softmax_temperature", lambda Z, T: T < 0.01),
        "T = 0.0005 was refused, and every T above 0 is allowed",
    ),
]


@pytest.mark.parametrize(("name", "wrong", "words"), WRONG, ids=[words for *_, words in WRONG])
def test_a_check_says_what_went_wrong(name: str, wrong: Callable[..., Any], words: str) -> None:
    for _ in range(5):
        with np.errstate(all="ignore"):
            assert words in said(name, wrong)


@pytest.mark.parametrize("size", [1e-4, 1e-5, 1e-6, 1e-8])
def test_a_small_number_in_the_sum_is_seen_by_check_and_judge(size: float) -> None:
    def protected(Z: Any) -> Any:
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        return E / (E.sum(axis=1, keepdims=True) + size)

    for seed in range(5):
        assert "a small number was added to the sum" in said("softmax", protected)
        assert asked("softmax", protected, seed).status is Status.FAILED


def test_an_error_of_numpy_s_is_no_refusal() -> None:
    def stumbling(s: Any) -> Any:
        return s / np.ones(len(s) + 1)

    assert "normalise stops with an error" in said("normalise", stumbling).replace("stumbling", "")


def test_a_check_passes_over_what_is_not_written_yet() -> None:
    def unwritten(*arguments: Any) -> Any:
        raise NotImplementedError

    for name in NAMES:
        assert f"{name} is not written yet" in said(name, unwritten)
