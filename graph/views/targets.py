"""Targets: the numbers that plans commit to, in their own units and in comparable ones."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from graph.engine import Engine
from graph.views.lookups import labelled, labels_of, places_of
from graph.views.selection import within
from graph.views.texts import plan_texts, with_sentences
from graph.views.values import Ref, Words, concept, decimal, flag, integer, iri, ref, words, year

__all__ = ["TargetItem", "targets"]

_TARGETS: Final = """
SELECT ?target ?indicator ?indicatorLabel ?kind ?value ?upper ?unit ?comparator ?growth ?due ?normal ?normalUnit
       ?measure ?plan ?confidence ?foundBy ?start ?end ?exact
WHERE {
  GRAPH ?g {
    ?target a pg:Target ; pg:inPlan ?plan ; pg:indicator ?indicator ; pg:value ?value ; pg:unit ?unit ;
            pg:confidence ?confidence ; pg:foundBy ?foundBy ; prov:wasDerivedFrom ?passage .
    ?passage oa:start ?start ; oa:end ?end ; oa:exact ?exact .
    ?indicator rdfs:label ?indicatorLabel .
    OPTIONAL { ?indicator skos:broadMatch ?kind }
    OPTIONAL { ?target pg:upperValue ?upper }
    OPTIONAL { ?target pg:comparator ?comparator }
    OPTIONAL { ?target pg:growthRate ?growth }
    OPTIONAL { ?target pg:dueYear ?due }
    OPTIONAL { ?target pg:normalizedValue ?normal }
    OPTIONAL { ?target pg:normalizedUnit ?normalUnit }
    OPTIONAL { ?target pg:measure ?measure }
  }
}"""


@dataclass(frozen=True, slots=True)
class TargetItem:
    """A target. ``comparator`` and ``indicator_kind`` are names of concepts; ``unit`` as printed."""

    iri: str
    indicator: Ref
    indicator_kind: str
    value: Decimal
    upper: Decimal | None
    unit: str
    comparator: str
    growth: bool
    due: int | None
    normal: Decimal | None
    normal_unit: str
    measure: Ref | None
    plan: Ref
    place: Ref | None
    confidence: Decimal
    found_by: str
    words: Words


def targets(
    engine: Engine, *, plan: str | None = None, among: Collection[str] | None = None
) -> tuple[TargetItem, ...]:
    """Targets of one plan (by IRI), these (by IRI), or all, in the order of the documents."""
    query = _TARGETS if among is None else within(_TARGETS, "target", among)
    found: dict[str, TargetItem] = {}
    rows = engine.rows(query, **({"plan": NamedNode(plan)} if plan else {}))
    titles = labels_of(engine, {iri(row, "measure") for row in rows} - {""})
    plans = {iri(row, "plan") for row in rows}
    names, places = labels_of(engine, plans), places_of(engine, plans)
    for row in rows:
        key, indicator = iri(row, "target"), ref(row, "indicator")
        if indicator is None:
            continue
        plan_ref = labelled(iri(row, "plan"), names)
        place = Words(plan_ref.iri, integer(row, "start"), integer(row, "end"), words(row, "exact"))
        if key in found and found[key].words <= place:
            continue
        found[key] = TargetItem(
            iri=key,
            indicator=indicator,
            indicator_kind=concept(row, "kind").removeprefix("indicator/"),
            value=decimal(row, "value") or Decimal(0),
            upper=decimal(row, "upper"),
            unit=words(row, "unit"),
            comparator=concept(row, "comparator").removeprefix("comparator/"),
            growth=flag(row, "growth"),
            due=year(row, "due"),
            normal=decimal(row, "normal"),
            normal_unit=words(row, "normalUnit"),
            measure=labelled(measure, titles) if (measure := iri(row, "measure")) else None,
            plan=plan_ref,
            place=places.get(plan_ref.iri),
            confidence=decimal(row, "confidence") or Decimal(0),
            found_by=words(row, "foundBy"),
            words=place,
        )
    texts = plan_texts(engine, (item.plan.iri for item in found.values()))
    complete = (replace(item, words=with_sentences((item.words,), texts)[0]) for item in found.values())
    return tuple(sorted(complete, key=lambda item: (item.plan.iri, item.words.start, item.iri)))
