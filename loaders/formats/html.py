"""Saved web pages: the document's own text, without what the site puts around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml import etree

from loaders.formats.blocks import Block, Cell, Table, add_blocks
from loaders.formats.content import Content, TextBuilder
from loaders.formats.encodings import decode_declared
from loaders.formats.html_page import INLINE, Page, is_chrome_line
from loaders.formats.joining import OPENS_PARAGRAPH, is_wide
from loaders.formats.numerals import numeral
from ontology.errors import UnreadableDocument

__all__ = ["blocks_of", "parse", "read"]

#: ``<meta charset=gb2312>``, ``<meta … content="text/html; charset=gbk">``, ``<?xml … encoding="big5"?>``.
_DECLARED: Final = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})")
#: HTML's own white space. A no-break or ideographic blank is text.
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
#: How many lines at either end are searched for what the site adds: few in a container that is known.
_EDGE: Final = 25
_NAMED_EDGE: Final = 4
#: Number formats of ``<ol type=…>`` and of ``list-style-type``.
_LIST_TYPES: Final = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "cjk-decimal": "ideographDigital",
}
#: Labels of the catalogue above a published document (政府信息公开目录), with or without their colon.
_CATALOGUE: Final = re.compile(
    r"(索\s*引\s*号|发文字号|文\s*号|发布机构|发文机关|发文单位|制发机关|公开主体|成文日期|发文日期|印发日期|生成日期"
    r"|发布日期|公开日期|公开属性|公开方式|主题分类|主题词|体裁分类|组配分类|名\s*称|标\s*题|效\s*力|有\s*效\s*性|生效日期|废止日期|关键词)\s*[:：]?"
)
#: Those whose values say something of the document.
_KEPT: Final = re.compile(
    r"(?:发文字号|文\s*号|发布机构|发文机关|发文单位|制发机关|公开主体|成文日期|发文日期|印发日期|生成日期)"
)
_MAX_CATALOGUE: Final = 1200


def read(data: bytes, source: str) -> Content:
    """Read a saved page. Raises `EmptyDocument` or `UnreadableDocument`."""
    declared = _DECLARED.search(data[:4096].replace(b"\x00", b""))
    text, encoding = decode_declared(data, declared[1].decode("ascii") if declared else "", source)
    page = Page(parse(text, source))
    containers = page.containers()
    blocks = [block for container in containers for block in blocks_of(container, page.dropped)]
    front = _catalogue(page, containers)
    blocks = _trimmed(_flat(blocks), _NAMED_EDGE if page.named else _EDGE)
    title = page.title()
    if title and not any(_same(title, block) for block in blocks[:12] if isinstance(block, str)):
        front = [title, *front]
    builder = TextBuilder()
    add_blocks([*front, *blocks] if blocks else [], builder)
    content = builder.content("text/html", encoding, source)
    damaged = content.text.find("\ufffd")
    if damaged >= 0:
        place = f"line {content.text.count(chr(10), 0, damaged) + 1}"
        message = f"holds characters that are damaged in {encoding}. Save the page again as UTF-8."
        raise UnreadableDocument(message, source=source, place=place)
    return content


def parse(text: str, source: str) -> Any:
    """Root element of a page. Fetches nothing. Raises `UnreadableDocument` for deep nesting."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument("is no web page that can be parsed.", source=source) from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise UnreadableDocument("nests its elements too deeply to be a document.", source=source)
    if root is None:
        raise UnreadableDocument("is no web page that can be parsed.", source=source)
    return root


def blocks_of(element: Any, dropped: Iterable[Any] = ()) -> list[Block]:
    """Paragraphs and tables of an element in order, without those below the dropped ones."""
    walk = _Walk(set(dropped))
    walk.enter(element, tail=False)
    walk.flush()
    return walk.blocks


