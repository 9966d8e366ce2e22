"""Characters and rulings of PDF pages with their places, as pdfium finds them."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from loaders.formats.joining import is_wide
from ontology.errors import UnreadableDocument

__all__ = ["Glyph", "Ruling", "Sheet", "sheets"]

#: Most pages and characters that are read; the longest national plans have about 150 pages.
_MAX_PAGES: Final = 3000
_MAX_CHARS: Final = 3_000_000
#: Most points of drawn paths that are looked at on a page: more is a drawing, not a table.
_MAX_POINTS: Final = 20_000
#: pdfium may be used by one thread at a time.
_LOCK: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character: its horizontal extent, its baseline and its size, in points; y grows upwards."""

    char: str
    x0: float
    x1: float
    y: float
    size: float
    spaced: bool  # a blank is written before it


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn line, upright (``x0 == x1``) or level (``y0 == y1``), with ordered ends."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: number from 1, size in points as it is shown, characters in the order of the file."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...]
    pictures: bool


def sheets(data: bytes, source: str) -> list[Sheet]:
    """All pages. Raises `UnreadableDocument` for encrypted, damaged and oversized files."""
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _refusal(str(error), source) from error
        try:
            count = len(document)
            if count > _MAX_PAGES:
                message = f"has {count:,} pages; the limit is {_MAX_PAGES:,}. Split it."
                raise UnreadableDocument(message, source=source)
            found: list[Sheet] = []
            chars = 0
            for index in range(count):
                found.append(_sheet(document, index, source))
                chars += len(found[-1].glyphs)
                if chars > _MAX_CHARS:
                    message = f"has more than {_MAX_CHARS:,} characters. Split it."
                    raise UnreadableDocument(message, source=source, place=f"page {index + 1}")
        finally:
            document.close()
    if not found:
        raise UnreadableDocument("has no pages. Download or save it again.", source=source)
    return found


def _refusal(cause: str, source: str) -> UnreadableDocument:
    if "password" in cause.lower() or "security" in cause.lower():
        message = "is encrypted. Open it with its password and save or print it to a PDF without one."
    else:
        message = "is a damaged PDF. Download or save it again."
    return UnreadableDocument(message, source=source)


def _sheet(document: Any, index: int, source: str) -> Sheet:
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        message = "is a damaged PDF. Download or save it again."
        raise UnreadableDocument(message, source=source, place=f"page {index + 1}") from error
    try:
        turn = _Turn(page)
        handle = pdfium.FPDFText_LoadPage(page.raw)
        if not handle:
            message = "is a damaged PDF. Download or save it again."
            raise UnreadableDocument(message, source=source, place=f"page {index + 1}")
        try:
            glyphs = tuple(_glyphs(handle, turn))
        finally:
            pdfium.FPDFText_ClosePage(handle)
        rulings, pictures = _drawn(page, turn)
        return Sheet(index + 1, turn.width, turn.height, glyphs, rulings, pictures)
    finally:
        page.close()


class _Turn:
    """Turns coordinates of a page into those of the page as it is shown."""

    def __init__(self, page: Any) -> None:
        self.quarter = pdfium.FPDFPage_GetRotation(page.raw)
        self.width, self.height = page.get_size()  # as shown

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.quarter == 1:
            return y, self.height - x
        if self.quarter == 2:
            return self.width - x, self.height - y
        if self.quarter == 3:
            return self.width - y, x
        return x, y


def _glyphs(handle: Any, turn: _Turn) -> Iterator[Glyph]:
    """Characters without blanks and controls; a written blank is noted on the character after it."""
    count = min(pdfium.FPDFText_CountChars(handle), _MAX_CHARS + 1)
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    spaced, high = False, 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(handle, index)
        if code in (0x20, 0x09, 0xA0, 0x3000):
            # pdfium puts blanks of its own where it sees a gap; gaps are measured later.
            spaced = spaced or pdfium.FPDFText_IsGenerated(handle, index) != 1
            continue
        if code == 0x02:
            code = 0x2D  # how pdfium gives a hyphen at a line's end
        if code < 0x20 or 0x7F <= code < 0xA0 or 0xFDD0 <= code <= 0xFDEF or code in (0xFFFE, 0xFFFF):
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if not pdfium.FPDFText_GetLooseCharBox(handle, index, box_at):
            continue
        pdfium.FPDFText_GetCharOrigin(handle, index, x_at, y_at)
        left, bottom = turn.point(box.left, box.bottom)
        right, top = turn.point(box.right, box.top)
        origin, baseline = turn.point(x.value, y.value)
        x0, x1 = min(left, right, origin), max(left, right)
        # Some fonts state no height, and the flat 一 would give a size of next to nothing.
        size = max(abs(top - bottom), x1 - x0 if is_wide(chr(code)) else 0.0)
        yield Glyph(chr(code), x0, x1, baseline, size, spaced)
        spaced = False


def _drawn(page: Any, turn: _Turn) -> tuple[tuple[Ruling, ...], bool]:
    """Level and upright lines of the page's paths, and whether the page shows a picture."""
    found: list[Ruling] = []
    pictures, left = False, _MAX_POINTS
    matrix = pdfium.FS_MATRIX()
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        item = pdfium.FPDFPage_GetObject(page.raw, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            pictures = True
        if kind != pdfium.FPDF_PAGEOBJ_PATH or left <= 0:
            continue
        left -= max(pdfium.FPDFPath_CountSegments(item), 1)
        if left > 0 and pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
            found += _lines(item, matrix, turn)
    return (tuple(found) if left > 0 else ()), pictures


def _lines(item: Any, matrix: Any, turn: _Turn) -> Iterator[Ruling]:
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = None
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            return
        point = turn.point(
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = last = point
            continue
        if kind == pdfium.FPDF_SEGMENT_LINETO and last is not None:
            yield from _ruling(last, point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment) and start is not None:
            yield from _ruling(last, start)
            last = start


def _ruling(one: tuple[float, float], two: tuple[float, float]) -> Iterator[Ruling]:
    """A line of more than four points that is level or upright within a point."""
    (x0, x1), (y0, y1) = sorted((one[0], two[0])), sorted((one[1], two[1]))
    if y1 - y0 <= 1 and x1 - x0 > 4:
        yield Ruling(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    elif x1 - x0 <= 1 and y1 - y0 > 4:
        yield Ruling((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
