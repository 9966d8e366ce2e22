"""Labels and documents of the ontology's terms and of concepts, from the packaged Turtle.

The vocabulary does not change with the data, so it is parsed once and asked without the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.views.values import tail
from ontology.identifiers import CONCEPT_BASE, ONTOLOGY_IRI, ONTOLOGY_NS
from ontology.source import concepts_turtle, ontology_turtle
from ontology.terms import PREFIXES

__all__ = ["Term", "Vocabulary", "shortened", "vocabulary"]

_LABELS: Final = (
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://purl.org/dc/terms/title",
)
_NOTES: Final = (
    "http://www.w3.org/2004/02/skos/core#definition",
    "http://www.w3.org/2000/01/rdf-schema#comment",
    "http://www.w3.org/2004/02/skos/core#scopeNote",
)


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology: local name, IRI, label and comment in one language."""

    name: str
    iri: str
    label: str
    note: str


@dataclass(frozen=True)
class Vocabulary:
    """Triples of ontology and concepts, with labels and definitions by IRI and language."""

    ontology: tuple[Triple, ...]
    concepts: tuple[Triple, ...]
    labels: dict[tuple[str, str], str]
    notes: dict[tuple[str, str], str]

    def label(self, iri: str, lang: str) -> str:
        """Label in a language, else in the other one, else the IRI shortened by its prefix, else its tail."""
        other = "en" if lang == "zh" else "zh"
        return self.labels.get((iri, lang)) or self.labels.get((iri, other)) or shortened(iri)

    def concept(self, path: str, lang: str) -> str:
        """Label of a concept by its path (``topic/logistics``)."""
        return self.label(CONCEPT_BASE + path, lang) if path else ""

    def note(self, iri: str, lang: str) -> str:
        """Definition or comment in a language, or empty text."""
        return self.notes.get((iri, lang), "")

    def terms(self, lang: str) -> tuple[Term, ...]:
        """Terms that the ontology defines, classes before properties, by name."""
        found = {
            triple.subject.value
            for triple in self.ontology
            if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(ONTOLOGY_NS)
        }
        names = sorted(found, key=lambda iri: (tail(iri)[:1].islower(), tail(iri)))
        return tuple(Term(tail(iri), iri, self.label(iri, lang), self.note(iri, lang)) for iri in names)

    def about(self, iri: str) -> tuple[Triple, ...]:
        """Statements about and to a term or concept; the whole ontology for its own IRI."""
        if iri == ONTOLOGY_IRI:
            return self.ontology
        node = NamedNode(iri)
        return tuple(
            triple for triple in (*self.concepts, *self.ontology) if node in (triple.subject, triple.object)
        )


def shortened(iri: str) -> str:
    """A term by its prefix (``dcterms:isPartOf``); the IRI's tail when no prefix fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return tail(iri)


@cache
def vocabulary() -> Vocabulary:
    """The packaged vocabulary, parsed at the first call."""
    ontology = _triples(ontology_turtle())
    concepts = _triples(concepts_turtle())
    labels: dict[tuple[str, str], str] = {}
    notes: dict[tuple[str, str], str] = {}
    for triple in (*ontology, *concepts):
        value = triple.object
        if not isinstance(value, Literal) or not isinstance(triple.subject, NamedNode):
            continue
        key = (triple.subject.value, (value.language or "").partition("-")[0])
        if triple.predicate.value in _LABELS:
            labels.setdefault(key, value.value)
        elif triple.predicate.value in _NOTES:
            notes.setdefault(key, value.value)
    return Vocabulary(ontology, concepts, labels, notes)


def _triples(turtle: str) -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE))
