"""A table of contents (目录): its lines read like headings and are none.

It begins with a line that says so and ends where its first entry stands again, as the heading itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from loaders.spans import Span

__all__ = ["contents_of"]

#: Match: 目录, 目　录, 目 次. Not: 目录编制.
_TITLE: Final = re.compile(r"目[ \t\u3000]*[录次]")
#: Dots and the page at the end of an entry: ``第一章　发展基础…………2``.
_PAGE: Final = re.compile(r"[ \t\u3000.．·…—\-]*(?:[（(]?\d{0,3}[)）]?)[ \t\u3000]*$")
_LONGEST_ENTRY: Final = 80
_MAX_ENTRIES: Final = 400


def contents_of(text: str, lines: Sequence[Span]) -> Span | None:
    """The lines from 目录 up to the first heading of the body; None where no contents are printed."""
    for index, line in enumerate(lines[:60]):
        words = text[line.start : line.end].strip()
        if words == "目" and index + 1 < len(lines):
            words += text[lines[index + 1].start : lines[index + 1].end].strip()
            index += 1
        if not _TITLE.fullmatch(words):
            continue
        entries = lines[index + 1 : index + 1 + _MAX_ENTRIES]
        opening = next((turn for turn, entry in enumerate(entries[:3]) if _entry(text, entry)), None)
        if opening is None:
            return None
        first = _entry(text, entries[opening])
        again = next((e for e in entries[opening + 1 :] if _plain(text, e).startswith(first)), None)
        if again is None:
            return None
        # A preface may stand between the contents and the first heading.
        preface = next((e for e in entries if e.end - e.start > _LONGEST_ENTRY), again)
        return Span(line.start, min(again.start, preface.start))
    return None


def _entry(text: str, line: Span) -> str:
    """What an entry says without its page; empty for a line that is too long to be one."""
    if line.end - line.start > _LONGEST_ENTRY:
        return ""
    return re.sub(r"\s+", "", _PAGE.sub("", text[line.start : line.end]))


def _plain(text: str, line: Span) -> str:
    """The first characters of a line without blanks."""
    return re.sub(r"\s+", "", text[line.start : min(line.end, line.start + 2 * _LONGEST_ENTRY)])
