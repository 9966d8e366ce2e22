"""Text cut at the edges of its marks, so that nested and overlapping marks can be drawn. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

__all__ = ["QUIET", "Mark", "Segment", "Span", "paragraphs", "segments"]


#: Kinds that say something about words that mostly state another fact; pages show them on demand.
QUIET: Final = frozenset({"place", "plan", "topic"})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Part of a text, ``start`` inclusive and ``end`` exclusive, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A span that states the fact number ``fact`` of ``kind`` (``owner``, ``target`` …)."""

    start: int
    end: int
    fact: int
    kind: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text in which nothing begins or ends.

    ``marks`` cover it whole, widest first; ``anchors`` are the spans that can be linked to and begin
    with it.
    """

    start: int
    text: str
    marks: tuple[Mark, ...]
    anchors: tuple[Span, ...]

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.start + len(self.text)

    @property
    def begins(self) -> bool:
        """Whether a mark begins here: the others continue what stood before."""
        return any(mark.start == self.start for mark in self.marks)

    @property
    def ids(self) -> tuple[str, ...]:
        """Names of the passages that begin here (``p120-131``), as addresses point at them."""
        return tuple(f"p{anchor.start}-{anchor.end}" for anchor in self.anchors if anchor.end > anchor.start)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of the marks without repetition, widest mark first."""
        return tuple(dict.fromkeys(mark.kind for mark in self.marks))

    @property
    def shown(self) -> tuple[str, ...]:
        """Kinds that colour the words: the quiet ones only where there is nothing else."""
        return tuple(kind for kind in self.kinds if kind not in QUIET) or self.kinds

    @property
    def quiet(self) -> tuple[str, ...]:
        """Kinds that lie over the colours of others and are drawn as a dotted line."""
        return tuple(kind for kind in self.kinds if kind not in self.shown)

    @property
    def facts(self) -> tuple[int, ...]:
        """Numbers of the facts, narrowest mark first: the most telling one leads."""
        return tuple(dict.fromkeys(mark.fact for mark in reversed(self.marks)))


def paragraphs(text: str) -> tuple[Span, ...]:
    """Lines of a text that are not empty."""
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return tuple(spans)


def segments(text: str, span: Span, marks: Iterable[Mark], anchors: Iterable[Span]) -> tuple[Segment, ...]:
    """Segments of ``text[span.start:span.end]``; together they are exactly that text.

    Marks that reach over the span are cut at its edges. An anchor belongs to the segment in which it
    begins, so the text is cut there too.
    """
    inside = [mark for mark in marks if mark.start < span.end and mark.end > span.start]
    starting = [anchor for anchor in anchors if span.start <= anchor.start < span.end]
    cuts = {span.start, span.end}
    for mark in inside:
        cuts |= {max(mark.start, span.start), min(mark.end, span.end)}
    cuts |= {anchor.start for anchor in starting}
    edges = sorted(cuts)
    found = []
    for start, end in pairwise(edges):
        covering = [mark for mark in inside if mark.start <= start and mark.end >= end]
        covering.sort(key=lambda mark: (mark.start - mark.end, mark.start, mark.kind, mark.fact))
        found.append(
            Segment(
                start,
                text[start:end],
                tuple(covering),
                tuple(sorted(anchor for anchor in starting if anchor.start == start)),
            )
        )
    return tuple(found)
