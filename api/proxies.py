"""Behind a proxy: who really asks, by which scheme and host, and under which prefix of paths.

Only a proxy of the setting ``trusted_proxies`` is believed. Everybody else could write any address into
X-Forwarded-For, so theirs is ignored.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.settings import PREFIX, SettingError

__all__ = ["FORWARDED", "Network", "Proxies", "is_within", "parse_networks"]

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

#: What a proxy tells of its client, in lower case.
FORWARDED: Final = frozenset({b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host"})
_SCHEMES: Final = ("http", "https")
#: ``example.org``, ``example.org:8080``, ``[::1]:8080``; not ``a/b``, not ``a@b``.
_HOST = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")


class Proxies:
    """ASGI middleware: puts right what a trusted proxy has hidden, and the prefix of ``root_path``."""

    def __init__(self, app: ASGIApp, root_path: str, trusted: Sequence[Network]) -> None:
        self._app, self._root, self._trusted = app, root_path, trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as its client sent it."""
        if scope["type"] == "http":
            scope = self._as_sent(scope)
        await self._app(scope, receive, send)

    def _as_sent(self, scope: Scope) -> Scope:
        changes: dict[str, object] = {}
        if self._root:
            path = scope["path"]
            if path != self._root and not path.startswith(self._root + "/"):
                path = self._root + path  # the proxy took the prefix away
            # The path includes the prefix: that is what ASGI means by root_path.
            changes |= {"root_path": self._root, "path": path}
        client = scope.get("client")
        if client and is_within(client[0], self._trusted):
            headers = Headers(scope=scope)
            changes |= self._forwarded(headers, scope)
        return {**scope, **changes} if changes else scope

    def _forwarded(self, headers: Headers, scope: Scope) -> dict[str, object]:
        changes: dict[str, object] = {}
        hops = [hop.strip() for value in headers.getlist("x-forwarded-for") for hop in value.split(",")]
        address = _furthest(hops, self._trusted)
        if address:
            changes["client"] = (address, 0)
        scheme = headers.get("x-forwarded-proto", "").split(",")[0].strip().lower()
        if scheme in _SCHEMES:
            changes["scheme"] = scheme
        host = headers.get("x-forwarded-host", "").split(",")[0].strip()
        if _HOST.fullmatch(host):
            kept = [(name, value) for name, value in scope["headers"] if name != b"host"]
            changes["headers"] = [*kept, (b"host", host.encode("ascii"))]
        return changes


def parse_networks(setting: str) -> tuple[Network, ...]:
    """Networks of the setting ``trusted_proxies``; `SettingError` names the word that is none."""
    found = []
    for word in setting.split():
        try:
            found.append(ipaddress.ip_network(word, strict=False))
        except ValueError as error:
            raise SettingError(
                f"{PREFIX}TRUSTED_PROXIES: {word!r} is no address and no network (127.0.0.1, 10.0.0.0/8)"
            ) from error
    return tuple(found)


def _furthest(hops: Sequence[str], trusted: Sequence[Network]) -> str:
    """The client: the last hop that is no trusted proxy, for earlier ones are only its own claim."""
    address = ""
    for hop in reversed(hops):
        bare = hop.strip("[]")
        try:
            ipaddress.ip_address(bare)
        except ValueError:
            return address  # not an address: nothing before it can be believed
        address = bare
        if not is_within(bare, trusted):
            return address
    return address


def is_within(address: str, networks: Sequence[Network]) -> bool:
    """Whether an address (or what is none) lies in one of the networks."""
    if not networks:
        return False
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in networks)
