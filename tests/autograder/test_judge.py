"""The judge on functions in a plain namespace: right ones pass, wrong ones lose exactly their
parts and are named, and nothing a learner returns can break it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.channel import Answer, Callback, LearnerError, Seeded, Stopped, Target
from autograder.disguises import disguise
from autograder.exercises import all_exercises
from autograder.judge import derive_seed, judge
from autograder.model import Exercise, Mistake, Record, Status
from autograder.namespace import Namespace

EXERCISES = list(all_exercises().values())
MISTAKES = [(exercise, mistake) for exercise in EXERCISES for mistake in exercise.mistakes]


def verdict(exercise: Exercise, functions: dict[str, object], seed: int = 1) -> Record:
    channel = Namespace({**exercise.reference, **functions})
    return judge(exercise, channel, student="ada", points=4.0, seed=seed)[0]


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
@pytest.mark.parametrize("seed", range(5))
def test_the_reference_passes_whatever_is_drawn(exercise: Exercise, seed: int) -> None:
    record = verdict(exercise, {}, seed)
    assert record.status is Status.PASSED, record
    assert record.score == 4.0


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_at_least_three_right_answers_written_differently_pass(exercise: Exercise) -> None:
    assert len(exercise.variants) >= 3
    for variant in exercise.variants:
        for seed in range(3):
            record = verdict(exercise, {exercise.name: variant}, seed)
            assert record.status is Status.PASSED, record


@pytest.mark.parametrize(
    ("exercise", "mistake"), MISTAKES, ids=[f"{e.name}: {m.name}" for e, m in MISTAKES]
)
def test_a_known_mistake_loses_exactly_its_parts_and_is_named(
    exercise: Exercise, mistake: Mistake
) -> None:
    for seed in range(3):
        record = verdict(exercise, dict(mistake.functions), seed)
        lost = {part.name for part in record.parts if part.status is not Status.PASSED}
        assert lost == mistake.loses
        assert record.mistake == mistake.name
        assert record.score == pytest.approx(4.0 * exercise.share(mistake.loses), abs=1e-3)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_a_stub_is_untouched_and_earns_nothing(exercise: Exercise) -> None:
    def stub(*arguments: object) -> None:
        raise NotImplementedError

    record = verdict(exercise, {exercise.name: stub})
    assert (record.status, record.score) == (Status.UNTOUCHED, 0.0)


def test_an_undefined_exercise_fails_and_says_so() -> None:
    exercise = all_exercises()["relu_forward"]
    record, _ = judge(exercise, Namespace({}), student="ada", points=1.0, seed=1)
    assert (record.status, record.score) == (Status.FAILED, 0.0)
    assert "`relu_forward` is not defined" in record.message


def test_what_an_exercise_needs_and_lacks_is_named_and_skipped() -> None:
    exercise = all_exercises()["relu_backward"]
    channel = Namespace({"relu_backward": exercise.reference["relu_backward"]})
    record, _ = judge(exercise, channel, student="ada", points=2.0, seed=1)
    assert (record.status, record.score) == (Status.SKIPPED, 0.0)
    assert "needs `relu_forward`" in record.message


def test_a_wrong_cache_is_put_down_to_the_forward_pass() -> None:
    exercise = all_exercises()["relu_backward"]

    def relu_forward(Z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return np.abs(Z), np.abs(Z)

    record = verdict(exercise, {"relu_forward": relu_forward})
    assert record.status is not Status.PASSED
    assert "`relu_forward` is wrong too" in record.message


def test_a_right_backward_is_judged_by_the_asked_function_not_by_a_wrong_forward() -> None:
    exercise = all_exercises()["relu_backward"]

    def relu_forward(Z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return 2 * np.maximum(Z, 0), Z

    assert verdict(exercise, {"relu_forward": relu_forward}).status is Status.PASSED


def test_a_cache_kept_in_a_global_variable_loses_the_part_that_asks_again() -> None:
    last: list[np.ndarray] = []

    def relu_forward(Z: np.ndarray) -> tuple[np.ndarray, None]:
        last[:] = [Z]
        return np.maximum(Z, 0), None

    def relu_backward(dA: np.ndarray, cache: None) -> np.ndarray:
        return dA * (last[0] > 0)

    exercise = all_exercises()["relu_backward"]
    record = verdict(exercise, {"relu_forward": relu_forward, "relu_backward": relu_backward})
    assert {part.name for part in record.parts if part.status is not Status.PASSED} == {"again"}


def test_a_forward_that_returns_no_pair_is_blamed_itself_not_its_backward() -> None:
    exercise = all_exercises()["relu_backward"]
    record = verdict(exercise, {"relu_forward": lambda Z: np.maximum(Z, 0)})
    assert record.status is Status.SKIPPED
    assert "needs `relu_forward`. `relu_forward`: expected a pair" in record.message


def test_differences_are_named_for_what_they_are() -> None:
    exercise = all_exercises()["sigmoid_backward"]
    disguised = disguise(exercise, exercise.reference["sigmoid_forward"], "central")
    assert verdict(exercise, dict(disguised)).mistake == "finite differences in disguise"


def test_a_wrong_value_of_no_known_kind_still_gets_a_general_cause() -> None:
    exercise = all_exercises()["relu_forward"]
    record = verdict(exercise, {"relu_forward": lambda Z: (3 * np.maximum(Z, 0), Z)})
    assert record.mistake is None
    assert "3" in record.parts[0].hint


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_no_message_holds_an_input_or_an_expected_value(exercise: Exercise) -> None:
    for mistake in exercise.mistakes:
        record = verdict(exercise, dict(mistake.functions))
        for part in record.parts:
            assert "e+0" not in part.message.replace("relative error", "")
            assert "array(" not in part.message


class Arbitrary:
    """A channel that answers anything at all."""

    def __init__(self, answers: list[object]) -> None:
        self.answers = answers
        self.asked = 0

    def defined(self, target: Target) -> str | None:
        return "function"

    def read(self, target: Target) -> object:
        return self._next()

    def call(self, target: Target, arguments: object, keep: str = "nothing") -> Answer:
        return Answer(self._next(), ())

    def _next(self) -> object:
        self.asked += 1
        answer = self.answers[self.asked % len(self.answers)]
        if isinstance(answer, Exception):
            raise answer
        return answer


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=5),
        st.just(np.zeros((0, 3))),
        st.just(np.full((5, 3), np.nan)),
        st.just(np.array([["a"]])),
        st.just(np.ones((5, 3), dtype=bool)),
        st.builds(LearnerError, st.sampled_from(["ValueError", "NotImplementedError"]), st.text()),
        st.builds(Stopped, st.sampled_from(["timeout", "died", "forged"]), st.text()),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.tuples(inner, inner),
        st.dictionaries(st.text(max_size=3), inner, max_size=2),
    ),
    max_leaves=4,
)


@settings(deadline=None, max_examples=60)
@given(answers=st.lists(VALUES, min_size=1, max_size=4), which=st.sampled_from(EXERCISES))
def test_nothing_a_learner_returns_breaks_the_judge_or_earns_full_marks(
    answers: list[object], which: Exercise
) -> None:
    record, _ = judge(which, Arbitrary(answers), student="eve", points=4.0, seed=3)
    assert record.score < 4.0
    assert all(part.status is not Status.GRADER_ERROR for part in record.parts), record.parts


def test_a_list_of_arrays_that_changed_is_reported_too() -> None:
    def drop(weights: list[np.ndarray]) -> None:
        weights[0] *= 2

    answer = Namespace({"drop": drop}).call(Target("drop"), [[np.ones(2), np.ones(3)]])
    assert isinstance(answer.changed[0], list)


def test_a_list_of_pairs_in_another_order_or_with_a_changed_array_is_reported_too() -> None:
    def bend(params: list[tuple[np.ndarray, np.ndarray]]) -> None:
        params[0][1].shape = (1, 2)

    names = {"bend": bend, "turn": list.reverse, "look": len}
    pairs = [(np.ones((3, 2)), np.ones(2)), (np.ones((2, 1)), np.ones(1))]
    for name in ("bend", "turn"):
        assert Namespace(names).call(Target(name), [pairs]).changed[0] is not None
    assert Namespace(names).call(Target("look"), [pairs]).changed == (None,)


def test_the_seed_depends_on_secret_work_and_exercise_alone() -> None:
    seed = derive_seed(b"secret", b"work", "relu_forward")
    assert seed == derive_seed(b"secret", b"work", "relu_forward")
    others = {
        derive_seed(b"other", b"work", "relu_forward"),
        derive_seed(b"secret", b"other", "relu_forward"),
        derive_seed(b"secret", b"work", "relu_backward"),
    }
    assert seed not in others
    assert len(others) == 3


def test_a_namespace_copies_what_goes_in_and_reports_what_changed() -> None:
    def scale(x: np.ndarray, rng: np.random.Generator, f: object) -> float:
        x *= 2
        assert callable(f)
        return float(f(1.0)) + float(rng.random()) * 0

    channel = Namespace({"scale": scale})
    mine = np.ones(3)
    answer = channel.call(Target("scale"), [mine, Seeded(1), Callback(lambda x: 3 * x)])
    assert mine.tolist() == [1, 1, 1]
    assert answer.value == 3.0
    assert isinstance(answer.changed[0], np.ndarray)
    assert answer.changed[1:] == (None, None)
