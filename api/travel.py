"""Every address of data in time: ``?revision=``, ``Accept-Datetime``, and one revision for one answer.

ASGI middleware, so that resources, SPARQL, dumps, metadata and JSON follow the same rules. A request for
data or a page is pinned to the revision that is current when it comes: an answer made of several questions
never mixes two revisions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, unquote_plus, urlencode

from fastapi import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.context import service_of, words_of
from api.errors import respond
from api.memento import PARAMETER, Original, asked_revision, at_datetime, memento_links
from api.validators import http_date
from graph.revision import Revision
from ontology.errors import PolicygraphError

__all__ = ["TimeTravel", "is_data", "original_of"]

#: Addresses of data. Things (``/id/``, ``/concept/``) have no states of their own: their documents do.
_DATA: Final = ("/doc/", "/graph/", "/dump", "/dataset", "/.well-known/void", "/api/")
#: Addresses that tell of the service as it is, or write: they look at what is current when they look.
_PRESENT: Final = ("/healthz", "/readyz", "/metrics", "/static/", "/update", "/data")
#: What may stand in the query of an address (RFC 3986, 3.4), and in a Host header.
_IN_ADDRESS: Final = re.compile(rb"[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*")
_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]+)?|\[[0-9A-Fa-f:.]+\](?::[0-9]+)?")


class TimeTravel:
    """Chooses the revision of a request, and says in the answer which it was and what else there is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with the engine of its revision."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = _read(scope["query_string"])
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if not asked.numbers and not is_data(path, asked.names):
            if not path.startswith(_PRESENT):
                _hold(Request(scope, receive))
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        moment = dict(scope["headers"]).get(b"accept-datetime")
        try:
            revisions, chosen = _choose(request, asked.numbers, moment)
        except PolicygraphError as error:
            await respond(request, error)(scope, receive, send)
            return
        original = original_of(request, asked.query)
        if chosen is not None and not asked.numbers and moment is not None:
            await _gate(original, revisions, chosen)(scope, receive, send)
            return
        await self._app(
            scope, receive, _telling(send, original, revisions, chosen if asked.numbers else None)
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """Parameters of an address: their names, those of ``revision``, and the others as they stand in an address."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    query: str


def _read(query: bytes) -> _Asked:
    """Read the parameters; what was sent as an address should be is not decoded and encoded again."""
    if _IN_ADDRESS.fullmatch(query):
        pieces = [piece.partition("=") for piece in query.decode("ascii").split("&") if piece]
        names = tuple(name for name, _, _ in pieces)
        if not any("%" in name or "+" in name for name in names):
            numbers = tuple(unquote_plus(value) for name, _, value in pieces if name == PARAMETER)
            return _Asked(names, numbers, "&".join("".join(item) for item in pieces if item[0] != PARAMETER))
    pairs = parse_qsl(query.decode("utf-8", "replace"), keep_blank_values=True)
    return _Asked(
        tuple(name for name, _ in pairs),
        tuple(value for name, value in pairs if name == PARAMETER),
        urlencode([pair for pair in pairs if pair[0] != PARAMETER]),
    )


def original_of(request: Request, query: str, path: str | None = None) -> Original:
    """The original of a request's address; ``query`` are its parameters as they stand in an address."""
    settings = service_of(request).settings
    host = request.headers.get("host", "")
    host = host if _HOST.fullmatch(host) else request.url.netloc
    base = f"{request.scope['scheme']}://{host}{settings.root_path}"
    here = request.scope["path"].removeprefix(settings.root_path) if path is None else path
    return Original(base, here, query)


def is_data(path: str, names: Sequence[str]) -> bool:
    """Whether a path (below ``root_path``) with parameters of these names is an address of data, which has past states."""
    if path == "/sparql":
        return "query" in names
    return path.startswith(_DATA)


def _choose(
    request: Request, numbers: Sequence[str], moment: bytes | None
) -> tuple[tuple[Revision, ...], Revision | None]:
    """The revisions that are kept and the one of this request; the request's service then asks that one."""
    revisions = service_of(request).engine.revisions()
    if numbers:
        chosen: Revision | None = asked_revision(numbers, revisions, words_of(request))
    elif revisions and moment is not None:
        return revisions, at_datetime(moment.decode("latin-1"), revisions)
    else:
        chosen = revisions[-1] if revisions else None
    if chosen is not None:
        try:
            _pin(request, chosen)
        except PolicygraphError:
            if numbers:
                raise
            return revisions, None  # replaced between two looks: the engine itself asks what is current
    return revisions, chosen


def _hold(request: Request) -> None:
    """Have the request's service ask the present revision."""
    try:
        revision = service_of(request).engine.revision
        if revision is not None and revision.path is not None:
            _pin(request, revision)  # others are in memory, or on a server that keeps one state only
    except PolicygraphError:
        return  # the routes tell what is wrong


def _pin(request: Request, revision: Revision) -> None:
    """Have the request's service ask a revision, whatever is published meanwhile; raises as `Engine.at` does."""
    service = service_of(request)
    pinned = service.asking(service.engine.at(revision.number))
    request.scope.setdefault("state", {})["service"] = pinned


def _gate(original: Original, revisions: Sequence[Revision], chosen: Revision) -> Response:
    """302 from the TimeGate to a Memento."""
    headers = {
        "Location": original.memento(chosen),
        "Vary": "Accept-Datetime",
        "Link": ", ".join(memento_links(original, revisions, chosen)),
        "Cache-Control": "no-cache",
    }
    return Response(status_code=302, headers=headers)


def _telling(send: Send, original: Original, revisions: Sequence[Revision], memento: Revision | None) -> Send:
    """Add what Memento asks of an original or, when one is shown, of a Memento."""

    async def tell(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = message["headers"]
            links = [value for name, value in given if name == b"link"]
            links += [link.encode("latin-1") for link in memento_links(original, revisions, memento)]
            headers = [item for item in given if item[0] != b"link"]
            if memento is None:
                varies = [value for name, value in headers if name == b"vary"]
                headers = [item for item in headers if item[0] != b"vary"]
                headers.append((b"vary", b", ".join((*varies, b"Accept-Datetime"))))
            elif message["status"] < 500:
                headers.append((b"memento-datetime", http_date(memento.created).encode("ascii")))
            headers.append((b"link", b", ".join(links)))
            message = {**message, "headers": headers}
        await send(message)

    return tell
