"""Normalised text, the one that passages count in, with a map back to the text as read.

Nothing is rewritten: characters are dropped (marks, controls, blanks at the ends of lines, empty
lines) or exchanged one for one (odd blanks and line ends). So each character of the normalised text
comes from exactly one of the source. One paragraph becomes one line: saved web pages separate
paragraphs by ideographic blanks inside one long line, and those become line ends too; a line end
inside a sentence of an indented paragraph is dropped.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from typing import Final

from loaders.formats.joining import OPENS_PARAGRAPH

__all__ = ["Normalised", "normalise"]

#: Byte order marks, zero-width characters, soft hyphens and directional marks: invisible in print.
_INVISIBLE: Final = frozenset(
    "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad\u202a\u202b\u202c\u202d\u202e"
)
_LINE_ENDS: Final = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")
_BLANKS: Final = frozenset(
    " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
)

#: What is dropped or exchanged: also controls but the tab, and lone surrogates, which no printed document holds.
_ODD = re.compile(
    f"[{''.join(sorted(_INVISIBLE | _LINE_ENDS | _BLANKS))}\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]"
)
_LINE_END = re.compile("\n")
#: Two or more ideographic blanks inside a line are a paragraph's indent, with any ordinary blanks
#: around them. Matches the gap in ``实施。　　一、目标``; not the one in ``张三　局长``.
#: A run of blanks is tried once, from its first one: else a text of blanks would take quadratic time.
_INDENT = re.compile(r"(?<![ \t])[ \t]*+\u3000[ \t\u3000]*\u3000[ \t]*")
#: Four or more ordinary blanks before a heading's label. Matches before ``    （二）目标``.
_INDENT_BEFORE_LABEL = re.compile(
    r"(?<![ \t])[ \t]{4,}+(?=(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]))"
)
#: A paragraph's own indent. Match: two ideographic blanks, four ordinary ones. Not: one blank.
_INDENTED = re.compile(r"\u3000{2}| {4}|\t")
#: A line long enough to have been broken by the width of a page.
_BROKEN_LINE: Final = 24
#: Where a sentence was broken: behind a character or a comma. Not behind 。 or ：.
_WITHIN = re.compile(r"[\u4e00-\u9fff、，]$")
#: A line of its own. Match: 责任单位：市商务局, 一、目标. Not: 邮政管理局要优化….
_OWN_LINE = re.compile(rf"[^，。；、]{{2,10}}[:：]|{OPENS_PARAGRAPH.pattern}")


@dataclass(frozen=True, slots=True)
class Normalised:
    """``text`` and, for each of its characters, the offset in the text as read (``origins``)."""

    text: str = field(repr=False)
    origins: array[int] = field(repr=False)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as read of the words ``text[start:end]`` (``0 <= start < end``)."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"{start}..{end} is not a span of {len(self.text)} characters")
        return self.origins[start], self.origins[end - 1] + 1


def normalise(text: str) -> Normalised:
    """Normalise a decoded text, in time linear in its length."""
    chars: list[str] = []
    origins = array("I")
    begin = 0
    for odd in _ODD.finditer(text):  # few: all between them is taken over as it stands
        chars.append(text[begin : odd.start()])
        origins.extend(range(begin, odd.start()))
        begin = odd.end()
        char = odd.group()
        replacement = "\n" if char in _LINE_ENDS else " " if char in _BLANKS else ""
        chars.append(replacement)
        origins.extend(range(begin - len(replacement), begin))
    chars.append(text[begin:])
    origins.extend(range(begin, len(text)))
    cleaned = "".join(chars)
    breaks = {match.start() for match in _INDENT.finditer(cleaned)}
    breaks |= {match.start() for match in _INDENT_BEFORE_LABEL.finditer(cleaned)}
    breaks |= {match.start() for match in _LINE_END.finditer(cleaned)}
    kept_text: list[str] = []
    kept_origins = array("I")
    start = 0
    before = ""  # the line before, where its paragraph is an indented one
    for end in (*sorted(breaks), len(cleaned)):
        words = cleaned[start:end]
        left, right = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        if left < right:
            line, indented = cleaned[left:right], _INDENTED.match(words.lstrip("\n")) is not None
            joined = not indented and _goes_on(before, line)
            if joined:
                kept_text.pop()
                kept_origins.pop()
            before = line if indented or joined else ""
            kept_text.append(cleaned[left:right])
            kept_origins.extend(origins[left:right])
            kept_text.append("\n")
            kept_origins.append(origins[min(end, len(cleaned) - 1)])
        start = end
    if kept_text:
        kept_text.pop()
        kept_origins.pop()
    return Normalised("".join(kept_text), kept_origins)


def _goes_on(before: str, line: str) -> bool:
    """Whether a line without an indent ends the sentence that the line before broke off.

    The line before is of an indented paragraph: each paragraph of such a text begins with an indent.
    """
    return (
        len(before) >= _BROKEN_LINE
        and _WITHIN.search(before) is not None
        and ("，" in before or "。" in before)
        and "。" in line
        and "\t" not in before + line
        and _OWN_LINE.match(line) is None
    )
