"""The whole network in sum: which functions answer for measures together, and in which cities.

Departments of all cities that have the same function (commerce, finance …) are one node, so a thousand
plans are as readable as five. Built from the index, without reading any words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx

from graph.network import Ties
from graph.network_index import Edge, NetworkIndex, resource_path
from ontology.identifiers import CONCEPT_BASE

__all__ = ["City", "Overview", "overview", "shared_measures"]


@dataclass(frozen=True, slots=True)
class City:
    """A place with what its plans say: path below ``…/id/place/``, numbers of plans, measures and bodies."""

    path: str
    label: str
    plans: int
    measures: int
    bodies: int
    edges: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Functions tied by the measures that they share, and the cities by the number of their edges.

    Nodes of ``ties`` are IRIs of functions, with ``measures``, ``bodies`` and ``places`` as numbers; an
    edge's ``weight`` is the number of measures, ``plans`` of the plans that have one. ``unnamed`` edges
    are those of organisations without a function (collective bodies, enterprises): in no node.
    """

    ties: Ties
    cities: tuple[City, ...]
    bodies: int
    measures: int
    edges: int
    unnamed: int


def overview(index: NetworkIndex, edges: Iterable[Edge]) -> Overview:
    """Sums of these edges of the index."""
    place_of = {
        record.iri: (record.place or record.iri, record.place_label or record.title) for record in index.plans
    }
    functions: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    holders: dict[str, set[str]] = defaultdict(set)
    cities: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    counts: Counter[tuple[str, str]] = Counter()
    plan_of: dict[str, str] = {}
    bodies: set[str] = set()
    total = unnamed = 0
    for edge in edges:
        total += 1
        bodies.add(edge.department)
        plan_of[edge.measure] = edge.plan
        place = place_of.get(edge.plan, (edge.plan, resource_path(edge.plan)))
        counts[place] += 1
        city = cities[place]
        city["plans"].add(edge.plan)
        city["measures"].add(edge.measure)
        city["bodies"].add(edge.department)
        function = index.bodies[edge.department].function
        if not function:
            unnamed += 1
            continue
        own = functions[function]
        own["measures"].add(edge.measure)
        own["bodies"].add(edge.department)
        own["places"].add(place[0])
        holders[edge.measure].add(function)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for measure, found in holders.items():
        for pair in combinations(sorted(found), 2):
            shared[pair].append(measure)
    ties: Ties = nx.Graph()
    for name in sorted(functions):
        numbers: dict[str, Any] = {key: len(values) for key, values in sorted(functions[name].items())}
        iri = f"{CONCEPT_BASE}function/{name}"
        ties.add_node(iri, iri=iri, label=name, kind="Function", function=f"function/{name}", **numbers)
    for (first, second), measures in sorted(shared.items()):
        ends = (f"{CONCEPT_BASE}function/{end}" for end in (first, second))
        ties.add_edge(*ends, weight=len(measures), plans=len({plan_of[measure] for measure in measures}))
    return Overview(
        ties=ties,
        cities=tuple(
            City(
                path=resource_path(place[0]),
                label=place[1],
                plans=len(found["plans"]),
                measures=len(found["measures"]),
                bodies=len(found["bodies"]),
                edges=counts[place],
            )
            for place, found in sorted(cities.items(), key=lambda item: (-counts[item[0]], item[0]))
        ),
        bodies=len(bodies),
        measures=len(plan_of),
        edges=total,
        unnamed=unnamed,
    )


def shared_measures(
    index: NetworkIndex, edges: Iterable[Edge], first: str, second: str
) -> tuple[tuple[str, ...], tuple[Edge, ...]]:
    """Measures that two share, in the order of their IRIs, and the edges of both to them.

    Each is the IRI of an organisation, or of a function that stands for all organisations with it.
    """
    ends: tuple[dict[str, list[Edge]], dict[str, list[Edge]]] = (defaultdict(list), defaultdict(list))
    names = [end.removeprefix(f"{CONCEPT_BASE}function/") for end in (first, second)]
    for edge in edges:
        for end, name, found in zip((first, second), names, ends, strict=True):
            if edge.department == end or (name != end and index.bodies[edge.department].function == name):
                found[edge.measure].append(edge)
    shared = sorted(ends[0].keys() & ends[1].keys())
    return tuple(shared), tuple(edge for measure in shared for end in ends for edge in end[measure])
