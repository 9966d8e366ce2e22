"""Reading a request's body within the limit."""

from __future__ import annotations

from fastapi import Request

from api.context import service_of
from api.errors import TooLarge

__all__ = ["data_body", "limited_body"]


async def limited_body(request: Request) -> bytes:
    """The body of a question; `TooLarge` as soon as it is over the limit, before it is held whole."""
    return await _read(request, service_of(request).settings.body_size << 10)


async def data_body(request: Request) -> bytes:
    """The body of a change, which may be larger; `TooLarge` as soon as it is over the limit."""
    return await _read(request, service_of(request).settings.data_size << 20)


async def _read(request: Request, limit: int) -> bytes:
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > limit:
            raise TooLarge(reason="request.too-large", values={"limit": f"{limit:,}"})
        pieces.append(piece)
    return b"".join(pieces)
