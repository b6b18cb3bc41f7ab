"""Names the likely mistake: a wrong answer is compared with what each known mistake would give.

Each mistake is judged on the same inputs (the same seed) as the learner; where what crossed is
equal, part by part, the mistake is named."""

from collections.abc import Mapping, Sequence

import numpy as np

from autograder.model import Exercise, Mistake, Status
from autograder.namespace import Namespace
from autograder.student import Behind, Student
from autograder.verdict import Trial, Verdict


def judge_namespace(
    exercise: Exercise, functions: Mapping[str, object], seed: int
) -> Mapping[str, Trial]:
    """The parts of an exercise for functions of ours (the reference, a mistake), unprotected."""
    verdict = Verdict(exercise)
    student = Student(Namespace(functions), verdict.changed)
    exercise.judging(student, np.random.default_rng(seed), verdict)
    verdict.unjudged()
    return verdict.trials


def name_mistakes(
    exercise: Exercise, trials: Mapping[str, Trial], seed: int
) -> Mapping[str, Mistake]:
    """For each failed part the mistake that explains it, preferring one that explains most."""
    failed = [name for name, trial in trials.items() if trial.status is Status.FAILED]
    if not failed:
        return {}
    explained = {
        index: _explained(exercise, mistake, trials, failed, seed)
        for index, mistake in enumerate(exercise.mistakes)
    }
    order = sorted(explained, key=lambda i: (-len(explained[i]), _unlike(exercise, i, failed), i))
    named: dict[str, Mistake] = {}
    for index in order:
        for part in explained[index]:
            named.setdefault(part, exercise.mistakes[index])
    return named


def _unlike(exercise: Exercise, index: int, failed: Sequence[str]) -> int:
    """How many parts the mistake would lose that were not, or the reverse."""
    return len(exercise.mistakes[index].loses ^ set(failed))


def _explained(
    exercise: Exercise,
    mistake: Mistake,
    trials: Mapping[str, Trial],
    failed: Sequence[str],
    seed: int,
) -> list[str]:
    ours = judge_namespace(exercise, {**exercise.reference, **mistake.functions}, seed)
    return [
        part
        for part in failed
        if trials[part].observed
        and ours[part].status is not Status.PASSED
        and _alike(ours[part].observed, trials[part].observed)
    ]


def _alike(ours: object, theirs: object) -> bool:
    """Whether two observations are the same answer up to rounding."""
    if isinstance(ours, list | tuple):
        return (
            type(ours) is type(theirs)
            and isinstance(theirs, list | tuple)
            and len(ours) == len(theirs)
            and all(map(_alike, ours, theirs))
        )
    if type(ours) is dict and type(theirs) is dict:
        return set(ours) == set(theirs) and all(_alike(ours[k], theirs[k]) for k in ours)
    if isinstance(ours, Behind):
        return isinstance(theirs, Behind)
    if _numbers(ours) and _numbers(theirs):
        try:
            one, other = np.asarray(ours, dtype=complex), np.asarray(theirs, dtype=complex)
        except OverflowError:  # an integer that no float can hold
            return False
        return one.shape == other.shape and bool(
            np.allclose(one, other, rtol=1e-7, atol=1e-12, equal_nan=True)
        )
    plain = (str, bytes, type(None), type)
    return type(ours) is type(theirs) and isinstance(ours, plain) and ours == theirs


def _numbers(value: object) -> bool:
    return isinstance(value, bool | int | float | np.number | np.bool_) or (
        type(value) is np.ndarray and value.dtype.kind in "biufc"
    )
