"""Validators of an answer: its entity tag and its date, and whether a client holds it already (RFC 9110, 13)."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache

from fastapi import Request, Response

from api.context import etag, unchanged
from graph.revision import Revision

__all__ = ["http_date", "not_modified", "parse_http_date", "validators"]


@lru_cache(maxsize=1024)  # each answer names the same few revisions
def http_date(moment: dt.datetime) -> str:
    """A moment as HTTP writes it (IMF-fixdate), in whole seconds."""
    return format_datetime(moment.astimezone(dt.UTC).replace(microsecond=0), usegmt=True)


def parse_http_date(text: str) -> dt.datetime | None:
    """The moment of an HTTP date in UTC, or None when it is none."""
    try:
        moment = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError):
        return None
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


def validators(revision: Revision | None, *parts: str, weak: bool = False) -> dict[str, str]:
    """``ETag``, ``Last-Modified`` and ``Cache-Control`` of an answer made from a revision.

    ``parts`` are what else it depends on (format, profile). ``weak`` is for pages, whose bytes may
    change with the templates while they say the same.
    """
    tag = etag(revision, *parts)
    made = {"ETag": f"W/{tag}" if weak else tag, "Cache-Control": "no-cache"}
    if revision is not None:
        made["Last-Modified"] = http_date(revision.created)
    return made


def not_modified(request: Request, headers: dict[str, str]) -> Response | None:
    """304 with the headers when the client holds this answer; None when it must be made.

    ``If-Modified-Since`` counts only without ``If-None-Match`` (13.2.2).
    """
    if "if-none-match" in request.headers:
        held = unchanged(request, headers["ETag"].removeprefix("W/"))
    else:
        since = parse_http_date(request.headers.get("if-modified-since", ""))
        made = parse_http_date(headers.get("Last-Modified", ""))
        held = since is not None and made is not None and made <= since
    return Response(status_code=304, headers=headers) if held else None
