"""Organisations that answer for something: the list, and everything about one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from graph.engine import Engine
from graph.views.duties import Duty, duties, in_role_order
from graph.views.names import NamedThing, named_things
from graph.views.selection import within
from graph.views.texts import plan_texts, with_sentences
from graph.views.values import Ref, Words, concept, iri, ref
from ontology.identifiers import CONCEPT_BASE

__all__ = [
    "OrganizationRow",
    "OrganizationView",
    "PlanDuties",
    "Sharing",
    "organization_rows",
    "organization_view",
]

_HELD: Final = """
SELECT DISTINCT ?department ?role ?measure ?plan ?planLabel
WHERE {
  GRAPH ?g {
    ?duty a pg:Responsibility ; pg:department ?department ; pg:measure ?measure ; pg:role ?role .
    ?measure pg:inPlan ?plan . ?plan rdfs:label ?planLabel .
  }
}"""
_SAME: Final = "SELECT DISTINCT ?department WHERE { ?department pg:function ?function }"
_TOPICS: Final = """
SELECT DISTINCT ?measure ?topic
WHERE { ?duty pg:department ?department ; pg:measure ?measure . ?measure pg:topic ?topic }"""
_BUILT: Final = """
SELECT ?project ?projectLabel WHERE { ?project pg:builtBy ?department ; rdfs:label ?projectLabel }"""


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """An organisation with the number of measures it answers for, whole and by role."""

    thing: NamedThing
    measures: int
    roles: Mapping[str, int]
    plans: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class PlanDuties:
    """What an organisation answers for in one plan, role by role in the order of `ROLE_ORDER`."""

    plan: Ref
    roles: tuple[tuple[str, tuple[Duty, ...]], ...]


@dataclass(frozen=True, slots=True)
class Sharing:
    """Another organisation that answers for some of the same measures."""

    other: Ref
    measures: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class OrganizationView:
    """Everything about one organisation: duties by plan, with whom, where it is named, its counterparts.

    ``topics`` are paths of concepts by IRI of a measure that it answers for.
    """

    thing: NamedThing
    measures: int
    roles: Mapping[str, int]
    plans: tuple[PlanDuties, ...]
    topics: Mapping[str, tuple[str, ...]]
    shared: tuple[Sharing, ...]
    counterparts: tuple[OrganizationRow, ...]
    mentions: tuple[Words, ...]
    projects: tuple[Ref, ...]


def organization_rows(engine: Engine, *, among: Collection[str] | None = None) -> tuple[OrganizationRow, ...]:
    """Organisations that answer for at least one measure, the busiest first in each place.

    With ``among`` these organisations (by IRI), whether they answer for something or not.
    """
    query = _HELD if among is None else within(_HELD, "department", among)
    held: dict[str, set[tuple[str, str]]] = defaultdict(set)
    plans: dict[str, set[Ref]] = defaultdict(set)
    for row in engine.rows(query):
        key, plan = iri(row, "department"), ref(row, "plan")
        held[key].add((concept(row, "role").removeprefix("role/"), iri(row, "measure")))
        if plan is not None:
            plans[key].add(plan)
    rows = (
        OrganizationRow(
            thing,
            len({measure for _, measure in held[thing.iri]}),
            _counted(role for role, _ in held[thing.iri]),
            tuple(sorted(plans[thing.iri])),
        )
        for thing in named_things(engine, among=among)
        if among is not None or thing.iri in held
    )
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                row.thing.place.label if row.thing.place else "~",
                -row.measures,
                row.thing.label,
                row.thing.iri,
            ),
        )
    )


def organization_view(engine: Engine, organization: str) -> OrganizationView | None:
    """The organisation with that IRI, or None when there is none."""
    thing = next(iter(named_things(engine, among=(organization,))), None)
    if thing is None:
        return None
    own = duties(engine, department=organization)
    titles = {duty.plan.iri: duty.plan for duty in own}
    built = (ref(row, "project") for row in engine.rows(_BUILT, department=NamedNode(organization)))
    texts = plan_texts(engine, thing.plans)
    counted = {(duty.plan.iri, duty.words.start) for duty in own}
    elsewhere = tuple(item for item in thing.passages if (item.plan, item.start) not in counted)
    return OrganizationView(
        thing=thing,
        measures=len({duty.measure.iri for duty in own}),
        roles=_by_role(own),
        plans=tuple(
            _plan_duties(plan, tuple(duty for duty in own if duty.plan.iri == plan.iri))
            for plan in sorted(titles.values())
        ),
        topics=_topics(engine, organization),
        shared=_shared(engine, organization, own),
        counterparts=_counterparts(engine, thing),
        mentions=with_sentences(elsewhere, texts),
        projects=tuple(sorted({item for item in built if item}, key=lambda item: item.label)),
    )


def _topics(engine: Engine, organization: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in engine.rows(_TOPICS, department=NamedNode(organization)):
        found[iri(row, "measure")].add(concept(row, "topic"))
    return {measure: tuple(sorted(topics)) for measure, topics in found.items()}


def _counterparts(engine: Engine, thing: NamedThing) -> tuple[OrganizationRow, ...]:
    """Organisations of the same function that answer for something."""
    if not thing.function:
        return ()
    function = NamedNode(CONCEPT_BASE + thing.function)
    others = {iri(row, "department") for row in engine.rows(_SAME, function=function)} - {thing.iri}
    rows = organization_rows(engine, among=sorted(others)) if others else ()
    return tuple(row for row in rows if row.measures)


def _by_role(held: tuple[Duty, ...]) -> dict[str, int]:
    return _counted(role for role, _ in {(duty.role, duty.measure.iri) for duty in held})


def _counted(roles: Iterable[str]) -> dict[str, int]:
    counts = Counter(roles)
    return {role: counts[role] for role in in_role_order(counts)}


def _plan_duties(plan: Ref, held: tuple[Duty, ...]) -> PlanDuties:
    roles = _by_role(held)
    return PlanDuties(
        plan, tuple((role, tuple(duty for duty in held if duty.role == role)) for role in roles)
    )


def _shared(engine: Engine, organization: str, own: tuple[Duty, ...]) -> tuple[Sharing, ...]:
    mine = sorted({duty.measure.iri for duty in own})
    others: dict[Ref, set[Ref]] = defaultdict(set)
    for duty in duties(engine, measures=mine) if mine else ():
        if duty.department.iri != organization:
            others[duty.department].add(duty.measure)
    sharing = (Sharing(other, tuple(sorted(found))) for other, found in others.items())
    return tuple(sorted(sharing, key=lambda item: (-len(item.measures), item.other.label)))
