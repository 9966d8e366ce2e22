"""RDF documents about resources: complete over their pages, with labels and passages."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.memory import InMemoryEngine
from graph.rdf import quads
from graph.views.document import PAGE, Profile, ResourceDocument, resource_document
from ontology.identifiers import DEFAULT_BASE
from ontology.model import Facts
from ontology.terms import DCTERMS, OA, PG, PROV, RDF, RDFS
from ontology.web_terms import HYDRA

PLAN = DEFAULT_BASE + "id/plan/changzhou-2014"
MEASURE = DEFAULT_BASE + "id/measure/changzhou-2014/2.1"
DOCUMENT = DEFAULT_BASE + "doc/x"


def _document(
    engine: InMemoryEngine, iri: str, profile: Profile = Profile.FULL, page: int = 1
) -> ResourceDocument:
    found = resource_document(engine, iri, DOCUMENT, profile=profile, page=page)
    assert found is not None
    return found


def test_a_document_says_what_is_said_of_the_resource_and_to_it(sample_engine: InMemoryEngine) -> None:
    """Every statement in which it is subject or object."""
    node = NamedNode(MEASURE)
    expected = {
        triple
        for triple in sample_engine.triples("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        if node in (triple.subject, triple.object)
    }
    assert expected <= _document(sample_engine, MEASURE).triples


def test_neighbours_have_their_labels(sample_engine: InMemoryEngine) -> None:
    """Each thing of the document's own graph that the measure names is called by its name."""
    triples = _document(sample_engine, MEASURE).triples
    named = {t.object for t in triples if t.subject == NamedNode(MEASURE) and isinstance(t.object, NamedNode)}
    labelled = {t.subject for t in triples if t.predicate.value == RDFS.label}
    ours = {node for node in named if node.value.startswith(DEFAULT_BASE + "id/")}
    assert ours
    assert ours <= labelled


def test_passages_come_with_their_words(sample_engine: InMemoryEngine) -> None:
    """Those of the measure and those of each responsibility for it."""
    triples = _document(sample_engine, MEASURE).triples
    passages = {t.object for t in triples if t.predicate.value == PROV.wasDerivedFrom}
    with_words = {t.subject for t in triples if t.predicate.value == OA.exact}
    duties = {t.subject for t in triples if t.object == NamedNode(PG.Responsibility)}
    assert duties
    assert passages
    assert passages <= with_words


def test_pages_together_are_complete(sample_facts: Facts) -> None:
    """Two and a half pages of statements that point at the plan are all found, each page once."""
    plan = NamedNode(PLAN)
    count = PAGE * 2 + PAGE // 2
    graph = NamedNode(DEFAULT_BASE + "graph/extra")
    extra = {
        Quad(NamedNode(f"{DEFAULT_BASE}id/thing/x/{n:04}"), NamedNode(DCTERMS.isPartOf), plan, graph)
        for n in range(count)
    }
    engine = InMemoryEngine(quads(sample_facts) | extra)
    expected = {t for t in engine.triples("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }") if t.object == plan}
    pages = _document(engine, PLAN).pages
    found: list[Triple] = []
    for number in range(1, pages + 1):
        page = _document(engine, PLAN, page=number)
        incoming = [t for t in page.triples if t.object == plan and t in expected]
        assert len(incoming) >= (PAGE if number < pages else 1)
        found += incoming
        view = NamedNode(f"{DOCUMENT}?page={number}")
        assert (number < pages) == any(
            t.subject == view and t.predicate.value == HYDRA.next for t in page.triples
        )
    assert pages >= 3
    assert set(found) == expected
    assert resource_document(engine, PLAN, DOCUMENT, page=pages + 1) is None


def test_a_short_document_speaks_of_no_pages(sample_engine: InMemoryEngine) -> None:
    """Hydra appears only where there is more than one."""
    triples = _document(sample_engine, MEASURE).triples
    assert not [t for t in triples if t.predicate.value in set(HYDRA)]


def test_the_labelled_profile_is_the_resource_with_names(sample_engine: InMemoryEngine) -> None:
    """Nothing points at it, but all that it names, classes and properties too, may have a label."""
    triples = _document(sample_engine, MEASURE, Profile.LABELLED).triples
    measure = NamedNode(MEASURE)
    assert [t.predicate.value for t in triples if t.object == measure] == [
        "http://xmlns.com/foaf/0.1/primaryTopic"
    ]
    assert {t for t in _document(sample_engine, MEASURE).triples if t.subject == measure} == {
        t for t in triples if t.subject == measure
    }


@pytest.mark.parametrize("iri", [MEASURE, DEFAULT_BASE + "id/org/changzhou/shangwuju", PLAN])
def test_the_responsibility_profile_tells_who_answers_for_what(
    sample_engine: InMemoryEngine, iri: str
) -> None:
    """Each duty that touches the resource is whole; other facts are left out."""
    triples = _document(sample_engine, iri, Profile.RESPONSIBILITY).triples
    duties = {t.subject for t in triples if t.predicate.value == PG.department}
    pointing = sample_engine.rows(
        "SELECT DISTINCT ?duty { ?duty a pg:Responsibility ; ?p ?it }", it=NamedNode(iri)
    )
    assert duties == {row["duty"] for row in pointing}
    assert duties
    said = {t.predicate.value for t in triples if t.subject == NamedNode(iri)}
    assert said <= {RDF.type, RDFS.label, PG.order}


def test_what_nobody_speaks_of_has_no_document(sample_engine: InMemoryEngine) -> None:
    """Nor has a page that is not there."""
    assert resource_document(sample_engine, DEFAULT_BASE + "id/measure/none", DOCUMENT) is None
    assert resource_document(sample_engine, MEASURE, DOCUMENT, page=99) is None


def test_packaged_statements_stand_in_for_an_empty_graph() -> None:
    """The vocabulary dereferences before anything is loaded."""
    concept = NamedNode("https://w3id.org/policygraph/concept/role/lead")
    said = (Triple(concept, NamedNode(RDFS.label), Literal("牵头", language="zh")),)
    found = resource_document(InMemoryEngine(()), concept.value, DOCUMENT, packaged=said)
    assert found is not None
    assert said[0] in found.triples
