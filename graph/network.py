"""Who answers for what, as a networkx graph: organisations to measures, each edge with its words.

Nodes are IRIs. An edge runs from an organisation to a measure; its key is the IRI of the
`pg:Responsibility`, so one organisation can stand to one measure in two roles. What is not stated
is the empty string (GraphML and GEXF know no null). Which edges are wanted is found in the index
(`graph.network_index`); what is shown of them is asked for by name, so a part costs what it shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import networkx as nx
from pyoxigraph import Literal, NamedNode

from graph.engine import Engine
from graph.labels import best_label
from graph.network_index import Edge, Filters, network_index, resource_path
from graph.network_queries import TEXTS, VALUES
from graph.views.selection import within
from ontology.identifiers import CONCEPT_BASE, ONTOLOGY_NS
from ontology.model import Passage
from ontology.terms import DCTERMS, OA, PG, PROV, RDF, RDFS, SKOS

if TYPE_CHECKING:  # networkx graphs take type arguments in the stubs only
    Network: TypeAlias = nx.MultiDiGraph[str]
    Ties: TypeAlias = nx.Graph[str]
else:
    Network = nx.MultiDiGraph
    Ties = nx.Graph

__all__ = [
    "EVERYTHING",
    "Network",
    "Ties",
    "co_responsibility",
    "edge_list",
    "plan_texts",
    "read_network",
    "responsibility_network",
]

Row: TypeAlias = Mapping[str, object]
_Values: TypeAlias = defaultdict[str, list[NamedNode | Literal]]
Attributes: TypeAlias = dict[str, Any]

#: No filter at all.
EVERYTHING: Final = Filters()
#: From the most to the least special: an organisation carries its class and `Organization`.
_KINDS: Final = ("Government", "Department", "Enterprise", "Association", "Institution", "Organization")


#: IRIs in one query; more makes a text that takes longer to parse than to answer.
_AT_ONCE: Final = 500


def plan_texts(engine: Engine, graph: Network) -> dict[str, str]:
    """Normalised text of each plan that the edges of ``graph`` come from, by the plan's IRI."""
    found: dict[str, str] = {}
    for iri in sorted({str(data["plan"]) for *_, data in edge_list(graph)}):
        for row in engine.rows(TEXTS, plan=NamedNode(iri)):
            found[iri] = _text(row, "text")
    return found


def responsibility_network(
    engine: Engine, filters: Filters = EVERYTHING, *, unassigned: bool = False
) -> Network:
    """Organisations and the measures they answer for, within the filters.

    With ``unassigned`` the measures that name nobody come along as nodes without edges (not under
    filters that they cannot meet). Raises `NotFound` for a plan or place that is not in the graph.
    """
    index = network_index(engine)
    return read_network(engine, index.kept(filters), index.idle(filters) if unassigned else ())


def read_network(
    engine: Engine, edges: Collection[Edge], idle: Collection[str] = (), *, words: bool = True
) -> Network:
    """These edges with their words, and these measures that name nobody.

    Without ``words`` edges have no passages, and what is written of them is empty: enough for a drawing.
    """
    index = network_index(engine)
    graph: Network = nx.MultiDiGraph()
    measures = {edge.measure for edge in edges} | {*idle}
    for iri, data in _measures(engine, measures).items():
        topics, instruments = index.topics.get(iri, ()), index.instruments.get(iri, ())
        graph.add_node(iri, **data, topics=" ".join(topics), instruments=" ".join(instruments))
    for iri, data in _bodies(engine, {edge.department for edge in edges}).items():
        graph.add_node(iri, **data)
    duties = _said(
        engine,
        [edge.iri for edge in edges] if words else (),
        "pg:asWritten",
        "pg:confidence",
        "pg:foundBy",
        "prov:wasDerivedFrom",
    )
    places = {place.value for said in duties.values() for place in said[PROV.wasDerivedFrom]}
    passages = _said(engine, places, "oa:exact", "oa:start", "oa:end")
    for edge in sorted(edges):
        said, measure = duties[edge.iri], graph.nodes[edge.measure]
        found = (passages[place.value] for place in said[PROV.wasDerivedFrom])
        graph.add_edge(
            edge.department,
            edge.measure,
            key=edge.iri,
            role=edge.role,
            as_written=_first(said[PG.asWritten]),
            plan=edge.plan,
            plan_title=measure["plan_title"],
            confidence=float(_first(said[PG.confidence]) or 1.0),
            found_by=_first(said[PG.foundBy]),
            passages=tuple(
                sorted(
                    {
                        Passage(
                            int(_first(place[OA.start])), int(_first(place[OA.end])), _first(place[OA.exact])
                        )
                        for place in found
                        if place[OA.exact]
                    }
                )
            ),
        )
    for node, data in graph.nodes(data=True):
        data["degree"] = len({*graph.successors(node), *graph.predecessors(node)})
    return graph


def _said(engine: Engine, iris: Iterable[str], *properties: str) -> defaultdict[str, _Values]:
    """Values of some properties (with prefixes) of some things: by thing, then by the property's IRI."""
    query = VALUES.format(properties=", ".join(properties))
    found: defaultdict[str, _Values] = defaultdict(lambda: defaultdict(list))
    wanted = sorted(set(iris) - {""})
    for start in range(0, len(wanted), _AT_ONCE):
        for row in engine.rows(within(query, "thing", wanted[start : start + _AT_ONCE])):
            value = row["value"]
            if isinstance(value, NamedNode | Literal):
                found[_text(row, "thing")][_text(row, "property")].append(value)
    return found


