"""A value that the front matter states, with the words that state it."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.model import Passage

__all__ = ["Found", "passage_of"]


@dataclass(frozen=True, slots=True)
class Found:
    """A value with the words that state it and how sure the reading is."""

    value: str
    passage: Passage
    confidence: float
    found_by: str


def passage_of(text: str, start: int, end: int) -> Passage:
    """The words between two offsets."""
    return Passage(start, end, text[start:end])
