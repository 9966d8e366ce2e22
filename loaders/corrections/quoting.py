"""Finding the words that a correction quotes. Pure."""

from __future__ import annotations

import re

from loaders.corrections.entries import Entry
from loaders.normalise import normalise
from ontology.model import Passage

__all__ = ["occurrences", "quoted"]

_SHOWN = 24


def quoted(text: str, entry: Entry, words: str = "", key: str = "quote") -> tuple[Passage, ...]:
    """The passages that an entry's quote stands for; ``words`` are quoted where the entry gives none.

    One passage, the ``nth`` of several (from 1), or each of them with ``nth: all``. Raises
    `DocumentError` naming the line where the words do not stand in the document or stand there more
    often than the entry says which.
    """
    words = normalise(entry.get(key) or words).text.strip()
    key = key if entry.get(key) else ""
    starts = occurrences(text, words)
    shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    if not starts:
        raise entry.error(f"“{shown}” does not stand in the document.{_hint(text, words)}", key)
    nth = entry.get("nth")
    passages = tuple(Passage(start, start + len(words), words) for start in starts)
    if nth == "all":
        return passages
    if nth:
        if not nth.isascii() or not nth.isdigit() or not 1 <= int(nth) <= len(passages):
            message = f"nth is {nth!r}, but “{shown}” stands {len(passages)} times in the document"
            raise entry.error(f"{message}: write a number from 1 to {len(passages)}, or all.", "nth")
        return (passages[int(nth) - 1],)
    if len(passages) > 1:
        where = "; ".join(f"{number}. {_around(text, each)}" for number, each in enumerate(passages[:5], 1))
        message = f"“{shown}” stands {len(passages)} times in the document ({where})"
        raise entry.error(f"{message}: quote more of the words, or say which with nth.", key)
    return passages


def occurrences(text: str, words: str) -> list[int]:
    """Where words stand in a text, without overlaps.

    >>> occurrences("网上网上网", "网上")
    [0, 2]
    """
    return [match.start() for match in re.finditer(re.escape(words), text)] if words else []


def _around(text: str, passage: Passage) -> str:
    before = text[max(0, passage.start - 6) : passage.start].rpartition("\n")[2]
    after = text[passage.end : passage.end + 6].partition("\n")[0]
    return f"{before}【{passage.exact[:12]}】{after}"


def _hint(text: str, words: str) -> str:
    """What is nearly there: the same words but for blanks, or the other width of punctuation."""
    bare = "".join(words.split())
    if len(bare) >= 2:
        pattern = r"\s*".join(map(re.escape, bare))
        match = re.search(pattern, text)
        if match:
            return " It does with other blanks or line ends; copy the words from the page of the plan."
    return " Copy the words from the page of the plan or from extract --text."
