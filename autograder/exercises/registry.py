"""How an exercise is written down: a decorator for what it asks, one for each known mistake."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import ModuleType
from typing import TypeVar

from autograder.model import Exercise, Judging, Mistake

F = TypeVar("F", bound=Callable[..., object])
INPUTS = "inputs"


class Chapter:
    """The exercises of one chapter, in the order of the syllabus."""

    def __init__(self, name: str, reference: ModuleType) -> None:
        self.name = name
        self._reference = reference
        self._exercises: dict[str, Exercise] = {}

    def exercise(
        self, name: str, *, parts: Mapping[str, float], uses: tuple[str, ...] = ()
    ) -> Callable[[Judging], Judging]:
        """Register what an exercise asks. `parts` are its parts and their weights; one named
        `inputs` (were the arguments left alone) is settled by the judge itself."""

        def register(judging: Judging) -> Judging:
            if name in self._exercises:
                raise ValueError(f"{self.name}: exercise {name} is registered twice")
            reference = {each: getattr(self._reference, each) for each in (name, *uses)}
            self._exercises[name] = Exercise(name, self.name, uses, parts, judging, reference)
            return judging

        return register

    def mistake(self, exercise: str, name: str, *, loses: str, hint: str) -> Callable[[F], F]:
        """Register a wrong implementation of an exercise; `loses` are part names, with spaces."""

        def register(function: F) -> F:
            known = self._exercises[exercise]
            lost = frozenset(loses.split())
            if not lost or lost - set(known.parts):
                raise ValueError(f"{exercise}: mistake {name} loses unknown parts {loses!r}")
            if set(known.parts) - lost == {INPUTS}:
                lost |= {INPUTS}  # whoever gets nothing right earns nothing for leaving it alone
            mistake = Mistake(name, hint, lost, {exercise: function})
            self._exercises[exercise] = replace(known, mistakes=(*known.mistakes, mistake))
            return function

        return register

    def variant(self, exercise: str) -> Callable[[F], F]:
        """Register a right answer written differently; it must never lose a point."""

        def register(function: F) -> F:
            known = self._exercises[exercise]
            self._exercises[exercise] = replace(known, variants=(*known.variants, function))
            return function

        return register

    def exercises(self) -> Mapping[str, Exercise]:
        """Every exercise by name."""
        return dict(self._exercises)
