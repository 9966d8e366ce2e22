"""The graph about the graphs."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from graph.asking import ask_rows
from graph.metadata import Describer, vocabulary_graphs
from graph.rdf import document_graph, quads
from graph.store import RevisionStore
from graph.union import named_quads
from ontology.identifiers import DEFAULT_BASE
from ontology.model import Facts

DESCRIBE = Describer(DEFAULT_BASE, "0.1.0")
DATASET = NamedNode(DEFAULT_BASE + "dataset")


def _graphs(*documents: Facts) -> dict[str, frozenset[Quad] | None]:
    return {**vocabulary_graphs(), **{document_graph(facts): quads(facts) for facts in documents}}


def _numbers(store: Store, query: str) -> list[int]:
    return [int(row["n"].value) for row in ask_rows(store, query, {"dataset": DATASET})]  # type: ignore[union-attr]


def test_counts_are_those_of_the_data(tmp_path: Path, sample_facts: Facts, second_facts: Facts) -> None:
    """Triples, classes and properties of the whole and of a document are counted, not claimed."""
    revisions = RevisionStore(tmp_path)
    revisions.publish(_graphs(sample_facts, second_facts), DESCRIBE)
    store = revisions.open()
    data = [quad for quad in named_quads(store) if quad.graph_name != DESCRIBE.graph]
    assert _numbers(store, "SELECT ?n { ?dataset void:triples ?n }") == [len({quad.triple for quad in data})]
    assert _numbers(store, "SELECT ?n { ?dataset void:properties ?n }") == [
        len({quad.predicate for quad in data})
    ]
    assert _numbers(store, "SELECT ?n { ?dataset void:distinctSubjects ?n }") == [
        len({q.subject for q in data})
    ]
    measures = "SELECT ?n { ?dataset void:classPartition [ void:class pg:Measure ; void:entities ?n ] }"
    assert _numbers(store, measures) == [len(sample_facts.measures) + len(second_facts.measures)]
    one = ask_rows(store, "SELECT ?n { ?g void:triples ?n }", {"g": NamedNode(document_graph(sample_facts))})
    assert [int(row["n"].value) for row in one] == [len(quads(sample_facts))]  # type: ignore[union-attr]


def test_a_load_says_which_graphs_it_made(tmp_path: Path, sample_facts: Facts, second_facts: Facts) -> None:
    """The second load made one graph; what the first said about the others is still said."""
    revisions = RevisionStore(tmp_path)
    revisions.publish(_graphs(sample_facts), DESCRIBE)
    assert revisions.publish(_graphs(sample_facts), DESCRIBE) is None
    revisions.publish(_graphs(sample_facts, second_facts), DESCRIBE)
    rows = ask_rows(
        revisions.open(),
        "SELECT ?graph ?load { ?graph prov:wasGeneratedBy ?load . ?load prov:generated ?graph ;"
        " prov:endedAtTime ?when ; prov:wasAssociatedWith/owl:versionInfo '0.1.0' }",
        {},
    )
    made = {
        row["graph"].value.rpartition("/")[2]: row["load"].value.rpartition("/")[2]  # type: ignore[union-attr]
        for row in rows
    }
    kept = {"changzhou-2014": "1", "concepts": "1", "ontology": "1", "queries": "1"}
    assert made == {**kept, "jining-2014": "2"}


def test_the_dataset_tells_where_to_get_it(tmp_path: Path, sample_facts: Facts) -> None:
    """Endpoint, dumps and subsets stand in the description."""
    revisions = RevisionStore(tmp_path)
    revisions.publish(_graphs(sample_facts), DESCRIBE)
    rows = ask_rows(revisions.open(), "SELECT ?o { ?d void:sparqlEndpoint|void:dataDump ?o }", {"d": DATASET})
    assert sorted(row["o"].value.removeprefix(DEFAULT_BASE) for row in rows) == [  # type: ignore[union-attr]
        "dump.jsonld.gz",
        "dump.nq.gz",
        "dump.nt.gz",
        "dump.trig.gz",
        "dump.ttl.gz",
        "sparql",
    ]


def test_a_removed_document_leaves_no_description(
    tmp_path: Path, sample_facts: Facts, second_facts: Facts
) -> None:
    """Subsets are the graphs that are there."""
    revisions = RevisionStore(tmp_path)
    revisions.publish(_graphs(sample_facts, second_facts), DESCRIBE)
    revisions.publish({document_graph(second_facts): None}, DESCRIBE)
    rows = ask_rows(revisions.open(), "SELECT ?o { ?d void:subset ?o }", {"d": DATASET})
    names = sorted(row["o"].value.rpartition("/")[2] for row in rows)  # type: ignore[union-attr]
    assert names == ["changzhou-2014", "concepts", "ontology", "queries"]
