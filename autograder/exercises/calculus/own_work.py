"""Who takes the derivative: the learner's own code, or a library that it calls?

Chapter 03 asks learners to build differences, and the kit beside them has differences of its own.
Three things tell an answer that borrows them, and each refuses with a word:

1. Names. The answer's code is read through the channel, and that of every function of the learner's
   that it names, but for those that the exercise builds on, which are judged alone. Where a name
   stands for something of the kit, SciPy, autograd, jax, numdifftools and their like, or for
   `np.gradient`, every part is lost. Caught: imports above or within the function, other names
   (`import … as`, `from … import`), helpers, defaults, closures, partials, an import spelled out
   as a text, `getattr(np, "gradient")`.
2. The caller. A function of the judge's raises a TypeError where a library stands between it and
   the learner's function (`autograder/sandbox/learner.py`; the visible check's do the same). This
   catches what hides its names: a library in a dict or on an object, `importlib`, text put
   together and run.
3. The places asked. The exercise fixes them: x ± h, one entry at a time. The kit's differences ask
   at six to eighteen other places an entry, SciPy's `approx_fprime` and complex steps elsewhere.

Not caught: a library's source pasted into a cell or into a file beside the notebook, which then is
the learner's text; code that hides its names and has a library differentiate a function of its own
that replays values asked from f at x ± h; a process that tampers with its own frames."""

from collections.abc import Iterator

import numpy as np

from autograder.channel import Handle, LearnerError, Target
from autograder.exercises.calculus.chapter import CHAPTER
from autograder.student import Student
from autograder.verdict import Verdict
from chainrule.check.borrowed import SAMPLED, Code, search
from chainrule.check.probe import Manner, Places, Probe

BORROWED = "differences of a library"
BORROWED_HINT = (
    "The exercise is to build the difference quotient, so that later you know what a checker does. "
    "Reread its definition: two values of f for each entry, and one division."
)
_WORTH_A_LOOK = (
    "module",
    "function",
    "builtin_function_or_method",
    "type",
    "partial",
    "method",
    "_ArrayFunctionDispatcher",
)
_MOST_CODES = 50

WRONG_PLACES = {
    Manner.NEVER: "f is never asked beside x, so the answer cannot be a difference of its values.",
    Manner.ONE_SIDED: "f is asked on one side of x only: this is a one-sided difference.",
    Manner.OTHER_STEP: "f is asked at another distance from x than the step h that was passed.",
    Manner.TOGETHER: "f is asked where several entries have moved at once: a partial derivative "
    "moves one and holds the others where x has them.",
    Manner.INCOMPLETE: "f is not asked on both sides for every entry of x.",
    Manner.OFTEN: "f is asked more often than twice for each entry of x.",
}


def is_borrowed(student: Student, verdict: Verdict, name: str) -> bool:
    """Whether the answer to the exercise takes a library's derivative; then every part is lost."""
    library = _library(student, name)
    if not library:
        return False
    called = library if library == SAMPLED else f"the library `{library}`"
    for part in verdict.trials:
        with verdict.part(part):
            said = f"`{name}` leaves the differences to {called}. This exercise wants your own."
            verdict.require(False, said, got="borrowed")
    return True


def _library(student: Student, name: str) -> str:
    try:
        start = student.channel.read(Target(name))
    except LearnerError:
        return ""
    return search(_Across(student), start, frozenset(CHAPTER.exercises()[name].uses))


def expect_central(verdict: Verdict, probe: Probe, x: np.ndarray | float, h: float) -> None:
    """The places asked are those of a central difference with step h, and no others."""
    found: Places = probe.asked(x, h)
    seen = (found.manner.value, found.calls)
    verdict.require(found.manner is Manner.CENTRAL, WRONG_PLACES.get(found.manner, ""), got=seen)


class _Across:
    """Looks into what stands behind the channel; whatever comes back may be a lie, and is only
    ever compared with names that are known."""

    def __init__(self, student: Student) -> None:
        self._channel = student.channel

    def origin(self, thing: object) -> tuple[object, object]:
        if type(thing) is Handle and thing.type_name == "module":
            return self._attribute(thing, "__name__"), ""
        return self._attribute(thing, "__module__"), self._attribute(thing, "__name__")

    def codes(self, thing: object) -> Iterator[Code]:
        waiting = [self._attribute(thing, "__code__")]
        for _ in range(_MOST_CODES):
            if not waiting:
                return
            code = waiting.pop()
            constants = self._tuple(code, "co_consts")
            yield self._tuple(code, "co_names"), constants
            waiting += [
                each for each in constants if type(each) is Handle and each.type_name == "code"
            ]

    def mentioned(self, thing: object, name: str) -> object:
        target = Target(name)
        if self._channel.defined(target) not in _WORTH_A_LOOK:
            return None
        try:
            return self._channel.read(target)
        except LearnerError:
            return None

    def held(self, thing: object) -> Iterator[object]:
        function = self._attribute(thing, "func")
        cells = self._tuple(thing, "__closure__")
        inside = [self._attribute(cell, "cell_contents") for cell in cells]
        for value in (function, *inside, *self._tuple(thing, "__defaults__")):
            if type(value) is Handle:
                yield value

    def _attribute(self, thing: object, name: str) -> object:
        if type(thing) is not Handle:
            return None
        try:
            return self._channel.read(Target(name, thing))
        except LearnerError:
            return None

    def _tuple(self, thing: object, name: str) -> tuple[object, ...]:
        found = self._attribute(thing, name)
        return found if type(found) is tuple else ()
