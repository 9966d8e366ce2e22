"""Methods of each address: HEAD wherever there is GET, OPTIONS and preflights, and Allow beside a 405.

The methods are those of the routes that match the address, so this cannot say something else than what
the routes do. Routes that the settings close, which answer everybody with 403, are not among them: Allow tells the
methods that are supported now (RFC 9110, 10.2.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import respond

__all__ = ["REQUEST_HEADERS", "Methods", "allowed_methods"]

_METHODS: Final = ("GET", "POST", "PUT", "DELETE", "PATCH")
#: What a page of another origin may send besides what browsers always allow; tokens are no cookies, so
#: they may come from anywhere.
REQUEST_HEADERS: Final = (
    "Accept",
    "Accept-Datetime",
    "Accept-Language",
    "Accept-Profile",
    "Authorization",
    "Content-Type",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "If-Range",
    "Prefer",
    "Range",
    "Slug",
    "Traceparent",
    "X-Request-Id",
)
_KEPT_SECONDS: Final = "86400"


class Methods:
    """ASGI middleware around the routes of the application in ``scope["app"]``; nobody may use those of ``closed``."""

    def __init__(self, app: ASGIApp, closed: Sequence[BaseRoute] = ()) -> None:
        self._app, self._closed = app, closed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer OPTIONS; pass the other methods on, HEAD as GET."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await self._options(scope, receive, send)
        elif scope["method"] == "HEAD":
            await self._head(scope, receive, send)
        else:
            await self._app(scope, receive, self._with_allow(scope, send))

    async def _head(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        inner = {**scope, "method": "GET"}
        try:
            await self._app(inner, receive, self._with_allow(scope, without_body))
        finally:
            scope["route"] = inner.get("route")  # for whoever counts by route

    async def _options(self, scope: Scope, receive: Receive, send: Send) -> None:
        methods = allowed_methods(scope, self._closed)
        if not methods:
            await respond(Request(scope), HTTPException(404))(scope, receive, send)
            return
        headers = MutableHeaders({"Allow": ", ".join(methods), "Cache-Control": "no-store"})
        if "access-control-request-method" in Headers(scope=scope):
            headers["Access-Control-Allow-Methods"] = ", ".join(methods)
            headers["Access-Control-Allow-Headers"] = ", ".join(REQUEST_HEADERS)
            headers["Access-Control-Max-Age"] = _KEPT_SECONDS
        await send({"type": "http.response.start", "status": 204, "headers": headers.raw})
        await send({"type": "http.response.body", "body": b""})

    def _with_allow(self, scope: Scope, send: Send) -> Send:
        """A 405 names all methods of the address, not those of one of its routes only."""
        root = scope.get("root_path", "")  # mounted files change it

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 405:
                methods = allowed_methods({**scope, "root_path": root}, self._closed)
                MutableHeaders(scope=message)["Allow"] = ", ".join(methods)
            await send(message)

        return complete


def allowed_methods(scope: Scope, closed: Sequence[BaseRoute] = ()) -> tuple[str, ...]:
    """Methods of the address of a request without those of ``closed`` routes; none when there is no such address."""
    found = _matched(scope, scope["app"].router.routes)
    if not found or found == list(_METHODS):  # mounted files match whatever the method is
        return ("GET", "HEAD", "OPTIONS") if found else ()
    shut = _matched(scope, closed)
    open_ = [method for method in found if method not in shut]
    if "GET" in open_:
        open_.insert(1, "HEAD")
    return (*open_, "OPTIONS")


def _matched(scope: Scope, routes: Sequence[BaseRoute]) -> list[str]:
    asked = {**scope, "state": {}}
    return [
        method
        for method in _METHODS
        if any(route.matches({**asked, "method": method})[0] is Match.FULL for route in routes)
    ]
