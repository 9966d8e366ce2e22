"""Plain text: decoded, and nothing else."""

from __future__ import annotations

from loaders.formats.content import Content
from loaders.formats.encodings import decode

__all__ = ["read"]


def read(data: bytes, source: str) -> Content:
    """Decode a text file. Raises `EmptyDocument` or `UnreadableDocument`."""
    text, encoding = decode(data, source)
    return Content(text, "text/plain", encoding)
