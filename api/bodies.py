"""Reading a request's body within the limit."""

from __future__ import annotations

from fastapi import Request

from api.context import service_of
from api.errors import TooLarge

__all__ = ["limited_body"]


async def limited_body(request: Request) -> bytes:
    """The body; `TooLarge` as soon as it is over the limit, before it is held whole."""
    limit = service_of(request).settings.body_size << 10
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > limit:
            raise TooLarge(f"The body is over the limit of {limit:,} bytes.")
        pieces.append(piece)
    return b"".join(pieces)
