"""Messages come whole, however the socket cuts them."""

from __future__ import annotations

import socket

import pytest

from graph.wire import Incoming, packed, send


def test_a_message_in_pieces_is_whole_when_its_last_byte_is_there() -> None:
    """Even where its length comes byte by byte; the next one starts where it ends."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        incoming = Incoming(ours)
        message = packed({"a": [1, "二"]})
        for byte in message[:-1]:
            theirs.sendall(bytes([byte]))
            assert incoming.read() is None
        theirs.sendall(message[-1:] + packed("next")[:3])
        assert {"a": [1, "二"]} == incoming.read()
        theirs.sendall(packed("next")[3:])
        assert "next" == incoming.next()


def test_the_end_of_a_process_is_no_message() -> None:
    """A message that breaks off is not taken for one."""
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            theirs.sendall(packed("x" * 100)[:50])
        incoming = Incoming(ours)
        assert incoming.read() is None
        with pytest.raises(EOFError):
            incoming.next()


def test_nobody_waits_for_ever_for_one_who_does_not_read() -> None:
    """A large message to a full socket is given up in time."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)
        with pytest.raises(TimeoutError):
            send(ours, b"x" * 5_000_000, 0.05)
