"""The Turtle, the Python terms and the domain model say the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef

from ontology import model, terms
from ontology.identifiers import CONCEPT_BASE, ONTOLOGY_IRI, ONTOLOGY_NS
from ontology.source import concepts_turtle, ontology_turtle, shapes_turtle
from ontology.terms import PG, PREFIXES

_FILES: tuple[Callable[[], str], ...] = (ontology_turtle, concepts_turtle, shapes_turtle)
_DECLARED = re.compile(r"^@prefix (\w+): <([^>]+)> \.$", re.MULTILINE)  # "@prefix pg: <https://…#> ."
_PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty)

#: Class of each fact of the domain model. Evidence, tags, mentions, doubts and sources are no nodes of a
#: class of ours: they become properties, annotations and metadata.
_CLASSES = {
    model.Passage: "Passage",
    model.Place: "Place",
    model.Organization: "Organization",
    model.Platform: "Platform",
    model.Park: "Park",
    model.CitedDocument: "Document",
    model.Plan: "Plan",
    model.Section: "Section",
    model.Measure: "Measure",
    model.Responsibility: "Responsibility",
    model.Indicator: "Indicator",
    model.Target: "Target",
    model.Programme: "Programme",
    model.Project: "Project",
}
_NO_CLASS = {
    model.Attribution,
    model.Correction,
    model.Doubt,
    model.Evidence,
    model.Facts,
    model.Mention,
    model.Source,
    model.Tag,
    model.TermsOfUse,
}


def _our_classes(graph: Graph) -> set[URIRef]:
    return {each for each in _typed(graph, OWL.Class) if each.startswith(ONTOLOGY_NS)}


def _our_properties(graph: Graph) -> set[URIRef]:
    return {each for kind in _PROPERTY_KINDS for each in _typed(graph, kind) if each.startswith(ONTOLOGY_NS)}


def _typed(graph: Graph, kind: URIRef) -> set[URIRef]:
    return {each for each in graph.subjects(RDF.type, kind) if isinstance(each, URIRef)}


def _vocabularies() -> list[type[StrEnum]]:
    return [getattr(terms, name) for name in terms.__all__ if name != "PREFIXES"]


def test_pg_is_exactly_what_the_ontology_defines(ontology: Graph) -> None:
    """The members of PG are the classes and properties of policygraph.ttl, no more and no fewer."""
    defined = _our_classes(ontology) | _our_properties(ontology)
    assert sorted(PG) == sorted(str(each) for each in defined)


def test_members_are_named_by_their_local_name() -> None:
    """Every term's member name is the local name of its IRI, below the vocabulary's prefix."""
    wrong = [
        str(term)
        for vocabulary in _vocabularies()
        for name, term in vocabulary.__members__.items()
        if str(term) != PREFIXES[vocabulary.__name__.lower()] + name.rstrip("_")
    ]
    assert wrong == []


def test_everything_that_the_ontology_mentions_of_ours_is_defined(ontology: Graph) -> None:
    """No triple of the ontology or the shapes uses a pg: term that nobody defined."""
    used = {
        str(node)
        for graph in (ontology, Graph().parse(data=shapes_turtle(), format="turtle"))
        for triple in graph
        for node in triple
        if isinstance(node, URIRef) and node.startswith(ONTOLOGY_NS)
    }
    assert sorted(used - set(PG)) == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("predicate", [RDFS.label, RDFS.comment], ids=["label", "comment"])
def test_every_term_is_labelled_and_explained(ontology: Graph, predicate: URIRef, language: str) -> None:
    """Every class and property has exactly one label and one comment in Chinese and in English."""
    counts = {
        str(term): sum(
            1
            for value in ontology.objects(URIRef(term), predicate)
            if isinstance(value, Literal) and value.language == language and value.strip()
        )
        for term in PG
    }
    assert {term: count for term, count in counts.items() if count != 1} == {}


def test_every_term_says_which_ontology_defines_it(ontology: Graph) -> None:
    """Every term of ours points to the ontology by rdfs:isDefinedBy."""
    without = [t for t in PG if (URIRef(t), RDFS.isDefinedBy, URIRef(ONTOLOGY_IRI)) not in ontology]
    assert without == []


def test_every_property_has_a_domain_and_a_range(ontology: Graph) -> None:
    """Every property says what it is used on and what its values are."""
    incomplete = [
        (str(each), str(predicate))
        for each in _our_properties(ontology)
        for predicate in (RDFS.domain, RDFS.range)
        if len(list(ontology.objects(each, predicate))) != 1
    ]
    assert incomplete == []


def test_every_class_is_aligned_with_a_standard_one(ontology: Graph) -> None:
    """Every class of ours descends from a class of a standard vocabulary."""
    orphans = [
        str(each)
        for each in _our_classes(ontology)
        if all(
            str(ancestor).startswith(ONTOLOGY_NS)
            for ancestor in ontology.transitive_objects(each, RDFS.subClassOf)
            if isinstance(ancestor, URIRef)
        )
    ]
    assert orphans == []


def test_the_ontology_imports_nothing(ontology: Graph) -> None:
    """There is no owl:imports, so loading the ontology fetches nothing."""
    assert list(ontology.objects(None, OWL.imports)) == []


def test_foreign_terms_in_axioms_are_declared(ontology: Graph) -> None:
    """Every foreign class or property that an axiom uses is declared, as tools for OWL 2 DL ask."""
    links = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.onProperty, OWL.inverseOf)
    builtin = (PREFIXES["xsd"], PREFIXES["rdf"])
    undeclared = {
        str(value)
        for link in links
        for value in ontology.objects(None, link)
        if isinstance(value, URIRef)
        and not str(value).startswith(builtin)
        and (value, RDF.type, None) not in ontology
    }
    assert undeclared == set()


def test_no_property_is_of_two_kinds(ontology: Graph) -> None:
    """No property is both annotation, object or data property: OWL 2 DL forbids it."""
    kinds = [_typed(ontology, k) for k in (*_PROPERTY_KINDS, OWL.AnnotationProperty)]
    twice = [kinds[a] & kinds[b] for a in range(3) for b in range(a)]
    assert twice == [set(), set(), set()]


@pytest.mark.parametrize("turtle", _FILES, ids=lambda each: str(each.__name__))
def test_prefixes_are_declared_once_and_agree(turtle: Callable[[], str]) -> None:
    """Each prefix stands once in a file, and means what PREFIXES says (pgsh is the shapes' own)."""
    declared = _DECLARED.findall(turtle())
    names = [name for name, _ in declared]
    assert len(names) == len(set(names))
    assert [(n, iri) for n, iri in declared if n != "pgsh" and PREFIXES.get(n) != iri] == []


@pytest.mark.parametrize("turtle", _FILES, ids=lambda each: str(each.__name__))
def test_both_parsers_read_the_same(turtle: Callable[[], str]) -> None:
    """Rdflib and Oxigraph read each file, and count the same triples."""
    ours = Graph().parse(data=turtle(), format="turtle")
    theirs = list(pyoxigraph.parse(turtle(), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(ours) == len(theirs)


def test_every_dataclass_of_the_model_is_a_class_and_back(ontology: Graph) -> None:
    """Facts of the model and classes of the ontology correspond, subclasses of Organization by its kinds."""
    facts = {each for name in model.__all__ if hasattr(each := getattr(model, name), "__dataclass_fields__")}
    assert facts == set(_CLASSES) | _NO_CLASS
    kinds = {kind.value for kind in model.OrganizationKind}
    local_names = {str(each).removeprefix(ONTOLOGY_NS) for each in _our_classes(ontology)}
    assert set(_CLASSES.values()) | kinds == local_names


def test_kinds_of_organizations_are_the_subclasses(ontology: Graph) -> None:
    """OrganizationKind lists exactly the subclasses of pg:Organization, and pg:Organization itself."""
    subclasses = {
        str(each).removeprefix(ONTOLOGY_NS)
        for each in ontology.transitive_subjects(RDFS.subClassOf, URIRef(PG.Organization))
    }
    assert {kind.value for kind in model.OrganizationKind} == subclasses


@pytest.mark.parametrize(
    ("scheme", "enumeration"),
    [
        ("role", model.Role),
        ("comparator", model.Comparator),
        ("nature", model.Nature),
        ("kind", model.MeasureKind),
    ],
)
def test_enumerations_of_the_model_are_the_concepts(
    concepts: Graph, scheme: str, enumeration: type[StrEnum]
) -> None:
    """Each enumeration of the model has exactly the concepts of its scheme."""
    members = concepts.subjects(URIRef(PREFIXES["skos"] + "inScheme"), URIRef(CONCEPT_BASE + scheme))
    slugs = {str(each).removeprefix(f"{CONCEPT_BASE}{scheme}/") for each in members}
    assert {member.value for member in enumeration} == slugs


def test_the_sample_uses_the_whole_vocabulary(sample: Graph) -> None:
    """Every class and property of ours occurs in the sample, so that the checks below check them all."""
    used = {str(node) for _, predicate, value in sample for node in (predicate, value)}
    assert sorted(set(PG) - used) == []
