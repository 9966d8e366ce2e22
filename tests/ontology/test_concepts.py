"""The concept schemes are complete, bilingual and well formed."""

from __future__ import annotations

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.identifiers import CONCEPT_BASE

_SCHEMES = {"role", "comparator", "nature", "kind", "function", "topic", "instrument", "indicator"}


def _all(graph: Graph, *kinds: URIRef) -> list[Node]:
    return sorted({each for kind in kinds for each in graph.subjects(RDF.type, kind)}, key=str)


def _texts(graph: Graph, node: Node, predicate: URIRef, language: str) -> list[str]:
    found = graph.objects(node, predicate)
    return [str(each) for each in found if isinstance(each, Literal) and each.language == language]


def test_there_is_a_scheme_for_each_kind(concepts: Graph) -> None:
    """The schemes are those of the contract."""
    slugs = {str(each).removeprefix(CONCEPT_BASE) for each in _all(concepts, SKOS.ConceptScheme)}
    assert slugs == _SCHEMES


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("predicate", [SKOS.prefLabel, SKOS.definition], ids=["prefLabel", "definition"])
def test_everything_is_named_and_defined(concepts: Graph, predicate: URIRef, language: str) -> None:
    """Every concept and scheme has exactly one preferred label and one definition in each language."""
    nodes = _all(concepts, SKOS.Concept, SKOS.ConceptScheme)
    counts = {str(node): len(_texts(concepts, node, predicate, language)) for node in nodes}
    assert {node: count for node, count in counts.items() if count != 1} == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_definitions_say_more_than_the_label(concepts: Graph, language: str) -> None:
    """No definition merely repeats its label."""
    lazy = [
        str(node)
        for node in _all(concepts, SKOS.Concept)
        for label in _texts(concepts, node, SKOS.prefLabel, language)
        for definition in _texts(concepts, node, SKOS.definition, language)
        if len(definition) < len(label) + 5
    ]
    assert lazy == []


def test_every_concept_is_in_the_scheme_of_its_iri(concepts: Graph) -> None:
    """``function/commerce`` is in scheme ``function`` and in no other."""
    schemes = {
        str(each): list(concepts.objects(each, SKOS.inScheme)) for each in _all(concepts, SKOS.Concept)
    }
    expected = {iri: [URIRef(CONCEPT_BASE + iri.removeprefix(CONCEPT_BASE).split("/")[0])] for iri in schemes}
    assert schemes == expected


def test_hierarchy_holds_both_ways(concepts: Graph) -> None:
    """Broader and narrower mirror each other, as do hasTopConcept and topConceptOf."""
    mirrored = {(b, a) for a, b in concepts.subject_objects(SKOS.narrower)}
    assert set(concepts.subject_objects(SKOS.broader)) == mirrored
    tops = {(b, a) for a, b in concepts.subject_objects(SKOS.hasTopConcept)}
    assert set(concepts.subject_objects(SKOS.topConceptOf)) == tops


def test_every_concept_is_at_the_top_or_below_another(concepts: Graph) -> None:
    """A concept is a top concept, or has exactly one broader concept, which its IRI starts with."""
    wrong = [
        str(each)
        for each in _all(concepts, SKOS.Concept)
        if [str(b) for b in concepts.objects(each, SKOS.broader)]
        != ([] if (each, SKOS.topConceptOf, None) in concepts else [str(each).rpartition("/")[0]])
    ]
    assert wrong == []


@pytest.mark.parametrize("scheme", sorted(_SCHEMES))
def test_preferred_labels_are_unique_within_a_scheme(concepts: Graph, scheme: str) -> None:
    """No two concepts of a scheme share a preferred label."""
    members = list(concepts.subjects(SKOS.inScheme, URIRef(CONCEPT_BASE + scheme)))
    labels = [str(label) for each in members for label in concepts.objects(each, SKOS.prefLabel)]
    assert sorted(labels) == sorted(set(labels))


def test_alternative_labels_differ_from_the_preferred_one(concepts: Graph) -> None:
    """SKOS (S13) keeps preferred and alternative labels of a concept apart."""
    both = set(concepts.subject_objects(SKOS.prefLabel)) & set(concepts.subject_objects(SKOS.altLabel))
    assert both == set()
