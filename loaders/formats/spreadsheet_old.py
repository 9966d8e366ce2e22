"""Old workbooks (.xls, .et): the records of the stream are checked before a library reads them ([MS-XLS]).

The reader of workbooks trusts a sheet's stated extent and keeps the whole rectangle around its cells; one
record can state four thousand million cells, and the failed allocation ends the process. So extents are
counted here from the cells, what is stated is struck out, and the stream goes on in a fresh container.
"""

from __future__ import annotations

import struct
from typing import Final

from loaders.formats.compound import container, stream, stream_names
from ontology.errors import UnreadableDocument

__all__ = ["checked_workbook"]

#: Most cells in the rectangles of all sheets together, and most characters of repeated words.
_MAX_CELLS: Final = 10_000_000
_MAX_SHEETS: Final = 255
_MAX_SHARED: Final = 20_000
_STREAMS: Final = ("Workbook", "Book", "WORKBOOK", "BOOK")
_BEGIN, _ENDS, _LOCKED, _SHEET, _EXTENT = 0x0809, 0x000A, 0x002F, 0x0085, 0x0200
_FORMULA, _MANY, _SHARED, _SHARED_WORDS = 0x0006, 0x00BD, 0x00FD, 0x00FC
#: Records of a cell with a value: each begins with its row and column.
_CELLS: Final = frozenset({_FORMULA, _MANY, _SHARED, 0x0203, 0x0204, 0x0205, 0x00D6, 0x027E})
#: A kind of record that nobody knows, and so passes over.
_STRUCK: Final = 0x7FFF


def checked_workbook(data: bytes, source: str) -> bytes:
    """The workbook in a container of its own, without what it states of its size.

    Raises `UnreadableDocument` for a file that is damaged, encrypted, no workbook, or far too large.
    """
    names = stream_names(data, source)
    if "EncryptedPackage" in names:
        raise _encrypted(source)
    name = next((name for name in _STREAMS if name in names), None)
    if name is None:
        message = "is no workbook inside. Open it in Excel or WPS and save it as .xlsx."
        raise UnreadableDocument(message, source=source)
    words = bytearray(stream(data, name, source))
    _Records(words, source).check()
    return container("Workbook", bytes(words))


def _encrypted(source: str) -> UnreadableDocument:
    message = "is encrypted. Open it with its password and save it without one."
    return UnreadableDocument(message, source=source)


class _Records:
    """One pass over the records of a stream; what must not be believed is overwritten."""

    def __init__(self, words: bytearray, source: str) -> None:
        self._words, self._source = words, source
        self._begins: set[int] = set()
        self._sheets: list[int] = []
        self._shared: dict[int, int] = {}
        self._shared_size = 0
        self._cells = 0
        self._height = self._width = 0

    def check(self) -> None:
        """Refuse a stream that asks for more than a workbook holds. Linear in its length."""
        words, position, depth, last = self._words, 0, 0, 0
        while position + 4 <= len(words):
            kind, size = struct.unpack_from("<HH", words, position)
            if kind == 0 and depth == 0:
                break  # zeros after the last sheet
            start = position + 4
            if start + size > len(words):
                raise self._damaged()
            if kind == _BEGIN:
                if depth == 0:
                    self._begins.add(position)
                depth += 1
            elif kind == _ENDS:
                depth = max(depth - 1, 0)
                if depth == 0:
                    self._close()
            elif kind in _CELLS:
                self._cell(kind, start, size)
            elif kind == _EXTENT:
                struct.pack_into("<H", words, position, _STRUCK)
            else:
                self._other(kind, start, size, last)
            last = kind if kind != 0x003C else last  # 0x003C continues the record before it
            position = start + size
        self._close()
        if not self._begins or any(sheet not in self._begins for sheet in self._sheets):
            raise self._damaged()
        if len(self._sheets) > _MAX_SHEETS or len(set(self._sheets)) < len(self._sheets):
            raise self._damaged()
        if self._cells > _MAX_CELLS:
            message = (
                f"has sheets of {self._cells:,} cells, most of them empty. Delete the cells far from the tables"
                " and save it again."
            )
            raise UnreadableDocument(message, source=self._source)
        repeated = max(self._shared.values(), default=0)
        if repeated > _MAX_SHARED and repeated * min(self._shared_size, 32_767) > 50 * _MAX_CELLS:
            message = "repeats long words in tens of thousands of cells. Keep only the rows that matter."
            raise UnreadableDocument(message, source=self._source)

    def _cell(self, kind: int, start: int, size: int) -> None:
        if size < 6:
            raise self._damaged()
        row, column = struct.unpack_from("<HH", self._words, start)
        if kind == _MANY:
            column += (size - 6) // 6
        elif kind == _SHARED and size >= 10:
            (index,) = struct.unpack_from("<I", self._words, start + 6)
            self._shared[index] = self._shared.get(index, 0) + 1
        elif kind == _FORMULA and size > 20:
            # Of a formula its stored value is read; its text is emptied, so that nothing expands it.
            self._words[start + 20 : start + size] = bytes(size - 20)
        self._height, self._width = max(self._height, row + 1), max(self._width, column + 1)

    def _other(self, kind: int, start: int, size: int, last: int) -> None:
        if kind == _LOCKED:
            raise _encrypted(self._source)
        if kind == _SHEET and size >= 4:
            self._sheets.append(struct.unpack_from("<I", self._words, start)[0])
        elif kind == _SHARED_WORDS or (kind == 0x003C and last == _SHARED_WORDS):
            self._shared_size += size

    def _close(self) -> None:
        """The end of a sheet: its rectangle counts."""
        self._cells += self._height * self._width
        self._height = self._width = 0

    def _damaged(self) -> UnreadableDocument:
        message = "is a damaged workbook. Open it in Excel or WPS and save it again."
        return UnreadableDocument(message, source=self._source)
