"""The sentence around a passage, cut into pieces that say what to mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from ontology.model import Passage

__all__ = ["Mark", "Piece", "Sentence", "sentences"]

#: "" plain context, "said" the passage that a fact is derived from, "name" the words in question in it.
Mark: TypeAlias = Literal["", "said", "name"]

#: Closing quotes and brackets after the end of a sentence belong to it.
_CLOSING: Final = "”’」』）)"
#: Plans set the next heading on the same line after ideographic spaces.
_WIDE_SPACE: Final = "\u3000"
#: More context than this on one side does not help reading (code points).
_REACH: Final = 90


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and how to show them."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Sentence:
    """Pieces in order; ``start`` and ``end`` are those of the longest passage in it."""

    pieces: tuple[Piece, ...]
    start: int
    end: int

    @property
    def words(self) -> str:
        """The whole sentence without marks."""
        return "".join(piece.text for piece in self.pieces)


def sentences(text: str, passages: Sequence[Passage], written: str) -> tuple[Sentence, ...]:
    """The sentences of ``text`` that ``passages`` stand in, in order, with passages and ``written`` marked.

    Without the text (empty) a passage is its own sentence. Passages in one sentence are marked
    together; a sentence longer than the reach is cut with ``…``.
    """
    if not text:
        return tuple(
            Sentence(_pieces(p.exact, 0, [Passage(0, len(p.exact), p.exact)], written), p.start, p.end)
            for p in sorted(passages)
        )
    groups: list[tuple[int, int, list[Passage]]] = []
    for passage in sorted(passages):
        start, end = _around(text, passage)
        if groups and start < groups[-1][1]:
            first, last, members = groups[-1]
            groups[-1] = (min(first, start), max(last, end), [*members, passage])
        else:
            groups.append((start, end, [passage]))
    found: list[Sentence] = []
    for start, end, members in groups:
        longest = max(members, key=lambda passage: (passage.end - passage.start, -passage.start))
        pieces = _pieces(text[start:end], start, members, written)
        if start and not text[start - 1].isspace() and text[start - 1] not in "。！？；" + _CLOSING:
            pieces = (Piece("…", ""), *pieces)
        if end < len(text) and not text[end].isspace() and text[end - 1] not in "。！？；" + _CLOSING:
            pieces = (*pieces, Piece("…", ""))
        found.append(Sentence(pieces, longest.start, longest.end))
    return tuple(found)


def _around(text: str, passage: Passage) -> tuple[int, int]:
    """Extent of the sentence that holds the passage, trimmed of white space at both ends."""
    first = text.rfind("\n", 0, passage.start) + 1
    last = text.find("\n", passage.end - 1)
    last = len(text) if last < 0 else max(last, passage.end)
    ends = _ends(text, first, last)
    start = max([first, *(end for end in ends if end <= passage.start)])
    end = min([last, *(end for end in ends if end >= passage.end)])
    start, end = max(start, passage.start - _REACH), min(end, passage.end + _REACH)
    while end > passage.end and text[end - 1].isspace():
        end -= 1
    while start < passage.start and text[start].isspace():
        start += 1
    return start, end


def _ends(text: str, first: int, last: int) -> list[int]:
    """Where sentences end between two offsets, closing quotes included; ``；`` ends none in brackets.

    ``（牵头：甲；责任：乙）。丙`` ends once, after ``。``; ``甲负责；乙配合。`` twice.
    """
    found: list[int] = []
    depth = 0
    index = first
    while index < last:
        letter = text[index]
        index += 1
        if letter in "（(":
            depth += 1
        elif letter in "）)":
            depth = max(0, depth - 1)
        elif letter in "。！？" or (letter == "；" and not depth):
            while index < last and text[index] in _CLOSING:
                depth = max(0, depth - (text[index] in "）)"))
                index += 1
            found.append(index)
        elif letter == _WIDE_SPACE:
            found.append(index)
    return found


def _pieces(words: str, offset: int, passages: Sequence[Passage], written: str) -> tuple[Piece, ...]:
    """Runs of equal mark; ``written`` counts only inside a passage."""
    marks: list[Mark] = [""] * len(words)
    for passage in passages:
        for index in range(passage.start - offset, passage.end - offset):
            marks[index] = "said"
    at = words.find(written) if written else -1
    while at >= 0:
        inside = range(at, at + len(written))
        if all(marks[index] == "said" for index in inside):
            for index in inside:
                marks[index] = "name"
        at = words.find(written, at + len(written))
    pieces: list[Piece] = []
    for letter, mark in zip(words, marks, strict=True):
        if pieces and pieces[-1].mark == mark:
            pieces[-1] = Piece(pieces[-1].text + letter, mark)
        else:
            pieces.append(Piece(letter, mark))
    return tuple(pieces)
