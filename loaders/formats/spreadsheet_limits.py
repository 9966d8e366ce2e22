"""What a workbook may ask of the machine: how much it unpacks to, and how wide its sheets are.

The reader of workbooks keeps the whole rectangle around a sheet's filled cells. One value in XFD1048576
makes that 17 thousand million cells, and the failed allocation ends the process; so it is refused before.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final
from xml.parsers import expat

from ontology.errors import UnreadableDocument

__all__ = ["check_workbook"]

#: Most bytes that a workbook may unpack to, and most cells in the rectangle of one sheet.
_MAX_UNPACKED: Final = 512 * 1024 * 1024
_MAX_CELLS: Final = 10_000_000
#: Most bytes of words that cells of all sheets may repeat from the table of shared words.
_MAX_REPEATED: Final = 500_000_000
_SHARED_END: Final = re.compile(rb"</(?:\w{1,9}:)?si\s*>")
_SHARED_VALUE: Final = re.compile(rb"<(?:\w{1,9}:)?v\b[^<>]{0,99}>\s*(\d{1,9})\s*<")
#: Anything that may be a cell's reference, and a cell without one.
_REFERENCE: Final = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,8})(\d{1,10})[\"']")
_BARE_CELL: Final = re.compile(rb"<(?:\w+:)?c\b(?![^>]*\br\s*=)")


def check_workbook(data: bytes, source: str) -> None:
    """Refuse what would fill the memory, or is no .xlsx inside.

    Raises `UnreadableDocument` for archives that are damaged, encrypted, binary (.xlsb) or unpack without
    end, and for sheets with a far cell. Cells that only have a format do not count, there or here.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive, source)
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        NotImplementedError,
        ValueError,
        zlib.error,
        expat.ExpatError,
    ) as error:
        message = "is a damaged workbook. Open it in Excel or WPS and save it again."
        raise UnreadableDocument(message, source=source) from error
    except RuntimeError as error:  # what zipfile says of an entry with a password
        message = "is encrypted. Open it with its password and save it without one."
        raise UnreadableDocument(message, source=source) from error


def _check(archive: zipfile.ZipFile, source: str) -> None:
    if sum(item.file_size for item in archive.infolist()) > _MAX_UNPACKED:
        message = f"unpacks to more than {_MAX_UNPACKED // 1024**2} MB. Keep only the sheets that matter."
        raise UnreadableDocument(message, source=source)
    shared: list[int] = []
    pointing: dict[zipfile.ZipInfo, int] = {}
    for item in archive.infolist():
        name = item.filename.lower()
        if name.endswith("workbook.bin"):
            message = "is a binary workbook (.xlsb). Open it in Excel or WPS and save it as .xlsx."
            raise UnreadableDocument(message, source=source)
        part = archive.read(item)
        if (pieces := _SHARED_END.split(part)) and len(pieces) > 1:
            shared += map(len, pieces)
        pointing[item] = part.count(b'"s"') + part.count(b"'s'")  # of t="s", however it is spaced
        # Any part may be named as a sheet; what holds no rows is none.
        height, width = _extent(part) if b"sheetData" in part else (0, 0)
        if height * width > _MAX_CELLS:
            message = (
                f"has a sheet of {height:,} rows and {width:,} columns, most of them empty. Delete the cells far "
                "from the table and save it again."
            )
            raise UnreadableDocument(message, source=source)

    if sum(pointing.values()) * max(shared, default=0) > _MAX_REPEATED:
        parts = (archive.read(item) for item, count in pointing.items() if count)
        if _repeated(shared, parts) > _MAX_REPEATED:
            message = (
                "repeats long words in very many cells. Keep only the rows that matter and save it again."
            )
            raise UnreadableDocument(message, source=source)


def _repeated(shared: Sequence[int], parts: Iterable[bytes]) -> int:
    """Bytes of the shared words (given by their sizes), each as often as a cell points to it."""
    counts: Counter[int] = Counter()
    for part in parts:
        counts.update(int(match[1]) for match in _SHARED_VALUE.finditer(part))
    return sum(count * shared[index] for index, count in counts.items() if index < len(shared))


def _extent(part: bytes) -> tuple[int, int]:
    """Rows and columns of the rectangle of a part's cells: a quick upper bound, or where that is large, exact."""
    columns: set[bytes] = set()
    height = 0
    for match in _REFERENCE.finditer(part):
        columns.add(match[1])
        height = max(height, int(match[2]))
    width = max((_column(name.decode("ascii")) for name in columns), default=0)
    if height * width <= _MAX_CELLS and not _BARE_CELL.search(part):
        return height, width
    extent = _Extent()
    extent.read(part)
    return extent.height, extent.width


def _column(name: str) -> int:
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number


class _Extent:
    """Walks the elements of a sheet; a cell counts when something stands in it."""

    def __init__(self) -> None:
        self.height = self.width = 0
        self._row = self._column = 0
        self._inside = False

    def read(self, part: bytes) -> None:
        """Walk a part. Raises `ExpatError` for what is no XML."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.Parse(part, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        place = re.fullmatch(r"([A-Za-z]*)(\d*)", attributes.get("r", "").strip())
        if name == "row":
            self._row = int(place[2]) if place and place[2] and not place[1] else self._row + 1
            self._column = 0
        elif name == "c":
            self._inside = True
            self._column = _column(place[1]) if place and place[1] else self._column + 1
            self._row = int(place[2]) if place and place[1] and place[2] else self._row
        elif self._inside:
            self.height, self.width = max(self.height, self._row), max(self.width, self._column)

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "c":
            self._inside = False
