"""What the judge may ask of a learner's code, whoever answers: a fork behind the wall, or a plain
namespace. Data crosses by value; everything else stays behind and is spoken of by a `Handle`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Keep = Literal["nothing", "last"]


@dataclass(frozen=True)
class Handle:
    """A value that stays behind (a cache, a layer object): its number, and its type's name."""

    number: int
    type_name: str


@dataclass(frozen=True)
class Target:
    """Something to call or read: a name in the learner's namespace, or an attribute of a handle."""

    name: str
    owner: Handle | None = None


@dataclass(frozen=True)
class Seeded:
    """An argument that becomes `numpy.random.default_rng(seed)` on the learner's side."""

    seed: int


@dataclass(frozen=True)
class Callback:
    """An argument that the learner sees as a function; its calls come out to `function`.

    `function` gets the learner's arguments as crossed data and must check them itself; what it
    raises is raised as a TypeError where the learner called."""

    function: Callable[..., object]


@dataclass(frozen=True)
class Answer:
    """What a call gave: its value, and each positional argument as it stands after the call where
    it is an array, or a list or dict of arrays, that changed (None where it did not)."""

    value: object
    changed: tuple[object | None, ...]


class LearnerError(Exception):
    """The learner's code raised: the type's name, its message, and the line of the notebook cell.

    `function` is the name that was asked, where one was."""

    function: str | None = None

    def __init__(self, type_name: str, message: str, line: int | None = None) -> None:
        super().__init__(f"{type_name}: {message}")
        self.type_name, self.message, self.line = type_name, message, line


class Stopped(Exception):
    """The learner's process is gone and cannot be asked again: it died, ran out of time, or broke
    the protocol. `reason` is "timeout", "died" or "forged"; `function` is the name that was asked,
    where one was."""

    function: str | None = None

    def __init__(self, reason: Literal["timeout", "died", "forged"], detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail


class Channel(Protocol):
    """One learner's code, ready to answer."""

    def defined(self, target: Target) -> str | None:
        """The type's name of what stands under the target, or None where nothing does."""

    def read(self, target: Target) -> object:
        """The value of a variable or attribute: data, or a Handle. Raises LearnerError, Stopped."""

    def call(self, target: Target, arguments: Sequence[object], keep: Keep = "nothing") -> Answer:
        """Call the target. Arguments are data, Handle, Callback or Seeded. With keep="last" a
        tuple's last element stays behind as a Handle whatever it is (`forward`'s cache).
        Raises LearnerError where the learner's code raised, Stopped where it is gone."""
