"""Any plain text as the files that people have of such documents: Word, saved pages, PDFs, workbooks.

`tests.loaders.format_builders` writes bytes; here is decided what a document of that text looks like:
labels that Word counts itself, bold leads, drawn tables, two columns, running heads, a page's chrome.
"""

from __future__ import annotations

import base64
import html
import quopri
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from loaders.formats.numerals import numeral
from tests.loaders.format_builders import Line, Rows, W, as_html, docx, pdf, wrap

__all__ = ["items_of", "printed", "web_archive", "word"]

#: Labels that Word counts: pattern of the printed label, form of its number, text of its level.
_LABELS: Final = tuple(
    (re.compile(re.escape(text).replace("%1", "(.{1,3}?)" if han else r"(\d{1,2})") + r"(?!\d)"), form, text)
    for text, han in (
        ("%1、", True), ("（%1）", True), ("(%1)", True), ("第%1章", True), ("第%1节", True), ("第%1条", True),
        ("%1．", False), ("%1.", False), ("%1、", False), ("（%1）", False), ("(%1)", False),
    )
    for form in ("chineseCountingThousand" if han else "decimal",)
)  # fmt: skip

#: What parts the cells of a row in plain text.
_GAP: Final = re.compile(r"\t|(?<=\S) {2,}(?=\S)")


def items_of(text: str) -> tuple[Line | Rows, ...]:
    """Paragraphs of a text, and its tables: lines with tabs or several blanks between cells."""
    found: list[Line | Rows] = []
    lines = (line.strip(" \u3000") for line in text.splitlines())
    for tabled, group in groupby((line for line in lines if line), key=lambda line: bool(_GAP.search(line))):
        rows = list(group)
        if tabled and ("\t" in rows[0] or len(rows) >= 3):
            found.append(Rows(tuple(tuple(_GAP.split(line)) for line in rows)))
        else:
            found += (Line("", line) for line in rows)
    return tuple(found)


def word(items: Iterable[Line | Rows]) -> bytes:
    """A Word file: its labels are counted by Word, leads are bold, tables are tables."""
    counted: dict[int, int] = {}  # by form: the last number
    numbers: list[str] = []  # a list for each stretch of numbers, with the number it begins at
    current: dict[int, int] = {}
    parts: list[str] = []
    for item in items:
        if isinstance(item, Rows):
            parts.append(_table(item.rows))
            continue
        label = next(_labels(item.text), None)
        properties, text = "", item.text
        if label is not None:
            form, value, end = label
            if counted.get(form) != value - 1 or form not in current:
                numbers.append(
                    f'<w:num w:numId="{len(numbers) + 1}"><w:abstractNumId w:val="{form}"/>'
                    f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{value}"/></w:lvlOverride></w:num>'
                )
                current[form] = len(numbers)
            counted[form] = value
            properties = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{current[form]}"/></w:numPr>'
            text = text[end:]
        parts.append(f"<w:p><w:pPr>{properties}</w:pPr>{_runs(text)}</w:p>")
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{form}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{name}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        for form, (_, name, text) in enumerate(_LABELS)
    )
    numbering = f'<w:numbering xmlns:w="{W}">{abstract}{"".join(numbers)}</w:numbering>'
    return docx("".join(parts), numbering=numbering)


def _labels(text: str) -> Iterator[tuple[int, int, int]]:
    """Labels at the start of a paragraph: form, number, end. Only such as Word would print alike."""
    for index, (pattern, form, _) in enumerate(_LABELS):
        match = pattern.match(text)
        if match is not None:
            value = next((n for n in range(1, 100) if numeral(n, form) == match[1]), None)
            if value is not None:
                yield index, value, match.end()


def _runs(text: str) -> str:
    """Runs of a paragraph: a lead up to its full stop in bold, as typists leave it; the rest in two."""
    lead = text.find("。") + 1
    if not 0 < lead <= 30:
        lead = 0
    middle = (lead + len(text)) // 2
    pieces = (
        (text[:lead], "<w:b/>"),
        (text[lead:middle], ""),
        (text[middle:], '<w:rFonts w:hint="eastAsia"/>'),
    )
    return "".join(
        f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{html.escape(piece, quote=False)}</w:t></w:r>'
        for piece, style in pieces
        if piece
    )


def _table(rows: Sequence[Sequence[str]]) -> str:
    width = max(map(len, rows))
    return (
        "<w:tbl>"
        + "".join(
            "<w:tr>"
            + "".join(f"<w:tc><w:p>{_runs(cell)}</w:p></w:tc>" for cell in (*row, *[""] * (width - len(row))))
            + "</w:tr>"
            for row in rows
        )
        + "</w:tbl>"
    )


