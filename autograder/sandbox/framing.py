"""Frames on a stream socket: a mark, a length, then that many bytes.

The mark keeps no secret; it makes bytes that are no frame fail at once instead of at a deadline."""

import socket
import struct

HEAD = struct.Struct("<4sI")
MARK = b"\x89ask"


def head(size: int) -> bytes:
    """What stands before a frame of so many bytes."""
    return HEAD.pack(MARK, size)


def send_frame(channel: socket.socket, frame: bytes) -> None:
    """Send one frame; blocks until it is gone."""
    if len(frame) < 65536:
        channel.sendall(head(len(frame)) + frame)
    else:
        channel.sendall(head(len(frame)))
        channel.sendall(frame)


def receive_frame(channel: socket.socket) -> bytearray:
    """Receive one frame; blocks until it is whole. Raises EOFError when the other side is gone."""
    return _receive(channel, HEAD.unpack(_receive(channel, HEAD.size))[1])


def _receive(channel: socket.socket, size: int) -> bytearray:
    content = bytearray(size)
    view = memoryview(content)
    while len(view):
        got = channel.recv_into(view)
        if not got:
            raise EOFError("the other side is gone")
        view = view[got:]
    return content
