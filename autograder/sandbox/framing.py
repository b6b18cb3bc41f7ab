"""Frames on a stream socket: a length, then that many bytes."""

import socket
import struct

LENGTH = struct.Struct("<I")


def send_frame(channel: socket.socket, frame: bytes) -> None:
    """Send one frame; blocks until it is gone."""
    if len(frame) < 65536:
        channel.sendall(LENGTH.pack(len(frame)) + frame)
    else:
        channel.sendall(LENGTH.pack(len(frame)))
        channel.sendall(frame)


def receive_frame(channel: socket.socket) -> bytearray:
    """Receive one frame; blocks until it is whole. Raises EOFError when the other side is gone."""
    return _receive(channel, LENGTH.unpack(_receive(channel, LENGTH.size))[0])


def _receive(channel: socket.socket, size: int) -> bytearray:
    content = bytearray(size)
    view = memoryview(content)
    while len(view):
        got = channel.recv_into(view)
        if not got:
            raise EOFError("the other side is gone")
        view = view[got:]
    return content
