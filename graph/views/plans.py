"""Plans at a glance: what each is and how much is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from graph.engine import Engine, Row
from graph.views.lookups import labelled, labels_of
from graph.views.selection import within
from graph.views.values import Ref, date, integer, iri, ref, words, year

__all__ = ["COUNTS", "PlanCard", "plan_cards"]

_PLANS: Final = """
SELECT ?plan ?title ?number ?issued ?creator ?place ?from ?to ?file
WHERE {
  GRAPH ?g {
    ?plan a pg:Plan ; rdfs:label ?title .
    OPTIONAL { ?plan dcterms:identifier ?number }
    OPTIONAL { ?plan dcterms:issued ?issued }
    OPTIONAL { ?plan dcterms:creator ?creator }
    OPTIONAL { ?plan dcterms:spatial ?place }
    OPTIONAL { ?plan pg:startYear ?from }
    OPTIONAL { ?plan pg:endYear ?to }
    OPTIONAL { ?plan dcterms:source ?file }
  }
}"""

_BASES: Final = """
SELECT ?plan ?basis ?basisLabel WHERE { ?plan a pg:Plan ; eli:based_on ?basis . ?basis rdfs:label ?basisLabel }"""

#: What is counted in each plan, by name.
COUNTS: Final[Mapping[str, str]] = {
    "measures": "?thing a pg:Measure",
    "owned": "?duty a pg:Responsibility ; pg:measure ?thing",
    "departments": "?duty a pg:Responsibility ; pg:department ?thing",
    "responsibilities": "?thing a pg:Responsibility",
    "targets": "?thing a pg:Target",
    "projects": "?thing a pg:Project",
    "platforms": "?thing a pg:Platform",
    "enterprises": "?thing a pg:Enterprise",
    "parks": "?thing a pg:Park",
}


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan with its numbers; ``counts`` has the names of `COUNTS`, years are inclusive."""

    iri: str
    title: str
    number: str
    issued: dt.date | None
    creators: tuple[Ref, ...]
    place: Ref | None
    start_year: int | None
    end_year: int | None
    file: str
    based_on: tuple[Ref, ...]
    counts: Mapping[str, int]

    @property
    def id(self) -> str:
        """Path below ``…/id/``: ``plan/changzhou-2014``."""
        return self.iri.partition("/id/")[2]

    @property
    def slug(self) -> str:
        """Last part of the id: ``changzhou-2014``."""
        return self.id.partition("/")[2]

    @property
    def city(self) -> str:
        """Label of the place, else the title."""
        return self.place.label if self.place else self.title


def plan_cards(
    engine: Engine, *, plan: str | None = None, among: Collection[str] | None = None
) -> tuple[PlanCard, ...]:
    """All plans, the one with that IRI, or these (by IRI), by place and year."""
    chosen = (plan,) if plan else among

    def asked(query: str) -> list[Row]:
        return engine.rows(query if chosen is None else within(query, "plan", chosen))

    counts: dict[str, dict[str, int]] = {}
    for name, pattern in COUNTS.items():
        query = (
            "SELECT ?plan (COUNT(DISTINCT ?thing) AS ?n) WHERE "
            f"{{ GRAPH ?g {{ ?plan a pg:Plan . {pattern} }} }} GROUP BY ?plan"
        )
        for row in asked(query):
            counts.setdefault(iri(row, "plan"), {})[name] = integer(row, "n")
    bases: dict[str, set[Ref]] = {}
    for row in asked(_BASES):
        if basis := ref(row, "basis"):
            bases.setdefault(iri(row, "plan"), set()).add(basis)
    found: dict[str, PlanCard] = {}
    rows = asked(_PLANS)
    names = labels_of(engine, {iri(row, name) for row in rows for name in ("creator", "place")} - {""})
    # Joint issuers: one row for each.
    issuers: dict[str, set[str]] = {}
    for row in rows:
        issuers.setdefault(iri(row, "plan"), set()).add(iri(row, "creator"))
    for row in rows:
        key = iri(row, "plan")
        found[key] = PlanCard(
            iri=key,
            title=words(row, "title"),
            number=words(row, "number"),
            issued=date(row, "issued"),
            creators=tuple(sorted(labelled(creator, names) for creator in issuers[key] if creator)),
            place=labelled(place, names) if (place := iri(row, "place")) else None,
            start_year=year(row, "from"),
            end_year=year(row, "to"),
            file=words(row, "file"),
            based_on=tuple(sorted(bases.get(key, ()), key=lambda item: item.label)),
            counts={name: counts.get(key, {}).get(name, 0) for name in COUNTS},
        )
    return tuple(sorted(found.values(), key=lambda card: (card.start_year or 9999, card.iri)))
