"""The cache of answers before the routes: a repeated question of the same revision is not asked again.

What may be kept is what HTTP lets a shared cache keep (RFC 9111, 3), with the routes' own words for it:
status 200 and ``Cache-Control`` with ``no-cache`` (kept, and proven by the revision before each use) or
``public``. Requests that carry a token or ask for a part are passed by.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.answers import Held, Question, RawHeaders
from api.context import Service, revision_tag
from api.middleware import completed
from api.observing import Record, record_of, route_template

__all__ = ["Caching", "address_of", "client_holds", "head_of", "joined", "passes_by"]

#: A longer query in a body is not looked up: reading it ahead would hold it twice.
_LONGEST_BODY: Final = 64 << 10
#: Headers by which clients choose an answer, and so those that may wait for each other's.
_CHOOSING: Final = (b"accept", b"accept-language", b"accept-encoding")
_FORMS: Final = ("application/x-www-form-urlencoded", "application/sparql-query")
#: What a 304 repeats of the answer (RFC 9110, 15.4.5), and what the outer stages have to see.
_IN_304: Final = frozenset(
    {b"cache-control", b"content-location", b"etag", b"expires", b"last-modified", b"link", b"vary"}
)


class Caching:
    """ASGI middleware that answers from ``service.answers`` what it can."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app, self._engine, self._answers = app, service.engine, service.answers
        self._root, self._patience = service.settings.root_path, service.settings.query_seconds
        #: Questions whose answer is being made, each with what is set when it is there, or will never be.
        self._asking: dict[tuple[Question, tuple[bytes, ...]], asyncio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give the answer that is held, or pass the request on and hold its answer."""
        revision = revision_tag(self._engine) if scope["type"] == "http" and self._answers.largest else ""
        headers = joined(scope["headers"]) if revision else {}
        if not revision or not _may_be_held(scope, headers):
            await self._app(scope, receive, send)
            return
        record_of(scope).revision = revision
        body = b""
        if scope["method"] == "POST":
            read = await _read(receive)
            body, receive = b"".join(message.get("body", b"") for message in read), _again(read, receive)
            if read[-1]["type"] != "http.request" or read[-1].get("more_body"):
                await self._app(scope, receive, send)
                return
        question = Question(
            revision,
            scope["method"],
            address_of(scope.get("scheme", "http"), headers, scope.get("raw_path") or scope["path"].encode()),
            scope["query_string"],
            body,
            headers.get(b"content-type", b""),
        )
        held = self._answers.find(question, headers)
        key = question, tuple(headers.get(name, b"") for name in _CHOOSING)
        if held is None and key in self._asking:
            # Many ask at once what a new revision made them forget: one query, not one for each. No longer than
            # their own might take, for who asked first may read slowly.
            with suppress(TimeoutError):
                async with asyncio.timeout(self._patience):
                    await self._asking[key].wait()
            held = self._answers.find(question, headers)
        if held is not None:
            await _give(held, headers, record_of(scope), send)
            return
        made = asyncio.Event()
        self._asking.setdefault(key, made)
        try:
            await self._ask(question, headers, made, (scope, receive, send))
        finally:
            made.set()
            if self._asking.get(key) is made:
                del self._asking[key]

    async def _ask(
        self,
        question: Question,
        headers: dict[bytes, bytes],
        made: asyncio.Event,
        asgi: tuple[Scope, Receive, Send],
    ) -> None:
        """Pass a request on and hold its answer; ``made`` is set as soon as it is held, or cannot be."""
        scope, receive, send = asgi
        start: Message = {}
        pieces: list[bytes] = []
        room = self._answers.largest

        async def keep(message: Message) -> None:
            nonlocal start, room
            if message["type"] == "http.response.start" and _may_be_kept(message):
                start = {**message, "headers": list(message["headers"])}  # outer stages add to the original
                record_of(scope).cache = "miss"
                self._answers.missed()
            elif message["type"] == "http.response.start":
                made.set()
            if start and message["type"] == "http.response.body":
                piece = message.get("body", b"")
                room -= len(piece)
                pieces.append(piece)
                if room < 0:
                    start = {}
                    pieces.clear()
                    made.set()
                elif not message.get("more_body", False):
                    self._keep(question, headers, start["headers"], b"".join(pieces), scope)
                    made.set()
            await send(message)

        await self._app(scope, receive, keep)

    def _keep(
        self,
        question: Question,
        headers: dict[bytes, bytes],
        answered: list[tuple[bytes, bytes]],
        body: bytes,
        scope: Scope,
    ) -> None:
        if revision_tag(self._engine) != question.revision:
            return  # a revision was published meanwhile: nobody knows of which one this answer is
        vary = _vary(answered)
        if b"*" in vary:
            return
        if not any(name.lower() == b"content-length" for name, _ in answered):
            answered.append((b"content-length", str(len(body)).encode()))
        held = Held(
            tuple(answered),
            body,
            route_template(scope, self._root),
        )
        self._answers.keep(question, vary, headers, held)


def joined(raw: list[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Headers by name; those that stand several times joined, so that none of them is overlooked."""
    headers: dict[bytes, bytes] = {}
    for name, value in raw:
        headers[name] = headers[name] + b", " + value if name in headers else value
    return headers


def passes_by(headers: Mapping[bytes, bytes]) -> bool:
    """Whether a request with these headers (names in lower case) is for the routes alone."""
    if b"authorization" in headers or b"range" in headers or b"cookie" in headers:
        return True
    return b"if-modified-since" in headers and b"if-none-match" not in headers  # the routes compare dates


def _may_be_held(scope: Scope, headers: dict[bytes, bytes]) -> bool:
    if passes_by(headers):
        return False
    if scope["method"] == "POST":
        kind = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        return path == "/sparql" and kind.decode("latin-1") in _FORMS
    return bool(scope["method"] == "GET")


def _may_be_kept(start: Message) -> bool:
    if start["status"] != 200:
        return False
    headers = Headers(raw=start["headers"])
    rules = {rule.strip().lower() for rule in headers.get("cache-control", "").split(",")}
    return bool(rules & {"no-cache", "public"}) and not rules & {"no-store", "private"}


def _vary(headers: list[tuple[bytes, bytes]]) -> tuple[bytes, ...]:
    values = b",".join(value for name, value in headers if name.lower() == b"vary")
    return tuple(sorted({name.strip().lower() for name in values.split(b",") if name.strip()}))


def address_of(scheme: str, headers: Mapping[bytes, bytes], raw_path: bytes) -> bytes:
    """Scheme, host and path: answers hold absolute addresses of the host that they were asked by."""
    return b"%b://%b%b" % (scheme.encode("ascii"), headers.get(b"host", b"").lower(), raw_path)


async def _read(receive: Receive) -> list[Message]:
    """The messages of a body, up to the first one that makes it too long to look up."""
    read: list[Message] = []
    size = 0
    while True:
        message = await receive()
        read.append(message)
        size += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body") or size > _LONGEST_BODY:
            return read


def _again(read: list[Message], receive: Receive) -> Receive:
    """Receive what has been read, then what follows."""
    waiting = iter(read)

    async def next_message() -> Message:
        message = next(waiting, None)
        return await receive() if message is None else message

    return next_message


async def _give(held: Held, headers: dict[bytes, bytes], record: Record, send: Send) -> None:
    record.cache, record.route = "hit", held.route
    raw: RawHeaders = held.headers
    status, body = 200, held.body
    if client_holds(headers.get(b"if-none-match"), raw):
        status, body = 304, b""
        raw = _in_304(raw)
    await send({"type": "http.response.start", "status": status, "headers": list(raw)})
    await send({"type": "http.response.body", "body": body})


def _in_304(headers: Iterable[tuple[bytes, bytes]]) -> RawHeaders:
    return tuple(item for item in headers if item[0].lower() in _IN_304 or item[0].startswith(b"memento"))


def head_of(held: Held, status: int) -> bytes:
    """How an answer begins on the wire of HTTP/1.1, without headers that each time has for itself; kept from then on."""
    head = held.heads.get(status)
    if head is None:
        headers = held.headers if status == HTTPStatus.OK else _in_304(held.headers)
        lines = (b"%b: %b\r\n" % item for item in completed(headers))
        phrase = HTTPStatus(status).phrase.encode("ascii")
        head = held.heads[status] = b"HTTP/1.1 %d %b\r\n%b" % (status, phrase, b"".join(lines))
    return head


def client_holds(asked: bytes | None, headers: RawHeaders) -> bool:
    """Whether ``If-None-Match`` (None: there is none) names the entity tag of an answer with these headers."""
    if asked is None:
        return False
    tag = next((value for name, value in headers if name.lower() == b"etag"), None)
    if tag is None:
        return False
    known = {item.strip().removeprefix(b"W/") for item in asked.split(b",")}
    return tag.removeprefix(b"W/") in known or b"*" in known
