"""RDF read by another library than the one that wrote it."""

from __future__ import annotations

import warnings

import rdflib
from rdflib.compare import IsomorphicGraph, to_isomorphic

__all__ = ["read", "same"]

_FORMATS = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/n-quads": "nquads",
    "application/trig": "trig",
}


def read(data: bytes | str, content_type: str) -> rdflib.Graph:
    """The graph of a document, by rdflib; named graphs are merged."""
    kind = _FORMATS[content_type.partition(";")[0]]
    with warnings.catch_warnings():
        # rdflib's own parsers of JSON-LD and TriG use a class that it calls deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        if kind in ("nquads", "trig", "json-ld"):
            dataset = rdflib.Dataset(default_union=True)
            dataset.parse(data=data, format=kind)
            graph = rdflib.Graph()
            for triple in dataset.triples((None, None, None)):
                graph.add(triple)
            return graph
        return rdflib.Graph().parse(data=data, format=kind)


def same(graph: rdflib.Graph) -> IsomorphicGraph:
    """A graph that equals every isomorphic one."""
    return to_isomorphic(graph)