class _Walk:
    """Gathers text until something ends the line."""

    def __init__(self, dropped: set[Any]) -> None:
        self._dropped = dropped
        self._parts: list[str] = []
        self._label = ""
        self._linked = 0
        self.blocks: list[Block] = []

    def flush(self) -> None:
        """End the paragraph; one that is nothing but a short link is a part of the site."""
        raw, linked = "".join(self._parts), self._linked
        self._parts, self._linked = [], 0
        text = _BLANKS.sub(_blank(raw), raw).strip(" ")
        if not text.strip():
            return
        if linked >= 0.8 * len(text) and len(text) < 40 and not text.startswith("附件"):
            return
        if self._label and not OPENS_PARAGRAPH.match(text):
            text = self._label + text.lstrip()
        self._label = ""
        self.blocks.append(text)

    def enter(self, item: Any, *, tail: bool = True, linked: bool = False, pre: bool = False) -> None:
        """Gather an element's text, and the text that follows it."""
        if isinstance(item.tag, str) and item not in self._dropped:
            self._element(item, linked=linked, pre=pre)
        if tail:
            self._text(item.tail, linked=linked, pre=pre)

    def _element(self, item: Any, *, linked: bool, pre: bool) -> None:
        name = item.tag
        linked = linked or (name == "a" and bool(item.get("href")))
        pre = pre or name in ("pre", "listing", "plaintext")
        style = (item.get("style") or "").replace(" ", "").lower()
        inline = (name in INLINE or ":" in name) and "display:block" not in style
        if not inline:
            self.flush()
        if name == "table":
            self.blocks.append(Table(tuple(self._rows(item))))
            return
        if name in ("ol", "ul"):
            self._list(item, style)
            return
        self._text(item.text, linked=linked, pre=pre)
        for child in item:
            self.enter(child, linked=linked, pre=pre)
        if not inline:
            self.flush()
            self._label = ""

    def _text(self, text: str | None, *, linked: bool, pre: bool) -> None:
        if not text:
            return
        lines = text.splitlines() if pre else [text]
        for index, line in enumerate(lines):
            if index:
                self.flush()
            self._parts.append(line)
            if linked:
                self._linked += len(line.strip())

    def _list(self, item: Any, style: str) -> None:
        """Items of a list, the numbered with the label that a browser prints."""
        kind = re.search(r"list-style(?:-type)?:([a-z-]+)", style)
        form = _LIST_TYPES.get(kind[1] if kind else item.get("type") or "1", "decimal")
        numbered = item.tag == "ol" and not (kind and kind[1] == "none")
        start = item.get("start") or ""
        number = int(start) if re.fullmatch(r"\d{1,5}", start) else 1
        for child in item:
            if child.tag == "li":
                self.flush()
                stated = child.get("value") or ""
                number = int(stated) if re.fullmatch(r"\d{1,5}", stated) else number
                mark = "、" if form.startswith("chinese") or form == "ideographDigital" else "."
                self._label = numeral(number, form) + mark if numbered else ""
                number += 1
            self.enter(child)
        self.flush()
        self._label = ""

    def _rows(self, table: Any) -> Iterator[tuple[Cell, ...]]:
        rows = [row for row in table.iterdescendants("tr") if next(row.iterancestors("table")) is table]
        for index, row in enumerate(rows):
            cells = []
            for item in row:
                if item.tag not in ("td", "th") or item in self._dropped:
                    continue
                down = _span(item.get("rowspan"), len(rows) - index)
                cells.append(
                    Cell(
                        tuple(blocks_of(item, self._dropped)),
                        _span(item.get("colspan"), 1000),
                        down or len(rows) - index,
                    )
                )
            yield tuple(cells)


def _span(stated: str | None, most: int) -> int:
    return min(int(stated), most) if stated and re.fullmatch(r"\d{1,5}", stated.strip()) else 1


def _blank(raw: str) -> Any:
    """How a run of white space in ``raw`` prints: not at all at a line's end between Chinese characters."""

    def printed(match: re.Match[str]) -> str:
        before, after = raw[match.start() - 1 : match.start()], raw[match.end() : match.end() + 1]
        if "\n" in match[0] and before and after and is_wide(before) and is_wide(after):
            return ""
        return " "

    return printed


def _flat(blocks: list[Block]) -> list[Block]:
    """Blocks with the tables of a catalogue as lines of label and value."""
    flat: list[Block] = []
    for block in blocks:
        leaves = list(_leaves(block)) if isinstance(block, Table) else []
        flat += _catalogue_lines(leaves) if _is_catalogue(leaves) else [block]
    return flat


def _trimmed(blocks: list[Block], edge: int) -> list[Block]:
    """Blocks without the lines that the site adds before and after the text."""
    last = len(blocks) - edge
    return [
        block
        for index, block in enumerate(blocks)
        if not (isinstance(block, str) and (index < edge or index >= last) and is_chrome_line(block))
    ]


def _leaves(block: Block) -> Iterator[str]:
    if isinstance(block, str):
        yield block
        return
    for row in block.rows:
        for cell in row:
            for inner in cell.blocks:
                yield from _leaves(inner)


def _is_catalogue(leaves: list[str]) -> bool:
    if sum(map(len, leaves)) > _MAX_CATALOGUE:
        return False
    return len({match[1] for leaf in leaves if (match := _CATALOGUE.match(leaf.strip()))}) >= 3


def _catalogue_lines(leaves: list[str]) -> list[Block]:
    """Lines ``发文字号：…`` of a catalogue, for the labels that are kept."""
    lines: list[Block] = []
    for index, leaf in enumerate(words.strip() for words in leaves):
        if not _KEPT.match(leaf):
            continue
        if _CATALOGUE.fullmatch(leaf):
            value = leaves[index + 1].strip() if index + 1 < len(leaves) else ""
            if value and not _CATALOGUE.fullmatch(value):
                lines.append(f"{leaf.rstrip(':： ')}：{value}")
        elif re.match(r"[\s\w]{2,8}\s*[:：]\s*\S", leaf):
            lines.append(leaf)
    return lines


def _catalogue(page: Page, containers: list[Any]) -> list[Block]:
    """The catalogue that stands outside the container: the smallest element with three of its labels."""
    inside = {item for container in containers for item in container.iter()}
    above = {item for container in containers for item in container.iterancestors()}
    best: Any = None
    for item in page.body.iter("table", "div", "ul", "dl", "section"):
        if item in inside or item in above or item in page.dropped:
            continue
        if page.sizes[item] > 3 * _MAX_CATALOGUE:
            continue
        if len({match[1] for match in _CATALOGUE.finditer("".join(item.itertext()))}) >= 3:
            best = item
    if best is None:
        return []
    leaves = [leaf for block in blocks_of(best, page.dropped) for leaf in _leaves(block)]
    return _catalogue_lines(leaves)


def _same(title: str, line: str) -> bool:
    def bare(text: str) -> str:
        return re.sub(r"[\s\u3000\xa0]", "", text)

    return bare(title) in bare(line) or (len(bare(line)) >= 8 and bare(line) in bare(title))
