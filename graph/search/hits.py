"""What a search gives: hits with their words marked, and how many there are of each sort."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from graph.search.entries import Group
from graph.search.folding import fold
from graph.views.values import Ref

__all__ = ["MATCHES", "Found", "Hit", "Marked", "Match", "marked", "snippet"]

#: How words were found.
Match = Literal["exact", "prefix", "abbreviation", "pinyin", "part", "text", "near"]
#: The best first, with the score from which each counts.
MATCHES: Final[Mapping[Match, int]] = {
    "exact": 95,  # a name as a whole, or without its place
    "prefix": 80,  # the beginning of a name
    "abbreviation": 75,  # 经信委 of 经济和信息化委员会
    "pinyin": 60,  # a whole name or its beginning, in full or by initials
    "part": 40,  # inside a name, or inside its reading
    "text": 20,  # in what it says
    "near": 0,  # read like the query, or shares pairs of characters with it
}
_AROUND: Final = 36


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and the words in it that were looked for: ``marks`` are (start, end) in code points."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The text in pieces, each with whether it is marked; together they are the text."""
        found, last = [], 0
        for start, end in self.marks:
            found += [(self.text[last:start], False), (self.text[start:end], True)]
            last = end
        found.append((self.text[last:], False))
        return tuple((piece, mark) for piece, mark in found if piece)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found.

    ``kind`` is its class, ``score`` 0 to 100. ``name`` is the label with the find marked; ``form`` another name of it that
    matched, or empty. ``plan`` with ``start`` and ``end`` is where it stands, where it stands in one;
    ``line`` is the line of the plan that holds a passage.
    """

    group: Group
    kind: str
    thing: Ref
    match: Match
    score: int
    name: Marked
    form: str
    note: str
    snippet: Marked
    plan: Ref | None = None
    start: int | None = None
    end: int | None = None
    line: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, the best first. ``counts`` are complete, by group, whatever the page holds."""

    query: str
    hits: tuple[Hit, ...]
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many hits there are in all groups."""
        return sum(self.counts.values())


def marked(text: str, words: Iterable[str]) -> Marked:
    """The text with each occurrence of the folded words marked; overlapping marks become one."""
    folded = fold(text)
    spans = []
    for word in words:
        at = folded.find(word) if word else -1
        while at >= 0:
            spans.append((at, at + len(word)))
            at = folded.find(word, at + len(word))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return Marked(text, tuple(joined))


def snippet(text: str, words: Iterable[str]) -> Marked:
    """The words around the first find, marked, with ellipses where text was left out."""
    whole = marked(text, words)
    if not whole.marks:
        short = text if len(text) <= 2 * _AROUND else text[: 2 * _AROUND] + "…"
        return Marked(short)
    first, last = whole.marks[0]
    left, right = max(first - _AROUND, 0), min(last + _AROUND, len(text))
    before, after = "…" if left else "", "…" if right < len(text) else ""
    inside = ((start, min(end, right)) for start, end in whole.marks if start < right)
    shift = len(before) - left
    return Marked(
        before + text[left:right] + after, tuple((start + shift, end + shift) for start, end in inside)
    )
