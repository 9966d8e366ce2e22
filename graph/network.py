"""Who answers for what, as a networkx graph: organisations to measures, each edge with its words.

Nodes are IRIs. An edge runs from an organisation to a measure; its key is the IRI of the
`pg:Responsibility`, so one organisation can stand to one measure in two roles. What is not stated
is the empty string (GraphML and GEXF know no null). One SPARQL query gives all edges; the graph is
built from its rows by pure functions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

import networkx as nx
from pyoxigraph import BlankNode, Literal, NamedNode

from graph.network_queries import EDGES, PLANS, TEXTS, UNASSIGNED
from ontology.errors import NotFound
from ontology.identifiers import CONCEPT_BASE, ONTOLOGY_NS
from ontology.model import Passage

if TYPE_CHECKING:  # networkx graphs take type arguments in the stubs only
    Network: TypeAlias = nx.MultiDiGraph[str]
    Ties: TypeAlias = nx.Graph[str]
else:
    Network = nx.MultiDiGraph
    Ties = nx.Graph

__all__ = [
    "Asker",
    "Choice",
    "Facets",
    "Network",
    "PlanRecord",
    "Scope",
    "Ties",
    "co_responsibility",
    "edge_list",
    "find_plan",
    "plan_texts",
    "plans",
    "read_scope",
    "resource_path",
    "responsibility_network",
]

Row: TypeAlias = Mapping[str, object]
Attributes: TypeAlias = dict[str, Any]

#: From the most to the least special: an organisation carries its class and `Organization`.
_KINDS: Final = ("Government", "Department", "Enterprise", "Association", "Institution", "Organization")


class Asker(Protocol):
    """What is needed of an engine: rows of our own queries on one revision."""

    def rows(self, sparql: str, **bindings: NamedNode | BlankNode | Literal) -> Sequence[Row]:
        """Rows of a SELECT, one mapping of variable name to term each."""
        ...


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
class Choice:
    """One value of a filter: what stands in the URL, what people read, how many edges it keeps."""

    value: str
    label: str
    edges: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What can be filtered by: all plans and places; organisations and roles of those in view."""

    plans: tuple[Choice, ...]
    places: tuple[Choice, ...]
    departments: tuple[Choice, ...]
    roles: tuple[Choice, ...]


def resource_path(iri: str) -> str:
    """Path of a resource below ``…/id/<kind>/``, whatever the base: the value used in URLs.

    >>> resource_path("https://w3id.org/policygraph/id/org/changzhou/shangwuju")
    'changzhou/shangwuju'
    """
    _, _, path = iri.rpartition("/id/")
    return path.partition("/")[2] or iri


def plans(engine: Asker) -> tuple[PlanRecord, ...]:
    """Every plan with its place and number of responsibilities, in the order of their slugs."""
    merged: dict[str, PlanRecord] = {}
    for row in engine.rows(PLANS):
        iri = _text(row, "plan")
        slug = resource_path(iri)
        count = int(_text(row, "edges") or 0)
        title = _text(row, "title") or slug
        place = _text(row, "place")
        known = merged.get(iri)
        if known is None or (known.title, known.place) > (title, place):
            label = _text(row, "placeLabel") or (resource_path(place) if place else "")
            merged[iri] = PlanRecord(iri, slug, title, place, label, count)
    return tuple(sorted(merged.values(), key=lambda plan: plan.slug))


def find_plan(known: Iterable[PlanRecord], plan: str) -> PlanRecord:
    """The plan with this slug or IRI; `NotFound` when there is none."""
    for record in known:
        if plan in (record.slug, record.iri):
            return record
    raise NotFound(f"No plan is called {plan!r}. The plans are listed at /plans.")


def plan_texts(engine: Asker, graph: Network) -> dict[str, str]:
    """Normalised text of each plan that the edges of ``graph`` come from, by the plan's IRI."""
    found: dict[str, str] = {}
    for iri in sorted({str(data["plan"]) for *_, data in edge_list(graph)}):
        for row in engine.rows(TEXTS, plan=NamedNode(iri)):
            found[iri] = _text(row, "text")
    return found


