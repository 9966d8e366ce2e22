"""Facts become quads."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph.literals import decimal, plain
from graph.memory import InMemoryEngine
from graph.rdf import document_graph, quads
from ontology.model import Evidence, Facts, Passage
from ontology.source import ontology_turtle
from ontology.terms import OA, PG, PROV, RDF, RDFS, XSD

ID = "https://w3id.org/policygraph/id/"


def test_same_facts_in_another_order_give_the_same_quads(sample_facts: Facts) -> None:
    """The order of the tuples in the facts leaves no trace in the graph."""
    random = Random(7)  # noqa: S311 an order, no secret
    shuffled: Any = {
        item.name: tuple(random.sample(value, len(value)))
        for item in dataclasses.fields(sample_facts)
        if isinstance(value := getattr(sample_facts, item.name), tuple)
    }
    assert quads(dataclasses.replace(sample_facts, **shuffled)) == quads(sample_facts)


def test_all_quads_stand_in_the_documents_graph_and_have_no_blank_nodes(sample_facts: Facts) -> None:
    """A document can be replaced whole, and its quads compare as text."""
    found = quads(sample_facts)
    assert {quad.graph_name for quad in found} == {NamedNode(document_graph(sample_facts))}
    assert not any(isinstance(term, BlankNode) for quad in found for term in (quad.subject, quad.object))


def test_base_of_resources_is_a_setting_and_that_of_the_ontology_is_not(sample_facts: Facts) -> None:
    """Only resource and graph IRIs follow the base."""
    found = quads(sample_facts, "http://localhost:8000/")
    assert all(quad.subject.value.startswith("http://localhost:8000/id/") for quad in found)  # type: ignore[union-attr]
    assert {quad.predicate.value for quad in found} == {quad.predicate.value for quad in quads(sample_facts)}


def test_every_passage_points_to_its_words(sample_facts: Facts) -> None:
    """oa:start and oa:end slice the published text to exactly oa:exact."""
    engine = InMemoryEngine(quads(sample_facts))
    rows = engine.rows(
        "SELECT ?text ?start ?end ?exact { ?p a pg:Passage ; oa:hasSource ?plan ; oa:start ?start ; oa:end ?end ;"
        " oa:exact ?exact . ?plan schema:text ?text }"
    )
    assert len(rows) > 20
    for row in rows:
        start, end = int(row["start"].value), int(row["end"].value)  # type: ignore[union-attr]
        assert row["text"].value[start:end] == row["exact"].value  # type: ignore[union-attr]


@given(data=st.data())
def test_any_passage_of_any_text_is_written_with_code_point_offsets(data: st.DataObject) -> None:
    """Offsets count code points, whatever planes the characters come from."""
    from tests.samples import sample_facts as build

    facts: Facts = build()
    text = data.draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    plan = dataclasses.replace(
        facts.plan, evidence=Evidence((Passage(start, end, text[start:end]),), 0.5, "drawn")
    )
    alone = Facts(source=facts.source, text=text, plan=plan)
    values = {quad.predicate.value: quad.object for quad in quads(alone) if "passage/" in str(quad.subject)}
    published = next(quad.object.value for quad in quads(alone) if quad.predicate.value.endswith("/text"))  # type: ignore[union-attr]
    sliced = published[int(values[OA.start].value) : int(values[OA.end].value)]  # type: ignore[union-attr]
    assert sliced == values[OA.exact].value  # type: ignore[union-attr]


def test_every_extracted_node_can_be_proven(sample_facts: Facts) -> None:
    """Each typed node but a passage or a doubt has a passage, a confidence and the rule that found it."""
    found = quads(dataclasses.replace(sample_facts, doubts=()))
    passages = {
        q.subject for q in found if q.predicate.value == RDF.type and q.object == NamedNode(PG.Passage)
    }
    nodes = {quad.subject for quad in found if quad.predicate.value == RDF.type} - passages
    for predicate in (PROV.wasDerivedFrom, PG.confidence, PG.foundBy, RDFS.label):
        assert {quad.subject for quad in found if quad.predicate.value == predicate} >= nodes, predicate


def test_a_responsibility_has_its_node_and_both_shortcuts(sample_facts: Facts) -> None:
    """The n-ary node tells the role and the words; the shortcuts serve short queries."""
    graph = NamedNode(document_graph(sample_facts))
    found = quads(sample_facts)
    node = NamedNode(ID + "responsibility/changzhou-2014/2.1/shangwuju/lead")
    department, measure = (
        NamedNode(ID + "org/changzhou/shangwuju"),
        NamedNode(ID + "measure/changzhou-2014/2.1"),
    )
    role = NamedNode("https://w3id.org/policygraph/concept/role/lead")
    expected = {
        Quad(node, NamedNode(PG.department), department, graph),
        Quad(node, NamedNode(PG.measure), measure, graph),
        Quad(node, NamedNode(PG.role), role, graph),
        Quad(node, NamedNode(PG.asWritten), Literal("市商务局"), graph),
        Quad(
            node, NamedNode(RDFS.label), Literal("常州市商务局牵头：建设电子商务园区", language="zh"), graph
        ),
        Quad(department, NamedNode(PG.responsibleFor), measure, graph),
        Quad(measure, NamedNode(PG.responsibleDepartment), department, graph),
    }
    assert expected - found == set()


def test_literals_have_the_datatypes_that_the_ontology_states(
    sample_facts: Facts, second_facts: Facts
) -> None:
    """Every pg: datatype property is written with a datatype of its rdfs:range."""
    import pyoxigraph as ox

    ranges: dict[str, set[str]] = {}
    for quad in ox.parse(ontology_turtle(), format=ox.RdfFormat.TURTLE):
        if quad.predicate.value == RDFS.range and isinstance(quad.object, NamedNode):
            ranges.setdefault(quad.subject.value, set()).add(quad.object.value)
    seen = set()
    for quad in quads(sample_facts) | quads(second_facts):
        stated = ranges.get(quad.predicate.value, set()) if isinstance(quad.object, Literal) else set()
        if stated and isinstance(quad.object, Literal):
            seen.add(quad.predicate.value)
            assert quad.object.datatype.value in stated, quad
    assert len(seen) > 15


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15))
def test_equal_numbers_give_equal_literals(number: Decimal) -> None:
    """A decimal keeps its value and has one form however it was written."""
    assert Decimal(plain(number)) == number
    assert decimal(number * 10 / 10) == decimal(number)
    assert decimal(number).datatype == NamedNode(XSD.decimal)


@pytest.mark.parametrize(
    ("number", "expected"), [("1E+3", "1000"), ("1.50", "1.5"), ("0.00", "0"), ("-0.10", "-0.1")]
)
def test_numbers_are_written_without_exponent_or_trailing_zeros(number: str, expected: str) -> None:
    """Canonical forms by example."""
    assert plain(Decimal(number)) == expected
