"""Data, and nothing but data, across the wall.

A frame is one msgpack structure followed by the raw bytes of its arrays and long texts, so that the
structure stays small enough to be hostile in only small ways. Whatever is not plain data stays
behind as a `Handle`; whatever does not decode exactly raises `WireError`. Nothing is ever unpickled
or evaluated."""

import struct
from collections.abc import Callable
from typing import Literal

import msgpack
import numpy as np

from autograder.channel import Handle, Seeded
from autograder.wire_decoder import Decoder, Resolve
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
    LONG,
    LONG_TEXT,
    MAX_BUFFERS,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_FRAME,
    MAX_INTEGER_BYTES,
    MAX_ITEMS,
    MAX_KEYS,
    MAX_NAME,
    MAX_STRUCTURE,
    PAIR,
    SCALAR,
    SCALARS,
    SEEDED,
    TEXT,
    TUPLE,
    CallbackNumber,
    WireError,
    may_be_key,
)

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_FRAME",
    "MAX_ITEMS",
    "CallbackNumber",
    "WireError",
    "decode",
    "encode",
]

Stay = Callable[[object], Handle]


def encode(value: object, stay: Stay | None = None) -> bytes:
    """The frame of a value. `stay` gives a Handle for what is no plain data; without it such a
    value raises WireError, as do values beyond the limits on bytes, depth and items."""
    return _Encoder(stay).frame(value)


def decode(
    frame: bytes | bytearray | memoryview,
    handle: Resolve = Handle,
    callback: Callable[[int], object] | None = None,
) -> object:
    """The value of a frame; every array is fresh and writable. `handle` turns a handle's number and
    type name into an object, `callback` a function's number; without it functions are refused.
    Raises WireError for any bytes that `encode` could not have written."""
    try:
        return Decoder(memoryview(frame), handle, callback).value()
    except WireError:
        raise
    except Exception as error:
        raise WireError(f"not a valid frame ({type(error).__name__})") from error


class _Encoder:
    def __init__(self, stay: Stay | None) -> None:
        self.stay = stay
        self.buffers: list[bytes] = []
        self.bytes = self.items = 0

    def frame(self, value: object) -> bytes:
        try:
            structure = msgpack.packb(self.plain(value, 0), strict_types=True)
        except UnicodeEncodeError:
            raise WireError("a text holds half a character (a lone surrogate)") from None
        if len(structure) > MAX_STRUCTURE:
            raise WireError(f"too many values: {len(structure)} bytes, at most {MAX_STRUCTURE}")
        sizes = struct.pack(f"<{len(self.buffers)}Q", *map(len, self.buffers))
        head = HEAD.pack(len(structure), len(self.buffers))
        return b"".join([head, sizes, structure, *self.buffers])

    def plain(self, value: object, depth: int) -> object:
        """What msgpack is given for a value: itself, or an extension."""
        kind = type(value)
        self.items += 1
        if self.items > MAX_ITEMS:
            raise WireError(f"more than {MAX_ITEMS} values")
        if kind in (type(None), bool, float):
            return value
        if kind is int:
            return value if -(2**63) <= value < 2**64 else _integer(value)  # type: ignore[operator,arg-type]
        if kind is str or kind is bytes:
            return self.text(value)  # type: ignore[arg-type]
        if kind is np.ndarray:
            return self.array(value)  # type: ignore[arg-type]
        if kind in (list, tuple, dict):
            return self.container(value, depth + 1)
        return self.rare(value)

    def container(self, value: object, depth: int) -> object:
        if depth > MAX_DEPTH:
            raise WireError(f"nested deeper than {MAX_DEPTH}")
        if type(value) is dict:
            if len(value) > MAX_KEYS or not all(map(may_be_key, value)):
                return self.behind(value)
            return {self.plain(k, depth): self.plain(v, depth) for k, v in value.items()}
        items = [self.plain(item, depth) for item in value]  # type: ignore[attr-defined]
        listed: object = items
        if len(items) > CHUNK:
            chunks = [items[i : i + CHUNK] for i in range(0, len(items), CHUNK)]
            listed = _extension(LONG, chunks)
        return listed if type(value) is list else _extension(TUPLE, listed)

    def text(self, value: str | bytes) -> object:
        if type(value) is str:
            if len(value) <= LONG_TEXT:
                return value
            return self.buffer(value.encode(), TEXT, None)
        return self.buffer(value, BYTES, None)  # type: ignore[arg-type]

    def array(self, value: np.ndarray) -> object:
        if value.dtype.str not in DTYPES:
            return self.behind(value)
        if value.nbytes > MAX_BYTES:
            raise WireError(f"an array of {value.nbytes} bytes, at most {MAX_BYTES}")
        order: Literal["F", "C"] = "F" if value.flags.fnc else "C"
        return self.buffer(value.tobytes(order), ARRAY, [value.dtype.str, order, value.shape])

    def buffer(self, raw: bytes, code: int, description: object) -> object:
        self.bytes += len(raw)
        self.buffers.append(raw)
        if self.bytes > MAX_BYTES:
            raise WireError(f"more than {MAX_BYTES} bytes of data")
        if len(self.buffers) > MAX_BUFFERS:
            raise WireError(f"more than {MAX_BUFFERS} arrays and long texts")
        return _extension(code, description)

    def rare(self, value: object) -> object:
        kind = type(value)
        if kind is complex:
            return msgpack.ExtType(COMPLEX, PAIR.pack(value.real, value.imag))  # type: ignore[attr-defined]
        if kind in SCALARS:
            return _extension(SCALAR, [SCALARS[kind], value.tobytes()])  # type: ignore[attr-defined]
        if self.stay is None:
            if kind is Handle:
                return _handle(value)  # type: ignore[arg-type]
            if kind is Seeded:
                return _extension(SEEDED, self.plain(value.seed, 0))  # type: ignore[attr-defined]
            if kind is CallbackNumber:
                return _extension(CALLBACK, int(value))  # type: ignore[call-overload]
        return self.behind(value)

    def behind(self, value: object) -> object:
        if self.stay is None:
            raise WireError(f"{type(value).__name__} is no plain data")
        return _handle(self.stay(value))


def _extension(code: int, content: object) -> msgpack.ExtType:
    return msgpack.ExtType(code, msgpack.packb(content))


def _integer(value: int) -> msgpack.ExtType:
    size = value.bit_length() // 8 + 1
    if size > MAX_INTEGER_BYTES:
        raise WireError(f"an integer of {size} bytes, at most {MAX_INTEGER_BYTES}")
    return msgpack.ExtType(INTEGER, value.to_bytes(size, "little", signed=True))


def _handle(handle: Handle) -> msgpack.ExtType:
    return _extension(HANDLE, [handle.number, handle.type_name[:MAX_NAME]])
