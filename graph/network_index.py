"""Who answers for what in the whole graph, in memory: small enough to filter, count and search at once.

One `NetworkIndex` belongs to a revision and is kept for it. It holds names and identifiers only; words
and passages are read for the part that is shown (`graph.network`). 1,000 plans are about 65,000 edges, so
edges stand in columns that are filtered and counted without a loop over them in Python.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import chain, compress
from typing import Any, Final, NamedTuple

from graph.engine import Engine
from graph.network_queries import DUTIES, TAGS
from graph.views.keeping import FACTS
from graph.views.registers import body_register, measure_register, place_register, plan_register
from graph.views.storing import Rows, stored
from graph.views.values import iri, words
from ontology.errors import NotFound
from ontology.identifiers import CONCEPT_BASE

__all__ = [
    "Body",
    "Choice",
    "Edge",
    "Facets",
    "Filters",
    "NetworkIndex",
    "PlanRecord",
    "find_plan",
    "is_named",
    "network_index",
    "resource_path",
]


class Edge(NamedTuple):
    """A responsibility: who, for which measure of which plan, in which role (``lead``)."""

    iri: str
    department: str
    measure: str
    role: str
    plan: str


class Body(NamedTuple):
    """An organisation: its name, and the function that it shares with others (``commerce``, or empty)."""

    label: str
    function: str


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """A plan that can be shown: its ``slug`` (``changzhou-2014``), title, place and number of edges."""

    iri: str
    slug: str
    title: str
    place: str
    place_label: str
    edges: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What is kept; an empty string keeps everything.

    ``plan`` is a slug, ``place`` and ``department`` the path below ``…/id/place/`` and ``…/id/org/``,
    the others local names of concepts (``lead``, ``logistics``, ``supply/talent-training``, ``commerce``);
    each may be an IRI too. A concept keeps those below it.
    """

    plan: str = ""
    place: str = ""
    department: str = ""
    function: str = ""
    role: str = ""
    topic: str = ""
    instrument: str = ""

    def set(self) -> dict[str, str]:
        """The filters that are set, by name."""
        return {item.name: value for item in fields(self) if (value := getattr(self, item.name))}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: what stands in the URL, what people read, how many edges it keeps."""

    value: str
    label: str
    edges: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What can be filtered by, each with the edges that it would leave under the other filters."""

    plans: tuple[Choice, ...]
    places: tuple[Choice, ...]
    departments: tuple[Choice, ...]
    functions: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    topics: tuple[Choice, ...]
    instruments: tuple[Choice, ...]


def resource_path(iri: str) -> str:
    """Path of a resource below ``…/id/<kind>/``, whatever the base: the value used in URLs.

    >>> resource_path("https://w3id.org/policygraph/id/org/changzhou/shangwuju")
    'changzhou/shangwuju'
    """
    _, _, path = iri.rpartition("/id/")
    return path.partition("/")[2] or iri


def is_named(iri: str, wanted: str) -> bool:
    """True when ``wanted`` is this IRI or its path."""
    return iri == wanted or (bool(iri) and resource_path(iri) == wanted)


def find_plan(known: Iterable[PlanRecord], plan: str) -> PlanRecord:
    """The plan with this slug or IRI; `NotFound` when there is none."""
    for record in known:
        if plan in (record.slug, record.iri):
            return record
    raise NotFound(f"No plan is called {plan!r}. The plans are listed at /plans.")


