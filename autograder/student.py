"""A learner's names as ordinary Python: `student.relu_forward(Z)` asks the channel behind it."""

from collections.abc import Callable

from autograder.channel import Answer, Callback, Channel, Handle, LearnerError, Stopped, Target

Watcher = Callable[[str, int, object], None]


class Function:
    """A learner's function or method, ready to be called across the channel."""

    def __init__(self, student: "Student", target: Target) -> None:
        self._student, self._target = student, target

    def __call__(self, *arguments: object) -> object:
        """Call it and bring the value across (see `Channel.call`)."""
        answer = self._student.ask(self._target, arguments, last=False)
        return self._student.behind(answer.value)

    def cached(self, *arguments: object) -> tuple[object, object]:
        """Call a forward function: its output crosses, its cache stays behind as it is.

        Raises LearnerError where the value is not a pair."""
        value = self._student.ask(self._target, arguments, last=True).value
        if not (isinstance(value, tuple) and len(value) == 2):
            got = f"a tuple of {len(value)}" if isinstance(value, tuple) else named_type(value)
            error = LearnerError("Shape", f"expected a pair (out, cache), got {got}")
            error.function = self._target.name
            raise error
        return value[0], value[1]


class Behind:
    """An object of the learner's that stays behind: its attributes are read, its methods called."""

    def __init__(self, student: "Student", handle: Handle) -> None:
        self.student, self.handle = student, handle

    def method(self, name: str) -> Function:
        """The method of that name, whether or not the object has it."""
        return Function(self.student, Target(name, self.handle))

    def replace(self, name: str, value: object) -> None:
        """Put another value in the place of an attribute."""
        self.method("__setattr__")(name, value)

    def attribute(self, name: str) -> object:
        """The attribute's value. Raises LearnerError where there is none."""
        return self.student.behind(self.student.channel.read(Target(name, self.handle)))


class Student:
    """One learner's names. `changed(function, position, value)` hears of every argument changed."""

    def __init__(self, channel: Channel, changed: Watcher) -> None:
        self.channel, self._changed = channel, changed

    def __getattr__(self, name: str) -> Function:
        return Function(self, Target(name))

    def has(self, name: str) -> bool:
        """Whether the learner has defined the name."""
        return self.channel.defined(Target(name)) is not None

    def ask(self, target: Target, arguments: tuple[object, ...], *, last: bool) -> Answer:
        """Call across the channel; a LearnerError names the function that was asked."""
        sent = [
            argument.handle
            if isinstance(argument, Behind)
            else Callback(argument)
            if callable(argument)
            else argument
            for argument in arguments
        ]
        try:
            answer = self.channel.call(target, sent, "last" if last else "nothing")
        except (LearnerError, Stopped) as error:
            error.function = target.name
            raise
        for position, value in enumerate(answer.changed):
            if value is not None:
                self._changed(target.name, position, value)
        return answer

    def behind(self, value: object) -> object:
        """The value, with a handle turned into something that can be asked."""
        return Behind(self, value) if isinstance(value, Handle) else value


def named_type(value: object) -> str:
    """The type's name of a value that crossed, as the learner knows it."""
    if isinstance(value, Behind):
        return value.handle.type_name
    return value.type_name if isinstance(value, Handle) else type(value).__name__
