"""Word lists of the lexicons, and finding their longest word at a place in a text.

Rules walk a clause from either end and eat known words; doing that with sets instead of regular
expressions keeps every walk linear and the words in the lexicons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

__all__ = ["Words", "rows", "words_by_class"]


def rows(name: str, columns: int) -> Iterator[tuple[str, ...]]:
    """Rows of ``loaders/lexicons/<name>``: tab-separated, ``#`` comments and empty lines left out.

    Raises `ValueError` naming file and line when a row does not have exactly ``columns`` cells.
    """
    text = files("loaders").joinpath("lexicons", name).read_text(encoding="utf-8")
    for line_number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        if len(cells) != columns:
            raise ValueError(f"lexicons/{name}, line {line_number}: {len(cells)} cells, expected {columns}")
        yield cells


class Words:
    """A set of words that is asked at a position."""

    __slots__ = ("_firsts", "_lasts", "_longest", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._firsts = frozenset(word[0] for word in self._words if word)
        self._lasts = frozenset(word[-1] for word in self._words if word)
        self._longest = max((len(word) for word in self._words), default=0)

    def __contains__(self, word: object) -> bool:
        return word in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._words))

    def __or__(self, other: Words) -> Words:
        return Words(self._words | other._words)

    def at(self, text: str, pos: int) -> int:
        """End of the longest word that begins at ``pos``; ``pos`` itself when there is none.

        >>> Words(["超", "超过"]).at("超过5家", 0)
        2
        """
        if pos >= len(text) or text[pos] not in self._firsts:
            return pos
        for length in range(min(self._longest, len(text) - pos), 0, -1):
            if text[pos : pos + length] in self._words:
                return pos + length
        return pos

    def before(self, text: str, end: int) -> int:
        """Start of the longest word that ends at ``end``; ``end`` itself when there is none.

        >>> Words(["达", "达到"]).before("额达到", 3)
        1
        """
        if end < 1 or text[end - 1] not in self._lasts:
            return end
        for length in range(min(self._longest, end), 0, -1):
            if text[end - length : end] in self._words:
                return end - length
        return end

    def within(self, text: str) -> str | None:
        """The first word that stands anywhere in the text, longest first at its place."""
        for pos in range(len(text)):
            if (stop := self.at(text, pos)) > pos:
                return text[pos:stop]
        return None


@cache
def words_by_class() -> dict[str, Words]:
    """Words of ``target_words.tsv`` by their class (scope, modal, action, level, …)."""
    classes: dict[str, list[str]] = {}
    for word_class, word in rows("target_words.tsv", 2):
        classes.setdefault(word_class, []).append(word)
    return {word_class: Words(members) for word_class, members in classes.items()}
