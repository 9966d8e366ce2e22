"""Every address of data in time: ``?revision=``, ``Accept-Datetime``, and one revision for one answer.

ASGI middleware, so that resources, SPARQL, dumps, metadata and JSON follow the same rules. A request for
data is pinned to the revision that is current when it comes: an answer made of several questions never
mixes two revisions.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
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


class TimeTravel:
    """Chooses the revision of a request, and says in the answer which it was and what else there is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with the engine of its revision."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        pairs = parse_qsl(request.url.query, keep_blank_values=True)
        numbers = [value for name, value in pairs if name == PARAMETER]
        path = request.url.path.removeprefix(service_of(request).settings.root_path)
        if not numbers and not is_data(path, pairs):
            await self._app(scope, receive, send)
            return
        try:
            revisions, chosen = await run_in_threadpool(_choose, request, numbers)
        except PolicygraphError as error:
            await respond(request, error)(scope, receive, send)
            return
        original = original_of(request, tuple((n, v) for n, v in pairs if n != PARAMETER))
        if chosen is not None and not numbers and "accept-datetime" in request.headers:
            await _gate(original, revisions, chosen)(scope, receive, send)
            return
        await self._app(scope, receive, _telling(send, original, revisions, chosen if numbers else None))


def original_of(request: Request, pairs: tuple[tuple[str, str], ...], path: str | None = None) -> Original:
    """The original of a request's address."""
    settings = service_of(request).settings
    base = f"{request.url.scheme}://{request.url.netloc}{settings.root_path}"
    here = request.url.path.removeprefix(settings.root_path) if path is None else path
    return Original(base, here, pairs)


def is_data(path: str, pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether a path (below ``root_path``) with this query is an address of data, which has past states."""
    if path == "/sparql":
        return any(name == "query" for name, _ in pairs)
    return path.startswith(_DATA)


def _choose(request: Request, numbers: Sequence[str]) -> tuple[tuple[Revision, ...], Revision | None]:
    """The revisions that are kept and the one of this request; the request's service then asks that one."""
    service = service_of(request)
    revisions = service.engine.revisions()
    if numbers:
        chosen: Revision | None = asked_revision(numbers, revisions, words_of(request))
    elif revisions and "accept-datetime" in request.headers:
        return revisions, at_datetime(request.headers["accept-datetime"], revisions)
    else:
        chosen = revisions[-1] if revisions else None
    if chosen is not None:
        try:
            pinned = service.engine.at(chosen.number)
        except PolicygraphError:
            if numbers:
                raise
            return revisions, None  # replaced between two looks: the engine itself asks what is current
        request.scope.setdefault("state", {})["service"] = dataclasses.replace(service, engine=pinned)
    return revisions, chosen


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
            headers = MutableHeaders(scope=message)
            found = ", ".join(memento_links(original, revisions, memento))
            headers["Link"] = ", ".join(filter(None, (headers.get("Link", ""), found)))
            if memento is None:
                headers["Vary"] = ", ".join(filter(None, (headers.get("Vary", ""), "Accept-Datetime")))
            elif message["status"] < 500:
                headers["Memento-Datetime"] = http_date(memento.created)
        await send(message)

    return tell
