"""A plain namespace as a channel, without a wall: for the reference, for known mistakes, for tests.

Never for a learner's code: whatever runs here can do what the grader can."""

import copy
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from autograder.channel import Answer, Callback, Handle, Keep, LearnerError, Seeded, Target

_WATCHED = (np.ndarray, list, dict)
_DATA = (bool, int, float, complex, str, bytes, type(None), np.generic)


class Namespace:
    """Answers from a dict of names as a fork would: arrays are copied on the way in and out."""

    def __init__(self, names: Mapping[str, object]) -> None:
        self._names = dict(names)
        self._kept: list[object] = []

    def defined(self, target: Target) -> str | None:
        """See `Channel.defined`."""
        try:
            return type(self._find(target)).__name__
        except LearnerError:
            return None

    def read(self, target: Target) -> object:
        """See `Channel.read`."""
        return self._out(self._find(target))

    def call(self, target: Target, arguments: Sequence[object], keep: Keep = "nothing") -> Answer:
        """See `Channel.call`."""
        function = self._find(target)
        inside = [self._in(argument) for argument in arguments]
        before = copy.deepcopy([a if isinstance(a, _WATCHED) else None for a in inside])
        if not callable(function):
            raise LearnerError("TypeError", f"'{type(function).__name__}' object is not callable")
        try:
            with np.errstate(all="ignore"):
                value = function(*inside)
        except Exception as error:
            raise LearnerError(type(error).__name__, str(error)) from error
        changed = tuple(
            None if old is None or _same(old, new) else copy.deepcopy(new)
            for old, new in zip(before, inside, strict=True)
        )
        if keep == "last" and isinstance(value, tuple) and len(value) >= 2:
            return Answer((*map(self._out, value[:-1]), self._keep(value[-1])), changed)
        return Answer(self._out(value), changed)

    def _find(self, target: Target) -> object:
        if target.owner is None:
            if target.name not in self._names:
                raise LearnerError("NameError", f"name '{target.name}' is not defined")
            return self._names[target.name]
        try:
            return getattr(self._kept[target.owner.number], target.name)
        except AttributeError as error:
            raise LearnerError("AttributeError", str(error)) from error

    def _in(self, value: object) -> object:
        match value:
            case Handle():
                return self._kept[value.number]
            case Callback():
                return _defended(value.function)
            case Seeded():
                return np.random.default_rng(value.seed)
            case _:
                return copy.deepcopy(value)

    def _out(self, value: object) -> object:
        if isinstance(value, _DATA) or (type(value) is np.ndarray and value.dtype != object):
            return copy.deepcopy(value)
        if type(value) is list:
            return [self._out(item) for item in value]
        if type(value) is tuple:
            return tuple(self._out(item) for item in value)
        if type(value) is dict:
            return {key: self._out(item) for key, item in value.items()}
        return self._keep(value)

    def _keep(self, value: object) -> Handle:
        self._kept.append(value)
        return Handle(len(self._kept) - 1, type(value).__name__)


def _same(old: object, new: object) -> bool:
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        return len(old) == len(new) and all(map(_same, old, new))
    if isinstance(old, dict) and isinstance(new, dict):
        return set(old) == set(new) and all(_same(old[key], new[key]) for key in old)
    return not isinstance(old, np.ndarray) or np.array_equal(old, np.asarray(new), equal_nan=True)


def _defended(function: Callable[..., object]) -> Callable[..., object]:
    def call(*arguments: object) -> object:
        try:
            return function(*arguments)
        except Exception as error:
            raise TypeError(str(error)) from None

    return call
