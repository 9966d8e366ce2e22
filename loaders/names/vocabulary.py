"""The vocabulary of proper names: words that distinguish nothing, words that end a name, brands.

Segmentation is rjieba's (its packaged dictionary), taught the words of our lexicons. What a token says
about a name is our lexicons' business; the dictionary only tells common words from unknown ones.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from rjieba import Jieba

__all__ = ["Brand", "Token", "Tokens", "brands", "kind_words", "tokens", "trade_words", "word_class"]

#: Tags of jieba's dictionary for names of persons, firms, bodies, brands, spots.
_PROPER: Final = frozenset({"nr", "nrt", "nrfg", "nz", "nt", "ns"})


@dataclass(frozen=True, slots=True)
class Brand:
    """A nationally known platform or company; ``kinds`` in order of likelihood."""

    slug: str
    label: str
    kinds: tuple[str, ...]


class Token(NamedTuple):
    """A word of the text; ``known`` when the dictionary has it, ``tag`` its part of speech.

    No dataclass: a plan has thousands, and those take three times as long to make.
    """

    start: int
    end: int
    word: str
    tag: str
    known: bool

    @property
    def is_latin(self) -> bool:
        """Whether it begins with a Latin letter or a digit."""
        return self.word[0].isascii() and self.word[0].isalnum()

    @property
    def is_proper(self) -> bool:
        """Whether the dictionary holds it for a name."""
        return self.known and self.tag in _PROPER and len(self.word) > 1


def _rows(name: str) -> Iterator[list[str]]:
    text = files("loaders").joinpath("lexicons", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def _classes() -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for kind, words in _rows("name_words.tsv"):
        found.setdefault(kind, {}).update(dict.fromkeys(words.split()))
    return found


@cache
def word_class(kind: str) -> frozenset[str]:
    """Words of a class of ``name_words.tsv``: base, sector, stop, region, stock, base-tail."""
    return frozenset(_classes()[kind])


@cache
def trade_words() -> frozenset[str]:
    """Words that distinguish nothing: base and sector together."""
    return word_class("base") | word_class("sector")


@cache
def kind_words(role: str) -> dict[str, str]:
    """Words of a role of ``name_kinds.tsv`` (suffix, brand, head, venue), each with its kind."""
    return {
        word: kind
        for kind, found, words in _rows("name_kinds.tsv")
        if found == role
        for word in words.split()
    }


@cache
def brands(*, in_context: bool = False) -> dict[str, Brand]:
    """Nationally known names by each of their forms; with those that need a context, if asked."""
    found: dict[str, Brand] = {}
    for slug, label, kinds, aliases, contextual in _rows("brands.tsv"):
        brand = Brand(slug, label, tuple(kinds.split()))
        forms = aliases.split() + (contextual.split() if in_context else [])
        found.update(dict.fromkeys(forms, brand))
    return found


@lru_cache(maxsize=1)
def _segmenter() -> tuple[Jieba, frozenset[str]]:
    """A segmenter of its own (the module's default one is shared by the process) and our words."""
    segmenter = Jieba()
    ours: set[str] = set()
    for kind in ("base", "sector", "stop", "region"):
        ours.update(word for word in word_class(kind) if len(word) > 1)
    ours.update(word for word in brands(in_context=True) if len(word) > 1)
    for word in sorted(ours):
        segmenter.add_word(word, 20000, "n")
    return segmenter, frozenset(ours)


class Tokens:
    """The words of a text, by position."""

    __slots__ = ("_starts", "items", "text")

    def __init__(self, text: str) -> None:
        segmenter, ours = _segmenter()
        self.text = text
        items: list[Token] = []
        position = 0
        for word, tag in segmenter.tag(text):
            end = position + len(word)
            known = word in ours or segmenter.has_word(word)
            items.append(Token(position, end, word, tag, known))
            position = end
        self.items = tuple(items)
        self._starts = [token.start for token in items]

    def index(self, position: int) -> int:
        """Index of the token that holds the character at a position."""
        return bisect_right(self._starts, position) - 1

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens of a stretch; one that crosses a border is cut to it."""
        found: list[Token] = []
        turn = self.index(start)
        while turn < len(self.items) and self.items[turn].start < end:
            token = self.items[turn]
            low, high = max(token.start, start), min(token.end, end)
            if (low, high) == (token.start, token.end):
                found.append(token)
            else:
                found.append(Token(low, high, self.text[low:high], token.tag, known=high - low == 1))
            turn += 1
        return tuple(found)


@lru_cache(maxsize=4)
def tokens(text: str) -> Tokens:
    """The words of a text; the last few texts are kept, because several rules ask for the same one."""
    return Tokens(text)
