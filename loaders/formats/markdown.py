"""Markdown by the CommonMark rules, with pipe tables; numbers of lists become labels again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from loaders.formats.blocks import grid
from loaders.formats.content import Content, SourcePlace, row_line
from loaders.formats.encodings import decode
from loaders.formats.html import blocks_of, parse
from loaders.formats.joining import OPENS_PARAGRAPH, join
from ontology.errors import EmptyDocument, UnreadableDocument

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read"]

#: A block of settings at the head of a file (``---`` … ``---``), as site generators use it.
_SETTINGS: Final = re.compile(r"\A---[ \t]*\n(?:[^\n]*\n){0,100}?---[ \t]*\n")
#: ``##一、总体要求``: many write no blank, and mean a heading.
_TIGHT_HEADING: Final = re.compile(r"^(#{1,6})(?=[^#\s])", re.MULTILINE)
#: Emphasis and links are taken by rules of our own: CommonMark leaves ``**目标。**到`` standing, because
#: 。 meets the next character there, and its parser needs quadratic time for stars and brackets.
_EMPHASIS: Final = (
    re.compile(r"\*{1,3}(?=[^\s*])([^*\n]{1,300})\*{1,3}"),
    re.compile(r"(?<!\w)_{1,3}(?=[^\s_])([^_\n]{1,300})_{1,3}(?![0-9A-Za-z_])"),
    re.compile(r"~~([^~\n]{1,300})~~"),
)
#: Escaped marks are kept from these rules as characters for private use.
_HIDDEN: Final = {ord(mark): 0xE000 + ord(mark) for mark in "*_~[]!()"}
_RESTORED: Final = {hidden: mark for mark, hidden in _HIDDEN.items()}
_PICTURE: Final = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,2000}\)")
_LINK: Final = re.compile(r"\[([^\[\]\n]{1,300})\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,100}\])")
#: Largest Markdown file, in bytes: the rules for inline HTML are not linear in the worst case.
_MAX_BYTES: Final = 4_000_000
#: Lines are held to be cut at a width, and joined, where they are shorter than this and nearly equal.
_WIDEST_CUT: Final = 80
_NEARLY: Final = 0.85
#: Depth of nested quotations and lists that is parsed.
_MAX_NESTING: Final = 60


def read(data: bytes, source: str) -> Content:
    """Read a Markdown file. Raises `EmptyDocument` or `UnreadableDocument`."""
    from markdown_it import MarkdownIt

    if len(data) > _MAX_BYTES:
        message = f"has {len(data):,} bytes; the limit for Markdown is {_MAX_BYTES:,}. Split it."
        raise UnreadableDocument(message, source=source)
    text, encoding = decode(data, source)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    settings = _SETTINGS.match(text)
    skipped = settings[0].count("\n") if settings else 0
    text = _TIGHT_HEADING.sub(r"\1 ", text[settings.end() :] if settings else text)
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable("table")
    # Paragraphs indented by four blanks are paragraphs, and none of ours are code.
    parser.disable(["code", "fence", "reference", "link", "image", "emphasis", "text_join"])
    try:
        tokens = parser.parse(text)
    except RecursionError as error:
        message = "nests its quotations or lists too deeply to be a document."
        raise UnreadableDocument(message, source=source) from error
    lines, places, length = [], [], 0
    for line, number in _lines(tokens, source):
        if line.strip():
            number += skipped
            places.append(SourcePlace(length, f"第{number}行", f"line {number}"))
            lines.append(line)
            length += len(line) + 1
    if not lines:
        raise EmptyDocument("holds no text.", source=source)
    return Content("\n".join(lines), "text/markdown", encoding, tuple(places))


def _lines(tokens: Sequence[Token], source: str) -> list[tuple[str, int]]:
    """Lines of text with the number of the line they come from."""
    found: list[tuple[str, int]] = []
    lists: list[int | None] = []  # the next number of each open list; None for one with bullets
    label, number = "", 1
    cells: list[str] | None = None
    for token in tokens:
        number = token.map[0] + 1 if token.map else number
        if token.type == "ordered_list_open":
            lists.append(int(token.attrGet("start") or 1))
        elif token.type == "bullet_list_open":
            lists.append(None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            current = lists[-1]
            label = "" if current is None else f"{current}{token.markup}"
            lists[-1] = None if current is None else current + 1
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            found.append((row_line(cells), number))
            cells = None
        elif token.type == "html_block":
            found += [(line, number) for line in _page_lines(token.content, source)]
        elif token.type == "inline":
            text = _inline(token.children or [])
            if cells is not None:
                cells.append(text)
                continue
            for line in _paragraphs(text):
                found.append((label + line, number))
                label = ""
    return found


def _page_lines(content: str, source: str) -> list[str]:
    """Lines of HTML inside Markdown."""
    lines: list[str] = []
    for block in blocks_of(parse(f"<body>{content}</body>", source)):
        lines += [block] if isinstance(block, str) else map(row_line, grid(block))
    return lines


def _inline(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type == "text_special":  # an escaped mark is no mark
            parts.append(token.content.translate(_HIDDEN))
        elif token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n" if token.type == "softbreak" else "\n\n")
        elif token.type == "html_inline" and re.match(r"<br\b", token.content, re.IGNORECASE):
            parts.append("\n\n")
    text = _LINK.sub(r"\1", _PICTURE.sub("", "".join(parts)))
    for pattern in _EMPHASIS:
        text = pattern.sub(r"\1", text)
    return text.translate(_RESTORED)


def _paragraphs(text: str) -> list[str]:
    """Paragraphs of a block: each line is one, unless the lines were cut at a width.

    Chinese authors end a line where they mean a paragraph. Editors that cut lines cut them all at
    nearly the same width.
    """
    lines = [line.strip(" ") for line in text.split("\n")]
    widest = max(map(len, lines))
    paragraphs: list[str] = []
    for filled, group in groupby(lines, key=bool):
        if not filled:
            continue
        previous = ""
        for line in group:
            cut = (
                len(lines) >= 3
                and widest <= _WIDEST_CUT
                and len(previous) >= _NEARLY * widest
                and not previous.endswith(("。", "；", "：", "！", "？"))
                and not OPENS_PARAGRAPH.match(line)
            )
            if previous and cut:
                paragraphs[-1] = join(paragraphs[-1], line)
            else:
                paragraphs.append(line)
            previous = line
    return paragraphs
