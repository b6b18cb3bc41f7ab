"""An exercise and a learner's functions in, a record out. The inputs and the reference are here;
the learner's code only ever answers calls across its channel."""

import hashlib
from collections.abc import Mapping

import numpy as np

from autograder.channel import Channel, Stopped
from autograder.model import Exercise, Mistake, Part, Record, Status
from autograder.naming import judge_namespace, name_mistakes
from autograder.student import Student
from autograder.verdict import PLAINLY, Trial, Verdict

DISGUISE = Mistake(
    "finite differences in disguise",
    "Where a curve is very flat, or beside a kink, steps of any size lose the digits that a "
    "formula keeps. The exercise asks for the derivative itself.",
    frozenset({"analytic"}),
    {},
)
_VALUES = ("dZ", "dX", "dW", "db", "dP", "dp", "do", "J", "value")
_GRANTED = (Status.PASSED, Status.GRADER_ERROR)
_WHOLE = (Status.UNTOUCHED, Status.TIMEOUT, Status.DIED)


def derive_seed(secret: bytes, submission: bytes, exercise: str) -> int:
    """The seed of an exercise's inputs: the same work gives the same verdict, and nobody who lacks
    the course's secret can prepare for it. From 0 to 2**32 - 1."""
    digest = hashlib.sha256(secret + hashlib.sha256(submission).digest() + exercise.encode())
    return int.from_bytes(digest.digest()[:4], "big")


def judge(
    exercise: Exercise,
    channel: Channel,
    *,
    student: str,
    points: float,
    seed: int,
    kit: str | None = None,
) -> tuple[Record, Stopped | None]:
    """Judge one exercise. A process that stopped on the way is reported beside the record, since
    the channel cannot be asked again."""
    verdict = Verdict(exercise)
    stopped = _tried(exercise, channel, verdict, seed)
    _blame(exercise, verdict.trials, seed)
    verdict.unjudged()
    named = {**_disguised(verdict.trials), **name_mistakes(exercise, verdict.trials, seed)}
    parts = tuple(
        _part(exercise, name, points, verdict.trials[name], named) for name in exercise.parts
    )
    status = _status(parts)
    record = Record(
        chapter=exercise.chapter,
        student=student,
        exercise=exercise.name,
        score=round(sum(part.score for part in parts), 4),
        max_score=points,
        status=status,
        parts=parts,
        mistake=next((part.mistake for part in parts if part.mistake), None),
        message=_message(parts, status),
        seed=seed,
        kit=kit,
    )
    return record, stopped


def _tried(exercise: Exercise, channel: Channel, verdict: Verdict, seed: int) -> Stopped | None:
    """Try every part; returns what stopped the process, if anything did."""
    try:
        if not _lacking(exercise, channel, verdict):
            rng = np.random.default_rng(seed)
            exercise.judging(Student(channel, verdict.changed), rng, verdict)
    except Stopped as stop:
        _settle(verdict, stop)
        return stop
    except Exception as error:  # ours: never costs marks
        for trial in verdict.trials.values():
            trial.settle(Status.GRADER_ERROR, f"{type(error).__name__}: {error}")
    return None


def _lacking(exercise: Exercise, channel: Channel, verdict: Verdict) -> bool:
    """Settle every part where a name is not defined at all."""
    student = Student(channel, verdict.changed)
    for name in (exercise.name, *exercise.uses):
        if not student.has(name):
            mine = name == exercise.name
            status = Status.FAILED if mine else Status.SKIPPED
            said = f"`{name}` is not defined" if mine else f"needs `{name}`, which is not defined"
            for trial in verdict.trials.values():
                trial.settle(status, said)
            return True
    return False


def _settle(verdict: Verdict, stop: Stopped) -> None:
    """A process that stopped takes the exercise with it: no part can be known to have passed every
    try, and what broke was the exercise's own function."""
    status = Status.TIMEOUT if stop.reason == "timeout" else Status.DIED
    for trial in verdict.trials.values():
        if trial.status in (None, Status.PASSED):
            trial.status, trial.message = status, f"the function {PLAINLY[stop.reason]}"


def _blame(exercise: Exercise, trials: Mapping[str, Trial], seed: int) -> None:
    """An error inside the judge is ours only where the reference meets it too; otherwise an answer
    of an odd kind brought it about, and that answer is wrong."""
    broken = [trial for trial in trials.values() if trial.status is Status.GRADER_ERROR]
    if not broken:
        return
    try:
        ours = judge_namespace(exercise, exercise.reference, seed)
        sound = all(trial.status is Status.PASSED for trial in ours.values())
    except Exception:
        sound = False
    if sound:
        for trial in broken:
            trial.status = Status.FAILED
            trial.message = "the answer could not be compared: is it made of ordinary numbers?"


def _disguised(trials: Mapping[str, Trial]) -> Mapping[str, Mistake]:
    """Right everywhere but where only the formula is exact: that is what differences look like."""
    lost = {name for name, trial in trials.items() if trial.status is Status.FAILED}
    values = [trials[name] for name in _VALUES if name in trials]
    right = all(trial.status is Status.PASSED for trial in values)
    return {"analytic": DISGUISE} if values and right and "analytic" in lost else {}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _part(
    exercise: Exercise, name: str, points: float, trial: Trial, named: Mapping[str, Mistake]
) -> Part:
    worth = points * exercise.parts[name] / sum(exercise.parts.values())
    mistake = named.get(name)
    assert trial.status is not None
    return Part(
        name=name,
        score=round(worth, 6) if trial.status in _GRANTED else 0.0,
        max_score=round(worth, 6),
        status=trial.status,
        mistake=mistake.name if mistake else None,
        message=trial.message,
        hint=mistake.hint if mistake else _sentence(trial.general),
    )


def _status(parts: tuple[Part, ...]) -> Status:
    statuses = [part.status for part in parts]
    if all(status is Status.PASSED for status in statuses):
        return Status.PASSED
    for whole in (Status.GRADER_ERROR, *_WHOLE):
        if whole in statuses:
            return whole
    if Status.PASSED in statuses:
        return Status.PARTIAL
    return Status.FAILED if Status.FAILED in statuses else Status.SKIPPED


def _message(parts: tuple[Part, ...], status: Status) -> str:
    """What the first part that was lost says, with the hint where its mistake is named."""
    if status is Status.PASSED:
        return ""
    lost = [part for part in parts if part.message and part.status is not Status.PASSED]
    return f"{lost[0].message} {lost[0].hint}".strip() if lost else ""
