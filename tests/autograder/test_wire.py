"""Whatever may cross the wall arrives as it was; anything else is refused without a crash."""

import contextlib
import math
import time
import tracemalloc
from typing import Any

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder import wire, wire_format
from autograder.channel import Handle, Seeded

_KINDS = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="?"),
    hnp.unsigned_integer_dtypes(endianness="?"),
    hnp.floating_dtypes(endianness="?", sizes=(16, 32, 64)),
    hnp.complex_number_dtypes(endianness="?", sizes=(64, 128)),
)
_ARRAYS = hnp.arrays(_KINDS, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
_SCALARS = _ARRAYS.filter(lambda array: array.size > 0).map(lambda array: array.flat[0])
_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.complex_numbers(), _TEXT, st.binary()
)
_KEYS = st.one_of(st.none(), st.booleans(), st.integers(-(2**50), 2**50), _TEXT, st.floats())
_VALUES = st.recursive(
    st.one_of(_LEAVES, _ARRAYS, _SCALARS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(st.one_of(_KEYS, st.tuples(_KEYS, _KEYS)), inner, max_size=4),
    ),
    max_leaves=12,
)


def _same(left: Any, right: Any) -> bool:
    """Equal in type, shape, order and bits."""
    if type(left) is not type(right):
        return False
    if isinstance(left, np.ndarray | np.generic):
        alike = left.dtype.newbyteorder("=") == right.dtype.newbyteorder("=")
        return alike and left.shape == right.shape and left.tobytes() == right.tobytes()
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(_same, left, right))
    if isinstance(left, dict):
        return _same(list(left.items()), list(right.items()))
    if isinstance(left, float):
        return left == right or (math.isnan(left) and math.isnan(right))
    return repr(left) == repr(right)


@given(_VALUES)
@settings(max_examples=300, deadline=None)
def test_allowed_values_arrive_as_they_were(value: object) -> None:
    assert _same(wire.decode(wire.encode(value)), value)


@given(_ARRAYS)
@settings(max_examples=100, deadline=None)
def test_arrays_arrive_writable_owned_and_in_their_order(array: np.ndarray) -> None:
    got = wire.decode(wire.encode(np.asfortranarray(array)))
    assert isinstance(got, np.ndarray)
    assert got.flags.writeable
    assert got.flags.owndata
    assert got.dtype.str == array.dtype.str
    assert got.flags.f_contiguous or array.size == 0


@given(st.binary(max_size=300))
@settings(max_examples=1000, deadline=None)
def test_any_bytes_give_a_value_or_a_wire_error(raw: bytes) -> None:
    for frame in (raw, wire_format.HEAD.pack(len(raw), 0) + raw):
        with contextlib.suppress(wire.WireError):
            wire.encode(wire.decode(frame))


