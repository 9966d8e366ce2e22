"""A number that a clause commits to, with the words that say of what."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.rules.quantities import Quantity
from ontology.model import Comparator

__all__ = ["Statement"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A number with its label; ``index`` counts the numbers that one 分别 distributes.

    ``strength`` (0-1) says how clearly the words commit: a verb or predicate is strong, a bare
    number beside a noun is weak. ``start``/``end`` are the words that state it.
    """

    start: int
    end: int
    quantity: Quantity
    label: str
    comparator: Comparator
    growth: bool
    recurring: bool
    strength: float
    rule: str
    index: int = 0
