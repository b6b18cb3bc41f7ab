"""Reads frames whose every byte is hostile: sizes are checked before anything is allocated."""

import struct
from collections.abc import Callable
from math import prod
from typing import cast

import msgpack
import numpy as np

from autograder.wire_format import (
    ARRAY,
    BYTES,
    CALLBACK,
    CHUNK,
    COMPLEX,
    DTYPES,
    HANDLE,
    HEAD,
    INTEGER,
    LEAVES,
    LONG,
    MAX_BUFFERS,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_FRAME,
    MAX_INTEGER_BYTES,
    MAX_ITEMS,
    MAX_KEYS,
    MAX_NAME,
    MAX_STRUCTURE,
    MAX_TUPLE_KEYS,
    PAIR,
    SCALAR,
    SEEDED,
    TEXT,
    TUPLE,
    WireError,
    may_be_key,
)

Resolve = Callable[[int, str], object]


class Decoder:
    """Reads one frame; see `wire.decode`."""

    def __init__(
        self, frame: memoryview, handle: Resolve, callback: Callable[[int], object] | None
    ) -> None:
        self.handle, self.callback = handle, callback
        self.depth = self.tuple_keys = 0
        size, count = HEAD.unpack_from(frame)
        if size > MAX_STRUCTURE or count > MAX_BUFFERS or len(frame) > MAX_FRAME:
            raise WireError("a frame beyond the limits")
        start = HEAD.size + 8 * count
        lengths = struct.unpack_from(f"<{count}Q", frame, HEAD.size)
        if start + size + sum(lengths) != len(frame) or sum(lengths) > MAX_BYTES:
            raise WireError("a frame whose parts do not add up")
        self.structure = frame[start : start + size]
        self.buffers = []
        start += size
        for length in lengths:
            self.buffers.append(frame[start : start + length])
            start += length
        self.buffers.reverse()
        self.opaque: dict[int, object] = {}

    def value(self) -> object:
        value = self.unpack(self.structure)
        if self.buffers:
            raise WireError("bytes that belong to no value")
        self.check(value)
        return value

    def unpack(self, raw: bytes | memoryview) -> object:
        self.depth += 1
        if self.depth > 2 * MAX_DEPTH + 2:
            raise WireError(f"nested deeper than {MAX_DEPTH}")
        value: object = msgpack.unpackb(
            raw,
            ext_hook=self.extension,
            object_pairs_hook=self.mapping,
            strict_map_key=False,
            max_array_len=CHUNK,
            max_map_len=MAX_KEYS,
        )
        self.depth -= 1
        return value

    def check(self, value: object) -> None:
        """Only the allowed types, not too deep, not too many: whatever the bytes were."""
        level, items = [value], 0
        for _ in range(MAX_DEPTH + 1):
            below: list[object] = []
            items += len(level)
            if items > MAX_ITEMS:
                raise WireError(f"more than {MAX_ITEMS} values")
            for item in level:
                kind = type(item)
                if self.opaque and id(item) in self.opaque:
                    continue
                if kind is list or kind is tuple:
                    below.extend(item)  # type: ignore[arg-type]
                elif kind is dict:
                    below.extend(item.values())  # type: ignore[attr-defined]
                elif kind not in LEAVES:
                    raise WireError(f"a value of type {kind.__name__}")
            if not below:
                return
            level = below
        raise WireError(f"nested deeper than {MAX_DEPTH}")

    def mapping(self, pairs: list[tuple[object, object]]) -> dict[object, object]:
        for key, _ in pairs:
            if not may_be_key(key):
                raise WireError("a key that is no text, number or tuple of them")
            self.tuple_keys += type(key) is tuple
        if self.tuple_keys > MAX_TUPLE_KEYS:
            raise WireError(f"more than {MAX_TUPLE_KEYS} keys are tuples")
        return dict(pairs)

    def extension(self, code: int, raw: bytes) -> object:
        if code == COMPLEX:
            return complex(*PAIR.unpack(raw))
        if code == INTEGER:
            if len(raw) > MAX_INTEGER_BYTES:
                raise WireError("an integer that is too large")
            return int.from_bytes(raw, "little", signed=True)
        content = self.unpack(raw)
        if code == ARRAY:
            return self.array(*content)  # type: ignore[misc]
        if code == TUPLE and type(content) is list:
            return tuple(content)
        if code == LONG and type(content) is list:
            return [item for chunk in content for item in self.chunk(chunk)]
        if code == BYTES and content is None:
            return bytes(self.buffers.pop())
        if code == TEXT and content is None:
            return str(self.buffers.pop(), "utf-8")
        if code == SCALAR:
            return self.scalar(*content)  # type: ignore[misc]
        return self.reference(code, content)

    def chunk(self, chunk: object) -> list[object]:
        if type(chunk) is not list:
            raise WireError("a long list whose parts are no lists")
        return chunk

    def array(self, dtype: str, order: str, shape: object) -> np.ndarray:
        kind = DTYPES[dtype]
        raw = self.buffers.pop()
        if type(shape) is not list or len(shape) > MAX_DIMENSIONS or order not in ("C", "F"):
            raise WireError("an array without a proper shape")
        if not all(type(n) is int and 0 <= n < 2**48 for n in shape):
            raise WireError("an array without a proper shape")
        if prod(shape) * kind.itemsize != len(raw):
            raise WireError("an array whose bytes do not match its shape")
        if kind.kind == "b":
            raw = memoryview(np.frombuffer(raw, np.uint8) != 0).cast("B") if len(raw) else raw
        if not len(raw):
            return np.zeros(shape, kind)
        return np.frombuffer(raw, kind).reshape(shape, order=order).copy("K")  # type: ignore[call-overload,no-any-return]

    def scalar(self, dtype: str, raw: bytes) -> object:
        kind = DTYPES[dtype]
        if len(raw) != kind.itemsize:
            raise WireError("a number of the wrong size")
        number = np.frombuffer(raw, kind)[0]
        return np.bool_(raw != b"\0") if kind.kind == "b" else number

    def reference(self, code: int, content: object) -> object:
        if code == HANDLE:
            number, name = cast(list[object], content)
            if type(number) is not int or type(name) is not str or len(name) > MAX_NAME:
                raise WireError("a handle without a number and a name")
            value = self.handle(number, name)
        elif code == CALLBACK and self.callback and type(content) is int:
            value = self.callback(content)
        elif code == SEEDED and self.callback and type(content) is int:
            value = np.random.default_rng(content)
        else:
            raise WireError(f"an extension of kind {code}")
        self.opaque[id(value)] = value
        return value
