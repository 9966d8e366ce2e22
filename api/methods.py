"""Methods of each address: HEAD wherever there is GET, OPTIONS and preflights, and Allow beside a 405.

The methods are those of the routes that match the address, so this cannot say something else than what
the routes do.
"""

from __future__ import annotations

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
    """ASGI middleware around the routes of the application in ``scope["app"]``."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer OPTIONS; pass the other methods on, HEAD as GET."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await self._options(scope, receive, send)
        elif scope["method"] == "HEAD":
            await self._head(scope, receive, send)
        else:
            await self._app(scope, receive, _with_allow(scope, send))

    async def _head(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        inner = {**scope, "method": "GET"}
        try:
            await self._app(inner, receive, _with_allow(scope, without_body))
        finally:
            scope["route"] = inner.get("route")  # for whoever counts by route

    async def _options(self, scope: Scope, receive: Receive, send: Send) -> None:
        methods = allowed_methods(scope)
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


def allowed_methods(scope: Scope) -> tuple[str, ...]:
    """Methods of the address of a request; none when there is no such address."""
    routes: list[BaseRoute] = scope["app"].router.routes
    asked = {**scope, "state": {}}
    found = [
        method
        for method in _METHODS
        if any(route.matches({**asked, "method": method})[0] is Match.FULL for route in routes)
    ]
    if not found or found == list(_METHODS):  # mounted files match whatever the method is
        return ("GET", "HEAD", "OPTIONS") if found else ()
    if "GET" in found:
        found.insert(1, "HEAD")
    return (*found, "OPTIONS")


def _with_allow(scope: Scope, send: Send) -> Send:
    """A 405 names all methods of the address, not those of one of its routes only."""
    root = scope.get("root_path", "")  # mounted files change it

    async def complete(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 405:
            MutableHeaders(scope=message)["Allow"] = ", ".join(allowed_methods({**scope, "root_path": root}))
        await send(message)

    return complete
