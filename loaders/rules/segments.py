"""Lines of a front matter as they stand, the long ones cut at blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from loaders.spans import Span

__all__ = ["segments"]

#: What a web page prints beside a title.
_PAGE: Final = re.compile(
    r"发布(?:时间|日期)|信息来源|来源[:：]|字[体号][:：]|浏览次数|阅读次数|点击[:：数]|打印|分享"
)
#: Longest line that is taken whole; the longest titles of the genre have about 60 characters.
_MAX_LINE: Final = 80


def segments(text: str, lines: Iterable[Span], end: int) -> tuple[Span, ...]:
    """Lines up to ``end``; saved pages run title, number and addressees together, which blanks part."""
    found: list[Span] = []
    for line in lines:
        stop = min(line.end, end)
        if stop - line.start <= _MAX_LINE and stop == line.end and not _PAGE.search(text, line.start, stop):
            found.append(line)
            continue
        found += [
            Span(line.start + match.start(), line.start + match.end())
            for match in re.finditer(r"[^ \t\u3000]+", text[line.start : stop])
        ]
    return tuple(found)
