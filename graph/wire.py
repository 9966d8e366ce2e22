"""Messages between the service and its query processes: pickled, each after its length, over a Unix socket.

`multiprocessing.Connection` would do, but reads each message in two steps and waits for all of it; this reads what has
come, so that who waits may be a thread, an event loop or the process itself. Both ends are ours.
"""

from __future__ import annotations

import pickle
import select
import socket
import time
from typing import Final

__all__ = ["Incoming", "packed", "send"]

#: Bytes of the length before each message.
_LENGTH: Final = 8
#: What is read at a time; most messages are smaller.
_PIECE: Final = 1 << 16


def packed(message: object) -> bytes:
    """A message as it goes over the socket."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return len(data).to_bytes(_LENGTH, "big") + data


def send(connection: socket.socket, message: bytes, seconds: float) -> None:
    """Send on a socket that does not wait by itself; `TimeoutError` where the other end does not read for so long."""
    left, deadline = memoryview(message), time.monotonic() + seconds
    room = select.poll()
    room.register(connection, select.POLLOUT)
    while left:
        try:
            left = left[connection.send(left) :]
        except BlockingIOError:
            if not room.poll(max(0.0, deadline - time.monotonic()) * 1000):
                raise TimeoutError from None


class Incoming:
    """The messages that come over a socket, one after another: an end asks only when it was answered."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._held = bytearray()

    def next(self) -> object:
        """Wait for the next message. Raises `EOFError` at the end, `OSError`."""
        while True:
            found = self.read()
            if found is not None:
                return found

    def read(self) -> object | None:
        """Read once, and return the message if that was all of it."""
        piece = self._connection.recv(_PIECE)
        if not piece:
            raise EOFError
        self._held += piece
        size = _LENGTH + int.from_bytes(self._held[:_LENGTH], "big")
        if len(self._held) < max(size, _LENGTH):
            return None
        data, self._held = self._held[_LENGTH:size], self._held[size:]
        message: object = pickle.loads(data)  # noqa: S301 the other end is our own process
        return message