@given(_VALUES, st.data())
@settings(max_examples=300, deadline=None)
def test_damaged_frames_give_a_value_or_a_wire_error(value: object, data: st.DataObject) -> None:
    frame = bytearray(wire.encode(value))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(frame) - 1))
        frame[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(wire.WireError):
        wire.decode(frame[: data.draw(st.integers(len(frame) - 3, len(frame)))])


def _structure(raw: bytes, *buffers: bytes) -> bytes:
    sizes = b"".join(len(buffer).to_bytes(8, "little") for buffer in buffers)
    return wire_format.HEAD.pack(len(raw), len(buffers)) + sizes + raw + b"".join(buffers)


def _extension(code: int, content: object) -> bytes:
    packed: bytes = msgpack.packb(msgpack.ExtType(code, msgpack.packb(content)))
    return packed


HOSTILE = {
    "nothing": b"",
    "a timestamp": _structure(msgpack.packb(msgpack.Timestamp(1, 2))),
    "an unknown extension": _structure(_extension(77, None)),
    "an object array": _structure(_extension(wire_format.ARRAY, ["|O", "C", [1]]), bytes(8)),
    "a text array": _structure(_extension(wire_format.ARRAY, ["<U1", "C", [1]]), bytes(4)),
    "a structured array": _structure(_extension(wire_format.ARRAY, ["f8,f8", "C", [1]]), bytes(16)),
    "a shape larger than its bytes": _structure(
        _extension(wire_format.ARRAY, ["<f8", "C", [10**9]]), bytes(8)
    ),
    "a shape that overflows": _structure(
        _extension(wire_format.ARRAY, ["<f8", "C", [2**40, 2**40, 2**40]]), bytes(8)
    ),
    "a negative shape": _structure(_extension(wire_format.ARRAY, ["<f8", "C", [-1, -1]]), bytes(8)),
    "a shape of floats": _structure(_extension(wire_format.ARRAY, ["<f8", "C", [1.0]]), bytes(8)),
    "a shape of true": _structure(_extension(wire_format.ARRAY, ["<f8", "C", [True]]), bytes(8)),
    "too many dimensions": _structure(
        _extension(wire_format.ARRAY, ["<f8", "C", [1] * 65]), bytes(8)
    ),
    "empty and enormous": _structure(_extension(wire_format.ARRAY, ["<f8", "C", [0, 2**60]])),
    "an array without bytes": _structure(_extension(wire_format.ARRAY, ["<f8", "C", [1]])),
    "bytes without an array": _structure(b"\xc0", bytes(8)),
    "more buffers than there are": wire_format.HEAD.pack(1, 2**32 - 1) + b"\xc0",
    "a buffer beyond all memory": wire_format.HEAD.pack(1, 1)
    + (2**63).to_bytes(8, "little")
    + b"\xc0",
    "a list that claims to be long": _structure(b"\xdd\xff\xff\xff\xff"),
    "lists that claim to be long": _structure(b"\xdc\xff\xff" * 900),
    "a map that claims to be long": _structure(b"\xdf\xff\xff\xff\xff"),
    "a text that claims to be long": _structure(b"\xdb\xff\xff\xff\xff"),
    "a text that is no text": _structure(b"\xa2\xff\xfe"),
    "depth 900": _structure(b"\x91" * 900 + b"\xc0"),
    "depth 100000": _structure(b"\x91" * 100_000 + b"\xc0"),
    "a list as a key": _structure(b"\x81\x90\xc0"),
    "an array as a key": _structure(
        b"\x81" + _extension(wire_format.ARRAY, ["<f8", "C", [1]]) + b"\xc0", bytes(8)
    ),
    "a key whose hash can be chosen": _structure(msgpack.packb({2**61 - 1: 0})),
    "two values": _structure(b"\xc0\xc0"),
    "a callback": _structure(_extension(wire_format.CALLBACK, 0)),
    "a seed": _structure(_extension(wire_format.SEEDED, 0)),
    "a handle with a long name": _structure(_extension(wire_format.HANDLE, [0, "x" * 5000])),
    "a handle without a number": _structure(_extension(wire_format.HANDLE, ["0", "x"])),
    "a scalar of the wrong size": _structure(_extension(wire_format.SCALAR, ["<f8", b"123"])),
    "a scalar object": _structure(_extension(wire_format.SCALAR, ["|O", bytes(8)])),
    "an integer of a megabyte": _structure(
        msgpack.packb(msgpack.ExtType(wire_format.INTEGER, b"\x7f" * 10**6))
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_frames_are_refused_at_once_and_without_memory(name: str) -> None:
    started = time.monotonic()
    tracemalloc.start()
    try:
        with pytest.raises(wire.WireError):
            wire.decode(HOSTILE[name])
        assert tracemalloc.get_traced_memory()[1] < 40 * 2**20
    finally:
        tracemalloc.stop()
    assert time.monotonic() - started < 1


def test_many_empty_maps_take_bounded_time_and_memory() -> None:
    chunk = b"\xdc\x04\x00" + b"\x80" * 1024
    raw = b"\xdc\x01\x00" + chunk * 256
    started = time.monotonic()
    tracemalloc.start()
    wire.decode(_structure(raw))
    assert tracemalloc.get_traced_memory()[1] < 200 * 2**20
    tracemalloc.stop()
    assert time.monotonic() - started < 10


def test_booleans_from_outside_are_true_or_false() -> None:
    got = wire.decode(_structure(_extension(wire_format.ARRAY, ["|b1", "C", [3]]), b"\x00\x02\xff"))
    assert isinstance(got, np.ndarray)
    assert got.tobytes() == b"\x00\x01\x01"


class _Subclass(np.ndarray):
    pass


class _Float(float):
    pass


@pytest.mark.parametrize(
    "value",
    [
        object(),
        np.array([object()], dtype=object),
        np.zeros(2).view(_Subclass),
        np.array(["text"]),
        np.array([(1, 2.0)], dtype="i4,f8"),
        np.ma.masked_array([1.0]),
        _Float(1.0),
        {1, 2},
        lambda: 0,
        type("T", (tuple,), {})(),
        np.datetime64("2020-01-01"),
        range(3),
        Handle,
    ],
)
def test_what_is_no_data_stays_behind(value: object) -> None:
    kept: list[object] = []

    def stay(item: object) -> Handle:
        kept.append(item)
        return Handle(len(kept) - 1, type(item).__name__)

    got = wire.decode(wire.encode([1, value], stay))
    assert got == [1, Handle(0, type(value).__name__)]
    assert kept[0] is value
    with pytest.raises(wire.WireError):
        wire.encode(value)


def _nested(depth: int) -> object:
    value: object = 0
    for _ in range(depth):
        value = (value,)
    return value


def test_limits_are_kept_on_the_way_out() -> None:
    for value in (
        _nested(33),
        np.zeros(wire.MAX_BYTES // 8 + 1),
        [np.zeros(wire.MAX_BYTES // 16 + 1)] * 2,
        ["ab" * 1000] * 1000,
        [0.5] * 200_000,
        1 << 20_000,
        "\ud800",
        [np.zeros(1)] * 5000,
    ):
        with pytest.raises(wire.WireError):
            wire.encode(value)


def test_values_at_the_limits_cross() -> None:
    for value in (_nested(32), 1 << 16_000, list(range(60_000)), "x" * 10**6, {"a": ()}):
        assert wire.decode(wire.encode(value)) == value


def test_a_list_that_holds_itself_is_refused() -> None:
    value: list[object] = []
    value.append(value)
    with pytest.raises(wire.WireError):
        wire.encode(value)


def test_references_are_resolved_where_they_are_expected() -> None:
    frame = wire.encode([Handle(3, "Layer"), wire.CallbackNumber(2), Seeded(7)])
    layer = object()
    got = wire.decode(frame, lambda number, name: (number, name, layer), lambda number: number * 10)
    assert isinstance(got, list)
    assert got[0] == (3, "Layer", layer)
    assert got[1] == 20
    assert got[2].integers(1000) == np.random.default_rng(7).integers(1000)
    with pytest.raises(wire.WireError):
        wire.decode(frame)
