"""A verdict in the making: the parts of an exercise, tried one after another by its judging.

What crossed is kept beside each part, so that `naming` can compare it with what each known mistake
would have given on the same inputs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from autograder.channel import LearnerError, Stopped
from autograder.model import Exercise, Status
from autograder.student import named_type
from chainrule.check.compare import Finding, ladder
from chainrule.check.diagnose import diagnose

TIGHT = 1e-9
LARGE = 10_000


class PartFailed(Exception):
    """The part being tried is lost; the message is for the learner and holds no secret value."""


@dataclass
class Trial:
    """One part while it is being judged; `general` is what any wrong value like this means."""

    status: Status | None = None
    message: str = ""
    general: str = ""
    observed: list[object] = field(default_factory=list)

    def settle(self, status: Status, message: str) -> None:
        """Settle the part; the first failure stands."""
        if self.status in (None, Status.PASSED):
            self.status, self.message = status, message


class Verdict:
    """What the judging of an exercise reports to; `trials` holds each part's outcome."""

    def __init__(self, exercise: Exercise) -> None:
        self.trials = {name: Trial() for name in exercise.parts}
        self._exercise, self._uses = exercise.name, exercise.uses
        self._current: Trial | None = None
        self._wrong_needs: dict[str, None] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Try one part; a part tried several times passes when every try does."""
        trial = self._current = self.trials[name]
        try:
            yield
        except PartFailed as failure:
            self._fail(trial, str(failure))
        except LearnerError as error:
            trial.observed.append(("raised", error.type_name))
            self._raised(trial, error)
        except Stopped as stop:
            self._stopped(trial, stop)
            raise
        except Exception as error:
            trial.settle(Status.GRADER_ERROR, f"{type(error).__name__}: {error}")
        else:
            trial.settle(Status.PASSED, "") if trial.status is None else None
        finally:
            self._current = None

    def expect(
        self,
        got: object,
        want: ArrayLike,
        *,
        called: str = "the value",
        up_to: ArrayLike | None = None,
        tolerance: float = TIGHT,
    ) -> None:
        """Climb the ladder: defined, array, shape, dtype, finite, value (see `compare.ladder`)."""
        self.observe(got)
        finding = ladder(got, want, up_to=up_to, tolerance=tolerance)
        if finding is not None:
            general = diagnose(got, want, up_to=up_to) if finding.rung == "value" else None
            if self._current is not None and general is not None:
                self._current.general = f"{general.cause} {general.next_step}"
            raise PartFailed(_said(finding, called, got))

    def require(self, right: bool, message: str, *, got: object = None) -> None:
        """A property that must hold; the message says what does not."""
        self.observe(got)
        if not right:
            raise PartFailed(message)

    def observe(self, got: object) -> None:
        """Remember what crossed, for naming the mistake."""
        if self._current is not None:
            large = isinstance(got, np.ndarray) and got.size > LARGE
            self._current.observed.append("large" if large else got)

    def needs(self, function: str, got: object, want: ArrayLike) -> None:
        """Look at the value of a function that the exercise builds on: where it is wrong, parts
        that fail are put down to it and skipped."""
        if ladder(got, want, tolerance=1e-6) is not None:
            self._wrong_needs[function] = None

    def changed(self, function: str, position: int, value: object) -> None:
        """An argument was changed by the call: the part `inputs`, if there is one, is lost."""
        trial = self.trials.get("inputs")
        if trial is None:
            return
        trial.observed.append((function, position, value))
        if function not in self._uses:
            where = "first" if position == 0 else f"{position + 1}."
            trial.settle(
                Status.FAILED,
                f"`{function}` changes its {where} argument. Work on a new array: whoever called "
                "still needs the old one.",
            )

    def unjudged(self) -> None:
        """Settle what was never tried: `inputs` passes when anything else was, the rest is
        skipped."""
        tried = any(
            trial.status is Status.PASSED for name, trial in self.trials.items() if name != "inputs"
        )
        for name, trial in self.trials.items():
            if name == "inputs" and tried:
                trial.settle(Status.PASSED, "") if trial.status is None else None
            elif trial.status is None:
                trial.settle(Status.SKIPPED, "not looked at, since nothing else was right yet")

    def _raised(self, trial: Trial, error: LearnerError) -> None:
        named = error.function or self._exercise
        if error.type_name == "NotImplementedError":
            if named in self._uses:
                trial.settle(Status.SKIPPED, f"needs `{named}`, which is not written yet")
            else:
                trial.settle(Status.UNTOUCHED, "not written yet")
            return
        where = f" (line {error.line} of its cell)" if error.line else ""
        said = f"`{named}` raised {error.type_name}: {error.message}{where}"
        if error.type_name == "Shape":
            said = f"`{named}`: {error.message}"
        if named in self._uses:
            trial.settle(Status.SKIPPED, f"needs `{named}`. {said}")
        else:
            trial.settle(Status.FAILED, said)

    def _stopped(self, trial: Trial, stop: Stopped) -> None:
        if stop.function in self._uses:
            trial.settle(Status.SKIPPED, f"needs `{stop.function}`, which {PLAINLY[stop.reason]}")
        else:
            status = Status.TIMEOUT if stop.reason == "timeout" else Status.DIED
            trial.settle(status, f"`{stop.function or self._exercise}` {PLAINLY[stop.reason]}")

    def _fail(self, trial: Trial, message: str) -> None:
        if self._wrong_needs:
            wrong = ", ".join(f"`{name}`" for name in self._wrong_needs)
            trial.settle(
                Status.SKIPPED,
                f"{message} But {wrong} is wrong too, and what it caches may be the cause: mend "
                "that first.",
            )
        else:
            trial.settle(Status.FAILED, message)


PLAINLY = {
    "timeout": "ran out of time: is there a loop that never ends?",
    "died": "ended Python (os._exit, a crash, or too much memory)",
    "forged": "sent something other than an answer",
}


def _said(finding: Finding, called: str, got: object) -> str:
    """The finding without any value of the judge's: what was looked at, which rung it missed."""
    match finding.rung:
        case "defined":
            return f"{called} is missing: did the function return it?"
        case "array":
            return f"{called} should be a NumPy array of numbers; it is a {named_type(got)}."
        case "shape":
            return f"{called} has {finding.got}, expected {finding.expected}."
        case "dtype":
            return f"{called} has {finding.got}, expected {finding.expected}."
        case "finite":
            return f"{called} is not finite: there is a NaN or an infinity in it."
        case "value":
            size = f"{finding.error:.2g}" if np.isfinite(finding.error) else "large"
            return f"{called} has the right shape and wrong values (relative error {size})."
