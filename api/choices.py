"""Filters of the list pages: what can be chosen, and what is left when it is. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from viz.pages.contexts import Choice

__all__ = ["choices", "holds", "kept"]

_T = TypeVar("_T")


def choices(
    items: Iterable[_T], values: Callable[[_T], Iterable[str]], chosen: str, label: Callable[[str], str]
) -> tuple[Choice, ...]:
    """Each value that items have, with how many have it, the most frequent first."""
    counts = Counter(value for item in items for value in set(values(item)) if value)
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    return tuple(Choice(value, label(value), value == chosen, counts[value]) for value in ordered)


def kept(items: Sequence[_T], values: Callable[[_T], Iterable[str]], chosen: str) -> Sequence[_T]:
    """Items that have the chosen value; all when nothing is chosen."""
    return [item for item in items if chosen in values(item)] if chosen else items


def holds(query: str, *texts: str) -> bool:
    """Whether every word of a query stands in one of the texts; true for an empty query."""
    return all(any(word.casefold() in text.casefold() for text in texts) for word in query.split())
