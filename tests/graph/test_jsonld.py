"""JSON-LD that reads as plain JSON and says the same as the triples, by three processors."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.jsonld import framed
from graph.jsonld_context import REVERSE, context, definitions
from graph.memory import InMemoryEngine
from graph.views.document import Profile, resource_document
from ontology.identifiers import DEFAULT_BASE
from ontology.terms import OWL, PG, PREFIXES, RDF, RDFS, XSD
from tests.rdf import read, same

MEASURE = DEFAULT_BASE + "id/measure/changzhou-2014/2.1"
ORGANIZATION = DEFAULT_BASE + "id/org/changzhou/shangwuju"
PLAN = DEFAULT_BASE + "id/plan/changzhou-2014"


def _refuse(url: str, _options: object) -> Any:
    raise AssertionError(f"{url} would have been fetched")


def _document(engine: InMemoryEngine, iri: str, profile: Profile = Profile.FULL) -> frozenset[Triple]:
    found = resource_document(engine, iri, DEFAULT_BASE + "doc/x", profile=profile)
    assert found is not None
    return found.triples


def _plain(engine: InMemoryEngine, iri: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(framed(iri, _document(engine, iri)))
    return made


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("iri", [MEASURE, ORGANIZATION, PLAN])
def test_parsed_it_is_the_same_graph(sample_engine: InMemoryEngine, iri: str, profile: Profile) -> None:
    """By Oxigraph, rdflib and PyLD, none of which fetches anything."""
    triples = _document(sample_engine, iri, profile)
    text = framed(iri, triples)
    assert {quad.triple for quad in parse(text, format=RdfFormat.JSON_LD)} == triples
    expected = read("".join(f"{t} .\n" for t in triples), "application/n-triples")
    assert same(read(text, "application/ld+json")) == same(expected)
    lines = jsonld.to_rdf(
        json.loads(text), {"format": "application/n-quads", "documentLoader": _refuse, "base": ""}
    )
    assert {quad.triple for quad in parse(lines, format=RdfFormat.N_QUADS)} == triples


def test_a_measure_reads_as_plain_json(sample_engine: InMemoryEngine) -> None:
    """Its name, who answers for it in which role, with the words, by plain keys."""
    measure = _plain(sample_engine, MEASURE)
    assert measure["id"] == MEASURE
    assert measure["type"][0] == "Measure"
    assert measure["label"] == {"zh": "建设电子商务园区"}
    duty = next(item for item in measure["responsibilities"] if item["department"]["id"] == ORGANIZATION)
    assert duty["department"]["label"]["zh"] == "常州市商务局"
    assert duty["role"]["id"].startswith("https://w3id.org/policygraph/concept/role/")
    assert duty["asWritten"] in {passage["exact"] for passage in duty["wasDerivedFrom"]}


def test_a_plan_nests_its_measures_in_their_order(sample_engine: InMemoryEngine) -> None:
    """As they stand in the document."""
    measures = _plain(sample_engine, PLAN)["measures"]
    orders = [item["order"] for item in measures]
    assert len(orders) > 1
    assert orders == sorted(orders)


def test_an_organisation_nests_its_duties(sample_engine: InMemoryEngine) -> None:
    """Each with the measure by name."""
    duties = _plain(sample_engine, ORGANIZATION)["duties"]
    assert duties
    assert all(item["measure"]["label"]["zh"] for item in duties)


def test_the_same_triples_give_the_same_text(sample_engine: InMemoryEngine) -> None:
    """Whatever order they come in."""
    triples = sorted(_document(sample_engine, MEASURE), key=str)
    assert framed(MEASURE, triples) == framed(MEASURE, triples[::-1])


def test_the_context_defines_every_term_of_the_ontology() -> None:
    """Classes and properties by their local names, each with the kind of its values."""
    names = context()
    for term in PG:
        assert names[term.rpartition("#")[2]]["@id"] == f"pg:{term.rpartition('#')[2]}"
    assert names["department"]["@type"] == "@id"
    assert names["value"]["@type"] == "xsd:decimal"
    assert names["dueYear"]["@type"] == "xsd:gYear"
    assert names["label"] == {"@id": "rdfs:label", "@container": "@language"}
    assert names["topic"]["@container"] == "@set"


def test_no_two_things_have_one_name() -> None:
    """Terms, names of what points back, and prefixes are different words."""
    terms = [item.term for item in definitions().values()] + [item.term for item in REVERSE]
    assert len(terms) == len(set(terms))
    assert not set(terms) & (set(PREFIXES) - {"label"})


def test_the_context_is_valid_for_another_processor() -> None:
    """PyLD expands a document that uses all of it."""
    body = {"@context": context(), "id": MEASURE, "label": {"zh": "甲"}, "value": "2.50", "topic": ["urn:x"]}
    (found,) = jsonld.expand(body, {"documentLoader": _refuse})
    assert found[PG.value] == [{"@type": XSD.decimal, "@value": "2.50"}]
    assert found[PG.topic] == [{"@id": "urn:x"}]


NODES = st.sampled_from([NamedNode(f"urn:n:{letter}") for letter in "abcd"])
LITERALS = st.one_of(
    st.text(max_size=5).map(Literal),
    st.text(max_size=5).map(lambda text: Literal(text, language="zh-Hant")),
    st.integers().map(lambda n: Literal(str(n), datatype=NamedNode(XSD.integer))),
    st.sampled_from(["+1", "01", "-0", "true", "1", "2.50", "1e3"]).flatmap(
        lambda text: st.sampled_from([XSD.integer, XSD.decimal, XSD.boolean]).map(
            lambda kind: Literal(text, datatype=NamedNode(kind))
        )
    ),
)
PROPERTIES = st.sampled_from(
    [
        NamedNode(iri)
        for iri in (PG.measure, PG.value, PG.order, PG.collective, PG.text, RDFS.label, OWL.sameAs, "urn:p")
    ]
)
TRIPLES = st.builds(Triple, NODES, PROPERTIES, st.one_of(NODES, LITERALS)) | st.builds(
    Triple,
    NODES,
    st.just(NamedNode(RDF.type)),
    st.sampled_from([NamedNode(PG.Passage), NamedNode(PG.Target)]),
)


@settings(deadline=None, max_examples=150)
@given(st.frozensets(TRIPLES, max_size=12))
def test_any_triples_come_back(triples: frozenset[Triple]) -> None:
    """Values against the ontology, cycles and strange numbers included."""
    text = framed("urn:n:a", triples)
    assert {quad.triple for quad in parse(text, format=RdfFormat.JSON_LD)} == triples


def test_decimals_are_text_and_whole_numbers_are_numbers() -> None:
    """2.50 stays 2.50."""
    node = NamedNode("urn:n:a")
    made = json.loads(
        framed(
            node.value,
            [
                Triple(node, NamedNode(PG.value), Literal("2.50", datatype=NamedNode(XSD.decimal))),
                Triple(node, NamedNode(PG.order), Literal("3", datatype=NamedNode(XSD.integer))),
                Triple(node, NamedNode(PG.growthRate), Literal("true", datatype=NamedNode(XSD.boolean))),
            ],
        )
    )
    assert (made["value"], made["order"], made["growthRate"]) == ("2.50", 3, True)
    assert Decimal(made["value"]) == Decimal("2.50")