def _measures(engine: Engine, iris: Collection[str]) -> dict[str, Attributes]:
    """Attributes of measures; ``section`` is the chapter as printed, with its number."""
    said = _said(engine, iris, "rdfs:label", "pg:order", "pg:measureKind", "pg:inPlan", "dcterms:isPartOf")
    plans = _said(
        engine, {_first(one[PG.inPlan]) for one in said.values()}, "dcterms:title", "dcterms:spatial"
    )
    places = _said(engine, {_first(one[DCTERMS.spatial]) for one in plans.values()}, "rdfs:label")
    chapters = _chapters(engine, {_first(one[DCTERMS.isPartOf]) for one in said.values()})
    found: dict[str, Attributes] = {}
    for iri in sorted(iris):
        own = said[iri]
        plan = _first(own[PG.inPlan])
        place = _first(plans[plan][DCTERMS.spatial])
        found[iri] = {
            "iri": iri,
            "label": _label(own, iri),
            "kind": "Measure",
            "measure_kind": _first(own[PG.measureKind]).rpartition("/")[2],
            "plan": plan,
            "plan_title": _first(plans[plan][DCTERMS.title]) or resource_path(plan),
            "place": place,
            "place_label": _label(places[place], place) if place else "",
            "order": int(_first(own[PG.order]) or 0),
            "section": chapters.get(_first(own[DCTERMS.isPartOf]), ""),
        }
    return found


def _chapters(engine: Engine, sections: Collection[str]) -> dict[str, str]:
    """The chapter (section of level 1) in which each section stands, as printed; empty when in none."""
    known: dict[str, _Values] = {}
    wanted = {*sections}
    while wanted:
        said = _said(engine, wanted, "pg:level", "rdfs:label", "skos:notation", "dcterms:isPartOf")
        known |= {iri: said[iri] for iri in wanted}
        above = {_first(one[DCTERMS.isPartOf]) for iri, one in known.items() if _first(one[PG.level]) != "1"}
        wanted = above - known.keys() - {""}
    found: dict[str, str] = {}
    for section in sections:
        at, passed = section, {""}
        while at not in passed and _first(known[at][PG.level]) != "1":
            passed.add(at)
            at = _first(known[at][DCTERMS.isPartOf])
        if at not in passed:
            found[section] = _first(known[at][SKOS.notation]) + _first(known[at][RDFS.label])
    return found


def _bodies(engine: Engine, iris: Collection[str]) -> dict[str, Attributes]:
    """Attributes of organisations."""
    said = _said(engine, iris, "rdfs:label", "rdf:type", "pg:function", "dcterms:spatial")
    places = _said(engine, {_first(one[DCTERMS.spatial]) for one in said.values()}, "rdfs:label")
    found: dict[str, Attributes] = {}
    for iri in sorted(iris):
        own = said[iri]
        kinds = {kind.value.removeprefix(ONTOLOGY_NS) for kind in own[RDF.type]}
        place = _first(own[DCTERMS.spatial])
        found[iri] = {
            "iri": iri,
            "label": _label(own, iri),
            "kind": next((kind for kind in _KINDS if kind in kinds), "Organization"),
            "place": place,
            "place_label": _label(places[place], place) if place else "",
            "function": _first(own[PG.function]).removeprefix(CONCEPT_BASE),
        }
    return found


def edge_list(graph: Network) -> list[tuple[str, str, str, Attributes]]:
    """Edges as organisation, measure, responsibility and attributes, in the order of the latter's IRIs."""
    edges: Iterable[tuple[str, str, str, Attributes]] = graph.edges(keys=True, data=True)
    return sorted(edges, key=lambda edge: edge[2])


def co_responsibility(graph: Network) -> Ties:
    """Organisations tied by the measures they share.

    An undirected graph; an edge's ``weight`` is the number of shared measures, ``measures`` their
    IRIs joined by spaces, in order. ``strength`` is the sum of 1 / (n - 1) over the shared measures, where
    n organisations answer for one: a measure of fourteen ties each pair less than a measure of two (Newman
    2001, Scientific collaboration networks II). Organisations that share nothing stay as single nodes.
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
        strength = sum(1 / (len(holders[measure]) - 1) for measure in measures)
        ties.add_edge(
            first, second, weight=len(measures), strength=round(strength, 6), measures=" ".join(measures)
        )
    return ties


def _label(said: _Values, iri: str) -> str:
    """The best label; the path where there is none."""
    labels = [value for value in said[RDFS.label] if isinstance(value, Literal)]
    return best_label(labels) if labels else resource_path(iri)


def _first(values: Iterable[NamedNode | Literal]) -> str:
    """Text of a value, always the same one of several; empty when there is none."""
    return min((value.value for value in values), default="")


def _text(row: Row, name: str) -> str:
    """Value of a variable as a string; unbound is empty."""
    term = row.get(name)
    return term.value if isinstance(term, NamedNode | Literal) else ""
