"""Lines of pages become paragraphs: page numbers and running heads go, lines that run on are joined.

The shape is that of official documents (GB/T 9704-2012): paragraphs are indented by two characters
and their last lines are short; titles are larger and centred. Documents without indents part their
paragraphs by space or by short last lines, which is seen as well.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from loaders.formats.joining import OPENS_PARAGRAPH, is_wide, join
from loaders.formats.pdf_lines import Line, Run

__all__ = ["is_page_number", "joined", "running_heads"]

#: ``— 3 —``, ``3``, ``第 3 页 共 20 页``, ``3/20``, ``iv``. Not ``2014年``.
_PAGE_NUMBER: Final = re.compile(
    r"[\s—–\-－·•.~|]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6})\s*(?:页)?(?:\s*[/／,，共]+\s*共?\s*\d{1,4}\s*页?)?[\s—–\-－·•.~|]*",
    re.IGNORECASE,
)
#: Outer parts of a page, as shares of its height, in which numbers and heads stand.
_NUMBER_ZONE: Final = 0.15
_HEAD_ZONE: Final = 0.11
_TERMINAL: Final = tuple("。；：！？;:!?”）)")
_SENTENCE_END: Final = tuple("。！？；：")
#: A document's number or a date, which stand alone: ``某政发〔2014〕77号``, ``2014年5月30日``.
_ALONE: Final = re.compile(
    r"[（(]?[\u4e00-\u9fff]{2,12}\s*[〔\[［【（(](?:19|20)\d{2}[〕\]］】）)]\s*第?\d{1,4}号[）)]?"
    r"|[（(]?(?:19|20)\d{2}年\d{1,2}月\d{1,2}日[）)]?"
)
#: A word or number, or a character, with the punctuation around it that may not begin or end a line.
_FIRST_UNIT: Final = re.compile(r"[（(“‘《〈【]*(?:[!-~]+|.)[，。；：、！？）)”’》〉】]*")
#: What browsers print at the foot of a page: ``http://www.某市.gov.cn/art/1.html 1/3``.
_ADDRESS: Final = re.compile(r"https?://\S{1,300}(?:\s+\d{1,4}\s*[/／]\s*\d{1,4})?")
#: A head in the margin is set in type of at most this share of the text's, with more than this many of the
#: text's ems down to it.
_SMALL: Final = 0.92
_ROOM: Final = 2.0
#: Lines further apart than this many times the usual step are of two paragraphs.
_PARTED: Final = 1.3


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page's number."""
    return _PAGE_NUMBER.fullmatch(text) is not None and any(char.isalnum() for char in text)


