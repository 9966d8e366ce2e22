"""Tables of contents: lines that repeat the headings with the numbers of their pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

__all__ = ["contents_lines"]

#: ``一、总体要求…………3``, ``1.1 目标 . . . . . 12``; not ``总投资……5``, which lacks a row of dots.
_ENTRY: Final = re.compile(
    r".{2,70}?(?:[.…·․⋯．‥]\s?){5,}\s*[-—(（]?\s*\d{1,4}\s*[-—)）]?|.{2,70}?…{3,}\s*\d{1,4}"
)
_TITLE: Final = re.compile(r"目\s*[录次錄]")
#: Fewer entries than this are no table of contents.
_LEAST: Final = 3


def contents_lines(lines: Sequence[str]) -> frozenset[int]:
    """Indexes of the lines of a table of contents, its title with them; none where there is no such table.

    >>> sorted(contents_lines(["目 录", "一、总体要求………………1", "二、任务……………… 2", "三、保障.......3", "一、总体要求"]))
    [0, 1, 2, 3]
    """
    entries = {
        index
        for index, line in enumerate(lines)
        if len(line) <= 160 and line.rstrip("）)—- ")[-1:].isdigit() and _ENTRY.fullmatch(line.strip())
    }
    if len(entries) < _LEAST:
        return frozenset()
    first = min(entries)
    titles = {index for index in range(max(0, first - 2), first) if _TITLE.fullmatch(lines[index].strip())}
    return frozenset(entries | titles)
