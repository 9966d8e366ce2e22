"""Asking the web, for LOAD, FROM and SERVICE: only what the operator allowed, and never from inside.

An allowed prefix opens one origin and the paths below one path. The host's name is resolved once; every
address must be public, and the connection goes to the address that was looked at, so a name cannot be
public when checked and private when used. Redirects are not followed, time and size are bounded.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from pyoxigraph import QueryResultsFormat, QuerySolutions, Triple, parse, parse_query_results

from graph.formats import GraphFormat
from ontology.errors import QueryRefused

__all__ = ["Fetcher", "is_allowed", "public_addresses"]

_PORTS: Final = {"http": 80, "https": 443}
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_PIECE: Final = 64 * 1024
_TABLE: Final = QueryResultsFormat.JSON


def public_addresses(host: str, port: int) -> list[str]:
    """Addresses of a host, all of them public; `OSError` for an unknown host or a private address."""
    found = [str(item[4][0]) for item in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for address in found:
        if not _is_public(ipaddress.ip_address(address.partition("%")[0])):
            raise OSError(f"{host} lies in a private network")
    return found


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address is on the open Internet, and so is the IPv4 address that a translator takes from it.

    Mapped (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056) and Teredo (RFC 4380) addresses hold one.
    """
    if not address.is_global or address.is_multicast:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return True
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return all(_is_public(each) for each in inner if each is not None)


def is_allowed(iri: str, prefixes: Sequence[str]) -> bool:
    """Whether an address lies under one of the prefixes: same scheme, host and port, and a path below.

    >>> is_allowed("https://data.example.org/plans/a.ttl", ["https://data.example.org/plans/"])
    True
    >>> is_allowed("https://data.example.org.evil.net/plans/a.ttl", ["https://data.example.org"])
    False
    """
    asked = _split(iri)
    if asked is None or asked.username is not None or asked.password is not None:
        return False
    if ".." in unquote(asked.path).replace("\\", "/").split("/"):
        return False
    for prefix in prefixes:
        given = _split(prefix)
        if given is not None and _origin(asked) == _origin(given):
            path = given.path or "/"
            below = asked.path.startswith(path) if path.endswith("/") else _is_below(asked.path, path)
            if below:
                return True
    return False


def _is_below(path: str, top: str) -> bool:
    return path == top or path.startswith(top + "/")


def _split(iri: str) -> SplitResult | None:
    try:
        parts = urlsplit(iri)
        valid = parts.scheme in _PORTS and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return parts if valid else None


def _origin(parts: SplitResult) -> tuple[str, str | None, int]:
    return parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme]


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Reads RDF from allowed addresses; calling it gives the triples of a document.

    ``allowed`` are prefixes (none: everything is closed); one document may take ``seconds`` and have
    ``size`` bytes. ``addresses`` resolves a host.
    """

    allowed: tuple[str, ...] = ()
    seconds: float = 20.0
    size: int = 16 << 20
    addresses: Callable[[str, int], list[str]] = field(default=public_addresses)

    def __call__(self, iri: str) -> list[Triple]:
        """Triples of a document; `QueryRefused` when it is not allowed or cannot be read."""
        accept = ", ".join(item.media_type for item in GraphFormat if not item.holds_datasets)
        try:
            media_type, body = self._send(iri, None, {"Accept": f"{accept}, application/ld+json;q=0.5"})
            wanted = GraphFormat.from_media_type(media_type) or GraphFormat.from_extension(
                urlsplit(iri).path.rpartition(".")[2]
            )
            if wanted is None:
                raise OSError(f"{media_type or 'a body without Content-Type'} is no RDF that is read here")
            quads = parse(body, format=wanted.oxigraph, base_iri=iri, rename_blank_nodes=True)
            return [quad.triple for quad in quads]
        except (OSError, SyntaxError, ValueError, http.client.HTTPException) as error:
            raise QueryRefused(reason="refused.fetch", values={"iri": iri, "words": str(error)}) from error

    def ask(self, iri: str, query: str) -> QuerySolutions:
        """Solutions of a SELECT by another SPARQL service; `QueryRefused` as for a document."""
        sent = {"Accept": _TABLE.media_type, "Content-Type": "application/sparql-query"}
        try:
            _, body = self._send(iri, query.encode(), sent)
            found = parse_query_results(body, format=_TABLE)
            if not isinstance(found, QuerySolutions):
                raise ValueError("the answer is no table")
            return found
        except (OSError, SyntaxError, ValueError, http.client.HTTPException) as error:
            raise QueryRefused(reason="refused.fetch", values={"iri": iri, "words": str(error)}) from error

    def _send(self, iri: str, sent: bytes | None, headers: dict[str, str]) -> tuple[str, bytes]:
        """Media type and body of the answer to a GET, or to a POST of what is ``sent``."""
        if not is_allowed(iri, self.allowed):
            raise QueryRefused(reason="refused.load", values={"iri": iri})
        parts = urlsplit(iri)
        deadline = time.monotonic() + self.seconds
        scheme, host, port = _origin(parts)
        connection = _Pinned(host or "", port, self.addresses(host or "", port)[0], self.seconds, scheme)
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("GET" if sent is None else "POST", target, sent, headers)
            answer = connection.getresponse()
            if answer.status != http.client.OK:
                raise OSError(f"the server answered {answer.status}; redirects are not followed")
            pieces, size = [], 0
            while piece := answer.read(_PIECE):
                size += len(piece)
                if size > self.size:
                    raise OSError(f"the document is larger than {self.size:,} bytes")
                if time.monotonic() > deadline:
                    raise OSError(f"the document took longer than {self.seconds:g} seconds")
                pieces.append(piece)
            return answer.headers.get_content_type() if "content-type" in answer.headers else "", b"".join(
                pieces
            )
        finally:
            connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, under the host's name."""

    def __init__(self, host: str, port: int, address: str, seconds: float, scheme: str) -> None:
        super().__init__(host, port, timeout=seconds)
        self._address = address
        self._tls = scheme == "https"

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._tls:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
