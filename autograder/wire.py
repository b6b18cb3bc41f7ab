"""Data, and nothing but data, across the wall.

A frame is one msgpack structure followed by the raw bytes of its arrays and long texts, so that the
structure stays small enough to be hostile in only small ways. Whatever is not plain data stays
behind as a `Handle`; whatever does not decode exactly raises `WireError`. Nothing is ever unpickled
or evaluated."""

import struct
from collections.abc import Callable
from math import prod
from typing import Literal, cast

import msgpack
import numpy as np

from autograder.channel import Handle, Seeded

MAX_BYTES = 64 * 2**20
MAX_STRUCTURE = 2**20
MAX_DEPTH = 32
MAX_ITEMS = 1024 * 1024
MAX_FRAME = MAX_BYTES + 2 * MAX_STRUCTURE

_CHUNK = 1024
_MAX_KEYS = 4096
_MAX_TUPLE_KEYS = 1024
_MAX_BUFFERS = 4096
_MAX_DIMENSIONS = 32
_MAX_INTEGER_BYTES = 2048
_MAX_NAME = 200
_LONG_TEXT = 4096
_SAFE_KEY = 2**53

_ARRAY, _SCALAR, _TUPLE, _COMPLEX, _INTEGER, _HANDLE, _CALLBACK, _SEEDED, _LONG, _BYTES, _TEXT = (
    range(1, 12)
)
_HEAD = struct.Struct("<II")
_PAIR = struct.Struct("<dd")

_SCALARS = {
    np.dtype(code).type: np.dtype(code).str
    for code in [
        "?",
        "i1",
        "i2",
        "i4",
        "i8",
        "u1",
        "u2",
        "u4",
        "u8",
        "f2",
        "f4",
        "f8",
        "g",
        "F",
        "D",
        "G",
    ]
}
_DTYPES = {
    text: np.dtype(text)
    for code in _SCALARS.values()
    for text in (code, code.replace("<", ">"), code.replace(">", "<"))
}
_LEAVES = frozenset([type(None), bool, int, float, complex, str, bytes, np.ndarray, *_SCALARS])

Stay = Callable[[object], Handle]
Resolve = Callable[[int, str], object]


class WireError(Exception):
    """A value that may not cross, or bytes that are no frame. The message says which rule broke."""


class CallbackNumber(int):
    """Stands for a function on the judge's side; only the judge's requests carry one."""


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
        return _Decoder(memoryview(frame), handle, callback).value()
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
        head = _HEAD.pack(len(structure), len(self.buffers))
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
            if len(value) > _MAX_KEYS or not all(map(_may_be_key, value)):
                return self.behind(value)
            return {self.plain(k, depth): self.plain(v, depth) for k, v in value.items()}
        items = [self.plain(item, depth) for item in value]  # type: ignore[attr-defined]
        listed: object = items
        if len(items) > _CHUNK:
            chunks = [items[i : i + _CHUNK] for i in range(0, len(items), _CHUNK)]
            listed = _extension(_LONG, chunks)
        return listed if type(value) is list else _extension(_TUPLE, listed)

    def text(self, value: str | bytes) -> object:
        if type(value) is str:
            if len(value) <= _LONG_TEXT:
                return value
            return self.buffer(value.encode(), _TEXT, None)
        return self.buffer(value, _BYTES, None)  # type: ignore[arg-type]

    def array(self, value: np.ndarray) -> object:
        if value.dtype.str not in _DTYPES:
            return self.behind(value)
        if value.nbytes > MAX_BYTES:
            raise WireError(f"an array of {value.nbytes} bytes, at most {MAX_BYTES}")
        order: Literal["F", "C"] = "F" if value.flags.fnc else "C"
        return self.buffer(value.tobytes(order), _ARRAY, [value.dtype.str, order, value.shape])

    def buffer(self, raw: bytes, code: int, description: object) -> object:
        self.bytes += len(raw)
        self.buffers.append(raw)
        if self.bytes > MAX_BYTES:
            raise WireError(f"more than {MAX_BYTES} bytes of data")
        if len(self.buffers) > _MAX_BUFFERS:
            raise WireError(f"more than {_MAX_BUFFERS} arrays and long texts")
        return _extension(code, description)

    def rare(self, value: object) -> object:
        kind = type(value)
        if kind is complex:
            return msgpack.ExtType(_COMPLEX, _PAIR.pack(value.real, value.imag))  # type: ignore[attr-defined]
        if kind in _SCALARS:
            return _extension(_SCALAR, [_SCALARS[kind], value.tobytes()])  # type: ignore[attr-defined]
        if self.stay is None:
            if kind is Handle:
                return _handle(value)  # type: ignore[arg-type]
            if kind is Seeded:
                return _extension(_SEEDED, self.plain(value.seed, 0))  # type: ignore[attr-defined]
            if kind is CallbackNumber:
                return _extension(_CALLBACK, int(value))  # type: ignore[call-overload]
        return self.behind(value)

    def behind(self, value: object) -> object:
        if self.stay is None:
            raise WireError(f"{type(value).__name__} is no plain data")
        return _handle(self.stay(value))


