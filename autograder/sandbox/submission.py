"""One fork of the warm process, seen from the judge: run cells, read names, call functions."""

import time
from collections.abc import Sequence
from pathlib import PurePosixPath
from types import TracebackType
from typing import Any, NoReturn

import numpy as np

from autograder import wire
from autograder.channel import Answer, Callback, Handle, Keep, LearnerError, Stopped, Target
from autograder.sandbox.cell_outputs import CellRun, Outputs
from autograder.sandbox.conversation import Conversation, Late
from autograder.sandbox.limits import Limits

MAX_CALLBACKS = 100_000
_AFTER_INTERRUPT = 1.0
_AROUND_OUTPUTS = 2**18
_START = 30.0
_NAME, _MESSAGE = 100, 500


class Submission:
    """A learner's code behind its wall. A `Channel` for the judge; made by `Warm.fork`.

    Every method raises Stopped once the fork is lost, and the fork is then dead."""

    def __init__(self, conversation: Conversation, limits: Limits, seconds: float) -> None:
        self._conversation, self._limits = conversation, limits
        self._seconds, self._used = seconds, 0.0
        self._serial = self._cells = 0
        self._outputs: Outputs | None = None
        self._lost: Stopped | None = None
        self._closed = False

    def __enter__(self) -> "Submission":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def seconds_used(self) -> float:
        """Wall seconds in which the learner's code was at work."""
        return self._used

    @property
    def died(self) -> bool:
        """Whether the fork ended without being told to."""
        return self._lost is not None and self._lost.reason == "died" and not self._closed

    def close(self) -> None:
        """Kill the fork and everything it started."""
        if self._lost is None:
            self._lost, self._closed = Stopped("died", "the submission was closed"), True
        self._conversation.kill()

    def run(self, source: str, silence_stderr: bool = False) -> CellRun:
        """Run one cell. At the time limit it is interrupted as by the stop button; a cell that goes
        on nevertheless is lost with its fork: Stopped("timeout")."""
        if not source.strip():
            return CellRun([], None, False)
        self._cells += 1
        if self._outputs is None:
            self._outputs = Outputs()
        identifier = f"cell-{self._cells}"
        room = (self._limits.text, self._limits.displays)
        kind, rest, interrupted = self._exchange("run", [source, identifier, *room], interrupt=True)
        if kind == "raised":
            return CellRun([], None, True, interrupted)
        raw, failed = self._proper(rest, bytes, bool)
        try:
            if len(raw) > sum(room) + _AROUND_OUTPUTS:
                raise Stopped("forged", f"outputs of {len(raw)} bytes")
            cell = self._outputs.collect(identifier, raw, silence_stderr)
        except Stopped as error:
            self._lose(error)
        for content in self._outputs.widget_replies():
            self._exchange("widget", [content])
        unseen = self._outputs.unseen_error
        failed = failed or interrupted
        return CellRun(cell.outputs, cell.execution_count, failed, interrupted, unseen)

    def defined(self, target: Target) -> str | None:
        """See Channel."""
        (name,) = self._done("defined", [target.name, _owner(target)], (str, type(None)))
        return name  # type: ignore[no-any-return]

    def read(self, target: Target) -> object:
        """See Channel."""
        _, value = self._done("read", [target.name, _owner(target)], list, object)
        return value

    def call(self, target: Target, arguments: Sequence[object], keep: Keep = "nothing") -> Answer:
        """See Channel. Each call has the time of a cell."""
        functions: list[Callback] = []
        sent = []
        for argument in arguments:
            if isinstance(argument, Callback):
                sent.append(wire.CallbackNumber(len(functions)))
                functions.append(argument)
            else:
                sent.append(argument)  # type: ignore[arg-type]
        request = [target.name, _owner(target), sent, keep]
        try:
            changed, value = self._done("call", request, list, object, functions=functions)
        except wire.WireError as error:  # an argument of the learner's own making
            raise LearnerError("ValueError", f"what it gave back cannot be used: {error}") from None
        allowed = (np.ndarray, list, dict, Handle, type(None))
        if len(changed) != len(arguments) or not all(type(item) in allowed for item in changed):
            self._lose(Stopped("forged", "an answer of the wrong form"))
        return Answer(value, tuple(changed))

    def written(self) -> dict[str, bytes]:
        """The files in its working folder (relative path -> content), as many as may cross. A name
        that leads out of the folder ends the fork."""
        (found,) = self._done("written", [], (dict, Handle))
        files = found if type(found) is dict else {}
        for name, content in files.items():
            path = PurePosixPath(name) if type(name) is str else PurePosixPath("/")
            if path.is_absolute() or ".." in path.parts or "\0" in str(path):
                self._lose(Stopped("forged", "a file outside its folder"))
            if type(content) is not bytes:
                self._lose(Stopped("forged", "a file that is no bytes"))
        return files

    def _begin(self) -> None:
        """Wait until the inner wall stands. Raises OSError where it cannot."""
        try:
            reply = wire.decode(self._conversation.receive(time.monotonic() + _START))
        except Late:
            reply = ["refused", "it did not answer"]
        if reply != ["ready"]:
            self.close()
            raise OSError(f"the inner wall could not be built: {reply}")

    def _lay(self, files: dict[str, bytes]) -> None:
        """Write the files into the working folder; this takes none of the learner's time."""
        if files:
            self._done("files", [files], object)
            self._used = 0.0

    def _done(
        self, verb: str, request: list[Any], *types: Any, functions: Sequence[Callback] = ()
    ) -> Any:
        kind, rest, _ = self._exchange(verb, request, functions)
        if kind == "raised":
            type_name, message, line = self._proper(rest, str, str, (int, type(None)))
            raise LearnerError(type_name[:_NAME], message[:_MESSAGE], line)
        return self._proper(rest, *types)

    def _proper(self, values: list[Any], *types: Any) -> list[Any]:
        if len(values) != len(types) or not all(map(isinstance, values, types)):
            self._lose(Stopped("forged", "an answer of the wrong form"))
        return values

    def _exchange(
        self,
        verb: str,
        request: list[Any],
        functions: Sequence[Callback] = (),
        interrupt: bool = False,
    ) -> tuple[str, list[Any], bool]:
        """One request and its answer: "done" or "raised", what came with it, and whether the
        learner's code had to be interrupted."""
        if self._lost is not None:
            raise Stopped(self._lost.reason, self._lost.detail)
        if self._used >= self._seconds:
            self._lose(Stopped("timeout", f"{self._seconds:.3g} s for the submission are used up"))
        self._serial += 1
        frame = wire.encode([self._serial, verb, *request])
        start = time.monotonic()
        seconds = min(self._limits.cell_seconds, self._seconds - self._used)
        interrupted = False
        try:
            try:
                kind, rest = self._converse(frame, functions, start + seconds)
            except Late:
                if not interrupt:
                    raise
                self._conversation.interrupt()
                interrupted = True
                kind, rest = self._answer((), time.monotonic() + _AFTER_INTERRUPT)
        except Late:
            self._lose(Stopped("timeout", f"no answer after {seconds:.3g} s"))
        except wire.WireError as error:
            self._lose(Stopped("forged", str(error)))
        except Stopped as error:
            self._lose(error)
        finally:
            self._used += time.monotonic() - start
        return kind, rest, interrupted

    def _converse(
        self, frame: bytes, functions: Sequence[Callback], deadline: float
    ) -> tuple[str, list[Any]]:
        self._conversation.begin()
        self._conversation.send(frame, deadline)
        return self._answer(functions, deadline)

    def _answer(self, functions: Sequence[Callback], deadline: float) -> tuple[str, list[Any]]:
        for _ in range(MAX_CALLBACKS + 1):
            reply = wire.decode(self._conversation.receive(deadline))
            if type(reply) is not list or len(reply) < 3:
                raise Stopped("forged", "an answer of the wrong form")
            head, kind, *rest = reply
            if type(head) is int and head == self._serial and type(kind) is str:
                if kind in ("done", "raised"):
                    return kind, rest
                raise Stopped("forged", "an answer of the wrong form")
            if (
                type(head) is not str
                or head != "callback"
                or type(kind) is not int
                or not 0 <= kind < len(functions)
            ):
                raise Stopped("forged", "an answer to another question")
            self._conversation.send(_called_back(functions[kind], *rest), deadline)
        raise Stopped("forged", f"called back more than {MAX_CALLBACKS} times")

    def _lose(self, error: Stopped) -> NoReturn:
        self._lost = error
        self._conversation.kill()
        raise error


def _owner(target: Target) -> list[Handle]:
    return [] if target.owner is None else [target.owner]


def _called_back(callback: Callback, arguments: object, *more: object) -> bytes:
    """The frame that answers a learner's call of one of the judge's functions."""
    if type(arguments) is not list or more:
        raise Stopped("forged", "a call without arguments")
    try:
        return wire.encode(["value", callback.function(*arguments)])
    except Exception as error:
        return wire.encode(["error", str(error)[:500].encode(errors="replace").decode()])
