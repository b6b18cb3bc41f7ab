"""The judge's end of a fork's channel: frames under a deadline, and the power to kill.

Every byte that arrives here may have been written by a learner's code."""

import os
import select
import signal
import socket
import time
from contextlib import suppress

from autograder.channel import Stopped
from autograder.sandbox.framing import HEAD, MARK, head
from autograder.wire import MAX_FRAME

MAX_CONVERSATION = 4 * MAX_FRAME
_AT_ONCE = 2**18


class Late(Exception):
    """The deadline passed."""


class Conversation:
    """One fork's channel and a handle (pidfd) on its first process."""

    def __init__(self, channel: socket.socket, process: int) -> None:
        self.channel, self.process = channel, process
        self.channel.setblocking(False)
        self.pending = bytearray()
        self.received = 0
        self.poll = select.poll()
        self.poll.register(process, select.POLLIN)

    def send(self, frame: bytes, deadline: float) -> None:
        """Send a frame whole. Raises Stopped where something came before it was asked for, or the
        process is gone; Late after the deadline (`time.monotonic`)."""
        self._refuse_unasked()
        rest = memoryview(head(len(frame)) + frame)
        while True:
            try:
                rest = rest[self.channel.send(rest) :]
            except BlockingIOError:
                self._wait(select.POLLOUT, deadline)
            except OSError as error:
                raise Stopped("died", "the process is gone") from error
            if not len(rest):
                return

    def receive(self, deadline: float) -> bytes:
        """The next frame. Raises Stopped or Late."""
        while (frame := self._whole()) is None:
            alive = self._wait(select.POLLIN, deadline)
            if not self._read() and not alive:
                raise Stopped("died", "the process ended")
        return frame

    def begin(self) -> None:
        """A new request: the byte cap starts afresh."""
        self.received = 0

    def interrupt(self) -> None:
        """What the stop button does."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.process, signal.SIGINT)

    def kill(self) -> None:
        """Kill the first process, and with it everything it started; wait for the end."""
        if self.process < 0:
            return
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.process, signal.SIGKILL)
        ended = select.poll()
        ended.register(self.process, select.POLLIN)
        ended.poll(10_000)
        os.close(self.process)
        self.channel.close()
        self.process = -1

    def _whole(self) -> bytes | None:
        if not MARK.startswith(self.pending[: len(MARK)]):
            raise Stopped("forged", "bytes that begin no frame")
        if len(self.pending) < HEAD.size:
            return None
        size = HEAD.unpack_from(self.pending)[1]
        if size > MAX_FRAME:
            raise Stopped("forged", f"a frame of {size} bytes")
        end = HEAD.size + size
        if len(self.pending) < end:
            return None
        if len(self.pending) > end:
            raise Stopped("forged", "more than one frame in answer to a request")
        frame = bytes(memoryview(self.pending)[HEAD.size : end])
        self.pending = bytearray()
        return frame

    def _read(self) -> bool:
        """Take what has come; False where nothing had."""
        try:
            piece = self.channel.recv(_AT_ONCE)
        except BlockingIOError:
            return False
        except OSError as error:
            raise Stopped("died", "the channel broke") from error
        if not piece:
            raise Stopped("died", "the channel closed")
        self.received += len(piece)
        if self.received > MAX_CONVERSATION:
            raise Stopped("forged", f"more than {MAX_CONVERSATION} bytes in answer to a request")
        self.pending += piece
        return True

    def _refuse_unasked(self) -> None:
        try:
            piece = self.channel.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            piece = b""
        except OSError as error:
            raise Stopped("died", "the channel broke") from error
        else:
            if not piece:
                raise Stopped("died", "the channel closed")
        if piece or self.pending:
            raise Stopped("forged", "a frame that nobody asked for")

    def _wait(self, event: int, deadline: float) -> bool:
        """Wait until the channel is ready; False where the process has ended."""
        self.poll.register(self.channel, event)
        while (left := deadline - time.monotonic()) > 0:
            ready = dict(self.poll.poll(left * 1000 + 1))
            if ready:
                return self.process not in ready
        raise Late
