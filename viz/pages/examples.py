"""Examples that pages show: a query, and words to search for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["SEARCHES", "Example"]

#: Words to search for that show what the search understands: a short form, initials, two characters.
SEARCHES: Final = ("经信委", "swj", "物流")


@dataclass(frozen=True, slots=True)
class Example:
    """An example query: its name, what it asks, in the page's language, and its SPARQL."""

    name: str
    label: str
    text: str
