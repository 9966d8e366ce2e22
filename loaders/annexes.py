"""Annexes: each is a section of the plan, its tables and lists are no headings.

An annex opens with 附件, 附件2, 附表1：… alone on a line; its title stands behind the colon or on the next line. A
line of the body that only lists the annexes (附件：1.分工表 2.项目表, before the signature) opens none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from loaders.outline import ANNEX, Outline

__all__ = ["AnnexPart", "annexes_of"]

#: Shorter than this an annex holds nothing: the line announces those that follow, or that are not printed.
_SHORTEST: Final = 60
#: Longest line below 附件 that is its title.
_LONGEST_TITLE: Final = 60
_LABEL: Final = re.compile(r"(?:附件|附表|附录)\s*[\d一二三四五六七八九十]{0,3}")
_SENTENCE: Final = re.compile(r"[。；\t|]")


@dataclass(frozen=True, slots=True)
class AnnexPart:
    """An annex ``text[start:end]``; ``title`` as printed, or its label where it has none."""

    title: str
    start: int
    title_end: int
    end: int


def annexes_of(text: str, tree: Outline) -> tuple[AnnexPart, ...]:
    """The annexes that a text prints, in order; () where it only announces some or has none."""
    if tree.annex is None:
        return ()
    lines = [line for line in tree.lines if line.start >= tree.annex.start]
    starts = [index for index, line in enumerate(lines) if ANNEX.fullmatch(text, line.start, line.end)]
    found = []
    for turn, index in enumerate(starts):
        end = lines[starts[turn + 1]].start if turn + 1 < len(starts) else len(text)
        if end - lines[index].end < _SHORTEST:
            continue
        label = _LABEL.match(text, lines[index].start, lines[index].end)
        if label is None:  # a table alone, which is its own annex
            continue
        title, title_end = text[label.end() : lines[index].end].lstrip(" \t\u3000:："), lines[index].end
        if not title and index + 1 < len(lines):
            following = lines[index + 1]
            words = text[following.start : following.end].strip()
            if len(words) <= _LONGEST_TITLE and not _SENTENCE.search(words):
                title, title_end = words, following.end
        found.append(AnnexPart(title or label.group(), lines[index].start, title_end, end))
    return tuple(found)
