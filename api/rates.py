"""Token buckets: how often each client may ask. Pure; the clock is handed in."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from functools import lru_cache
from typing import Final

__all__ = ["Buckets", "Rates", "client_key"]

#: Requests for these are counted apart: they may each cost a worker's time.
_COSTLY: Final = ("/sparql", "/update", "/data", "/api/explain-empty")

#: Clients that are remembered; a forgotten one starts with a full bucket.
_CLIENTS: Final = 50_000


class Buckets:
    """For each client a bucket that holds ``rate`` tokens and fills up again in a minute."""

    def __init__(self, rate: int, clients: int = _CLIENTS) -> None:
        self._rate, self._clients = rate, clients
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str, now: float) -> float:
        """Take a token at ``now`` (seconds of any clock that only goes forward).

        Returns 0, or when the bucket is empty the seconds until there is a token again.
        """
        if self._rate == 0:
            return 0.0
        a_second = self._rate / 60
        held, since = self._buckets.pop(client, (float(self._rate), now))
        held = min(float(self._rate), held + (now - since) * a_second)
        wait = 0.0 if held >= 1 else (1 - held) / a_second
        self._buckets[client] = (held - 1 if wait == 0 else held, now)
        if len(self._buckets) > self._clients:
            self._buckets.popitem(last=False)
        return wait


class Rates:
    """What each client may ask in a minute: ``costly`` of questions to the engine, ``other`` of everything else."""

    def __init__(self, other: int, costly: int) -> None:
        self._other, self._costly = Buckets(other), Buckets(costly)

    def take(self, path: str, address: str, now: float) -> float:
        """Count a request for a path (below ``root_path``); see `Buckets.take`."""
        key = client_key(address)
        if key is None:
            return 0.0
        return (self._costly if path in _COSTLY else self._other).take(key, now)


@lru_cache(maxsize=4096)
def client_key(address: str) -> str | None:
    """What a client is counted by: its IPv4 address, or the /64 of its IPv6 address; None to not count it.

    This machine is not counted, nor is what has no address (a Unix socket).

    >>> client_key("2001:db8::1:2")
    '2001:db8::/64'
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if found.is_loopback:
        return None
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found.packed, 64), strict=False))
    return str(found)