@dataclass(frozen=True, slots=True)
class NetworkIndex:
    """All edges in the order of their IRIs, with what filters need; ``measures`` holds each one's plan.

    ``columns`` has for each filter the values that every edge would meet: a text, or a tuple of them
    where an edge may meet several (``place``: the city and what it belongs to, ``topic``, ``instrument``).
    """

    plans: tuple[PlanRecord, ...]
    edges: tuple[Edge, ...] = field(repr=False)
    bodies: Mapping[str, Body] = field(repr=False)
    measures: Mapping[str, str] = field(repr=False)
    topics: Mapping[str, tuple[str, ...]] = field(repr=False)
    instruments: Mapping[str, tuple[str, ...]] = field(repr=False)
    places: Mapping[str, tuple[str, ...]] = field(repr=False)
    columns: Mapping[str, Sequence[Any]] = field(repr=False)

    def plan(self, name: str) -> PlanRecord:
        """The plan with this slug or IRI; `NotFound` when there is none."""
        return find_plan(self.plans, name)

    def find_bodies(self, name: str) -> tuple[str, ...]:
        """IRIs of the organisations with this path, IRI or exact name; else of those whose name has the words."""
        wanted = name.strip()
        if not wanted:
            return ()
        exact = [iri for iri, body in self.bodies.items() if is_named(iri, wanted)]
        exact = exact or [iri for iri, body in self.bodies.items() if body.label == wanted]
        return tuple(exact or (iri for iri, body in self.bodies.items() if wanted in body.label))

    def find_body(self, name: str) -> str:
        """IRI of the one organisation that `find_bodies` finds; empty when there is none, or several."""
        found = self.find_bodies(name)
        return found[0] if len(found) == 1 else ""

    def kept(self, filters: Filters) -> tuple[Edge, ...]:
        """Edges that meet all filters. Raises `NotFound` for a plan or place that is not in the graph."""
        self.check(filters)
        masks = list(self._masks(filters).values())
        return tuple(compress(self.edges, _all(masks))) if masks else self.edges

    def idle(self, filters: Filters) -> tuple[str, ...]:
        """Measures that name nobody, under the filters that measures can meet; none under the others."""
        if filters.department or filters.role or filters.function:
            return ()
        held = {edge.measure for edge in self.edges}
        nobody = [measure for measure in self.measures if measure not in held]
        columns: dict[str, Sequence[Any]] = {
            "plan": [self.measures[measure] for measure in nobody],
            "place": [self.places.get(self.measures[measure], ()) for measure in nobody],
            "topic": [self.topics.get(measure, ()) for measure in nobody],
            "instrument": [_upwards(self.instruments.get(measure, ())) for measure in nobody],
        }
        masks = list(self._masks(filters, columns).values())
        return tuple(compress(nobody, _all(masks))) if masks else tuple(nobody)

    def facets(self, filters: Filters) -> Facets:
        """Every choice with the number of edges that it would leave under the other filters."""
        masks = self._masks(filters)
        counts: dict[str, Counter[str]] = {}
        for name, column in self.columns.items():
            others = [mask for key, mask in masks.items() if key != name]
            values = compress(column, _all(others)) if others else column
            counts[name] = Counter(chain.from_iterable(values) if name in _SEVERAL else values)
            counts[name].pop("", None)

        def ranked(name: str) -> list[tuple[str, int]]:
            return sorted(counts[name].items(), key=lambda item: (-item[1], item[0]))

        return Facets(
            plans=tuple(
                Choice(record.slug, record.title, counts["plan"][record.iri]) for record in self.plans
            ),
            places=tuple(Choice(path, path, number) for path, number in ranked("place")),
            departments=tuple(
                Choice(resource_path(body), self.label(body), number) for body, number in ranked("department")
            ),
            functions=tuple(Choice(name, name, number) for name, number in ranked("function")),
            roles=tuple(Choice(name, name, number) for name, number in sorted(counts["role"].items())),
            topics=tuple(Choice(name, name, number) for name, number in ranked("topic")),
            instruments=tuple(
                Choice(name, name, number) for name, number in sorted(counts["instrument"].items())
            ),
        )

    def label(self, department: str) -> str:
        """Name of an organisation; its path where it has none."""
        body = self.bodies.get(department)
        return body.label if body else resource_path(department)

    def check(self, filters: Filters) -> None:
        """Raise `NotFound` for a plan or place that is not in the graph."""
        if filters.plan:
            self.plan(filters.plan)
        wanted = _local(filters.place, "place")
        if wanted and not any(wanted in found for found in self.places.values()):
            raise NotFound(
                f"No plan is from a place called {filters.place!r}. The places are listed at /network."
            )

    def _masks(
        self, filters: Filters, columns: Mapping[str, Sequence[Any]] | None = None
    ) -> dict[str, list[bool]]:
        """For each filter that is set, which of the rows meet it."""
        columns = self.columns if columns is None else columns
        masks: dict[str, list[bool]] = {}
        for name, wanted in filters.set().items():
            if name in _SEVERAL:
                tag = _local(wanted, name)
                masks[name] = [tag in values for values in columns[name]]
            else:
                fitting = self._fitting(name, wanted)
                masks[name] = [value in fitting for value in columns[name]]
        return masks

    def _fitting(self, name: str, wanted: str) -> Collection[str]:
        """Values of a column that a filter keeps."""
        if name == "plan":
            return {record.iri for record in self.plans if wanted in (record.slug, record.iri)}
        if name == "department":
            return {body for body in self.bodies if is_named(body, wanted)}
        return {_local(wanted, name)}


#: Columns in which an edge may have several values.
_SEVERAL: Final = frozenset({"place", "topic", "instrument"})


def network_index(engine: Engine) -> NetworkIndex:
    """The index of the engine's revision: read once, then kept."""
    return FACTS.get(engine, "network", lambda: _read(engine))


