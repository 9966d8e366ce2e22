"""What one client may take: requests in a minute, the length of an address, the size of a body, and time."""

from __future__ import annotations

import asyncio
import math
import time
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.context import Service
from api.errors import AddressTooLong, SlowClient, TooLarge, TooManyRequests, respond
from api.rates import Rates
from ontology.errors import PolicygraphError

__all__ = ["Limits"]

#: Where bodies of the size of changes are taken.
_CHANGES: Final = ("/update", "/data", "/graph/")


class Limits:
    """ASGI middleware: refuses what is too much before anything is done for it."""

    def __init__(self, app: ASGIApp, service: Service, rates: Rates) -> None:
        self._app, self._settings, self._rates = app, service.settings, rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on whose body is checked as it comes in."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            self._check(scope)
            size = self._body_size(scope)
        except PolicygraphError as error:
            await respond(Request(scope), error)(scope, receive, send)
            return
        if size == 0:
            await self._app(scope, receive, send)
            return
        body = _Body(receive, self._limit(scope), self._settings.client_seconds)

        async def unless_refused(message: Message) -> None:
            if body.refused is None:
                await send(message)

        try:
            await self._app(scope, body.receive, unless_refused)
        except Exception:
            if body.refused is None:
                raise
        if body.refused is not None:
            response = respond(Request(scope), body.refused)
            response.headers["Connection"] = "close"  # the rest of the body is not read
            await response(scope, receive, send)

    def _check(self, scope: Scope) -> None:
        limit = self._settings.url_size << 10
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > limit:
            raise AddressTooLong(reason="request.address", values={"limit": f"{limit:,}"})
        client = scope.get("client")
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        wait = self._rates.take(path, client[0], time.monotonic()) if client else 0
        if wait > 0:
            raise TooManyRequests(math.ceil(wait))

    def _body_size(self, scope: Scope) -> int | None:
        """Declared size of the body, 0 without one, None when it comes in chunks; refuses too large a one."""
        headers = Headers(scope=scope)
        declared = headers.get("content-length")
        if declared is None:
            return None if "transfer-encoding" in headers else 0
        limit = self._limit(scope)
        if not declared.isdecimal() or int(declared) > limit:
            raise TooLarge(reason="request.too-large", values={"limit": f"{limit:,}"})
        return int(declared)

    def _limit(self, scope: Scope) -> int:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        changes = path.startswith(_CHANGES)
        return self._settings.data_size << 20 if changes else self._settings.body_size << 10


class _Body:
    """The body as it comes in; ``refused`` says why no more of it is taken."""

    def __init__(self, receive: Receive, limit: int, seconds: float) -> None:
        self._receive, self._limit, self._seconds = receive, limit, seconds
        self._size, self._ended = 0, False
        self.refused: PolicygraphError | None = None

    async def receive(self) -> Message:
        """The next part. Once refused, the client is as good as gone for whoever reads."""
        if self.refused is not None:
            return {"type": "http.disconnect"}
        if self._ended:
            return await self._receive()
        try:
            async with asyncio.timeout(self._seconds):
                message = await self._receive()
        except TimeoutError:
            self.refused = SlowClient(reason="request.slow", values={"seconds": f"{self._seconds:g}"})
            return {"type": "http.disconnect"}
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            self._ended = not message.get("more_body", False)
            if self._size > self._limit:
                self.refused = TooLarge(reason="request.too-large", values={"limit": f"{self._limit:,}"})
                return {"type": "http.disconnect"}
        return message
