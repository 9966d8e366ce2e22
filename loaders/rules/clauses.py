"""Sentences and clauses of a unit, with quoted and bracketed words masked.

Commas, semicolons and colons part clauses, full stops and line ends part sentences, and neither
does so inside 《》, “” or （）: what stands there is a title, a name or an aside. The masked text has
the length of the original, so offsets stay valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["ASIDE", "LONGEST_SENTENCE", "TITLE", "Clause", "Sentence", "masked", "sentences"]

_PAIRS = {"《": "》", "“": "”", "‘": "’", "（": "）", "(": ")", "【": "】", "〔": "〕", "[": "]", "「": "」"}

#: Stand for masked characters, in brackets and in quotes; no word, digit or mark of any lexicon.
ASIDE = "\ue000"
TITLE = "\ue001"
_ASIDES = frozenset("（([【〔")
#: What can open or close something masked; all else is passed over.
_MARKS = re.compile(f"[{re.escape(''.join((*_PAIRS, *_PAIRS.values())))}\n]")
#: A stop, the end of a line or of a cell, or the first of two ideographic spaces, which part paragraphs where line ends were lost.
_SENTENCE_END = re.compile("[。！？!?\n\r\t\u2028]|\u3000(?=\u3000)")
_CLAUSE_END = re.compile("[，；：,;:]")
#: A sentence longer than this has lost its stops, or is none; it is read in pieces of this many characters, so
#: that time stays linear in the text. The longest of the genre, lists with semicolons, have about 2,000.
LONGEST_SENTENCE = 5000
#: What stands in a bracket and is read all the same: the end of a unit, and a part of what was counted.
#: Match: （其中|贫困村78个）. Not: （其中零售额2亿元以上）, after which the sentence goes on about the whole.
_PERSON_TIMES, _PART = "次", re.compile(r"其中[：:]?[^，。；、\d级]{1,12}\d+[个家户名人所处]")
#: An aside longer than this is no aside: its closing mark is missing.
_LONGEST_ASIDE = 120


@dataclass(frozen=True, slots=True)
class Clause:
    """``text[start:end]`` without the mark that ends it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its clauses."""

    start: int
    end: int
    clauses: tuple[Clause, ...]


@lru_cache(maxsize=8)  # topics and instruments look at the same paragraphs, one after the other
def masked(text: str) -> str:
    """The text with what stands in brackets and quotes replaced, the marks included.

    >>> masked("建设（含在建）3个").count(ASIDE), len(masked("建设（含在建）3个"))
    (5, 9)
    """
    out = list(text)
    open_marks: list[tuple[str, int]] = []
    for mark in _MARKS.finditer(text):
        pos, char = mark.start(), mark.group()
        if open_marks and pos - open_marks[0][1] > _LONGEST_ASIDE:
            open_marks.clear()
        if open_marks and char == open_marks[-1][0]:
            _, begin = open_marks.pop()
            if not open_marks and text[begin + 1 : pos] == _PERSON_TIMES:
                continue  # 8000人（次）
            if not open_marks and _PART.fullmatch(text, begin + 1, pos):
                out[begin] = out[pos] = "，"  # 村级点150个（其中贫困村78个）
            elif not open_marks:
                out[begin : pos + 1] = (ASIDE if text[begin] in _ASIDES else TITLE) * (pos + 1 - begin)
        elif char in _PAIRS:
            open_marks.append((_PAIRS[char], pos))
        elif char in "\n":
            open_marks.clear()
    return "".join(out)


def sentences(mask: str, start: int, end: int) -> Iterator[Sentence]:
    """Sentences of the masked text between two offsets, blank ones left out."""
    begin = start
    for stop in (*(mark.start() for mark in _SENTENCE_END.finditer(mask, start, end)), end):
        while stop - begin > LONGEST_SENTENCE:
            yield from _sentence(mask, begin, begin + LONGEST_SENTENCE)
            begin += LONGEST_SENTENCE
        yield from _sentence(mask, begin, stop)
        begin = stop + 1


def _sentence(mask: str, start: int, end: int) -> Iterator[Sentence]:
    if not mask[start:end].isspace() and start < end:
        yield Sentence(start, end, tuple(_clauses(mask, start, end)))


def _clauses(mask: str, start: int, end: int) -> Iterator[Clause]:
    begin = start
    for pos in (*(mark.start() for mark in _CLAUSE_END.finditer(mask, start, end)), end):
        if pos < end and _thousands(mask, pos):
            continue
        words = mask[begin:pos]
        first = begin + len(words) - len(words.lstrip())
        last = begin + len(words.rstrip())
        if first < last:
            yield Clause(first, last)
        begin = pos + 1


def _thousands(mask: str, pos: int) -> bool:
    """The comma of 2,500 is no comma."""
    return (
        mask[pos] == ","
        and mask[pos - 1 : pos].isdecimal()
        and mask[pos + 1 : pos + 4].isdecimal()
        and pos > 0
    )
