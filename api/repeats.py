"""Answers that are held, given by the connection at once: a repeated question costs no task and no route.

The same table (`api.answers`), limits, ids, log and numbers as on the long way, so nobody can tell the two apart
but by the time. Only what is plain takes this way: GET without a body over HTTP/1.1, from a client and not through
a proxy that is trusted to speak for others. Everything else gets None here, and the long way its turn.

A request that comes again byte for byte is not even read again: what was made of the same bytes before is kept
(`Repeats.again`), as clients send the same headers with each request.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from api.access_lines import Telling
from api.answers import Held, Question
from api.caching import address_of, client_holds, head_of, joined, passes_by
from api.context import Service, revision_tag
from api.observing import Observer, Record, new_id
from api.proxies import FORWARDED, Network, is_within
from api.rates import Rates

__all__ = ["Repeats"]

#: Headers of a request that is not plain: a body, or something that is to happen before or after it.
_NOT_PLAIN: Final = frozenset({b"content-length", b"transfer-encoding", b"expect", b"upgrade", b"connection"})
_KEEP_ALIVE: Final = b"keep-alive"
#: Headers by which a request says who asks, or what it is called: it never comes again in the same bytes, or means another.
_OWN: Final = FORWARDED | {b"x-request-id", b"traceparent"}
_END: Final = b"\r\n\r\n"
#: Requests whose bytes are kept, and the longest of them: 4 MB at most.
_KNOWN: Final = 1024
_LONGEST: Final = 4096

_Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A plain request: the question, its headers by name, and its path in words."""

    question: Question
    headers: dict[bytes, bytes]
    path: str


@dataclass(frozen=True, slots=True)
class _Given:
    """How a held answer begins on the wire, and what is told of it.

    Its body is not kept here, lest the table that holds answers lose count of them; ``of`` is its own table of
    heads, by which it is known again.
    """

    of: dict[int, bytes]
    status: int
    head: bytes
    telling: Telling


class Repeats:
    """The short way to the answers of a service."""

    def __init__(
        self, service: Service, observer: Observer, rates: Rates, trusted: Sequence[Network]
    ) -> None:
        self._answers, self._engine = service.answers, service.engine
        self._observer, self._rates, self._trusted = observer, rates, trusted
        # Below a prefix the path is first put right by `api.proxies`.
        self._open = bool(self._answers.largest) and not service.settings.root_path
        self._known: dict[tuple[str, bytes], tuple[_Asked, _Given]] = {}
        self._common: tuple[_Headers, bytes] = ((), b"")

    def again(self, data: bytes, client: str, scheme: str, common: _Headers) -> bytes | None:
        """The whole answer to bytes that are a whole request which was answered before; see `answer`."""
        known = self._known.get((scheme, data))
        if known is None:
            return None
        began = time.perf_counter()
        asked, given = known
        if revision_tag(self._engine) != asked.question.revision:
            self._known.clear()
            return None
        held = self._answers.find(asked.question, asked.headers)
        if held is None or held.heads is not given.of:
            del self._known[scheme, data]  # its place was needed, or it was asked anew
            return None
        if self._rates.take(asked.path, client, time.monotonic()) > 0:
            return None  # refused there, in words
        request_id = new_id()
        wire = self._wire(given, held, request_id, common)
        given.telling.told(request_id, client, time.perf_counter() - began)
        return wire

    def answer(
        self,
        target: bytes,
        raw_headers: list[tuple[bytes, bytes]],
        client: str,
        scheme: str,
        common: _Headers,
        data: bytes = b"",
    ) -> bytes | None:
        """The whole answer to GET as it goes over the wire, or None where the long way has to be taken.

        ``target`` is the request's as sent, ``raw_headers`` have names in lower case, ``common`` are the server's
        own headers (the date). ``data`` is what the client sent at once, if that began with this request.
        """
        if not self._open or not target.startswith(b"/"):
            return None
        began = time.perf_counter()
        asked = self._asked(target, raw_headers, client, scheme)
        if asked is None:
            return None
        held = self._answers.find(asked.question, asked.headers)
        if held is None:
            return None
        if self._rates.take(asked.path, client, time.monotonic()) > 0:
            return None  # refused there, in words
        given = self._given(held, asked)
        headers = asked.headers
        record = self._observer.begun(
            headers.get(b"x-request-id", b"").decode("latin-1"),
            headers.get(b"traceparent", b"").decode("latin-1"),
        )
        wire = self._wire(given, held, record.request_id, common)
        given.telling.told(record.request_id, client, time.perf_counter() - began, record.trace_id)
        if _OWN.isdisjoint(headers) and len(data) <= _LONGEST and data.find(_END) == len(data) - len(_END):
            if len(self._known) == _KNOWN:
                del self._known[next(iter(self._known))]
            self._known[scheme, data] = asked, given
        return wire

    def _asked(
        self, target: bytes, raw_headers: list[tuple[bytes, bytes]], client: str, scheme: str
    ) -> _Asked | None:
        """A request that is plain; None for others, and where there is no revision."""
        headers = joined(raw_headers)
        if passes_by(headers) or not _is_plain(headers):
            return None
        if not FORWARDED.isdisjoint(headers) and is_within(client, self._trusted):
            return None  # who asks, and by which address, is to be put right first
        revision = revision_tag(self._engine)
        if not revision:
            return None
        path, _, query = target.partition(b"?")
        address = address_of(scheme, headers, path)
        content_type = headers.get(b"content-type", b"")
        words = path.decode("latin-1")
        return _Asked(
            Question(revision, "GET", address, query, b"", content_type),
            headers,
            unquote(words) if "%" in words else words,
        )

    def _given(self, held: Held, asked: _Asked) -> _Given:
        has_it = client_holds(asked.headers.get(b"if-none-match"), held.headers)
        status, size = (304, 0) if has_it else (200, len(held.body))
        record = Record("", route=held.route, revision=asked.question.revision, cache="hit")
        telling = self._observer.telling(record, "GET", asked.path, status, size)
        return _Given(held.heads, status, head_of(held, status), telling)

    def _wire(self, given: _Given, held: Held, request_id: str, common: _Headers) -> bytes:
        if common is not self._common[0]:  # the server makes new ones each second
            self._common = common, b"".join(b"%b: %b\r\n" % item for item in common)
        own = b"x-request-id: %b\r\n\r\n" % request_id.encode("ascii")
        body = held.body if given.status == 200 else b""  # the other one is 304
        return b"".join((given.head, self._common[1], own, body))


def _is_plain(headers: dict[bytes, bytes]) -> bool:
    found = _NOT_PLAIN & headers.keys()
    return not found or (found == {b"connection"} and headers[b"connection"].lower() == _KEEP_ALIVE)
