"""What every reader returns: text with one paragraph a line, and the places that its stretches came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from ontology.errors import EmptyDocument

__all__ = [
    "EMPTY_CELL",
    "Content",
    "SourcePlace",
    "TextBuilder",
    "page",
    "paragraph",
    "place_at",
    "row",
    "row_line",
]

#: Stands for an empty first cell of a table row: prints as a blank, and is none, so that it is kept.
EMPTY_CELL: Final = "\u2800"


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """A place in the file as a reader of it would name it; holds from ``start`` to the next place.

    ``start`` is an offset in the text that the reader returned. ``zh`` and ``en`` are the words:
    ``第3页`` and ``page 3``.
    """

    start: int
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Content:
    """A file's text before normalising, the IANA name of its encoding, media type and places."""

    text: str = field(repr=False)
    media_type: str
    encoding: str = "utf-8"
    places: tuple[SourcePlace, ...] = field(default=(), repr=False)


def page(start: int, number: int) -> SourcePlace:
    """The place called page ``number`` (from 1)."""
    return SourcePlace(start, f"第{number}页", f"page {number}")


def paragraph(start: int, number: int) -> SourcePlace:
    """The place called paragraph ``number`` (from 1)."""
    return SourcePlace(start, f"第{number}段", f"paragraph {number}")


def row(start: int, table: int, number: int) -> SourcePlace:
    """The place called row ``number`` of table ``table`` (both from 1)."""
    return SourcePlace(start, f"表{table}第{number}行", f"table {table}, row {number}")


def place_at(places: tuple[SourcePlace, ...], offset: int) -> SourcePlace | None:
    """The place that holds at an offset, or None before the first. ``places`` are sorted by start."""
    index = bisect_right(places, offset, key=lambda place: place.start)
    return places[index - 1] if index else None


class TextBuilder:
    """Gathers lines and counts the places they came from."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._places: list[SourcePlace] = []
        self._length = 0
        self._paragraphs = 0
        self._tables = 0
        self._rows = 0

    def paragraph(self, text: str) -> None:
        """Add a paragraph, which may hold line ends of its own; a blank one is left out."""
        if text.strip():
            self._paragraphs += 1
            self._add(text, paragraph(self._length, self._paragraphs))

    def on_page(self, text: str, number: int) -> None:
        """Add a paragraph that begins on a page."""
        if text.strip():
            place = page(self._length, number)
            known = self._places and self._places[-1].en == place.en
            self._add(text, None if known else place)

    def table(self) -> None:
        """Open a table: the rows that follow are numbered within it."""
        self._tables += 1
        self._rows = 0

    def row(self, cells: Iterable[str], number: int | None = None) -> None:
        """Add a row as a line of cells, of the open table or (``number``) of a page."""
        line = row_line(cells)
        self._rows += 1
        if not line:
            return
        if number is None:
            self._add(line, row(self._length, self._tables, self._rows))
        else:
            self.on_page(line, number)

    def content(self, media_type: str, encoding: str, source: str) -> Content:
        """All that was added. Raises `EmptyDocument` where that is nothing."""
        if not self._lines:
            raise EmptyDocument("holds no text.", source=source)
        return Content("\n".join(self._lines), media_type, encoding, tuple(self._places))

    def _add(self, text: str, place: SourcePlace | None) -> None:
        if place is not None:
            self._places.append(place)
        self._lines.append(text)
        self._length += len(text) + 1


def row_line(cells: Iterable[str]) -> str:
    r"""A table's row as a line; empty for a row without words.

    >>> row_line(["1", "建设\n园区", "市商务局"])
    '1\t建设 园区\t市商务局'
    """
    words = [" ".join(cell.split()) for cell in cells]
    if not any(words):
        return ""
    return "\t".join([words[0] or EMPTY_CELL, *words[1:]]).rstrip("\t")
