"""A port for a server of another make, which wants to be told one before it starts."""

from __future__ import annotations

import random
import socket
from typing import Final

__all__ = ["free_port"]

#: Below those that systems give to clients (32768 on Linux, 49152 elsewhere): a connection of somebody else never
#: takes it meanwhile, and one that is tried before the server listens cannot meet itself.
_PORTS: Final = range(15_000, 32_000)


def free_port() -> int:
    """A port of loopback that nobody listens on; another for each test and process, whatever the seed."""
    chance = random.SystemRandom()
    while True:
        port = chance.choice(_PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
