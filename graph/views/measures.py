"""Measures of plans with who answers for them, and what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from graph.engine import Engine
from graph.views.duties import Duty, duties
from graph.views.lookups import labelled, labels_of, places_of, values_of
from graph.views.selection import within
from graph.views.values import Ref, Words, concept, integer, iri, ref, words

__all__ = ["MeasureItem", "measures"]

_MEASURES: Final = """
SELECT ?measure ?measureLabel ?order ?kind ?text ?plan ?planLabel ?section ?start ?end ?exact
WHERE {
  GRAPH ?g {
    ?measure a pg:Measure ; pg:inPlan ?plan ; rdfs:label ?measureLabel ; pg:order ?order ;
             prov:wasDerivedFrom ?passage .
    ?passage oa:start ?start ; oa:end ?end ; oa:exact ?exact .
    ?plan rdfs:label ?planLabel .
    OPTIONAL { ?measure pg:measureKind ?kind }
    OPTIONAL { ?measure pg:text ?text }
    OPTIONAL { ?measure dcterms:isPartOf ?section }
  }
}"""

_TAGS: Final = """
SELECT ?measure ?tag WHERE { ?measure pg:inPlan ?plan ; pg:topic|pg:instrument ?tag }"""


@dataclass(frozen=True, slots=True)
class MeasureItem:
    """A measure. ``kind`` is ``task`` or ``safeguard``; ``topics`` and ``instruments`` are concept paths.

    ``words`` is its heading; ``duties`` are in the order of roles; ``place`` is the plan's.
    """

    iri: str
    name: str
    order: int
    kind: str
    text: str
    plan: Ref
    place: Ref | None
    section: Ref | None
    notation: str
    words: Words
    duties: tuple[Duty, ...]
    topics: tuple[str, ...]
    instruments: tuple[str, ...]


def measures(
    engine: Engine, *, plan: str | None = None, among: Collection[str] | None = None
) -> tuple[MeasureItem, ...]:
    """Measures of one plan (by IRI), these measures (by IRI), or all, in the order of the documents."""
    bindings = {"plan": NamedNode(plan)} if plan else {}
    tagged, described = _TAGS, _MEASURES
    if among is not None:
        tagged, described = (within(query, "measure", among) for query in (tagged, described))
    owners: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties(engine, plan=plan, measures=among):
        owners[duty.measure.iri].append(duty)
    tags: dict[str, set[str]] = defaultdict(set)
    for row in engine.rows(tagged, **bindings):
        tags[iri(row, "measure")].add(concept(row, "tag"))
    found: dict[str, MeasureItem] = {}
    rows = engine.rows(described, **bindings)
    sections = {iri(row, "section") for row in rows} - {""}
    titles, notations = labels_of(engine, sections), values_of(engine, "skos:notation", sections)
    places = places_of(engine, {iri(row, "plan") for row in rows})
    for row in rows:
        plan_ref, key = ref(row, "plan"), iri(row, "measure")
        if plan_ref is None:
            continue
        place = Words(plan_ref.iri, integer(row, "start"), integer(row, "end"), words(row, "exact"))
        if key in found and _length(found[key].words) <= _length(place):
            continue
        found[key] = MeasureItem(
            iri=key,
            name=words(row, "measureLabel"),
            order=integer(row, "order"),
            kind=concept(row, "kind").removeprefix("kind/"),
            text=words(row, "text"),
            plan=plan_ref,
            place=places.get(plan_ref.iri),
            section=labelled(section, titles) if (section := iri(row, "section")) else None,
            notation=notations.get(iri(row, "section"), ""),
            words=place,
            duties=tuple(owners[key]),
            topics=tuple(sorted(tag for tag in tags[key] if tag.startswith("topic/"))),
            instruments=tuple(sorted(tag for tag in tags[key] if tag.startswith("instrument/"))),
        )
    return tuple(sorted(found.values(), key=lambda item: (item.plan.iri, item.order, item.iri)))


def _length(found: Words) -> int:
    """A measure is pointed at by its name, the shortest of its passages."""
    return found.end - found.start