class _Decoder:
    def __init__(
        self, frame: memoryview, handle: Resolve, callback: Callable[[int], object] | None
    ) -> None:
        self.handle, self.callback = handle, callback
        self.depth = self.tuple_keys = 0
        size, count = _HEAD.unpack_from(frame)
        if size > MAX_STRUCTURE or count > _MAX_BUFFERS or len(frame) > MAX_FRAME:
            raise WireError("a frame beyond the limits")
        start = _HEAD.size + 8 * count
        lengths = struct.unpack_from(f"<{count}Q", frame, _HEAD.size)
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
            max_array_len=_CHUNK,
            max_map_len=_MAX_KEYS,
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
                elif kind not in _LEAVES:
                    raise WireError(f"a value of type {kind.__name__}")
            if not below:
                return
            level = below
        raise WireError(f"nested deeper than {MAX_DEPTH}")

    def mapping(self, pairs: list[tuple[object, object]]) -> dict[object, object]:
        for key, _ in pairs:
            if not _may_be_key(key):
                raise WireError("a key that is no text, number or tuple of them")
            self.tuple_keys += type(key) is tuple
        if self.tuple_keys > _MAX_TUPLE_KEYS:
            raise WireError(f"more than {_MAX_TUPLE_KEYS} keys are tuples")
        return dict(pairs)

    def extension(self, code: int, raw: bytes) -> object:
        if code == _COMPLEX:
            return complex(*_PAIR.unpack(raw))
        if code == _INTEGER:
            if len(raw) > _MAX_INTEGER_BYTES:
                raise WireError("an integer that is too large")
            return int.from_bytes(raw, "little", signed=True)
        content = self.unpack(raw)
        if code == _ARRAY:
            return self.array(*content)  # type: ignore[misc]
        if code == _TUPLE and type(content) is list:
            return tuple(content)
        if code == _LONG and type(content) is list:
            return [item for chunk in content for item in self.chunk(chunk)]
        if code == _BYTES and content is None:
            return bytes(self.buffers.pop())
        if code == _TEXT and content is None:
            return str(self.buffers.pop(), "utf-8")
        if code == _SCALAR:
            return self.scalar(*content)  # type: ignore[misc]
        return self.reference(code, content)

    def chunk(self, chunk: object) -> list[object]:
        if type(chunk) is not list:
            raise WireError("a long list whose parts are no lists")
        return chunk

    def array(self, dtype: str, order: str, shape: object) -> np.ndarray:
        kind = _DTYPES[dtype]
        raw = self.buffers.pop()
        if type(shape) is not list or len(shape) > _MAX_DIMENSIONS or order not in ("C", "F"):
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
        kind = _DTYPES[dtype]
        if len(raw) != kind.itemsize:
            raise WireError("a number of the wrong size")
        number = np.frombuffer(raw, kind)[0]
        return np.bool_(raw != b"\0") if kind.kind == "b" else number

    def reference(self, code: int, content: object) -> object:
        if code == _HANDLE:
            number, name = cast(list[object], content)
            if type(number) is not int or type(name) is not str or len(name) > _MAX_NAME:
                raise WireError("a handle without a number and a name")
            value = self.handle(number, name)
        elif code == _CALLBACK and self.callback and type(content) is int:
            value = self.callback(content)
        elif code == _SEEDED and self.callback and type(content) is int:
            value = np.random.default_rng(content)
        else:
            raise WireError(f"an extension of kind {code}")
        self.opaque[id(value)] = value
        return value


def _may_be_key(key: object) -> bool:
    """Keys whose hashes nobody can make collide at will."""
    kind = type(key)
    if kind is int:
        return -_SAFE_KEY < key < _SAFE_KEY  # type: ignore[operator]
    if kind is tuple:
        return len(key) <= 8 and all(type(k) is not tuple and _may_be_key(k) for k in key)  # type: ignore[arg-type,attr-defined]
    if kind is str:
        return len(key) <= _LONG_TEXT  # type: ignore[arg-type]
    return kind in (type(None), bool, float) or kind in _SCALARS


def _extension(code: int, content: object) -> msgpack.ExtType:
    return msgpack.ExtType(code, msgpack.packb(content))


def _integer(value: int) -> msgpack.ExtType:
    size = value.bit_length() // 8 + 1
    if size > _MAX_INTEGER_BYTES:
        raise WireError(f"an integer of {size} bytes, at most {_MAX_INTEGER_BYTES}")
    return msgpack.ExtType(_INTEGER, value.to_bytes(size, "little", signed=True))


def _handle(handle: Handle) -> msgpack.ExtType:
    return _extension(_HANDLE, [handle.number, handle.type_name[:_MAX_NAME]])
