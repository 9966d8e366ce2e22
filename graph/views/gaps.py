"""What plans leave open: measures without an owner or without a lead, departments named once, vague targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph.engine import Engine, Term
from graph.views.duties import duties
from graph.views.measures import measures
from graph.views.selection import DUTIES, MEASURES, TARGETS, Page, Selection
from graph.views.targets import targets
from graph.views.values import Ref, Words
from ontology.identifiers import CONCEPT_BASE

__all__ = ["GAPS", "Gap", "gaps"]

_LEAD: Final = f"<{CONCEPT_BASE}role/lead>"
_FILTERS: Final = {name: MEASURES.filters[name] for name in ("plan", "place", "year")}
_TARGET_FILTERS: Final = {name: TARGETS.filters[name] for name in ("plan", "place")}

#: Sort of gap -> what has it. ``owners`` is the number from which owners are many.
GAPS: Final[Mapping[str, Selection]] = {
    "unowned-measures": Selection(
        MEASURES.pattern + " FILTER NOT EXISTS { ?thing pg:responsibleDepartment ?anybody }",
        MEASURES.order,
        {**_FILTERS, "topic": MEASURES.filters["topic"]},
        sorting=MEASURES.sorting,
    ),
    "measures-without-lead": Selection(
        MEASURES.pattern
        + f" FILTER NOT EXISTS {{ ?duty pg:measure ?thing ; pg:role {_LEAD} }}"
        + " { SELECT ?thing (COUNT(DISTINCT ?owner) AS ?many) WHERE"
        " { ?thing pg:responsibleDepartment ?owner } GROUP BY ?thing }",
        MEASURES.order,
        {**_FILTERS, "topic": MEASURES.filters["topic"], "owners": "FILTER(?many >= ?owners)"},
        sorting=MEASURES.sorting,
    ),
    "departments-named-once": Selection(
        DUTIES.pattern
        + """ ?thing pg:department ?body ; pg:measure ?measure .
  FILTER NOT EXISTS {
    ?other pg:department ?body ; pg:measure ?elsewhere ; dcterms:isPartOf ?plan .
    FILTER(?elsewhere != ?measure)
  }""",
        DUTIES.order,
        _FILTERS,
        sorting=DUTIES.sorting,
    ),
    "targets-without-year": Selection(
        TARGETS.pattern + " FILTER NOT EXISTS { ?thing pg:dueYear ?anyYear }", TARGETS.order, _TARGET_FILTERS
    ),
    "targets-without-comparable-value": Selection(
        TARGETS.pattern + " FILTER NOT EXISTS { ?thing pg:normalizedValue ?anyValue }",
        TARGETS.order,
        _TARGET_FILTERS,
    ),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is open: the measure, organisation or target, its plan, who is named, the words."""

    thing: Ref
    plan: Ref
    departments: tuple[Ref, ...]
    words: Words


def gaps(
    engine: Engine, sort: str, values: Mapping[str, Term], *, limit: int, offset: int = 0
) -> tuple[Page, tuple[Gap, ...]]:
    """A page of the gaps of a sort (a key of `GAPS`) under filters, in the order of the documents."""
    page = GAPS[sort].page(engine, values, limit=limit, offset=offset)
    if not page.iris:
        return page, ()
    found: dict[str, Gap] = {}
    if sort == "departments-named-once":
        for duty in duties(engine, among=page.iris):
            found[duty.iri] = Gap(duty.department, duty.plan, (duty.department,), duty.words)
    elif sort.startswith("targets"):
        for target in targets(engine, among=page.iris):
            found[target.iri] = Gap(Ref(target.iri, target.indicator.label), target.plan, (), target.words)
    else:
        for measure in measures(engine, among=page.iris):
            owners = tuple(dict.fromkeys(duty.department for duty in measure.duties))
            found[measure.iri] = Gap(Ref(measure.iri, measure.name), measure.plan, owners, measure.words)
    return page, tuple(found[iri] for iri in page.iris if iri in found)
