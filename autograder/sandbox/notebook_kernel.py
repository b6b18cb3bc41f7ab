"""A real IPython kernel object without sockets, threads or start-up: messages go into a list.

Stands in for exactly as much of a kernel process as makes outputs equal to one's: see
docs/security.md for what was compared."""

import asyncio
import contextvars
import json
import logging
import signal
import sys
import threading
from contextlib import AbstractContextManager, nullcontext
from importlib.util import find_spec
from types import SimpleNamespace
from typing import Any

sys.modules["debugpy"] = None  # type: ignore[assignment]
from ipykernel import debugger as _debugger  # noqa: E402, F401
from ipykernel.eventloops import enable_gui  # noqa: E402
from ipykernel.ipkernel import IPythonKernel  # noqa: E402
from ipykernel.jsonutil import json_clean  # noqa: E402
from ipykernel.zmqshell import ZMQInteractiveShell  # noqa: E402
from IPython.core.error import UsageError  # noqa: E402
from jupyter_client.session import Session, json_packer  # noqa: E402
from traitlets.config import Config  # noqa: E402

from autograder.sandbox.printed_text import PrintedText  # noqa: E402

del sys.modules["debugpy"]

_TEXT_TYPES = ("stream", "error")
_OVERHEAD = {True: 32, False: 2048}
_FOR_THE_REPLY = 65536


class MessageList(Session):  # type: ignore[misc]
    """A session whose messages go nowhere but into a list, up to a size."""

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.begin(0, 0)
        self.muted = True

    def begin(self, text: int, displays: int) -> None:
        """Start afresh, with room for so many bytes of text and of displays."""
        self.messages: list[bytes] = []
        self.room = {True: text, False: displays}
        self.cut = self.muted = False

    def send(
        self, stream: Any, msg_or_type: Any, content: Any = None, *rest: Any, **more: Any
    ) -> Any:
        """Keep the message where there is room for it."""
        message = msg_or_type
        if not isinstance(message, dict):
            message = {"msg_type": msg_or_type, "content": content or {}}
        if not self.muted:
            self.keep(message.get("msg_type") or message["header"]["msg_type"], message["content"])
        return message

    def keep(self, kind: str, content: Any) -> None:
        """Keep a message of this kind."""
        try:
            packed = json_packer(content)
        except UnicodeEncodeError:
            packed = json.dumps(json_clean(content)).encode()
        is_text = kind in _TEXT_TYPES
        self.room[is_text] -= len(packed) + _OVERHEAD[is_text]
        if self.room[is_text] < 0:
            self.cut = True
        else:
            self.messages.append(b'["%s",%s]' % (kind.encode(), packed))

    @property
    def room_for_text(self) -> int:
        return max(self.room[True], 0)


def _no_tee(shell: ZMQInteractiveShell, channel: str) -> AbstractContextManager[None]:
    """IPython 9 keeps all that is printed for its history; a flood would fill the memory."""
    return nullcontext()


def _enable_gui(shell: ZMQInteractiveShell, gui: Any = None) -> None:
    try:
        enable_gui(gui, kernel=shell.kernel)
        shell.active_eventloop = gui
    except ValueError as error:
        raise UsageError(str(error)) from error


def _stay(shell: ZMQInteractiveShell) -> None:
    """`exit` ends a kernel process; here the cells after it still run."""


class NotebookKernel:
    """Runs cells one after another, as a kernel process would."""

    def __init__(self) -> None:
        ZMQInteractiveShell._tee = _no_tee
        ZMQInteractiveShell.enable_gui = _enable_gui
        ZMQInteractiveShell.ask_exit = _stay
        config = Config()
        config.HistoryManager.enabled = False
        config.HistoryManager.hist_file = ":memory:"
        self.session = MessageList()
        self.streams = [
            PrintedText(self.session, "stdout", 1),
            PrintedText(self.session, "stderr", 2),
        ]
        sys.stdout, sys.stderr = self.streams
        self.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self.loop)
        self.kernel = IPythonKernel.instance(
            session=self.session,
            config=config,
            user_ns=None,
            log=logging.getLogger("ipykernel"),
            shell_channel_thread=SimpleNamespace(parent_thread=threading.main_thread()),
        )
        self.shell = self.kernel.shell
        self.names = dict(self.shell.user_ns)
        self.context = contextvars.copy_context()
        packages = [path.endswith("-packages") for path in sys.path]
        sys.path.insert(packages.index(True) if any(packages) else 0, "")
        launcher = find_spec("ipykernel_launcher")
        sys.argv[:] = [str(launcher and launcher.origin), "-f", "kernel.json"]
        self._replace_debugger()

    @staticmethod
    def _replace_debugger() -> None:
        import pdb

        from IPython.core import debugger

        debugger.Pdb = debugger.InterruptiblePdb
        pdb.Pdb = debugger.Pdb  # type: ignore[misc]
        pdb.set_trace = debugger.set_trace

    def own_loop(self) -> None:
        """A fresh event loop, that shares nothing with the process this one was forked from."""
        self.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self.loop)
        # A signal's handler has to wake the loop that waits for a cell's `await`.
        self.kernel.io_loop = SimpleNamespace(add_callback=self.loop.call_soon_threadsafe)

    def run(self, source: str, identifier: str, text: int, displays: int) -> tuple[bytes, bool]:
        """Run one cell. Gives its messages as one JSON array of [type, content], and whether it
        failed. `text` and `displays` are the room in bytes."""
        for stream in self.streams:
            stream.begin()
        self.session.begin(text, displays)
        header = {"msg_id": identifier, "msg_type": "execute_request", "session": "notebook"}
        parent = {"header": header, "msg_id": identifier, "metadata": {}}
        self.context.run(self.kernel.set_parent, [], parent)
        reply: dict[str, Any] = {"status": "error", "ename": "KeyboardInterrupt"}
        self.kernel._publish_execute_input(source, {}, self.shell.execution_count)
        work = self.kernel.do_execute(source, silent=False, store_history=True)
        # One context for all cells, or `np.set_printoptions` would last for one.
        task = self.loop.create_task(work, context=self.context)
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            reply = self.loop.run_until_complete(task)
        except KeyboardInterrupt:
            task.cancel()
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        failed = reply.get("status") != "ok"
        self._finish(reply if failed else None)
        return b"[" + b",".join(self.session.messages) + b"]", failed

    def _finish(self, error: dict[str, Any] | None) -> None:
        """Send what is still unsent, and say so where something was dropped."""
        for stream in self.streams:
            stream.flush()
        self.session.room = {True: _FOR_THE_REPLY, False: _FOR_THE_REPLY}
        if self.session.cut:
            self.session.keep("stream", {"name": "stderr", "text": "[The rest was too long.]\n"})
        if error is not None:
            names = ("ename", "evalue", "traceback")
            self.session.keep("execute_reply", {name: error.get(name) for name in names})
        self.session.muted = True

    def widget_reply(self, content: str) -> None:
        """Hand a front end's message, as JSON, to the widget it is for."""
        self.session.muted = True
        message = {"content": json.loads(content), "metadata": {}, "buffers": [], "header": {}}
        self.kernel.comm_manager.comm_msg(None, None, message)

    def reset(self) -> None:
        """Forget the cells that warmed this process up."""
        self.shell.reset(new_session=True)
        self.shell.user_ns.update({**self.names, **self.shell.user_ns})
        self.shell.execution_count = 1
        self.shell._last_traceback = None
        for name in ("_exit_code", "last_execution_result"):
            if hasattr(self.shell, name):
                setattr(self.shell, name, None)
        self.loop.close()
        self.context = contextvars.copy_context()
