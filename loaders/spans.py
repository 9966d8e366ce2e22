"""Stretches of a text, and the lines it is made of."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Span", "lines_of"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text."""

    start: int
    end: int


def lines_of(text: str) -> tuple[Span, ...]:
    """The lines that are not empty."""
    spans, start = [], 0
    for line in text.split("\n"):
        if line:
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return tuple(spans)
