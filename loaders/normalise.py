"""Normalised text, the one that passages count in, with a map back to the text as read.

Nothing is rewritten: characters are dropped (marks, controls, blanks at the ends of lines, empty
lines) or exchanged one for one (odd blanks and line ends). So each character of the normalised text
comes from exactly one of the source. One paragraph becomes one line: saved web pages separate
paragraphs by ideographic blanks inside one long line, and those become line ends too.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from typing import Final

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
    for end in (*sorted(breaks), len(cleaned)):
        words = cleaned[start:end]
        left, right = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        if left < right:
            kept_text.append(cleaned[left:right])
            kept_origins.extend(origins[left:right])
            kept_text.append("\n")
            kept_origins.append(origins[min(end, len(cleaned) - 1)])
        start = end
    if kept_text:
        kept_text.pop()
        kept_origins.pop()
    return Normalised("".join(kept_text), kept_origins)
