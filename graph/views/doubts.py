"""What the software doubts of its own reading of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.engine import Engine
from graph.views.plan_graphs import plan_rows
from graph.views.values import Ref, Words, integer, iri, tail, words

__all__ = ["DoubtItem", "plan_doubts"]

_DOUBTS: Final = """
SELECT ?doubt ?code ?zh ?en ?about ?aboutLabel WHERE {
  GRAPH ?g {
    ?doubt a dqv:QualityAnnotation ; dcterms:isPartOf ?plan ; dcterms:type ?code ; oa:hasTarget ?about ;
           rdfs:label ?zh ; rdfs:label ?en .
    FILTER(LANG(?zh) = "zh" && LANG(?en) = "en")
    OPTIONAL { ?about rdfs:label ?aboutLabel }
  }
}"""
_PLACES: Final = """
SELECT ?doubt ?start ?end ?exact WHERE {
  GRAPH ?g {
    ?doubt a dqv:QualityAnnotation ; dcterms:isPartOf ?plan ; prov:wasDerivedFrom ?passage .
    ?passage oa:start ?start ; oa:end ?end ; oa:exact ?exact
  }
}"""


@dataclass(frozen=True, slots=True)
class DoubtItem:
    """A doubt: its code, its words in both languages, the fact (or plan) in doubt, and where, if anywhere."""

    iri: str
    code: str
    zh: str
    en: str
    about: Ref
    words: Words | None


def plan_doubts(engine: Engine, plan: str) -> tuple[DoubtItem, ...]:
    """Doubts about a plan (by IRI), those of the whole document first, then in the order of the text."""
    places: dict[str, Words] = {}
    for row in plan_rows(engine, _PLACES, plan):
        place = Words(plan, integer(row, "start"), integer(row, "end"), words(row, "exact"))
        places[iri(row, "doubt")] = min(place, places.get(iri(row, "doubt"), place))
    found: dict[str, DoubtItem] = {}
    for row in plan_rows(engine, _DOUBTS, plan):
        about = iri(row, "about")
        found[iri(row, "doubt")] = DoubtItem(
            iri=iri(row, "doubt"),
            code=words(row, "code"),
            zh=words(row, "zh"),
            en=words(row, "en"),
            about=Ref(about, words(row, "aboutLabel") or tail(about)),
            words=places.get(iri(row, "doubt")),
        )
    return tuple(
        sorted(found.values(), key=lambda item: (item.words.start if item.words else -1, item.code, item.iri))
    )
