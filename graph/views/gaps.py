"""What plans leave open: measures without an owner or without a lead, departments named once, vague targets."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.engine import Engine, Term
from graph.views.duties import duties
from graph.views.measures import measures
from graph.views.registers import measure_register, once_register, target_register
from graph.views.selection import DUTIES, MEASURES, TARGETS, Page, Selection
from graph.views.targets import targets
from graph.views.values import Ref, Words, iri
from ontology.identifiers import CONCEPT_BASE

__all__ = ["GAPS", "Gap", "described_gaps", "gap_number", "gaps", "listed_gaps"]

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


_OF_PLACE: Final = "SELECT ?plan WHERE { ?plan dcterms:spatial ?place }"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is open: the measure, organisation or target, its plan, who is named, the words.

    ``following`` is what the text of a measure goes on with after these words, its name.
    """

    thing: Ref
    plan: Ref
    departments: tuple[Ref, ...]
    words: Words
    following: str = ""


def gaps(
    engine: Engine, sort: str, values: Mapping[str, Term], *, limit: int, offset: int = 0
) -> tuple[Page, tuple[Gap, ...]]:
    """A page of the gaps of a sort (a key of `GAPS`) under filters, in the order of the documents."""
    page = _looked_through(engine, sort, values, limit, offset)
    if page is None:
        page = GAPS[sort].page(engine, values, limit=limit, offset=offset)
    return page, described_gaps(engine, sort, page.iris)


def gap_number(engine: Engine, sort: str, values: Mapping[str, Term]) -> int:
    """How many gaps of a sort there are under filters."""
    page = _looked_through(engine, sort, values, 0, 0)
    return (page or GAPS[sort].page(engine, values, limit=1)).total


def _looked_through(
    engine: Engine, sort: str, values: Mapping[str, Term], limit: int, offset: int
) -> Page | None:
    """A page from the registers; None under a filter that they do not know."""
    if not values.keys() <= {"plan", "place", "owners"}:
        return None
    plans: Container[str] | None = None
    if "place" in values:
        plans = {iri(row, "plan") for row in engine.rows(_OF_PLACE, place=values["place"])}
    if "plan" in values:
        plan = term.value if isinstance(term := values["plan"], NamedNode) else ""
        plans = {plan} if plans is None or plan in plans else ()
    least = values.get("owners")
    owners = int(least.value) if isinstance(least, Literal) else 1
    found = listed_gaps(engine, sort, plans, owners)
    return Page(found[offset : offset + limit], len(found))


def listed_gaps(engine: Engine, sort: str, plans: Container[str] | None, owners: int) -> tuple[str, ...]:
    """IRIs of all gaps of a sort in some plans (by IRI; None: in all), in the order of the documents.

    What `GAPS` finds by asking is found here by looking through the registers. ``owners`` is for measures
    without a lead: how many owners one has at least.
    """
    if sort == "departments-named-once":
        return tuple(item.iri for item in once_register(engine) if _in(item.plan, plans))
    if sort.startswith("targets"):
        return tuple(
            item.iri
            for item in target_register(engine)
            if _in(item.plan, plans) and (item.due if sort == "targets-without-year" else item.normal) is None
        )
    return tuple(
        item.iri
        for item in measure_register(engine)
        if _in(item.plan, plans)
        and (
            not item.owners
            if sort == "unowned-measures"
            else item.owners >= owners and "lead" not in item.roles
        )
    )


def _in(plan: str, plans: Container[str] | None) -> bool:
    return plans is None or plan in plans


def described_gaps(engine: Engine, sort: str, iris: Sequence[str]) -> tuple[Gap, ...]:
    """What there is to say of some gaps of a sort, in their order."""
    if not iris:
        return ()
    found: dict[str, Gap] = {}
    if sort == "departments-named-once":
        for duty in duties(engine, among=iris):
            found[duty.iri] = Gap(duty.department, duty.plan, (duty.department,), duty.words)
    elif sort.startswith("targets"):
        for target in targets(engine, among=iris):
            found[target.iri] = Gap(Ref(target.iri, target.indicator.label), target.plan, (), target.words)
    else:
        for measure in measures(engine, among=iris):
            owners = tuple(dict.fromkeys(duty.department for duty in measure.duties))
            following = measure.text.partition(measure.words.exact)[2].strip()
            found[measure.iri] = Gap(
                Ref(measure.iri, measure.name), measure.plan, owners, measure.words, following
            )
    return tuple(found[key] for key in iris if key in found)
