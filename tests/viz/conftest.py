"""Networks for the tests of drawings and exports."""

from __future__ import annotations

import networkx as nx
import pytest

from graph.memory import InMemoryEngine
from graph.network import Network, responsibility_network
from graph.network_index import network_index
from ontology.model import Passage
from viz.pages.network_query import NetworkQuery
from viz.scene import VIEWS, Scene

BASE = "https://w3id.org/policygraph/id/"
HOSTILE = "</script><script>alert(1)</script>\u2028\x00\x1b]]>&'\"=1+1<b>局</b>"


def made_up(cities: int, departments: int, measures: int) -> Network:
    """A network of some size: each department of a city answers for three of its measures."""
    graph: Network = nx.MultiDiGraph()
    roles = ("lead", "responsible", "support", "office-host", "regulator", "coordinator")
    for city in range(cities):
        plan = f"{BASE}plan/city{city}-2014"
        for number in range(measures):
            graph.add_node(
                f"{BASE}measure/city{city}-2014/{number}",
                iri=f"{BASE}measure/city{city}-2014/{number}",
                label="发展电子商务" * (1 + number % 5),
                kind="Measure",
                measure_kind="task",
                plan=plan,
                plan_title=f"第{city}市计划",
                place=f"{BASE}place/city{city}",
                place_label=f"第{city}市",
                order=number,
                section=f"{number // 4}、章",
                degree=0,
            )
        for number in range(departments):
            source = f"{BASE}org/city{city}/{number}"
            graph.add_node(
                source,
                iri=source,
                label=f"第{city}市" + "商务局" * (1 + number % 4),
                kind=("Department", "Government", "Enterprise")[number % 3],
                place=f"{BASE}place/city{city}",
                place_label=f"第{city}市",
                function="function/commerce",
                degree=0,
            )
            for step in range(3):
                measure = (number * 7 + step * 5) % measures
                graph.add_edge(
                    source,
                    f"{BASE}measure/city{city}-2014/{measure}",
                    key=f"{BASE}responsibility/city{city}-2014/{number}/{step}",
                    role=roles[(number + step) % 6],
                    as_written="商务局",
                    plan=plan,
                    plan_title=f"第{city}市计划",
                    confidence=0.9,
                    found_by="sample",
                    passages=(Passage(4, 7, "商务局"),),
                )
    for node in graph:
        graph.nodes[node]["degree"] = len({*graph.successors(node), *graph.predecessors(node)})
    return graph


@pytest.fixture
def sample_network(sample_engine: InMemoryEngine) -> Network:
    """The network of both sample plans, measures without anybody included."""
    return responsibility_network(sample_engine, unassigned=True)


@pytest.fixture
def large_network() -> Network:
    """Five cities, 60 departments and 100 measures."""
    return made_up(5, 12, 20)


@pytest.fixture
def sample_scenes(sample_engine: InMemoryEngine) -> dict[str, Scene]:
    """Every view of both sample plans, by its name."""
    index = network_index(sample_engine)
    ends = {"from": "jining/shangwuju", "to": "jining/jingjihexinxihuaweiyuanhui"}
    return {
        view: NetworkQuery.read({"view": view, "plan": "all", **ends}, index).scene(sample_engine)
        for view in VIEWS
    }


@pytest.fixture
def hostile() -> str:
    """A label that tries to end what it stands in, with characters that XML does not allow."""
    return HOSTILE


@pytest.fixture
def hostile_network(hostile: str) -> Network:
    """A network in which every label, title and passage is hostile."""
    graph = made_up(1, 2, 4)
    for node in graph:
        graph.nodes[node].update(
            label="=" + hostile, plan_title=hostile, place_label=hostile, section=hostile
        )
    for *_, data in graph.edges(data=True):
        data.update(as_written=hostile, plan_title=hostile, passages=(Passage(0, len(hostile), hostile),))
    return graph