def web_archive(items: Iterable[Line | Rows], title: str, *, encoded: str = "quoted-printable") -> bytes:
    """A page of a government site with its parts, as browsers save it (.mht, .mhtml)."""
    page = as_html(items, title=title).encode()
    body = quopri.encodestring(page) if encoded == "quoted-printable" else base64.encodebytes(page)
    picture = base64.encodebytes(b"\x89PNG\r\n\x1a\n" + bytes(40)).decode()
    return (
        (
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://www.example.gov.cn/art/1.html\r\n"
            "Subject: =?utf-8?Q?plan?=\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Part--x9"\r\n\r\n\r\n'
            "------Part--x9\r\nContent-Type: text/html\r\nContent-ID: <frame-0@mhtml.blink>\r\n"
            f"Content-Transfer-Encoding: {encoded}\r\nContent-Location: http://www.example.gov.cn/art/1.html\r\n\r\n"
        ).encode()
        + body.replace(b"\n", b"\r\n")
        + (
            "\r\n------Part--x9\r\nContent-Type: text/css\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            "p { color: red; }\r\n------Part--x9\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
            f"Content-Location: http://www.example.gov.cn/logo.png\r\n\r\n{picture}\r\n------Part--x9--\r\n"
        ).encode()
    )


@dataclass(slots=True)
class _Sheet:
    """A page that is being set: its words, what is drawn, and how far down it is filled."""

    runs: list[tuple[float, float, int, str]]
    drawn: list[str]
    y: float


_TOP, _BOTTOM, _LEFT, _RIGHT = 770.0, 80.0, 60.0, 535.0
_SIZE, _LEADING = 12, 20
_LEADERS: Final = re.compile(r"…{4,}")


def printed(items: Sequence[Line | Rows], *, columns: int = 1, head: str = "") -> bytes:
    """A PDF in ``columns`` with drawn tables, a running head and page numbers.

    The first paragraph is a title; paragraphs are indented by two characters.
    """
    pages: list[_Sheet] = [_Sheet([], [], _TOP)]
    measure = 39 if columns == 1 else 18
    column = 0
    top = _TOP

    def turn() -> None:
        nonlocal column, top
        column = (column + 1) % columns
        if column == 0:
            pages.append(_Sheet([], [], _TOP))
            top = _TOP
        pages[-1].y = top

    for index, item in enumerate(items):
        if isinstance(item, Rows):
            if columns > 1:
                pages.append(_Sheet([], [], _TOP))
                column, top = 0, _TOP
            _draw(item.rows, pages)
            if columns > 1:
                pages.append(_Sheet([], [], _TOP))
            continue
        if index == 0:
            for _, line in wrap(item.text, 0, 24):
                pages[-1].runs.append((297.0 - 9 * len(line), pages[-1].y, 18, line))
                pages[-1].y -= 30
            top = pages[-1].y
            continue
        for first, line in wrap(_LEADERS.sub(_fitted(item.text, measure), item.text), 2, measure):
            if pages[-1].y < _BOTTOM:
                turn()
            x = _LEFT + column * 250.0 + (2 * _SIZE if first else 0)
            pages[-1].runs.append((x, pages[-1].y, _SIZE, line))
            pages[-1].y -= _LEADING
    kept = [page for page in pages if page.runs]
    for number, page in enumerate(kept, 1):
        if head:
            page.runs.insert(0, (_LEFT, 805.0, 9, head))
        page.runs.append((285.0, 45.0, 10, f"— {number} —"))
    return pdf([page.runs for page in kept], content=["".join(page.drawn).encode() for page in kept])


def _fitted(text: str, measure: float) -> str:
    """As many leaders as fill the line of an entry in a table of contents."""
    return "…" * max(6, int(measure) - 3 - len(_LEADERS.sub("", text)))


def _draw(rows: Sequence[Sequence[str]], pages: list[_Sheet]) -> None:
    """Set a table with lines around its cells; each page's rows are a table of their own."""
    size, step, count = 9, 13.0, max(map(len, rows))
    filled = [(*row, *[""] * (count - len(row))) for row in rows]
    weights = [min(max(len(row[i]) for row in filled), 24) + 2.0 for i in range(count)]
    xs = [_LEFT]
    for weight in weights:
        xs.append(xs[-1] + weight * (_RIGHT - _LEFT) / sum(weights))
    for row in filled:
        cells = [
            [line for _, line in wrap(cell, 0, max(2, int((xs[i + 1] - xs[i] - 8) / size)))]
            for i, cell in enumerate(row)
        ]
        high = max(map(len, cells)) * step + 6
        if pages[-1].y - high < _BOTTOM:
            pages.append(_Sheet([], [], _TOP))
        page = pages[-1]
        top, bottom = page.y + 10, page.y + 10 - high
        for i, lines in enumerate(cells):
            page.runs += [
                (xs[i] + 4, top - 12 - step * n, size, line) for n, line in enumerate(lines) if line
            ]
        page.drawn += [f"{x} {top} m {x} {bottom} l S\n" for x in xs]
        page.drawn += [f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in (top, bottom)]
        page.y -= high
    pages[-1].y -= _LEADING
