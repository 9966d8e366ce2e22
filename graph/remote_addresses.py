"""Where another SPARQL server is, and who we are to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import httpx2

from ontology.errors import StoreError

__all__ = ["RemoteAddresses"]

_KINDS: Final = "basic:NAME:PASSWORD, digest:NAME:PASSWORD or bearer:TOKEN"


@dataclass(frozen=True, slots=True)
class RemoteAddresses:
    """Addresses of a SPARQL 1.1 server: of its query protocol, and where it can be written to, of the others.

    ``update`` is for SPARQL Update, ``data`` for the Graph Store Protocol (indirect: ``?graph=IRI``);
    empty: not written to. ``login`` is empty or one of ``basic:NAME:PASSWORD``, ``digest:NAME:PASSWORD``
    and ``bearer:TOKEN``. Raises `StoreError` for what cannot be an address or a login.
    """

    query: str
    update: str = ""
    data: str = ""
    login: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        for name, address in (
            ("store", self.query),
            ("store_update", self.update),
            ("store_data", self.data),
        ):
            if address or name == "store":
                parts = urlsplit(address)
                if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
                    raise StoreError(
                        f"{name} must be an http(s) address without name and password in it, such as"
                        " http://127.0.0.1:7878/query; who we are goes into POLICYGRAPH_STORE_LOGIN"
                    )
        _ = self.auth

    @property
    def auth(self) -> httpx2.Auth | None:
        """How requests prove who we are."""
        kind, _, rest = self.login.partition(":")
        name, separator, password = rest.partition(":")
        if not self.login:
            return None
        if kind == "bearer" and rest:
            return _Bearer(rest)
        if kind in ("basic", "digest") and separator and name:
            basic = httpx2.BasicAuth(name.encode(), password.encode())
            return basic if kind == "basic" else httpx2.DigestAuth(name.encode(), password.encode())
        raise StoreError(f"POLICYGRAPH_STORE_LOGIN must be {_KINDS}")

    @property
    def host(self) -> str:
        """The server in messages, without path or login."""
        parts = urlsplit(self.query)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def writable(self) -> bool:
        """Whether all addresses that writing needs are known."""
        return bool(self.update and self.data)


class _Bearer(httpx2.Auth):
    """A token in the Authorization header (RFC 6750)."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request):  # type: ignore[no-untyped-def]  # the signature of httpx2.Auth
        """Add the header."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request
