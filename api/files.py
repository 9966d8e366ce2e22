"""Files that do not change, served so that a download can be resumed (RFC 9110, 14).

One range is answered (206); a header with several, or one that is not well formed, is answered with the
whole file, as the standard allows. ``If-Range`` takes the entity tag or the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from api.validators import not_modified
from ontology.errors import PolicygraphError

__all__ = ["RangeNotSatisfiable", "Span", "file_response", "read_range"]

#: ``bytes=0-99``, ``bytes=100-``, ``bytes=-50``; not ``bytes=0-1,5-6``, not ``lines=1-2``.
_RANGE = re.compile(r"\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)
_CHUNK: Final = 256 * 1024


class RangeNotSatisfiable(PolicygraphError):
    """A range that starts after the end; ``size`` is the file's length."""

    def __init__(self, size: int) -> None:
        super().__init__(f"The file has {size} bytes; the range asked for starts after its end.")
        self.size = size


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes from ``start`` up to, not including, ``end``."""

    start: int
    end: int


def read_range(header: str | None, size: int) -> Span | None:
    """The one range that a header asks of a file of ``size`` bytes; None for the whole file.

    Raises `RangeNotSatisfiable`.
    """
    match = _RANGE.fullmatch(header or "")
    if match is None or not (match[1] or match[2]):
        return None
    if match[1]:
        start, end = int(match[1]), min(int(match[2]) + 1 if match[2] else size, size)
        if match[2] and int(match[2]) < start:
            return None  # not well formed (14.1.1)
    else:
        start, end = max(size - int(match[2]), 0), size
        if int(match[2]) == 0:
            raise RangeNotSatisfiable(size)
    if start >= size:
        raise RangeNotSatisfiable(size)
    return Span(start, end)


def file_response(
    request: Request, path: Path, size: int, headers: Mapping[str, str], media_type: str
) -> Response:
    """A file, a range of it, or 304. ``headers`` hold its validators (strong ETag, Last-Modified)."""
    known = {**headers, "Accept-Ranges": "bytes"}
    if (held := not_modified(request, known)) is not None:
        return held
    # What the client holds a part of must be this very file; else it gets all of it.
    condition = request.headers.get("if-range")
    same = condition is None or condition in (known["ETag"], known.get("Last-Modified"))
    span = read_range(request.headers.get("range"), size) if same else None
    status = 200
    if span is not None:
        status, known["Content-Range"] = 206, f"bytes {span.start}-{span.end - 1}/{size}"
    else:
        span = Span(0, size)
    known["Content-Length"] = str(span.end - span.start)
    # Opened before the first byte of the answer: a file that is gone is an error, not a short body.
    file = path.open("rb")

    def pieces() -> Iterator[bytes]:
        with file:
            file.seek(span.start)
            left = span.end - span.start
            while left and (piece := file.read(min(_CHUNK, left))):
                left -= len(piece)
                yield piece

    return StreamingResponse(pieces(), status, known, media_type)
