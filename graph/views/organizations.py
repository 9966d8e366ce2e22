"""Organisations that answer for something: the list, and everything about one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from graph.engine import Engine
from graph.views.duties import ROLE_ORDER, Duty, duties
from graph.views.names import NamedThing, named_things
from graph.views.texts import plan_texts, with_sentences
from graph.views.values import Ref, Words, iri, ref

__all__ = [
    "OrganizationRow",
    "OrganizationView",
    "PlanDuties",
    "Sharing",
    "organization_rows",
    "organization_view",
]

_TITLES: Final = "SELECT ?plan ?planLabel WHERE { ?plan a pg:Plan ; rdfs:label ?planLabel }"
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
    """Everything about one organisation: duties by plan, with whom, where it is named, its counterparts."""

    thing: NamedThing
    measures: int
    roles: Mapping[str, int]
    plans: tuple[PlanDuties, ...]
    shared: tuple[Sharing, ...]
    counterparts: tuple[OrganizationRow, ...]
    mentions: tuple[Words, ...]
    projects: tuple[Ref, ...]


def organization_rows(engine: Engine) -> tuple[OrganizationRow, ...]:
    """Organisations that answer for at least one measure, the busiest first in each place."""
    things = {thing.iri: thing for thing in named_things(engine)}
    held: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties(engine):
        held[duty.department.iri].append(duty)
    rows = (_row(things[key], found) for key, found in held.items() if key in things)
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                row.thing.place.label if row.thing.place else "~",
                -row.measures,
                row.thing.label,
            ),
        )
    )


def organization_view(engine: Engine, organization: str) -> OrganizationView | None:
    """The organisation with that IRI, or None when there is none."""
    everything = named_things(engine)
    thing = next((item for item in everything if item.iri == organization), None)
    if thing is None:
        return None
    own = duties(engine, department=organization)
    titles = {iri(row, "plan"): ref(row, "plan") for row in engine.rows(_TITLES)}
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
            for plan in sorted({duty.plan for duty in own} & {item for item in titles.values() if item})
        ),
        shared=_shared(engine, organization, own),
        counterparts=tuple(
            row
            for row in organization_rows(engine)
            if thing.function and row.thing.function == thing.function and row.thing.iri != thing.iri
        ),
        mentions=with_sentences(elsewhere, texts),
        projects=tuple(sorted({item for item in built if item}, key=lambda item: item.label)),
    )


def _row(thing: NamedThing, held: list[Duty]) -> OrganizationRow:
    return OrganizationRow(
        thing,
        len({duty.measure.iri for duty in held}),
        _by_role(tuple(held)),
        tuple(sorted({duty.plan for duty in held})),
    )


def _by_role(held: tuple[Duty, ...]) -> dict[str, int]:
    counts = Counter(duty.role for duty in {(duty.role, duty.measure.iri): duty for duty in held}.values())
    return {
        role: counts[role] for role in (*ROLE_ORDER, *sorted(set(counts) - set(ROLE_ORDER))) if counts[role]
    }


def _plan_duties(plan: Ref, held: tuple[Duty, ...]) -> PlanDuties:
    roles = _by_role(held)
    return PlanDuties(
        plan, tuple((role, tuple(duty for duty in held if duty.role == role)) for role in roles)
    )


def _shared(engine: Engine, organization: str, own: tuple[Duty, ...]) -> tuple[Sharing, ...]:
    mine = {duty.measure.iri for duty in own}
    others: dict[Ref, set[Ref]] = defaultdict(set)
    for plan in sorted({duty.plan.iri for duty in own}):
        for duty in duties(engine, plan=plan):
            if duty.measure.iri in mine and duty.department.iri != organization:
                others[duty.department].add(duty.measure)
    sharing = (Sharing(other, tuple(sorted(found))) for other, found in others.items())
    return tuple(sorted(sharing, key=lambda item: (-len(item.measures), item.other.label)))