def running_heads(pages: Sequence[tuple[float, Sequence[Sequence[Run]]]]) -> list[set[int]]:
    """For each page (height, rows from the top) the indexes of rows that are numbers or running heads.

    A running head is a row in the outer part of the page whose words, numbers aside, stand at the same
    height on at least three pages, or on both pages of two; or it is the first row, small and apart from
    the text, in the margin that official documents leave blank. A page number is the first or last row of
    its page, and is decorated (``— 3 —``) or stands at the same height on half of the pages: a cell of a
    table that happens to end a page does not. On a single page it stands alone at the foot.
    """
    seen: Counter[tuple[str, int]] = Counter()
    for height, rows in pages:
        seen.update({key for index in _outer(height, rows) for key in _keys(rows[index])})
        seen.update({key for index in _number_rows(height, rows) for key in _heights(rows[index])})
    least = min(3, max(2, len(pages)))
    half = max(2, (len(pages) + 1) // 2)
    body = _usual_size(pages)
    found = []
    for height, rows in pages:
        heads = (i for i in _outer(height, rows) if any(seen[key] >= least for key in _keys(rows[i])))
        numbers = (
            i
            for i in _number_rows(height, rows)
            if not _text(rows[i]).isalnum()
            or any(seen[key] >= half for key in _heights(rows[i]))
            or (len(pages) == 1 and i == len(rows) - 1 and _is_apart(rows, i, i - 1, body))
        )
        found.append({*heads, *numbers, *_in_margins(height, rows, body)})
    return found


def _usual_size(pages: Sequence[tuple[float, Sequence[Sequence[Run]]]]) -> float:
    """Size of the type that most characters have."""
    sizes: Counter[float] = Counter()
    for _, rows in pages:
        for run in (run for row in rows for run in row):
            sizes[round(run.em, 1)] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _in_margins(height: float, rows: Sequence[Sequence[Run]], body: float) -> list[int]:
    """The first row where it is a small head above the text; rows that are a browser's address of the page."""
    found = [index for index in _outer(height, rows) if _ADDRESS.fullmatch(_text(rows[index]))]
    if len(rows) > 1 and rows[0][0].y > (1 - _HEAD_ZONE) * height:
        small = max(run.em for run in rows[0]) <= _SMALL * body
        if small and _is_apart(rows, 0, 1, body) and not OPENS_PARAGRAPH.match(rows[0][0].text):
            found.append(0)
    return found


def _is_apart(rows: Sequence[Sequence[Run]], one: int, two: int, body: float) -> bool:
    """Whether more than a line's room is left between two rows."""
    return 0 <= two < len(rows) and abs(rows[one][0].y - rows[two][0].y) > _ROOM * body


def _outer(height: float, rows: Sequence[Sequence[Run]]) -> list[int]:
    return [
        index
        for index, row in enumerate(rows)
        if row[0].y < _HEAD_ZONE * height or row[0].y > (1 - _HEAD_ZONE) * height
    ]


def _number_rows(height: float, rows: Sequence[Sequence[Run]]) -> list[int]:
    """First and last rows of a page, near its edges, that are nothing but a number."""
    ends = {0, 1, len(rows) - 2, len(rows) - 1}
    return [
        index
        for index in sorted(ends)
        if 0 <= index < len(rows)
        and is_page_number(_text(rows[index]))
        and not _NUMBER_ZONE * height <= rows[index][0].y <= (1 - _NUMBER_ZONE) * height
    ]


def _text(row: Sequence[Run]) -> str:
    return " ".join(run.text for run in row)


def _keys(row: Sequence[Run]) -> tuple[tuple[str, int], ...]:
    """Words of a row without numbers, at its height and the next: heights differ by a point or two."""
    words = re.sub(r"[\d\s—–\-]+", "", _text(row))
    return tuple((words, height) for _, height in _heights(row)) if words else ()


def _heights(row: Sequence[Run]) -> tuple[tuple[str, int], ...]:
    return tuple(("", round(row[0].y / 4) + shift) for shift in (0, 1))


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a document is set: step between lines, size of its text, how it parts its paragraphs."""

    leading: float
    body: float
    indents: bool
    spaced: bool


@dataclass(frozen=True, slots=True)
class _Frame:
    left: float
    right: float


def joined(lines: Sequence[Line]) -> Iterable[tuple[Line, str]]:
    """Paragraphs in order: the line that each begins with, and its whole text; rows of cells as they are."""
    frames = _frames(lines)
    shape = _Shape(_leading(lines), _body_size(lines), _indents(lines, frames), _is_spaced(lines))
    first: Line | None = None
    text = ""
    previous: Line | None = None
    for line in lines:
        if (
            first is not None
            and previous is not None
            and not line.cells
            and not previous.cells
            and _runs_on(previous, frames[_key(previous)], line, frames[_key(line)], shape)
        ):
            text = join(text, line.text)
        else:
            if first is not None:
                yield first, text
            first, text = line, line.text
        previous = line
    if first is not None:
        yield first, text


def _key(line: Line) -> tuple[int, int]:
    return line.column, line.columns


def _frames(lines: Sequence[Line]) -> dict[tuple[int, int], _Frame]:
    """Left and right edge of each column, over all pages."""
    groups: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        groups[_key(line)].append(line)
    found = {}
    for key, group in groups.items():
        text = [line for line in group if not line.cells] or group
        lefts, rights = sorted(line.x0 for line in text), sorted(line.x1 for line in text)
        found[key] = _Frame(lefts[len(lefts) // 20], rights[-1 - len(rights) // 20])
    return found


def _leading(lines: Sequence[Line]) -> float:
    """Usual step between lines of a paragraph: a small one, because many paragraphs have one line."""
    steps = sorted(
        one.y - two.y
        for one, two in pairwise(lines)
        if one.page == two.page and 0.8 * two.em < one.y - two.y < 4 * one.em
    )
    return steps[len(steps) // 5] if steps else 0.0


def _body_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.em, 0)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _is_spaced(lines: Sequence[Line]) -> bool:
    """Whether the document parts its paragraphs by space."""
    leading = _leading(lines)
    steps = [one.y - two.y for one, two in pairwise(lines) if one.page == two.page and one.y > two.y]
    apart = sum(_PARTED * leading < step < 4 * leading for step in steps)
    return apart >= 0.1 * max(len(steps), 1)


def _indents(lines: Sequence[Line], frames: dict[tuple[int, int], _Frame]) -> bool:
    """Whether the document indents its paragraphs."""
    indents = [(line.x0 - frames[_key(line)].left) / line.em for line in lines if not line.cells]
    return sum(1.2 <= indent <= 3 for indent in indents) >= 0.08 * max(len(indents), 1)


def _runs_on(before: Line, before_frame: _Frame, line: Line, frame: _Frame, shape: _Shape) -> bool:
    """Whether a line continues the paragraph of the line before it."""
    em = line.em
    labelled = OPENS_PARAGRAPH.match(line.text) is not None
    if _ALONE.fullmatch(line.text) or _ALONE.fullmatch(before.text):
        return False
    if abs(before.em - em) > 0.12 * max(before.em, em) and _has_han(before) and _has_han(line):
        return False
    below = before.page == line.page and before.column == line.column
    title = em > 1.12 * shape.body > 0 and _has_han(line)
    # The lines of a large title stand further apart, as its type is larger.
    usual = shape.leading * (em / shape.body if title else 1.0)
    if below and before.y - line.y > _PARTED * usual > 0:
        return False
    if title and below:
        return not labelled  # a title of several lines
    indent = (line.x0 - frame.left) / em
    shortfall = (before_frame.right - before.x1) / before.em
    full = shortfall <= _first_unit(line.text) + 0.8
    ended = before.text.endswith(_SENTENCE_END)
    if indent > 1.2:
        before_indent = (before.x0 - before_frame.left) / before.em
        hanging = before_indent < 0.5 and OPENS_PARAGRAPH.match(before.text) is not None
        block = abs(indent - before_indent) < 0.5 and not shape.indents
        return full and not labelled and (hanging or block)
    if labelled and (ended or not full or shortfall > 1.1):
        return False
    if full and (shortfall <= 1.1 or not ended or shape.spaced or shape.indents):
        return True
    if shape.spaced and below:
        return shortfall < 0.4 * (before_frame.right - before_frame.left) / before.em
    return shape.indents and shortfall <= 3 and not before.text.endswith(_TERMINAL)


def _first_unit(text: str) -> float:
    """Width in ems of what a line break cannot part from a line's first character."""
    unit = _FIRST_UNIT.match(text)
    return sum(1.0 if is_wide(char) else 0.55 for char in unit[0]) if unit else 0.0


def _has_han(line: Line) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in line.text)
