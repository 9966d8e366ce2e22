"""Web archives (.mht, .mhtml): a page and its parts in one message, as browsers and WPS save them.

RFC 2557 puts the page into a MIME message of the kind ``multipart/related``. Pictures and style sheets
are left alone; where the page consists of frames, the one with most text is the document.
"""

from __future__ import annotations

import email
import re
from dataclasses import replace
from email.message import Message
from typing import Final

from loaders.formats.content import Content
from loaders.formats.html import read as read_page
from ontology.errors import EmptyDocument, UnreadableDocument

__all__ = ["read"]

_PAGES: Final = ("text/html", "application/xhtml+xml")
#: Most multiparts, parts in all, and pages (frames) of an archive that is opened.
_MAX_MULTIPARTS: Final = 20
_MAX_PARTS: Final = 10_000
_MAX_PAGES: Final = 50
#: What parts the parts: ``boundary="----x"``; also the split forms of RFC 2231 (``boundary*0=``).
_BOUNDARY: Final = re.compile(
    rb"\bboundary(?:\*\w{0,3}\*?)?\s{0,9}=\s{0,9}\"?([^\";\s\\]{0,100})", re.IGNORECASE
)


def read(data: bytes, source: str) -> Content:
    """Read a web archive. Raises `EmptyDocument` or `UnreadableDocument`."""
    _check(data, source)
    try:
        message = email.message_from_bytes(data)
        pages = [body for part in message.walk() if (body := _page(part)) is not None][:_MAX_PAGES]
    except (RecursionError, ValueError, LookupError, AssertionError) as error:
        raise _damaged(source) from error
    found: Content | None = None
    refused: UnreadableDocument | None = None
    for page in pages:
        try:
            content = read_page(page, source)
        except EmptyDocument:
            continue
        except UnreadableDocument as error:  # a damaged advertisement in a frame does no harm
            refused = refused or error
            continue
        if found is None or len(content.text) > len(found.text):
            found = content
    if found is None:
        raise refused or EmptyDocument("holds no text.", source=source)
    return replace(found, media_type="multipart/related")


def _check(data: bytes, source: str) -> None:
    """Refuse an archive of more parts than any page has, before the parts are told apart."""
    boundaries: set[bytes] = set()
    for count, match in enumerate(_BOUNDARY.finditer(data), 1):
        boundaries.add(match[1])
        if count > _MAX_MULTIPARTS:
            message = "nests its parts too deeply to be a saved page."
            raise UnreadableDocument(message, source=source)
    if sum(data.count(b"--" + boundary) for boundary in boundaries) > _MAX_PARTS:
        message = f"has more than {_MAX_PARTS:,} parts; no saved page has so many."
        raise UnreadableDocument(message, source=source)


def _page(part: Message) -> bytes | None:
    """The bytes of a part that is a page, decoded from base64 or quoted-printable; None for other parts."""
    if part.is_multipart() or part.get_content_type() not in _PAGES:
        return None
    body = part.get_payload(decode=True)
    return body if isinstance(body, bytes) and body.strip() else None


def _damaged(source: str) -> UnreadableDocument:
    message = "is a damaged web archive. Save the page again, as a web archive or as 'web page, HTML only'."
    return UnreadableDocument(message, source=source)
