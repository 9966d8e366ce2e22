"""Stored queries in the graph: what editors and assistants ask for finds them."""

from __future__ import annotations

from graph.examples import example_quads
from graph.memory import InMemoryEngine
from graph.named_queries import named_queries
from ontology.terms import PREFIXES

#: The two questions that editors of this family ask of an endpoint.
_EXAMPLES = """
PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?sq ?comment ?query WHERE {
  ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|sh:describe ?query .
}"""
_PREFIXES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace WHERE { [] sh:declare [ sh:prefix ?prefix ; sh:namespace ?namespace ] }"""


def test_every_stored_query_is_an_example_in_both_languages() -> None:
    """With its text, which runs as it stands."""
    engine = InMemoryEngine(example_quads())
    rows = engine.rows(_EXAMPLES)
    assert len(rows) == 2 * len(named_queries())
    for row in rows:
        engine.rows(getattr(row["query"], "value", ""))


def test_the_prefixes_are_declared_once() -> None:
    """All that queries here may use."""
    rows = InMemoryEngine(example_quads()).rows(_PREFIXES)
    found = {getattr(row["prefix"], "value", ""): getattr(row["namespace"], "value", "") for row in rows}
    assert PREFIXES == found
    assert len(rows) == len(PREFIXES)


def test_the_base_of_the_service_is_theirs() -> None:
    """Another base moves the examples, the endpoint and the ids in them; no blank nodes, no other graph."""
    quads = example_quads("https://example.org/")
    assert {str(quad.graph_name) for quad in quads} == {"<https://example.org/graph/queries>"}
    targets = {str(quad.object) for quad in quads if quad.predicate.value == "https://schema.org/target"}
    assert targets == {"<https://example.org/sparql>"}
    texts = [str(quad.object) for quad in quads if quad.predicate.value.endswith("#select")]
    assert any("https://example.org/id/plan/zaozhuang-2014" in text for text in texts)