def responsibility_network(
    engine: Asker,
    *,
    plan: str | None = None,
    place: str | None = None,
    department: str | None = None,
    role: str | None = None,
    unassigned: bool = False,
) -> Network:
    """Organisations and the measures they answer for, within the filters that are given.

    ``plan`` is a slug or IRI, ``place`` and ``department`` the path below ``…/id/place/`` and
    ``…/id/org/`` or an IRI, ``role`` a local name (``lead``) or IRI. With ``unassigned`` the
    measures that name nobody come along as nodes without edges (not with department or role, which
    they cannot meet). Raises `NotFound` for a plan or place that is not in the graph.
    """
    scope = read_scope(engine, plan=plan, place=place, unassigned=unassigned)
    return scope.network(department=department, role=role, unassigned=unassigned)


def read_scope(
    engine: Asker, *, plan: str | None = None, place: str | None = None, unassigned: bool = True
) -> Scope:
    """Ask once for everything that the views of a plan, a place or all plans need.

    Without ``unassigned`` the measures that name nobody are not asked for. Raises `NotFound` for a
    plan or place that is not in the graph.
    """
    known = plans(engine)
    chosen = (find_plan(known, plan),) if plan else known
    if place:
        chosen = _of_place(chosen, place, strict=not plan)
    wanted = (EDGES, UNASSIGNED) if unassigned else (EDGES,)
    found: list[list[Row]] = []
    for query in wanted:
        if len(chosen) == len(known):
            found.append([*engine.rows(query)])
        else:
            found.append([row for p in chosen for row in engine.rows(query, plan=NamedNode(p.iri))])
    return Scope(known, tuple(found[0]), tuple(found[1]) if unassigned else ())


@dataclass(frozen=True, slots=True)
class Scope:
    """What the graph says within a plan, a place or everywhere; its views ask nothing more.

    ``plans`` are all plans of the graph, ``rows`` those of the edges, ``idle`` those of the measures
    that name nobody.
    """

    plans: tuple[PlanRecord, ...]
    rows: tuple[Row, ...] = field(repr=False)
    idle: tuple[Row, ...] = field(repr=False)

    @property
    def unassigned(self) -> int:
        """How many measures name nobody."""
        return len({_text(row, "measure") for row in self.idle})

    def network(
        self, *, department: str | None = None, role: str | None = None, unassigned: bool = False
    ) -> Network:
        """The graph under filters, as `responsibility_network` describes it."""
        graph = _build(
            row
            for row in self.rows
            if (not department or _is(_text(row, "department"), department))
            and (not role or _role(_text(row, "role")) == _role(role))
        )
        if unassigned and not department and not role:
            for row in self.idle:
                graph.add_node(_text(row, "measure"), **_measure(row))
        for node in graph:
            graph.nodes[node]["degree"] = len({*graph.successors(node), *graph.predecessors(node)})
        return graph

    def facets(self, *, department: str | None = None, role: str | None = None) -> Facets:
        """Filters with the number of edges each value would leave under the other filters."""
        places: Counter[str] = Counter()
        labels: dict[str, str] = {}
        for record in self.plans:
            if record.place:
                places[record.place] += record.edges
                labels[record.place] = record.place_label
        departments: dict[str, set[str]] = defaultdict(set)
        roles: dict[str, set[str]] = defaultdict(set)
        for row in self.rows:
            source, edge = _text(row, "department"), _text(row, "responsibility")
            name = _role(_text(row, "role"))
            if not role or name == _role(role):
                departments[source].add(edge)
                labels[source] = _text(row, "departmentLabel") or resource_path(source)
            if not department or _is(source, department):
                roles[name].add(edge)
        return Facets(
            plans=tuple(Choice(record.slug, record.title, record.edges) for record in self.plans),
            places=tuple(
                Choice(resource_path(iri), labels[iri], count)
                for iri, count in sorted(places.items(), key=lambda item: resource_path(item[0]))
            ),
            departments=tuple(
                Choice(resource_path(iri), labels[iri], len(edges))
                for iri, edges in sorted(departments.items(), key=lambda item: (-len(item[1]), item[0]))
            ),
            roles=tuple(Choice(name, name, len(edges)) for name, edges in sorted(roles.items())),
        )


def edge_list(graph: Network) -> list[tuple[str, str, str, Attributes]]:
    """Edges as organisation, measure, responsibility and attributes, in the order of the latter's IRIs."""
    edges: Iterable[tuple[str, str, str, Attributes]] = graph.edges(keys=True, data=True)
    return sorted(edges, key=lambda edge: edge[2])


