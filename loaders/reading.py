"""The only file access of the loaders: bytes from a path, and text from the bytes, within limits.

What a file is, is asked first (`loaders.formats.registry`); its reader then gives the text, one
paragraph a line, whatever the format, so that every rule works on every format.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from loaders.formats.content import SourcePlace, place_at
from loaders.formats.encodings import decode
from loaders.formats.mapping import ColumnMapping, column_mapping, mapping_file
from loaders.formats.registry import format_of
from ontology.errors import DocumentError, UnreadableDocument
from ontology.model import Source

__all__ = ["MAX_BYTES", "RawDocument", "SourcePlace", "decode", "read", "read_bytes"]

#: Largest file that is read, in bytes. The longest national plans stay below 1 MB as text.
MAX_BYTES: Final = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A decoded file: where it came from, its text before normalising, and the places in the file.

    ``places`` are sorted by their offsets in ``text``; plain text has none. ``mapping`` is what a mapping
    file beside the document states (`loaders.formats.mapping`), nothing without one.
    """

    source: Source
    stem: str
    text: str = field(repr=False)
    places: tuple[SourcePlace, ...] = field(default=(), repr=False)
    mapping: ColumnMapping = field(default_factory=ColumnMapping)

    def place_of(self, offset: int) -> SourcePlace:
        """Where in the file the character at an offset of ``text`` stands: its page, paragraph or line."""
        place = place_at(self.places, offset)
        if place is not None:
            return place
        number = self.text.count("\n", 0, offset) + 1
        return SourcePlace(self.text.rfind("\n", 0, offset) + 1, f"第{number}行", f"line {number}")


def read(path: Path) -> RawDocument:
    """Read and decode one file, with the mapping file beside it (``分工.columns.toml`` for ``分工.xlsx``).

    Raises `UnreadableDocument` (missing, too large, damaged, encrypted, of a format or encoding that
    is not read) or `EmptyDocument`.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableDocument(
                f"has {size:,} bytes; the limit is {MAX_BYTES:,}. Split it or keep only its text.",
                source=str(path),
            )
        data = path.read_bytes()
        beside = mapping_file(path)
        stated = beside.read_bytes() if beside.is_file() else None
    except OSError as error:
        raise UnreadableDocument(f"cannot be read: {error.strerror or error}", source=str(path)) from error
    raw = read_bytes(data, path.name, str(path))
    return raw if stated is None else replace(raw, mapping=column_mapping(stated, str(beside)))


def read_bytes(data: bytes, name: str, source: str = "") -> RawDocument:
    """Decode a file's bytes. ``name`` gives suffix and stem, ``source`` what messages call it."""
    source = source or name
    file = Path(name)
    try:
        content = format_of(data, file.suffix, source).read(data, source)
    except DocumentError as error:
        error.source = error.source or source
        raise
    description = Source(
        name=file.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=content.encoding,
        media_type=content.media_type,
    )
    return RawDocument(description, file.stem, content.text, content.places)
