"""Headers of every answer: what browsers may do with it, and what pages of other origins may read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["CORS_HEADERS", "SECURITY_HEADERS", "SecurityHeaders", "completed"]

#: Scripts, styles, pictures and requests come from this host only; nothing is inline; no page frames ours.
_POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
SECURITY_HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: Nothing here goes by cookies, so every origin may ask; these are what its scripts may read of an answer.
CORS_HEADERS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": ", ".join(
        (
            "Accept-Ranges",
            "Allow",
            "Content-Disposition",
            "Content-Profile",
            "Content-Range",
            "ETag",
            "Link",
            "Location",
            "Memento-Datetime",
            "Preference-Applied",
            "Retry-After",
            "WWW-Authenticate",
            "X-Request-Id",
        )
    ),
}


class SecurityHeaders:
    """ASGI middleware: adds them to every answer that has not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, completing what comes back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": completed(message["headers"])}
            await send(message)

        await self._app(scope, receive, complete)


def completed(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer with those of every answer that it has not set itself."""
    own = list(headers)
    given = {name.lower() for name, _ in own}
    if b"content-security-policy" in given:
        given.add(b"x-frame-options")  # its own policy says who may frame it
    return [*own, *(item for item in _ALL if item[0] not in given)]


#: As ASGI sends them.
_ALL: Final = tuple(
    (name.lower().encode("ascii"), value.encode("ascii"))
    for name, value in {**SECURITY_HEADERS, **CORS_HEADERS}.items()
)
