"""In the fork: the learner's names, and calls to them with the judge's arguments."""

import builtins
import os
import socket
import sys
from typing import Any

import numpy as np

from autograder import wire
from autograder.channel import Handle
from autograder.sandbox.framing import receive_frame, send_frame
from autograder.sandbox.notebook_kernel import NotebookKernel

try:
    from chainrule.check.borrowed import caller
    from chainrule.check.probe import refusal
except ImportError:  # another course, without the kit
    caller = refusal = None  # type: ignore[assignment]

_MESSAGE = 500
_NAME = 100


class Learner:
    """What stands in the notebook's namespace, and what stayed behind of earlier answers."""

    def __init__(self, notebook: NotebookKernel, channel: socket.socket) -> None:
        self.notebook, self.channel = notebook, channel
        self.behind: list[object] = []

    def decode(self, frame: bytearray) -> Any:
        """A request, with handles resolved and functions made callable."""
        return wire.decode(frame, lambda number, _: self.behind[number], self.function)

    def encode(self, reply: list[object]) -> bytes:
        """A reply's frame; a value that may not cross stays behind, with the reason as its type."""
        try:
            return wire.encode(reply, self.stay)
        except wire.WireError as error:
            *rest, value = reply
            if len(rest) < 3:
                raise
            described = Handle(self.stay(value).number, f"{_type_name(value)} ({error})")
            return wire.encode([*rest, described], _as_it_is)

    def stay(self, value: object) -> Handle:
        """Keep a value here and name it by a number."""
        if type(value) is Handle:
            return value
        self.behind.append(value)
        return Handle(len(self.behind) - 1, _type_name(value))

    def guarded(self, function: Any, *arguments: Any) -> list[object]:
        """The reply to one request: ["done", ..., value] or ["raised", type, message, line]."""
        try:
            return ["done", *_as_list(function(*arguments))]
        except BaseException as error:
            return ["raised", _type_name(error), _message(error), self._line(error)]

    def defined(self, name: str, owner: list[object]) -> list[object]:
        """The type's name of what a target stands for, or None."""
        try:
            return [_type_name(self._find(name, owner))]
        except AttributeError:
            return [None]

    def read(self, name: str, owner: list[object]) -> list[object]:
        """No arrays that changed, then the value."""
        return [[], self._find(name, owner)]

    def call(self, name: str, owner: list[object], arguments: list[Any], keep: str) -> list[object]:
        """The arrays, and lists and dicts of arrays, among the arguments that changed, then the
        value."""
        function = self._find(name, owner)
        before = [None if type(each) is tuple else _picture(each) for each in arguments]
        value: Any = self.notebook.context.run(function, *arguments)
        if keep == "last" and type(value) is tuple and len(value) >= 2:
            value = (*value[:-1], self.stay(value[-1]))
        changed = [
            argument if picture is not None and _picture(argument) != picture else None
            for argument, picture in zip(arguments, before, strict=True)
        ]
        _drop_figures()
        return [changed, value]

    def function(self, number: int) -> Any:
        """A function of the judge's, as the learner sees it. It refuses to be called by a library
        that takes derivatives: exercises ask for the learner's own."""

        def judge_function(*arguments: object) -> object:
            library = caller(sys._getframe(1), Learner.call) if caller is not None else ""
            if library:
                raise TypeError(refusal(library))
            send_frame(self.channel, wire.encode(["callback", number, list(arguments)], self.stay))
            kind, value = self.decode(receive_frame(self.channel))
            if kind != "value":
                raise TypeError(value)
            return value

        return judge_function

    def _find(self, name: str, owner: list[object]) -> Any:
        if owner:
            return getattr(owner[0], name)
        shell = self.notebook.shell
        value = shell.user_ns.get(name, shell)
        own = name.startswith("__") or shell.user_ns_hidden.get(name, shell) is value
        if value is shell or own:
            raise AttributeError(f"`{name}` is not defined")
        return value

    def _line(self, error: BaseException) -> int | None:
        """The line of the notebook's cell that was running when the error was raised."""
        line, step = None, error.__traceback__
        while step is not None:
            folder = os.path.basename(os.path.dirname(step.tb_frame.f_code.co_filename))
            if folder.startswith("ipykernel_"):
                line = step.tb_lineno
            step = step.tb_next
        return line


def _as_list(value: object) -> list[object]:
    if type(value) is list:
        return value
    return list(value) if type(value) is tuple else [value]


def _as_it_is(value: object) -> Handle:
    if type(value) is Handle:
        return value
    raise wire.WireError("no plain data")


def _picture(value: object) -> tuple[object, ...] | None:
    """What an array, or a list, tuple or dict of arrays, is now; None for anything that is not
    compared."""
    if type(value) is list or type(value) is tuple:
        return tuple(map(_picture, value))
    if type(value) is dict:
        return tuple(sorted((repr(key), _picture(item)) for key, item in value.items()))
    if type(value) is not np.ndarray:
        return None
    return value.dtype.str, value.shape, value.tobytes()


def _type_name(value: object) -> str:
    name = _plain(type(value).__name__, _NAME)
    if type(value) is np.ndarray and value.dtype.kind not in "biufc":
        return f"{name} of {value.dtype}"[:_NAME]
    return name


def _message(error: BaseException) -> str:
    try:
        return _plain(builtins.str(error), _MESSAGE)
    except BaseException:
        return ""


def _plain(text: str, limit: int) -> str:
    return text[:limit].encode(errors="backslashreplace").decode()[:limit]


def _drop_figures() -> None:
    """What a call drew must not appear under the next cell."""
    from matplotlib_inline import backend_inline

    if backend_inline.show._draw_called:
        import matplotlib.pyplot

        matplotlib.pyplot.close("all")
        backend_inline.show._to_draw = []
        backend_inline.show._draw_called = False
