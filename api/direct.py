"""The way to an endpoint that is asked most, without the search among all routes, which takes longer than a small query.

The endpoint is the route's own function, and errors are answered as for every route (`api.errors`); the routes stay, for
the methods of their address and the description of the interface.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import respond
from api.observing import record_of
from ontology.errors import PolicygraphError

__all__ = ["Direct", "Endpoint"]

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


class Direct:
    """ASGI middleware around the routes: requests by a method for a path (below ``root_path``) go to their endpoint."""

    def __init__(self, app: ASGIApp, endpoints: Mapping[tuple[str, str], Endpoint]) -> None:
        self._app, self._endpoints = app, endpoints

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on to the routes."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        endpoint = self._endpoints.get((scope["method"], path))
        if endpoint is None:
            await self._app(scope, receive, send)
            return
        record_of(scope).route = path
        request = Request(scope, receive, send)
        try:
            response = await endpoint(request)
        except PolicygraphError as error:
            response = respond(request, error)
        await response(scope, receive, send)
