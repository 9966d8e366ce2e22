"""Views of the network: paths between two, groups and hubs, sums by function."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest

from graph.memory import InMemoryEngine
from graph.network import Network, co_responsibility, responsibility_network
from graph.network_index import Edge, Filters, network_index
from graph.views.network_groups import Groups, groups_of
from graph.views.network_overview import overview, shared_measures
from graph.views.network_paths import MOST_CHAINS, shortest_paths
from ontology.identifiers import CONCEPT_BASE

COMMERCE = "https://w3id.org/policygraph/id/org/changzhou/shangwuju"


def _edges(*pairs: str) -> list[Edge]:
    """``"a1"`` is body a answering for measure 1."""
    return [Edge(f"duty/{pair}", pair[0], pair[1:], "responsible", "plan") for pair in pairs]


def _network(*pairs: str) -> Network:
    graph: Network = nx.MultiDiGraph()
    for pair in pairs:
        graph.add_node(pair[0], label=pair[0], kind="Department")
        graph.add_node(pair[1:], kind="Measure", plan="plan", order=1, topics=f"topic{pair[1:]}")
        graph.add_edge(pair[0], pair[1:], key=pair, role="responsible")
    return graph


def _groups(*pairs: str) -> Groups:
    graph = _network(*pairs)
    return groups_of(graph, co_responsibility(graph))


def test_all_shortest_chains_are_found() -> None:
    """Both ways of two steps are there, the longer one is not, and each step has all its measures."""
    found = shortest_paths(
        _edges(
            "a1", "b1", "b2", "c2", "a3", "d3", "d4", "c4", "d5", "c5", "a6", "e6", "e7", "f7", "f8", "c8"
        ),
        "a",
        "c",
    )
    assert (2, 2, (("a", "d", "c"), ("a", "b", "c"))) == (found.steps, found.number, found.chains)
    assert ("4", "5") == found.links["d", "c"].measures
    assert (("a",), ("b", "d"), ("c",)) == found.levels
    assert found.edges >= {("a", "1"), ("b", "1"), ("d", "5")}
    assert not {edge for edge in found.edges if edge[0] in "ef"}


def test_two_that_share_a_measure_are_one_step_apart() -> None:
    """The chain is direct, with every shared measure."""
    found = shortest_paths(_edges("a1", "b1", "a2", "b2", "a3"), "a", "b")
    assert (1, (("a", "b"),), ("1", "2")) == (found.steps, found.chains, found.links["a", "b"].measures)


@pytest.mark.parametrize("target", ["c", "a", "nobody"])
def test_no_chain_is_told_with_the_reach_of_both(target: str) -> None:
    """Without a connection there is no chain, and how far either end reaches is known."""
    found = shortest_paths(_edges("a1", "b1", "c2", "d2", "e2"), "a", target)
    assert (0, 0, ()) == (found.steps, found.number, found.chains)
    assert {"c": (1, 2), "a": (1, 1), "nobody": (1, 0)}[target] == found.reach


def test_too_many_chains_are_counted_and_none_is_listed() -> None:
    """Seven times seven times two chains are told as a number, not cut short."""
    middle = [(chr(65 + first), chr(75 + second)) for first in range(7) for second in range(7)]
    edges = [Edge(f"a{x}", end, f"s{x}", "lead", "p") for x in "ABCDEFG" for end in ("a", x)]
    edges += [Edge(f"{x}{y}{end}", end, f"m{x}{y}", "lead", "p") for x, y in middle for end in (x, y)]
    edges += [Edge(f"{y}z{end}", end, f"t{y}", "lead", "p") for y in "KLMNOPQ" for end in ("z", y)]
    found = shortest_paths(edges, "a", "z")
    assert (3, 49, True) == (found.steps, found.number, found.complete)
    assert len(found.chains) == len(set(found.chains)) == 49
    assert all(pair in found.links for chain in found.chains for pair in pairwise(chain))
    more = [Edge(f"{y}w{end}", end, f"u{y}", "lead", "p") for y in "KLMNOPQ" for end in ("v", y)]
    more += [Edge(f"more{end}", end, "w", "lead", "p") for end in ("v", "u")]
    more += [Edge(f"again{end}", end, "x", "lead", "p") for end in ("z", "u")]
    longer = shortest_paths([*edges, *more], "a", "u")
    assert (4, 98, False, ()) == (longer.steps, longer.number, longer.complete, longer.chains)
    assert longer.number > MOST_CHAINS


def test_groups_hub_and_broker_of_two_circles() -> None:
    """Two circles that one body joins are two groups; that body has most partners and stands between."""
    found = _groups("a1", "b1", "c1", "x1", "d2", "e2", "f2", "x2", "a3", "b3", "d4", "e4", "z9")
    assert [4, 3] == sorted((len(group.members) for group in found.groups), reverse=True)
    assert ["x"] == [member.label for member in found.hubs] == [member.label for member in found.brokers]
    (broker,) = found.brokers
    assert (6, 2) == (broker.partners, broker.groups)
    assert broker.between == pytest.approx(9 / 15)  # of the 15 pairs of the others, the 3 x 3 across
    assert ["z"] == [member.label for member in found.alone]
    with_topics = {group.number: dict(group.topics) for group in found.groups}
    assert {"topic1", "topic2", "topic3", "topic4"} == {t for topics in with_topics.values() for t in topics}


def test_equals_are_not_ranked() -> None:
    """Where all share one measure nobody is a hub, nobody stands between, and there is one group."""
    found = _groups("a1", "b1", "c1", "d1")
    assert ((), (), 1, False) == (found.hubs, found.brokers, len(found.groups), found.clear)


def test_groups_are_the_same_each_time() -> None:
    """The same ties in another order give the same groups and figures."""
    pairs = [f"{chr(97 + number % 9)}{number * 7 % 11}" for number in range(40)]
    assert _groups(*pairs) == _groups(*reversed(pairs))


def test_nobody_shares_anything() -> None:
    """Without ties there are no groups; everyone is alone."""
    found = _groups("a1", "b2")
    assert ((), (), 2, 0.0) == (found.groups, found.members, len(found.alone), found.modularity)


def test_functions_of_all_cities_are_summed(sample_engine: InMemoryEngine) -> None:
    """Departments of one function are one node; ties count measures and plans; cities count what they have."""
    index = network_index(sample_engine)
    found = overview(index, index.edges)
    commerce, industry = (f"{CONCEPT_BASE}function/{name}" for name in ("commerce", "industry-it"))
    assert (2, 2) == (found.ties.nodes[commerce]["bodies"], found.ties.nodes[commerce]["places"])
    assert (2, 2) == (
        found.ties.edges[commerce, industry]["weight"],
        found.ties.edges[commerce, industry]["plans"],
    )
    assert [("changzhou", 3, 1), ("jining", 2, 1)] == [
        (city.path, city.bodies, city.measures) for city in found.cities
    ]
    assert (5, 5, 2, 0) == (found.edges, found.bodies, found.measures, found.unnamed)


def test_a_tie_of_functions_leads_to_its_measures(sample_engine: InMemoryEngine) -> None:
    """The measures that two functions share, and the responsibilities of both sides."""
    index = network_index(sample_engine)
    ends = [f"{CONCEPT_BASE}function/{name}" for name in ("commerce", "industry-it")]
    measures, edges = shared_measures(index, index.edges, *ends)
    assert ["changzhou-2014/2.1", "jining-2014/2.1"] == [item.partition("/measure/")[2] for item in measures]
    assert len(edges) == 4
    single, _ = shared_measures(index, index.edges, COMMERCE, ends[1])
    assert len(single) == 1


def test_ties_weigh_less_the_more_share_a_measure(sample_engine: InMemoryEngine) -> None:
    """A measure of three ties each pair by a half, one of two by one."""
    ties = co_responsibility(responsibility_network(sample_engine, Filters()))
    assert {1.0, 0.5} == {data["strength"] for _, _, data in ties.edges(data=True)}
