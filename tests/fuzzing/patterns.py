"""Regular expressions against texts of their own letters: what makes one backtrack without end."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
from collections.abc import Iterator
from functools import cache

import loaders

__all__ = ["attacked", "attacks", "patterns"]

#: Letters that classes like ``\\d`` and ``\\s`` stand for.
_CLASSES = {r"\d": "0129", r"\s": " \t", r"\w": "a局"}


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Every expression that a module of the loaders keeps, by its text."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(loaders.__path__, "loaders."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found.setdefault(value.pattern, value)
    return found


def attacks(pattern: re.Pattern[str], chance: random.Random, count: int) -> Iterator[str]:
    """Texts of 60 to 400 characters: words of the expression repeated and mixed, with an end that fits nothing."""
    words = re.findall(r"[一-鿿]+|[A-Za-z]{2,}", pattern.pattern)
    letters = [*dict.fromkeys(re.sub(r"\\.|[|?*+{}^$]", "", pattern.pattern))]
    for escape, stands in _CLASSES.items():
        letters += stands if escape in pattern.pattern else ""
    pool = [*words, *letters] or ["a"]
    for _ in range(count):
        few = chance.sample(pool, k=min(len(pool), chance.choice((1, 1, 2, 3, 6))))
        yield "".join(chance.choices(few, k=chance.choice((30, 60, 200)))) + chance.choice(
            ("\ue123", "", "!")
        )


def attacked(chance: random.Random) -> None:
    """Each expression on one text of its own letters, in each way to ask; one that backtracks never comes back."""
    for pattern in patterns().values():
        for text in attacks(pattern, chance, 1):
            for ask in (pattern.search, pattern.match, pattern.fullmatch):
                ask(text)
