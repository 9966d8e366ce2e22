"""Checking a graph against ``ontology/shapes.ttl``: a report of issues as values.

pyshacl works on rdflib graphs; nothing is fetched (owl:imports is not followed) and nothing inferred.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from ontology.source import shapes_turtle

__all__ = ["Issue", "Report", "validate"]

_SEVERITIES: Final = {"Violation": 0, "Warning": 1, "Info": 2}


@dataclass(frozen=True, slots=True)
class Issue:
    """One breach: what is wrong (zh and en) with which node, by which shape.

    ``severity`` is Violation, Warning or Info; ``path`` and ``value`` are empty where they do not apply.
    """

    severity: str
    focus: str
    path: str
    value: str
    shape: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Report:
    """All issues, violations first; ``conforms`` when there is no violation."""

    issues: tuple[Issue, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing is worse than a warning."""
        return not any(issue.severity == "Violation" for issue in self.issues)


def validate(quads: Iterable[ox.Quad], shapes: str | None = None) -> Report:
    """Check the union of some graphs.

    Give the vocabulary's graphs along with the documents' (`graph.metadata.vocabulary_graphs`) when
    shapes ask for classes of concepts. ``shapes`` is Turtle; the packaged shapes without it.
    """
    turtle = shapes if shapes is not None else shapes_turtle()
    rules = rdflib.Graph().parse(data=turtle, format="turtle")
    _, results, _ = pyshacl.validate(
        _graph(quads),
        shacl_graph=rules,
        inference="none",
        do_owl_imports=False,
        meta_shacl=False,
        advanced=True,
        allow_warnings=True,
    )
    if not isinstance(results, rdflib.Graph):
        raise TypeError(f"the validator gave no report: {results}")
    issues = [_issue(results, node, rules) for node in results.subjects(RDF.type, SH.ValidationResult)]
    return Report(tuple(sorted(set(issues), key=_order)))


def _order(issue: Issue) -> tuple[int, str, str, str, str]:
    return _SEVERITIES.get(issue.severity, 0), issue.focus, issue.path, issue.value, issue.shape


def _issue(results: rdflib.Graph, node: Node, rules: rdflib.Graph) -> Issue:
    shape = results.value(node, SH.sourceShape)
    messages = {
        str(message.language or ""): str(message)
        for message in results.objects(node, SH.resultMessage)
        if isinstance(message, rdflib.Literal)
    }
    for message in rules.objects(shape, SH.message):
        if isinstance(message, rdflib.Literal):
            messages.setdefault(str(message.language or ""), str(message))
    fallback = next(iter(messages.values()), "")
    return Issue(
        severity=str(results.value(node, SH.resultSeverity)).rpartition("#")[2],
        focus=str(results.value(node, SH.focusNode)),
        path=_text(results, node, SH.resultPath),
        value=_text(results, node, SH.value),
        shape="" if isinstance(shape, rdflib.BNode) else str(shape or ""),
        zh=messages.get("zh", fallback),
        en=messages.get("en", messages.get("", fallback)),
    )


def _text(results: rdflib.Graph, node: Node, predicate: rdflib.URIRef) -> str:
    value = results.value(node, predicate)
    return "" if value is None or isinstance(value, rdflib.BNode) else str(value)


def _graph(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """The union as an rdflib graph, term by term (parsing text again takes twice as long)."""
    graph = rdflib.Graph()
    for quad in quads:
        if not isinstance(quad.subject, ox.Triple) and not isinstance(quad.object, ox.Triple):
            graph.add((_term(quad.subject), rdflib.URIRef(quad.predicate.value), _term(quad.object)))
    return graph


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
