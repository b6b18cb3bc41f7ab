"""Files that are no notebook at all: 0 points and a reason."""

# ruff: noqa: E501 (one line each)

import gzip
import json
from collections.abc import Callable
from typing import Any

import nbformat

from autograder.pipeline import State
from tests.attacks.attack import FULL, Attack, Desk


def unreadable(name: str, content: bytes | Callable[[Desk], bytes]) -> Attack:
    """Bytes that are no notebook: 0 points, said to be damaged."""

    def write(desk: Desk) -> None:
        desk.hand_in_bytes(content if isinstance(content, bytes) else content(desk))

    return Attack(name, write=write, keeps=True, state=State.DAMAGED)


def as_json(name: str, change: Callable[[Any], object], **more: Any) -> Attack:
    """The JSON of a solved notebook, changed in ways that nbformat would not write."""

    def write(desk: Desk) -> None:
        content = json.loads(nbformat.writes(desk.solved()))
        changed = change(content)
        desk.hand_in_bytes(json.dumps(content if changed is None else changed).encode())

    return Attack(name, **{"earns": FULL, "keeps": True, "write": write, **more})


def in_bytes(desk: Desk) -> bytes:
    """A solved notebook as a file."""
    return nbformat.writes(desk.solved()).encode()


UNREADABLE = [
    unreadable("an empty file", b""),
    unreadable("bytes that are no text", bytes(range(128, 256)) * 9),
    unreadable("zeros", bytes(4096)),
    unreadable("a web page", b"<!DOCTYPE html><html>Please sign in</html>"),
    unreadable("JSON cut off", lambda desk: in_bytes(desk)[:-200]),
    unreadable("two notebooks in one file", lambda desk: 2 * in_bytes(desk)),
    unreadable("marks of a merge", lambda desk: b"<<<<<<< HEAD\n" + in_bytes(desk)),
    unreadable("UTF-16", lambda desk: in_bytes(desk).decode().encode("utf-16")),
    unreadable("a compressed notebook", lambda desk: gzip.compress(in_bytes(desk))),
    unreadable("a list", b"[]"),
    unreadable("a number", b"17"),
    unreadable("null", b"null"),
    unreadable("an object with nothing in it", b"{}"),
    unreadable("JSON nested a hundred thousand deep", b"[" * 100_000 + b"]" * 100_000),
    unreadable("deep metadata", lambda desk: in_bytes(desk).replace(b'"metadata": {', b'"metadata": {"a": ' + b"[" * 5000 + b"]" * 5000 + b", ", 1)),
    as_json("format 99", lambda content: content.update(nbformat=99), earns={}, state=State.DAMAGED),
    as_json("no cells", lambda content: content.pop("cells") and None, earns={}, state=State.DAMAGED),
    as_json("cells that are an object", lambda content: content.update(cells={"a": 1}), earns={}, state=State.DAMAGED),
    as_json("cells that are numbers", lambda content: content.update(cells=[1, 2]), earns={}),
    as_json("a version that is text", lambda content: content.update(nbformat="4"), earns={}, state=State.DAMAGED),
]  # fmt: skip