def _read(engine: Engine) -> NetworkIndex:
    """From the registers of all lists, and from two queries of its own."""
    measures = {entry.iri: entry.plan for entry in measure_register(engine)}
    topics: dict[str, tuple[str, ...]] = {}
    instruments: dict[str, tuple[str, ...]] = {}
    for measure, about, means in stored(engine, "network-tags", lambda: _tags(engine)):
        if about:
            topics[measure] = tuple(about)
        if means:
            instruments[measure] = tuple(means)
    # equal texts of a row of JSON are held once
    names: dict[str, str] = {}
    edges = tuple(
        Edge(responsibility, names.setdefault(body, body), measure, names.setdefault(role, role), plan)
        for responsibility, body, measure, role in stored(engine, "network-duties", lambda: _duties(engine))
        if (plan := measures.get(measure, ""))
    )
    known = {
        entry.iri: Body(entry.label, _local(entry.function, "function")) for entry in body_register(engine)
    }
    held = sorted({edge.department for edge in edges})
    bodies = {body: known.get(body) or Body(resource_path(body), "") for body in held}
    plans = _plans(engine, Counter(edge.plan for edge in edges))
    places = {
        iri: tuple(resource_path(place) for place in _chain(engine, iri)) for iri in plan_register(engine)
    }
    upwards = {measure: _upwards(tags) for measure, tags in instruments.items()}
    return NetworkIndex(
        plans=plans,
        edges=edges,
        bodies=bodies,
        measures=measures,
        topics=topics,
        instruments=instruments,
        places=places,
        columns={
            "plan": [edge.plan for edge in edges],
            "place": [places.get(edge.plan, ()) for edge in edges],
            "department": [edge.department for edge in edges],
            "function": [bodies[edge.department].function for edge in edges],
            "role": [edge.role for edge in edges],
            "topic": [topics.get(edge.measure, ()) for edge in edges],
            "instrument": [upwards.get(edge.measure, ()) for edge in edges],
        },
    )


def _duties(engine: Engine) -> Rows:
    """IRIs of each responsibility, its organisation and measure, and the name of its role, in order."""
    found = {
        (responsibility, body, iri(row, "measure"), _local(role, "role"))
        for row in engine.rows(DUTIES)
        for responsibility, body, role in (line.split(" ") for line in words(row, "duties").split("\n"))
    }
    return [list(row) for row in sorted(found)]


def _tags(engine: Engine) -> Rows:
    """Each measure's topics and instruments, by their paths."""
    found: Rows = []
    for row in engine.rows(TAGS):
        tags = [tag.removeprefix(CONCEPT_BASE) for tag in sorted(words(row, "tags").split(" "))]
        topics, instruments = (
            [_local(tag, kind) for tag in tags if tag.startswith(kind + "/")]
            for kind in ("topic", "instrument")
        )
        found.append([iri(row, "measure"), topics, instruments])
    return found


def _plans(engine: Engine, counts: Mapping[str, int]) -> tuple[PlanRecord, ...]:
    """Every plan with its place and number of responsibilities, in the order of their slugs."""
    places = place_register(engine)
    found = (
        PlanRecord(
            iri=entry.iri,
            slug=entry.slug,
            title=entry.title,
            place=entry.place,
            place_label=(places[entry.place].label if entry.place in places else resource_path(entry.place))
            if entry.place
            else "",
            edges=counts.get(entry.iri, 0),
        )
        for entry in plan_register(engine).values()
    )
    return tuple(sorted(found, key=lambda plan: plan.slug))


def _chain(engine: Engine, plan: str) -> tuple[str, ...]:
    """The place of a plan and what it belongs to, without the country (unless the plan is the country's)."""
    places = place_register(engine)
    own = places.get(plan_register(engine)[plan].place)
    if own is None:
        return ()
    return (own.iri, *(iri for iri in own.within if iri in places and not places[iri].country))


def _local(concept: str, kind: str) -> str:
    """A concept below its kind: ``…/concept/topic/logistics`` and ``topic/logistics`` give ``logistics``."""
    if "/id/" in concept:
        return resource_path(concept)
    return concept.removeprefix(CONCEPT_BASE).removeprefix(kind + "/")


def _upwards(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags and what they are below: ``supply/talent-training`` is ``supply`` too."""
    return tuple(sorted({*tags, *(tag.partition("/")[0] for tag in tags)}))


def _all(masks: Sequence[Sequence[bool]]) -> Sequence[bool]:
    """Where all masks hold."""
    return masks[0] if len(masks) == 1 else [all(row) for row in zip(*masks, strict=True)]
