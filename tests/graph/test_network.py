"""The responsibility network as a graph."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from graph.memory import InMemoryEngine
from graph.network import (
    co_responsibility,
    edge_list,
    plan_texts,
    responsibility_network,
)
from graph.network_index import Filters, find_plan, network_index, resource_path
from graph.network_rdf import network_triples
from ontology.errors import NotFound
from ontology.model import Facts
from ontology.terms import PG

BASE = "https://w3id.org/policygraph/id/"
INDUSTRY = "changzhou/jingjihexinxihuaweiyuanhui"


def _edges(engine: InMemoryEngine, **filters: str) -> set[tuple[str, str, str]]:
    graph = responsibility_network(engine, Filters(**filters))
    return {
        (resource_path(source), resource_path(target), data["role"])
        for source, target, _, data in edge_list(graph)
    }


def test_every_responsibility_is_one_edge_with_its_words(
    sample_engine: InMemoryEngine, sample_facts: Facts, second_facts: Facts
) -> None:
    """Each responsibility of the facts is one edge, keyed by its IRI, with role, words and passages."""
    expected = {
        (BASE + fact.organization, BASE + fact.measure, BASE + fact.id): (
            fact.role.value,
            fact.as_written,
            tuple(sorted(set(fact.evidence.passages))),
        )
        for facts in (sample_facts, second_facts)
        for fact in facts.responsibilities
    }
    graph = responsibility_network(sample_engine)
    actual = {
        (source, target, key): (data["role"], data["as_written"], data["passages"])
        for source, target, key, data in edge_list(graph)
    }
    assert expected == actual


def test_passages_are_the_words_of_the_published_text(sample_engine: InMemoryEngine) -> None:
    """The offsets of each edge's passages cut its words out of the plan's text."""
    graph = responsibility_network(sample_engine)
    texts = plan_texts(sample_engine, graph)
    for *_, data in edge_list(graph):
        for passage in data["passages"]:
            assert passage.exact == texts[data["plan"]][passage.start : passage.end]


def test_nodes_know_what_they_are(sample_engine: InMemoryEngine) -> None:
    """An organisation carries label, kind, place and function; a measure its plan, chapter and order."""
    graph = responsibility_network(sample_engine)
    commerce = graph.nodes[BASE + "org/changzhou/shangwuju"]
    assert (commerce["label"], commerce["kind"], commerce["place_label"], commerce["function"]) == (
        "常州市商务局",
        "Department",
        "常州市",
        "function/commerce",
    )
    measure = graph.nodes[BASE + "measure/changzhou-2014/2.1"]
    assert (measure["label"], measure["section"], measure["order"], measure["degree"]) == (
        "建设电子商务园区",
        "二、重点任务",
        1,
        3,
    )


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"plan": "jining-2014"}, {"jining/shangwuju", "jining/jingjihexinxihuaweiyuanhui"}),
        ({"plan": BASE + "plan/jining-2014", "department": "jining/shangwuju"}, {"jining/shangwuju"}),
        ({"place": "changzhou", "role": "lead"}, {"changzhou/shangwuju"}),
        ({"department": "jining/shangwuju", "place": "changzhou"}, set()),
        ({"role": "regulator"}, set()),
        ({"function": "commerce"}, {"changzhou/shangwuju", "jining/shangwuju"}),
        ({"topic": "parks"}, {"changzhou/" + name for name in ("shangwuju", "caizhengju")} | {INDUSTRY}),
        (
            {"instrument": "supply"},
            {"changzhou/" + name for name in ("shangwuju", "caizhengju")} | {INDUSTRY},
        ),
        ({"instrument": "demand"}, set()),
    ],
)
def test_filters_keep_what_they_say(
    sample_engine: InMemoryEngine, filters: dict[str, str], expected: set[str]
) -> None:
    """Plan, place, department and role keep the edges that meet all of them."""
    assert expected == {source for source, _, _ in _edges(sample_engine, **filters)}


@pytest.mark.parametrize("filters", [{"plan": "nowhere-2014"}, {"place": "nowhere"}])
def test_what_is_not_in_the_graph_is_told(sample_engine: InMemoryEngine, filters: dict[str, str]) -> None:
    """A plan or place that does not exist is an error, not an empty network."""
    with pytest.raises(NotFound, match="nowhere"):
        responsibility_network(sample_engine, Filters(**filters))


def test_measures_without_anybody_come_when_asked(sample_engine: InMemoryEngine) -> None:
    """Measures that name nobody are nodes of degree 0, and only on request."""
    without = responsibility_network(sample_engine, Filters(plan="changzhou-2014"))
    asked = responsibility_network(sample_engine, Filters(plan="changzhou-2014"), unassigned=True)
    assert {BASE + "measure/changzhou-2014/2.2"} == set(asked) - set(without)
    assert asked.nodes[BASE + "measure/changzhou-2014/2.2"]["degree"] == 0


def test_facets_count_under_the_other_filters(sample_engine: InMemoryEngine) -> None:
    """A choice counts the edges it would leave, given the filters beside it."""
    index = network_index(sample_engine)
    found = index.facets(Filters(plan="changzhou-2014", department="changzhou/shangwuju"))
    assert [("changzhou-2014", 1), ("jining-2014", 0)] == [(c.value, c.edges) for c in found.plans]
    assert [("lead", 1)] == [(choice.value, choice.edges) for choice in found.roles]
    assert len(found.departments) == 3
    assert [("changzhou", 1)] == [(c.value, c.edges) for c in found.places]
    assert len(index.idle(Filters(plan="changzhou-2014"))) == 1


def test_a_body_is_found_by_path_iri_and_name(sample_engine: InMemoryEngine) -> None:
    """One that fits is found; a name that fits several, or nobody, finds none."""
    index = network_index(sample_engine)
    iri = BASE + "org/changzhou/shangwuju"
    assert [iri] * 4 == [
        index.find_body(name) for name in (iri, "changzhou/shangwuju", "常州市商务局", "常州市商务")
    ]
    assert index.find_body("商务局") == index.find_body("国务院") == index.find_body("") == ""
    assert len(index.find_bodies("商务局")) == 2


def test_statements_of_a_part_are_those_of_the_graph(sample_engine: InMemoryEngine) -> None:
    """Every statement stands in the graph, each edge and its passages are described, and nothing else is."""
    graph = responsibility_network(sample_engine, Filters(role="lead"))
    triples = network_triples(sample_engine, graph)
    everything = set(sample_engine.triples("CONSTRUCT WHERE { ?s ?p ?o }"))
    assert everything >= set(triples)
    subjects = {triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode)}
    assert {key for *_, key, _ in edge_list(graph)} | set(graph) <= subjects
    assert not any("jining" in subject or "caizhengju" in subject for subject in subjects)
    assert any("/passage/" in subject for subject in subjects)
    assert PG.text in {triple.predicate.value for triple in triples}


def test_sharing_a_measure_ties_two_organisations(sample_engine: InMemoryEngine) -> None:
    """The projection ties organisations by the number of measures they share."""
    ties = co_responsibility(responsibility_network(sample_engine))
    commerce, industry = (
        BASE + "org/jining/shangwuju",
        BASE + "org/jining/jingjihexinxihuaweiyuanhui",
    )
    assert ties.edges[commerce, industry]["weight"] == 1
    assert ties.edges[commerce, industry]["measures"] == BASE + "measure/jining-2014/2.1"
    assert not ties.has_edge(commerce, BASE + "org/changzhou/shangwuju")


def test_an_empty_graph_is_an_empty_network() -> None:
    """A store without plans has no plans, no edges and no filters."""
    engine = InMemoryEngine(frozenset())
    index = network_index(engine)
    assert [(), (), ()] == [index.plans, index.edges, index.facets(Filters()).roles]
    assert responsibility_network(engine).number_of_nodes() == 0
    with pytest.raises(NotFound):
        find_plan(index.plans, "changzhou-2014")
    engine.close()