def co_responsibility(graph: Network) -> Ties:
    """Organisations tied by the measures they share.

    An undirected graph; an edge's ``weight`` is the number of shared measures, ``measures`` their
    IRIs joined by spaces, in order. Organisations that share nothing stay as single nodes.
    """
    ties: Ties = nx.Graph()
    holders: dict[str, set[str]] = defaultdict(set)
    for source, target in graph.edges():
        holders[target].add(source)
    for node, data in graph.nodes(data=True):
        if data["kind"] != "Measure":
            ties.add_node(node, **data)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for measure in sorted(holders):
        for pair in combinations(sorted(holders[measure]), 2):
            shared[pair].append(measure)
    for (first, second), measures in sorted(shared.items()):
        ties.add_edge(first, second, weight=len(measures), measures=" ".join(measures))
    return ties


def _build(rows: Iterable[Row]) -> Network:
    """Rows to a graph; a responsibility with several passages or labels fills several rows."""
    by_edge: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_edge[_text(row, "responsibility")].append(row)
    graph: Network = nx.MultiDiGraph()
    kinds: dict[str, set[str]] = defaultdict(set)
    for iri, group in sorted(by_edge.items()):
        first = min(group, key=lambda row: sorted((name, str(term)) for name, term in row.items()))
        source, target = _text(first, "department"), _text(first, "measure")
        kinds[source].update(_text(row, "type").removeprefix(ONTOLOGY_NS) for row in group)
        graph.add_node(source, **_organization(first))
        graph.add_node(target, **_measure(first))
        passages = {
            Passage(int(_text(row, "start")), int(_text(row, "end")), _text(row, "exact"))
            for row in group
            if _text(row, "exact")
        }
        graph.add_edge(
            source,
            target,
            key=iri,
            role=_role(_text(first, "role")),
            as_written=_text(first, "asWritten"),
            plan=_text(first, "plan"),
            plan_title=_text(first, "planTitle"),
            confidence=float(_text(first, "confidence") or 1.0),
            found_by=_text(first, "foundBy"),
            passages=tuple(sorted(passages)),
        )
    for iri, found in kinds.items():
        graph.nodes[iri]["kind"] = next((kind for kind in _KINDS if kind in found), "Organization")
    return graph


def _organization(row: Row) -> dict[str, object]:
    """Attributes of an organisation's node."""
    iri = _text(row, "department")
    return {
        "iri": iri,
        "label": _text(row, "departmentLabel") or resource_path(iri),
        "kind": "Organization",
        "place": _text(row, "departmentPlace"),
        "place_label": _text(row, "departmentPlaceLabel"),
        "function": _text(row, "function").removeprefix(CONCEPT_BASE),
    }


def _measure(row: Row) -> dict[str, object]:
    """Attributes of a measure's node; ``section`` is its chapter as printed, with its number."""
    iri = _text(row, "measure")
    return {
        "iri": iri,
        "label": _text(row, "measureLabel") or resource_path(iri),
        "kind": "Measure",
        "measure_kind": _text(row, "measureKind").rpartition("/")[2],
        "plan": _text(row, "plan"),
        "plan_title": _text(row, "planTitle"),
        "place": _text(row, "place"),
        "place_label": _text(row, "placeLabel"),
        "order": int(_text(row, "order") or 0),
        "section": _text(row, "notation") + _text(row, "chapter"),
    }


def _of_place(known: Iterable[PlanRecord], place: str, *, strict: bool) -> tuple[PlanRecord, ...]:
    """Plans of this place; ``strict`` makes it an error when there is none."""
    found = tuple(record for record in known if _is(record.place, place))
    if strict and not found:
        raise NotFound(f"No plan is from a place called {place!r}. The places are listed at /network.")
    return found


def _is(iri: str, wanted: str) -> bool:
    """True when ``wanted`` is this IRI or its path."""
    return iri == wanted or (bool(iri) and resource_path(iri) == wanted)


def _role(role: str) -> str:
    """Local name of a role: ``…/concept/role/lead`` and ``lead`` both give ``lead``."""
    return role.rpartition("/")[2]


def _text(row: Row, name: str) -> str:
    """Value of a variable as a string; unbound is empty."""
    term = row.get(name)
    return term.value if isinstance(term, NamedNode | Literal) else ""
