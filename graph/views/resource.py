"""One resource with what is said of it in both directions, for its page.

Its RDF document is `graph.views.document`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph.engine import Engine
from graph.labels import label_rank
from graph.views.texts import plan_texts, with_sentences
from graph.views.values import Words, integer, iri, kind_of, tail, words

__all__ = ["ResourceView", "Statement", "Value", "resource_view", "view_of_triples"]

#: Things that point at a resource are listed up to this number in each property.
_LONGEST: Final = 100
#: Said on the page in its own place.
_SHOWN_ELSEWHERE: Final = frozenset(
    {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "http://www.w3.org/ns/prov#wasDerivedFrom",
        "https://schema.org/text",
    }
)

_OUT: Final = """
SELECT DISTINCT ?property ?value ?valueLabel WHERE {
  ?resource ?property ?value . OPTIONAL { ?value rdfs:label|skos:prefLabel ?valueLabel }
}"""
_IN: Final = """
SELECT DISTINCT ?property ?value ?valueLabel WHERE {
  ?value ?property ?resource . OPTIONAL { ?value rdfs:label ?valueLabel }
}"""
_PASSAGES: Final = """
SELECT DISTINCT ?plan ?start ?end ?exact WHERE {
  { ?resource prov:wasDerivedFrom ?passage } UNION { ?resource oa:exact ?exact . BIND(?resource AS ?passage) }
  ?passage oa:start ?start ; oa:end ?end ; oa:exact ?exact ; oa:hasSource ?plan .
}"""


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A neighbour (``iri`` with its label) or a literal (``iri`` empty) with language and datatype."""

    label: str
    iri: str = ""
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A property with its values; ``count`` may be more than are listed."""

    property: str
    values: tuple[Value, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ResourceView:
    """What is known of a resource: ``outgoing`` says it of the resource, ``incoming`` of others."""

    iri: str
    label: str
    kind: str
    types: tuple[str, ...]
    outgoing: tuple[Statement, ...]
    incoming: tuple[Statement, ...]
    passages: tuple[Words, ...]


def resource_view(engine: Engine, resource: str) -> ResourceView | None:
    """The resource with that IRI, or None when nothing is said of it or by it."""
    node = NamedNode(resource)
    out = _statements(engine, _OUT, node)
    back = _statements(engine, _IN, node)
    if not out and not back:
        return None
    types = tuple(
        sorted(value.iri for value in out.get("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", ()))
    )
    labels = out.get("http://www.w3.org/2000/01/rdf-schema#label", set())
    found = tuple(
        sorted(
            Words(iri(row, "plan"), integer(row, "start"), integer(row, "end"), words(row, "exact"))
            for row in engine.rows(_PASSAGES, resource=node)
        )
    )
    return ResourceView(
        iri=resource,
        label=best_label(labels) or tail(resource),
        kind=kind_of(types),
        types=types,
        outgoing=_listed(out, _SHOWN_ELSEWHERE),
        incoming=_listed(back, frozenset()),
        passages=with_sentences(found, plan_texts(engine, (item.plan for item in found))),
    )


def view_of_triples(
    resource: str, label: str, triples: Iterable[Triple], name: Callable[[str], str]
) -> ResourceView:
    """The same view from statements at hand (the vocabulary); ``name`` gives the label of an IRI."""
    out: dict[str, set[Value]] = defaultdict(set)
    back: dict[str, set[Value]] = defaultdict(set)
    for triple in triples:
        subject, value, property_iri = triple.subject, triple.object, triple.predicate.value
        if isinstance(subject, NamedNode) and subject.value == resource:
            if isinstance(value, Literal):
                out[property_iri].add(
                    Value(value.value, "", value.language or "", tail(value.datatype.value))
                )
            elif isinstance(value, NamedNode):
                out[property_iri].add(Value(name(value.value), value.value))
        elif isinstance(subject, NamedNode):
            back[property_iri].add(Value(name(subject.value), subject.value))
    types = tuple(
        sorted(value.iri for value in out.get("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", ()))
    )
    return ResourceView(
        resource, label, "", types, _listed(out, _SHOWN_ELSEWHERE), _listed(back, frozenset()), ()
    )


def best_label(labels: set[Value]) -> str:
    """The label that `graph.labels` puts first, or empty text."""
    return min(labels, key=lambda value: label_rank(value.label, value.language)).label if labels else ""


def _statements(engine: Engine, query: str, node: NamedNode) -> dict[str, set[Value]]:
    labels: dict[tuple[str, str], set[Value]] = defaultdict(set)
    found: dict[str, set[Value]] = defaultdict(set)
    for row in engine.rows(query, resource=node):
        term, name = row.get("value"), iri(row, "property")
        if isinstance(term, Literal):
            found[name].add(Value(term.value, "", term.language or "", tail(term.datatype.value)))
        elif isinstance(term, NamedNode):
            label = row.get("valueLabel")
            known = Value(label.value, "", label.language or "") if isinstance(label, Literal) else None
            labels[name, term.value] |= {known} if known else set()
    for (name, value), known_labels in labels.items():
        found[name].add(Value(best_label(known_labels) or tail(value), value))
    return found


def _listed(found: dict[str, set[Value]], without: frozenset[str]) -> tuple[Statement, ...]:
    return tuple(
        Statement(name, tuple(sorted(values)[:_LONGEST]), len(values))
        for name, values in sorted(found.items())
        if name not in without
    )
