"""What both ends of the wire agree on: limits, the codes of what msgpack does not know, dtypes."""

import struct

import numpy as np

MAX_BYTES = 64 * 2**20
MAX_STRUCTURE = 2**20
MAX_DEPTH = 32
MAX_ITEMS = 1024 * 1024
MAX_FRAME = MAX_BYTES + 2 * MAX_STRUCTURE

CHUNK = 1024
MAX_KEYS = 4096
MAX_TUPLE_KEYS = 1024
MAX_BUFFERS = 4096
MAX_DIMENSIONS = 32
MAX_INTEGER_BYTES = 2048
MAX_NAME = 200
LONG_TEXT = 4096
SAFE_KEY = 2**53

ARRAY, SCALAR, TUPLE, COMPLEX, INTEGER, HANDLE, CALLBACK, SEEDED, LONG, BYTES, TEXT = range(1, 12)
HEAD = struct.Struct("<II")
PAIR = struct.Struct("<dd")

SCALARS = {
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
DTYPES = {
    text: np.dtype(text)
    for code in SCALARS.values()
    for text in (code, code.replace("<", ">"), code.replace(">", "<"))
}
LEAVES = frozenset([type(None), bool, int, float, complex, str, bytes, np.ndarray, *SCALARS])


class WireError(Exception):
    """A value that may not cross, or bytes that are no frame. The message says which rule broke."""


class CallbackNumber(int):
    """Stands for a function on the judge's side; only the judge's requests carry one."""


def may_be_key(key: object) -> bool:
    """Keys whose hashes nobody can make collide at will."""
    kind = type(key)
    if kind is int:
        return -SAFE_KEY < key < SAFE_KEY  # type: ignore[operator]
    if kind is tuple:
        return len(key) <= 8 and all(type(k) is not tuple and may_be_key(k) for k in key)  # type: ignore[arg-type,attr-defined]
    if kind is str:
        return len(key) <= LONG_TEXT  # type: ignore[arg-type]
    return kind in (type(None), bool, float) or kind in SCALARS
