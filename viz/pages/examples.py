"""An example query as pages show it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Example"]


@dataclass(frozen=True, slots=True)
class Example:
    """An example query: its name, what it asks, in the page's language, and its SPARQL."""

    name: str
    label: str
    text: str
