"""The stored queries as statements, so that editors and assistants read them from the graph itself.

Each is a ``sh:SPARQLExecutable`` with its text, what it asks in Chinese and English, the endpoint that
answers it (``schema:target``) and the prefixes (``sh:declare``), as collections of example queries in this
field are written (https://github.com/sib-swiss/sparql-examples). They stand in a named graph of their
own, ``…/graph/queries``. Parameters that must be given have their example values in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from graph.named_queries import NamedQuery, named_queries
from ontology.identifiers import DEFAULT_BASE, graph_iri
from ontology.shacl_terms import SH
from ontology.terms import DCTERMS, OWL, PREFIXES, RDF, RDFS, SCHEMA, XSD

__all__ = ["example_graph", "example_quads"]

_Statement: TypeAlias = tuple[NamedNode, str, NamedNode | Literal]


def example_graph(base: str = DEFAULT_BASE) -> str:
    """IRI of the named graph of the stored queries."""
    return graph_iri("queries", base)


def example_quads(base: str = DEFAULT_BASE) -> frozenset[Quad]:
    """Every stored query and the prefixes, in the graph of the stored queries."""
    graph = NamedNode(example_graph(base))
    statements = [*_prefixes(base)]
    for query in named_queries():
        statements += _query(query, base)
    return frozenset(
        Quad(subject, NamedNode(predicate), value, graph) for subject, predicate, value in statements
    )


def _query(query: NamedQuery, base: str) -> Iterator[_Statement]:
    node = NamedNode(f"{base}id/query/{query.name}")
    yield node, RDF.type, NamedNode(SH.SPARQLExecutable)
    yield node, RDF.type, NamedNode(SH.SPARQLSelectExecutable)
    for title, description, lang in (
        (query.title_zh, query.description_zh, "zh"),
        (query.title_en, query.description_en, "en"),
    ):
        yield node, RDFS.label, Literal(title, language=lang)
        yield node, RDFS.comment, Literal(description, language=lang)
    yield node, DCTERMS.identifier, Literal(query.name)
    yield node, SH.prefixes, _declarations(base)
    yield node, SH.select, Literal(query.example(base))
    yield node, SCHEMA.target, NamedNode(base + "sparql")


def _prefixes(base: str) -> Iterator[_Statement]:
    node = _declarations(base)
    yield node, RDF.type, NamedNode(OWL.Ontology)
    yield node, RDFS.label, Literal("示例查询所用的前缀", language="zh")
    yield node, RDFS.label, Literal("prefixes of the example queries", language="en")
    for prefix, namespace in PREFIXES.items():
        declaration = NamedNode(f"{node.value}/{prefix}")
        yield node, SH.declare, declaration
        yield declaration, RDF.type, NamedNode(SH.PrefixDeclaration)
        yield declaration, SH.prefix, Literal(prefix)
        yield declaration, SH.namespace, Literal(namespace, datatype=NamedNode(XSD.anyURI))


def _declarations(base: str) -> NamedNode:
    return NamedNode(base + "id/query-prefixes")
