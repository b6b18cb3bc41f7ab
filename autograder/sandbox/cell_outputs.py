"""From a cell's messages to a notebook's outputs, by nbclient's own rules.

The messages come from behind the wall: each is checked for its form first, and what has no proper
form is refused."""

import json
import re
import time
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from nbclient import NotebookClient
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_output

from autograder.channel import Stopped

_MAX_NESTING = 50
_PATIENCE = 3.0
_EMPTY: dict[str, object] = {
    "cell_type": "code",
    "metadata": {},
    "source": "",
    "execution_count": None,
}


@dataclass(frozen=True)
class CellRun:
    """What running a cell gave. `outputs` are nbformat v4 outputs; a later cell that updates a
    display changes them in place, as it would in a notebook. `interrupted` says that the cell was
    stopped at its time limit. `unseen_error` is an error that the cell kept from being shown:
    nbgrader adds it to the outputs, nbclient does not."""

    outputs: list[NotebookNode]
    execution_count: int | None
    failed: bool
    interrupted: bool = False
    unseen_error: NotebookNode | None = None


class _WidgetMessages:
    """Stands in for the client of a kernel: keeps the last that each of nbclient's widgets sent."""

    def __init__(self) -> None:
        self.contents: dict[str, dict[str, Any]] = {}
        self.session = SimpleNamespace(msg=self._message)
        self.shell_channel = SimpleNamespace(send=self._send)

    def _message(self, _: str, content: dict[str, Any], **__: object) -> dict[str, Any]:
        return content

    def _send(self, content: dict[str, Any]) -> None:
        self.contents[content["comm_id"]] = content


class Outputs:
    """The outputs of a submission's cells, in the order they are run."""

    def __init__(self) -> None:
        self.client = NotebookClient(from_dict({"cells": [], "metadata": {}}), record_timing=False)
        self.client.reset_execution_trackers()
        self.widgets = self.client.kc = _WidgetMessages()
        self.unseen_error: NotebookNode | None = None

    def collect(self, identifier: str, raw: bytes, silence_stderr: bool) -> NotebookNode:
        """A cell with the outputs of the messages. Raises Stopped("forged") for improper ones."""
        cell = from_dict({**_EMPTY, "outputs": []})
        self.client.nb.cells.append(cell)
        self.client.clear_before_next_output = False
        self.unseen_error = None
        deadline = time.thread_time() + _PATIENCE
        try:
            for kind, content in _parsed(raw):
                _check(kind, content)
                if time.thread_time() > deadline:
                    raise ValueError("outputs without end")
                if silence_stderr and kind == "stream" and content["name"] == "stderr":
                    continue
                self._add(identifier, kind, content, cell)
        except Exception as error:
            raise Stopped("forged", f"an improper message ({type(error).__name__})") from error
        return cell

    def widget_replies(self) -> list[str]:
        """What widgets of the front end answered since last asked, as JSON."""
        contents, self.widgets.contents = self.widgets.contents, {}
        return [json.dumps(content) for content in contents.values()]

    def _add(self, identifier: str, kind: str, content: Any, cell: NotebookNode) -> None:
        if kind == "execute_reply":
            self.unseen_error = _unseen_error(cell, content)
            return
        message = {
            "msg_type": kind,
            "header": {"msg_type": kind},
            "parent_header": {"msg_id": identifier},
            "content": content,
            "buffers": [],
        }
        self.client.process_message(message, cell, len(self.client.nb.cells) - 1)


def _parsed(raw: bytes) -> Any:
    """JSON that can be written again: without halves of characters, NaN, or deep nesting."""
    content = json.loads(str(raw, "utf-8", "replace"), parse_constant=lambda _: None)
    if re.search(rb"\\u[dD][89a-fA-F]", raw):
        text = json.dumps(content, ensure_ascii=False).encode(errors="replace").decode()
        content = json.loads(text)
    level = [content]
    for _ in range(_MAX_NESTING):
        level = [item for part in level for item in _parts(part)]
        if not level:
            return content
    raise ValueError("nested too deep")


def _parts(value: Any) -> list[Any]:
    """The containers in a container."""
    items = value.values() if type(value) is dict else value
    return [item for item in items if type(item) in (dict, list)]


def _unseen_error(cell: NotebookNode, reply: Any) -> NotebookNode | None:
    """nbgrader's rule: an error that no output shows is not to be lost."""
    shown = [output.ename for output in cell.outputs if output.output_type == "error"]
    if reply["ename"] in shown or (shown and reply["ename"] == "NoneType"):
        return None
    traceback = reply["traceback"] or ["ERROR: An error occurred while showtraceback was disabled"]
    return new_output(
        "error", ename=reply["ename"], evalue=reply["evalue"] or "", traceback=traceback
    )


def _check(kind: str, content: Any) -> None:
    """Raise ValueError where a message is not of the form that a kernel sends."""
    if kind == "stream":
        proper = content["name"] in ("stdout", "stderr") and type(content["text"]) is str
    elif kind in ("display_data", "update_display_data", "execute_result"):
        proper = _is_bundle(content["data"]) and type(content["metadata"]) is dict
        transient = content.get("transient") or {}
        proper = proper and type(transient) is dict
        proper = proper and type(transient.get("display_id", "")) is str
    elif kind in ("error", "execute_reply"):
        proper = all(type(content[name]) in (str, type(None)) for name in ("ename", "evalue"))
        lines = content["traceback"] or []
        proper = proper and type(lines) is list and all(type(line) is str for line in lines)
    else:
        proper = kind in ("execute_input", "clear_output", "comm_open", "comm_msg", "comm_close")
        proper = proper and type(content) is dict
    count = content.get("execution_count", 1)
    if not proper or type(count) is not int or not 0 <= count < 2**31:
        raise ValueError(kind)


def _is_bundle(data: Any) -> bool:
    if type(data) is not dict:
        return False
    return all("json" in kind or type(value) is str for kind, value in data.items())
