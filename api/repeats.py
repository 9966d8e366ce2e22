"""Answers that are held, given by the connection at once: a repeated question costs no task and no route.

The same table (`api.answers`), limits, ids, log and numbers as on the long way, so nobody can tell the two apart
but by the time. Only what is plain takes this way: GET without a body over HTTP/1.1, from a client and not through
a proxy that is trusted to speak for others. Everything else gets None here, and the long way its turn.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote

from api.answers import Question
from api.caching import address_of, client_holds, joined, passes_by
from api.context import Service, revision_tag
from api.observing import Observer
from api.proxies import FORWARDED, Network, is_within
from api.rates import Rates

__all__ = ["Repeats"]

#: Headers of a request that is not plain: a body, or something that is to happen before or after it.
_NOT_PLAIN: Final = frozenset({b"content-length", b"transfer-encoding", b"expect", b"upgrade", b"connection"})
_KEEP_ALIVE: Final = b"keep-alive"


class Repeats:
    """The short way to the answers of a service."""

    def __init__(
        self, service: Service, observer: Observer, rates: Rates, trusted: Sequence[Network]
    ) -> None:
        self._answers, self._engine = service.answers, service.engine
        self._observer, self._rates, self._trusted = observer, rates, trusted
        # Below a prefix the path is first put right by `api.proxies`.
        self._open = bool(self._answers.largest) and not service.settings.root_path

    def answer(
        self,
        target: bytes,
        raw_headers: list[tuple[bytes, bytes]],
        client: str,
        scheme: str,
        common: Sequence[tuple[bytes, bytes]],
    ) -> bytes | None:
        """The whole answer to GET as it goes over the wire, or None where the long way has to be taken.

        ``target`` is the request's as sent, ``raw_headers`` have names in lower case, ``common`` are the server's
        own headers (the date).
        """
        if not self._open or not target.startswith(b"/"):
            return None
        began = time.perf_counter()
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
        question = Question(revision, "GET", address, query, b"", content_type)
        held = self._answers.find(question, headers)
        if held is None or not held.head:
            return None
        words = path.decode("latin-1")
        words = unquote(words) if "%" in words else words
        if self._rates.take(words, client, time.monotonic()) > 0:
            return None  # refused there, in words
        given, trace = headers.get(b"x-request-id", b""), headers.get(b"traceparent", b"")
        record = self._observer.begun(given.decode("latin-1"), trace.decode("latin-1"))
        record.cache, record.route, record.revision = "hit", held.route, revision
        status, head, body = 200, held.head, held.body
        if client_holds(headers.get(b"if-none-match"), held.headers):
            status, head, body = 304, held.short_head, b""
        own = b"".join(b"%b: %b\r\n" % item for item in common)
        wire = b"%b%bx-request-id: %b\r\n\r\n%b" % (head, own, record.request_id.encode("ascii"), body)
        seconds = time.perf_counter() - began
        self._observer.ended(record, "GET", words, client, status, len(body), seconds)
        return wire


def _is_plain(headers: dict[bytes, bytes]) -> bool:
    found = _NOT_PLAIN & headers.keys()
    return not found or (found == {b"connection"} and headers[b"connection"].lower() == _KEEP_ALIVE)
