"""Lists in pages: a cursor is a place in a list of one revision, and stays there while loads go on.

A cursor holds the revision, the place and a digest of the filters, so it fits one list only. While its
revision is kept the next pages come from that revision (``revision`` of the answer says which); when it is
gone the answer is 410 and says to start again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Annotated, Final, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, Field

from api.context import service_of, urls_of, words_of
from api.errors import BadRequest
from api.rest.route import revision_of
from graph.engine import Engine
from ontology.errors import Gone, NotFound, NotSupported
from ontology.reasons import told

__all__ = ["LIMIT", "Current", "Page", "Paged", "Reading", "Window", "gone"]

#: Most facts of a page.
LIMIT: Final = 500
_CURSOR: Final = re.compile(r"(\d{1,9})\.(\d{1,9})\.([0-9a-f]{12})")
_T = TypeVar("_T")


class Page(BaseModel, Generic[_T]):
    """A page of a list."""

    revision: int | None = Field(description="revision of the graph that was read; null when it is empty")
    total: int = Field(description="how many the whole list has", ge=0)
    items: list[_T] = Field(description="the facts of this page, in the order of the list")
    next: str | None = Field(description="address of the next page; null on the last one")


@dataclass(frozen=True, slots=True)
class Reading:
    """What an endpoint reads: an engine held to one revision, and where addresses begin."""

    engine: Engine
    base: str
    revision: int | None
    origin: str
    request: Request

    def link(self, path: str) -> str:
        """Absolute address of a path of this service (which begins with its root)."""
        return self.origin + path


@dataclass(frozen=True, slots=True)
class Window:
    """A page that is asked for: ``limit`` facts from ``offset`` on of the list that ``reading`` reads."""

    reading: Reading
    limit: int
    offset: int
    key: str

    def next(self, response: Response, total: int) -> str | None:
        """Address of the next page, also as a Link header; None on the last page."""
        after = self.offset + self.limit
        if after >= total:
            return None
        request = self.reading.request
        text = f"{self.reading.revision or 0}.{after}.{self.key}"
        cursor = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
        pairs = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
        root = urls_of(request).root
        path = request.url.path.removeprefix(root) if root else request.url.path
        address = self.reading.link(f"{root}{path}?{urlencode([*pairs, ('cursor', cursor)])}")
        response.headers["Link"] = f'<{address}>; rel="next"'
        return address


def reading(request: Request) -> Reading:
    """The current revision."""
    return _reading(request, None)


def window(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=LIMIT, description="facts of a page")] = 100,
    cursor: Annotated[
        str, Query(max_length=100, description="place to go on from, as `next` of the page before gives it")
    ] = "",
) -> Window:
    """The page that a request asks for."""
    pairs = sorted(
        (name, value) for name, value in request.query_params.multi_items() if name not in ("cursor", "limit")
    )
    key = hashlib.sha256(repr((request.url.path, pairs)).encode()).hexdigest()[:12]
    if not cursor:
        return Window(_reading(request, None), limit, 0, key)
    number, offset = _read_cursor(cursor, key)
    return Window(_reading(request, number), limit, offset, key)


def _reading(request: Request, number: int | None) -> Reading:
    service, current = service_of(request), revision_of(request)
    wanted = current.number if current is not None and number is None else number
    engine = service.engine
    if wanted:
        try:
            engine = engine.at(wanted)
        except (NotFound, NotSupported):
            if number is None:
                raise
            raise gone(request, number) from None
    origin = f"{request.url.scheme}://{request.url.netloc}"
    return Reading(engine, service.settings.base, wanted, origin, request)


def gone(request: Request, number: int) -> Gone:
    """What is said of a cursor whose revision is no longer kept."""
    return Gone(told("api.cursor-gone", words_of(request).lang, {"number": number}))


def _read_cursor(cursor: str, key: str) -> tuple[int, int]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    found = _CURSOR.fullmatch(text)
    if found is None or found[3] != key:
        raise BadRequest(reason="api.cursor")
    return int(found[1]), int(found[2])


#: The current revision, and a page of it, as parameters of an endpoint.
Current = Annotated[Reading, Depends(reading)]
Paged = Annotated[Window, Depends(window)]
