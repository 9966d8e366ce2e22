"""What all plans hold, in short rows: what lists are filtered, counted and sorted by.

A register is read whole once for a revision and kept (`graph.views.keeping`), so that the numbers beside
every choice of a filter and the total of a list are true whatever its page shows. What a page says of its
rows is read for these rows alone (``among`` of the other views).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import Literal

from graph.engine import Engine, Row
from graph.labels import best_label
from graph.views.duties import in_role_order
from graph.views.keeping import FACTS
from graph.views.register_entries import (
    BodyEntry,
    MeasureEntry,
    OnceEntry,
    PlaceEntry,
    PlanEntry,
    TargetEntry,
)
from graph.views.register_excerpts import register_source
from graph.views.register_sources import Body
from graph.views.storing import Rows, stored
from graph.views.values import date, iri, words, year
from ontology.identifiers import CONCEPT_BASE

__all__ = [
    "BodyEntry",
    "MeasureEntry",
    "OnceEntry",
    "PlaceEntry",
    "PlanEntry",
    "TargetEntry",
    "body_register",
    "duty_register",
    "labels_of_class",
    "measure_register",
    "once_register",
    "place_register",
    "plan_register",
    "prepare",
    "responsibilities",
    "target_register",
]

_PLANS: Final = """
SELECT ?plan ?planLabel ?place ?from ?to ?issued ?number WHERE {
  ?plan a pg:Plan ; rdfs:label ?planLabel .
  OPTIONAL { ?plan dcterms:spatial ?place }
  OPTIONAL { ?plan pg:startYear ?from }
  OPTIONAL { ?plan pg:endYear ?to }
  OPTIONAL { ?plan dcterms:issued ?issued }
  OPTIONAL { ?plan dcterms:identifier ?number }
}"""
_PLACES: Final = """
SELECT ?place ?placeLabel ?code ?parent WHERE {
  ?place a pg:Place ; rdfs:label ?placeLabel .
  OPTIONAL { ?place pg:adminCode ?code }
  OPTIONAL { ?place dcterms:isPartOf ?parent }
}"""


def place_register(engine: Engine) -> Mapping[str, PlaceEntry]:
    """All places by IRI."""

    def read() -> dict[str, PlaceEntry]:
        rows = engine.rows(_PLACES)
        labels = _labels(rows, "place")
        codes: dict[str, str] = {}
        parents: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            key = iri(row, "place")
            codes[key] = words(row, "code") or codes.get(key, "")
            parents[key] |= {iri(row, "parent")} - {"", key}
        return {
            key: PlaceEntry(key, label, codes[key], _above(key, parents)) for key, label in labels.items()
        }

    return FACTS.get(engine, "places", read)


def plan_register(engine: Engine) -> Mapping[str, PlanEntry]:
    """All plans by IRI, by first year and IRI."""

    def read() -> dict[str, PlanEntry]:
        rows = engine.rows(_PLANS)
        labels, places = _labels(rows, "plan"), place_register(engine)
        found: dict[str, PlanEntry] = {}
        for row in rows:
            key, place = iri(row, "plan"), iri(row, "place")
            if key in found and found[key].place <= place:
                continue
            issued = date(row, "issued")
            found[key] = PlanEntry(
                iri=key,
                title=labels[key],
                number=words(row, "number"),
                place=place,
                city=places[place].label if place in places else labels[key],
                start_year=year(row, "from"),
                end_year=year(row, "to"),
                issued=issued.isoformat() if issued else "",
            )
        ordered = sorted(found.values(), key=lambda plan: (plan.start_year or 9999, plan.iri))
        return {plan.iri: plan for plan in ordered}

    return FACTS.get(engine, "plans", read)


def measure_register(engine: Engine) -> tuple[MeasureEntry, ...]:
    """All measures in the order of the documents."""
    return _answered(engine).measures


def body_register(engine: Engine) -> tuple[BodyEntry, ...]:
    """Organisations that answer for something, by label and IRI."""
    return _answered(engine).bodies


def once_register(engine: Engine) -> tuple[OnceEntry, ...]:
    """Responsibilities of bodies that a plan gives one measure only, in the order of the documents."""
    return _answered(engine).once


def duty_register(engine: Engine) -> tuple[tuple[MeasureEntry, BodyEntry, str], ...]:
    """Who answers for which measure in which role, each once, in the order of the documents."""
    return _answered(engine).duties


@dataclass(frozen=True, slots=True)
class _Answered:
    """Who answers for what: the registers that one reading of all responsibilities gives."""

    measures: tuple[MeasureEntry, ...]
    bodies: tuple[BodyEntry, ...]
    once: tuple[OnceEntry, ...]
    duties: tuple[tuple[MeasureEntry, BodyEntry, str], ...]


def _answered(engine: Engine) -> _Answered:
    def make() -> _Answered:
        measures, bodies, once, duties = stored(engine, "answered", lambda: _read_answered(engine))
        # A thousand plans have some dozens of different sets: each is held once.
        known: dict[str, frozenset[str]] = {}

        def together(values: str) -> frozenset[str]:
            if values not in known:
                known[values] = frozenset(values.split())
            return known[values]

        listed = tuple(
            MeasureEntry(thing, plan, order, together(roles), owners, together(topics))
            for thing, plan, order, roles, owners, topics in measures
        )
        named = tuple(BodyEntry(*row) for row in bodies)
        roles = {role: role for _, _, role in duties}
        return _Answered(
            listed,
            named,
            tuple(OnceEntry(*row) for row in once),
            tuple((listed[measure], named[body], roles[role]) for measure, body, role in duties),
        )

    return FACTS.get(engine, "answered", make)


def _read_answered(engine: Engine) -> Rows:
    """Rows of the four registers of `_Answered`, each a list."""
    roles: dict[str, set[str]] = defaultdict(set)  # of a measure
    owners: dict[str, set[str]] = defaultdict(set)
    held: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))  # measures of a body by role
    inside: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)  # (measure, duty) of plan and body
    source = register_source(engine)
    for plan, measure, duty, body, concept_of_role in source.duties():
        role = concept_of_role.removeprefix("role/")
        roles[measure].add(role)
        owners[measure].add(body)
        held[body][role].add(measure)
        inside[plan, body].add((measure, duty))
    topics: dict[str, set[str]] = defaultdict(set)
    for key, topic in source.topics():
        topics[key].add(topic)
    measures: dict[str, list[Any]] = {}
    for key, plan, order in source.measures():
        if key not in measures or [plan, order] < measures[key][1:3]:
            measures[key] = [
                key,
                plan,
                order,
                " ".join(in_role_order(roles.get(key, ()))),
                len(owners.get(key, ())),
                " ".join(sorted(topics.get(key, ()))),
            ]
    once = sorted(
        (plan, measures[measure][2] if measure in measures else 0, duty)
        for (plan, _), found in inside.items()
        if len({measure for measure, _ in found}) == 1
        for measure, duty in found
    )
    listed = sorted(measures.values(), key=lambda entry: (entry[1], entry[2], entry[0]))
    bodies = _bodies(source.bodies(), held)
    places = {entry[0]: place for place, entry in enumerate(listed)}
    numbers = {entry[0]: number for number, entry in enumerate(bodies)}
    duties = sorted(
        [places[measure], numbers[body], role]
        for body, by_role in held.items()
        for role, found_in in by_role.items()
        for measure in found_in
        if measure in places
    )
    return [listed, bodies, [[duty, plan] for plan, _, duty in once], duties]


def target_register(engine: Engine) -> tuple[TargetEntry, ...]:
    """All targets by plan and IRI."""
    return FACTS.get(
        engine,
        "targets",
        lambda: tuple(TargetEntry(*row) for row in stored(engine, "targets", lambda: _targets(engine))),
    )


def _targets(engine: Engine) -> Rows:
    source = register_source(engine)
    rows = list(source.targets())
    kinds = source.kinds({indicator for _, _, indicator, _, _ in rows})
    found: dict[str, list[Any]] = {}
    for key, plan, indicator, due, amount in rows:
        kind = kinds.get(indicator, "").removeprefix(f"{CONCEPT_BASE}indicator/")
        entry = [key, plan, kind, due, amount]
        if key not in found or _rank(entry) < _rank(found[key]):
            found[key] = entry
    return sorted(found.values(), key=lambda entry: (entry[1], entry[0]))


def _rank(entry: list[Any]) -> tuple[Any, ...]:
    """Of several values of a target that was written by hand always the same one is taken."""
    return entry[1], entry[3] or 9999, -(entry[4] or 0)


def _bodies(known: Mapping[str, Body], held: Mapping[str, Mapping[str, set[str]]]) -> Rows:
    nobody = Body("", "", "")
    found = (
        [
            key,
            known.get(key, nobody).label or best_label((), key),
            known.get(key, nobody).place,
            known.get(key, nobody).function,
            len(set().union(*by_role.values())),
            {role: len(by_role[role]) for role in in_role_order(by_role)},
        ]
        for key, by_role in held.items()
    )
    return sorted(found, key=lambda entry: (entry[1], entry[0]))


def prepare(engine: Engine) -> None:
    """Read all registers now, ahead of the first page that needs them. Raises what the engine raises."""
    plan_register(engine)
    _answered(engine)
    target_register(engine)
    responsibilities(engine)


def responsibilities(engine: Engine) -> int:
    """How many responsibilities all plans state."""
    return FACTS.get(engine, "responsibilities", lambda: _number(engine))


def _number(engine: Engine) -> int:
    rows = stored(engine, "responsibilities", lambda: [[register_source(engine).duty_count()]])
    return int(rows[0][0])


def labels_of_class(engine: Engine, kind: str) -> Mapping[str, str]:
    """Label by IRI of all members of a class (``Department`` or ``Measure``)."""
    name = f"labels-{kind.lower()}"

    def read() -> Rows:
        return [[key, label] for key, label in register_source(engine).labels(kind).items()]

    return FACTS.get(engine, name, lambda: dict(stored(engine, name, read)))


def _labels(rows: Iterable[Row], name: str) -> dict[str, str]:
    """The label of each thing in a column, the best where it has several."""
    labels: dict[str, list[Literal]] = defaultdict(list)
    for row in rows:
        value = row.get(f"{name}Label")
        if isinstance(value, Literal):
            labels[iri(row, name)].append(value)
    return {key: best_label(values) for key, values in labels.items() if key}


def _above(place: str, parents: Mapping[str, set[str]]) -> tuple[str, ...]:
    """What a place belongs to, step by step; a circle in the data ends where it closes."""
    found: list[str] = []
    here = place
    while above := min(parents.get(here, ()), default=""):
        if above in found or above == place:
            break
        found.append(above)
        here = above
    return tuple(found)
