"""Complete answers kept in memory, keyed by revision: the same question of the same revision is asked once.

Pure of HTTP's wires: `Answers` is a bounded table from a question to an answer. Which question leads to
which answer may depend on headers; those are the ones that the answer's own ``Vary`` names (RFC 9111, 4.1).
An answer of another revision than the present one is never found, so nothing has to be thrown away at the moment
when a revision is published; the first answer of the new one takes the old ones' place.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

__all__ = ["Answers", "Counts", "Held", "Question", "RawHeaders"]

#: An answer larger than this part of the cache is not kept: it would drive out too many others.
_SHARE: Final = 8
#: Variants of one answer (formats, languages) that are kept; Accept headers have no end of spellings.
_VARIANTS: Final = 16
#: Bytes that an entry takes besides its body and headers, about (table entries, tuples, names, heads).
_OVERHEAD: Final = 2048

RawHeaders: TypeAlias = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A request without its headers: the revision's entity tag, the method, the address up to its query."""

    revision: str
    method: str
    address: bytes
    query: bytes
    body: bytes = b""
    content_type: bytes = b""


@dataclass(frozen=True, slots=True)
class Held:
    """A complete answer with status 200; ``route`` is the template of the route that gave it.

    ``heads`` is for who gives it often: how it begins on the wire, by status (200, or 304 in its place).
    """

    headers: RawHeaders
    body: bytes
    route: str = ""
    heads: dict[int, bytes] = field(default_factory=dict, compare=False, repr=False)

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, about."""
        headers = sum(len(name) + len(value) for name, value in self.headers)
        return len(self.body) + headers + _OVERHEAD


@dataclass(frozen=True, slots=True)
class Counts:
    """What the cache has done and holds."""

    hits: int
    misses: int
    entries: int
    size: int


@dataclass(slots=True)
class _Entry:
    """The answers to one question: by the values of the headers that they depend on."""

    vary: tuple[bytes, ...]
    size: int
    variants: OrderedDict[tuple[bytes, ...], Held] = field(default_factory=OrderedDict)


class Answers:
    """A table of answers that holds ``limit`` bytes at most; none at all when it is 0. Thread-safe."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._entries: OrderedDict[Question, _Entry] = OrderedDict()
        self._size = self._hits = self._misses = 0

    @property
    def largest(self) -> int:
        """Bytes of the largest answer that is kept; 0 when nothing is."""
        return self._limit // _SHARE

    def find(self, question: Question, headers: Mapping[bytes, bytes]) -> Held | None:
        """The answer to a request with these headers (names in lower case), if it is held."""
        with self._lock:
            entry = self._entries.get(question)
            if entry is not None:
                held = entry.variants.get(_values(entry.vary, headers))
                if held is not None:
                    self._entries.move_to_end(question)
                    self._hits += 1
                    return held
            return None

    def missed(self) -> None:
        """Count an answer that could have been held and was not."""
        with self._lock:
            self._misses += 1

    def keep(
        self, question: Question, vary: tuple[bytes, ...], headers: Mapping[bytes, bytes], answer: Held
    ) -> None:
        """Hold an answer that depends on the request's headers named by ``vary`` (in lower case).

        One too large to be held takes with it what was held for the same question.
        """
        with self._lock:
            if answer.size > self.largest:
                self._drop(question)
                return
            if next(iter(self._entries), question).revision != question.revision:
                self._entries.clear()
                self._size = 0
            entry = self._entries.get(question)
            if entry is None or entry.vary != vary:
                self._drop(question)
                entry = self._entries[question] = _Entry(vary, len(question.body))
                self._size += entry.size
            key = _values(vary, headers)
            self._resize(entry, -entry.variants.pop(key).size if key in entry.variants else 0)
            if len(entry.variants) == _VARIANTS:
                self._resize(entry, -entry.variants.popitem(last=False)[1].size)
            entry.variants[key] = answer
            self._resize(entry, answer.size)
            self._entries.move_to_end(question)
            while self._size > self._limit:
                self._drop(next(iter(self._entries)))

    def counts(self) -> Counts:
        """Figures for the metrics."""
        with self._lock:
            entries = sum(len(entry.variants) for entry in self._entries.values())
            return Counts(self._hits, self._misses, entries, self._size)

    def _resize(self, entry: _Entry, size: int) -> None:
        entry.size += size
        self._size += size

    def _drop(self, question: Question) -> None:
        entry = self._entries.pop(question, None)
        if entry is not None:
            self._size -= entry.size


def _values(vary: tuple[bytes, ...], headers: Mapping[bytes, bytes]) -> tuple[bytes, ...]:
    return tuple([headers.get(name, b"") for name in vary])  # a list takes half the time of a generator
