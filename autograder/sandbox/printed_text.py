"""What a cell prints: `sys.stdout` and `sys.stderr` of the notebook kernel.

Like ipykernel's, but without a thread and with an end to its patience. Text that programs and C
code write to the descriptors lands in a file that is read back in its place between the prints."""

import os
import threading
from contextvars import ContextVar
from typing import Any

from ipykernel.iostream import OutStream

_READ_AT_ONCE = 65536


class PrintedText(OutStream):  # type: ignore[misc]
    """One of the two streams."""

    def __init__(self, session: Any, name: str, descriptor: int) -> None:
        self.session, self.name, self.descriptor = session, name, descriptor
        self.topic = b"stream." + name.encode()
        self.pub_thread: PrintedText | None = self
        self.echo = None
        self._isatty = False
        self._parent_header: ContextVar[dict[str, Any]] = ContextVar("parent_header")
        self._parent_header_global: dict[str, Any] = {}
        self._local = threading.local()
        self._lock = threading.RLock()
        self.parts: list[str] = []
        self.size = 0
        self.file = -1
        self.process = os.getpid()

    def own_file(self, folder: str) -> None:
        """Send the descriptor to a nameless file in the folder, from now on."""
        with self._lock:
            path = os.path.join(folder, self.name)
            self.file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            os.unlink(path)
            os.dup2(self.file, self.descriptor)
            self.process = os.getpid()

    def begin(self) -> None:
        """Drop what was printed while no cell ran."""
        with self._lock:
            self.parts, self.size = [], 0
            if self.file >= 0:
                os.ftruncate(self.file, 0)

    def write(self, string: str) -> int:
        """Keep the text while there is room, and drop it afterwards."""
        if not isinstance(string, str):
            raise TypeError(f"write() argument must be str, not {type(string)}")
        if self.session.muted:
            return len(string)
        if os.getpid() != self.process:
            os.write(self.descriptor, string.encode(errors="replace"))
            return len(string)
        with self._lock:
            self._take_descriptor_text()
            self._add(string)
        return len(string)

    def _add(self, string: str) -> None:
        room = self.session.room_for_text - self.size
        if len(string) > room:
            self.session.cut = True
        if room > 0:
            self.parts.append(string[:room])
            self.size += min(len(string), room)

    def _take_descriptor_text(self) -> None:
        if self.file < 0 or os.fstat(self.file).st_size == 0:
            return
        raw = b""
        while self.session.room_for_text - self.size > len(raw):
            piece = os.pread(self.file, _READ_AT_ONCE, len(raw))
            if not piece:
                break
            raw += piece
        os.ftruncate(self.file, 0)
        self._add(raw.decode(errors="replace"))

    def flush(self) -> None:
        """Send what was printed as one message."""
        if self.session.muted or os.getpid() != self.process:
            return
        with self._lock:
            self._take_descriptor_text()
            text, self.parts, self.size = "".join(self.parts), [], 0
        if not text:
            return
        text = text.encode(errors="replace").decode()
        message: dict[str, Any] | None = {
            "msg_type": "stream",
            "header": {"msg_type": "stream"},
            "content": {"name": self.name, "text": text},
        }
        for hook in self._hooks:
            message = hook(message)
            if message is None:
                return
        self.session.send(None, message)

    def fileno(self) -> int:
        """The descriptor that programs started by a cell write to."""
        return self.descriptor

    @property
    def closed(self) -> bool:
        return self.pub_thread is None

    def close(self) -> None:
        """Nothing to release: a cell that closes its output harms nobody."""
        self.pub_thread = None


PrintedText.__name__, PrintedText.__module__ = OutStream.__name__, OutStream.__module__
PrintedText.__qualname__ = OutStream.__qualname__
