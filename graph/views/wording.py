"""Which things hold some words, in their name or in what they say."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal

from graph.engine import Engine
from graph.views.keeping import PAGES
from graph.views.values import iri

__all__ = ["holding"]

#: The text of a thing is its name and what it says; a blank between them, so no word goes over.
_HELD: Final = """
SELECT DISTINCT ?thing WHERE {{
  ?thing a pg:{kind} ; rdfs:label ?label .
  OPTIONAL {{ ?thing pg:text ?text }}
  BIND(LCASE(CONCAT(STR(?label), "\\n", COALESCE(STR(?text), ""))) AS ?said)
  FILTER({conditions})
}}"""
#: More words than people type; what follows is not looked for.
_MOST: Final = 12


def holding(engine: Engine, kind: str, query: str) -> frozenset[str] | None:
    """IRIs of the things of a class (``Measure``) that hold every word of a query, whatever the case.

    None when the query has no words. Raises what the engine raises.
    """
    words = tuple(dict.fromkeys(query.lower().split()))[:_MOST]
    if not words:
        return None
    names = [f"word{number}" for number in range(len(words))]
    conditions = " && ".join(f"CONTAINS(?said, ?{name})" for name in names)
    given = {name: Literal(word) for name, word in zip(names, words, strict=True)}

    def ask() -> frozenset[str]:
        rows = engine.rows(_HELD.format(kind=kind, conditions=conditions), **given)
        return frozenset(iri(row, "thing") for row in rows)

    return PAGES.get(engine, ("holding", kind, words), ask)
