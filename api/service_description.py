"""The SPARQL 1.1 Service Description of this service; it claims only what is true here and now.

https://www.w3.org/TR/sparql11-service-description/. Updating is described as a service of its own, because
it has an address of its own, and only where somebody may update.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote

from fastapi import Request
from pyoxigraph import Literal, NamedNode, Triple

from api.access import writable
from api.context import service_of
from graph.engine import Engine, Query
from graph.formats import GraphFormat, ResultsFormat
from graph.literals import integer
from ontology.errors import LimitExceeded
from ontology.terms import PREFIXES, RDF, VOID

__all__ = ["describe_service"]

_SD: Final = PREFIXES["sd"]
_FORMATS: Final = "http://www.w3.org/ns/formats/"
#: Names of the formats in https://www.w3.org/ns/formats/.
_RESULTS: Final = {
    ResultsFormat.JSON: "SPARQL_Results_JSON",
    ResultsFormat.XML: "SPARQL_Results_XML",
    ResultsFormat.CSV: "SPARQL_Results_CSV",
    ResultsFormat.TSV: "SPARQL_Results_TSV",
}
_GRAPHS: Final = {
    GraphFormat.TURTLE: "Turtle",
    GraphFormat.NTRIPLES: "N-Triples",
    GraphFormat.JSONLD: "JSON-LD",
    GraphFormat.RDFXML: "RDF_XML",
    GraphFormat.TRIG: "TriG",
    GraphFormat.NQUADS: "N-Quads",
}
_SIMPLE: Final = "http://www.w3.org/ns/entailment/Simple"
_COUNTS: Final = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_WHOLE: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
#: Counting is part of the description only as long as it is quick.
_SECONDS: Final = 1.0


def describe_service(request: Request) -> list[Triple]:
    """Triples of the description: languages, features, formats, the dataset with its graphs and counts."""
    service = service_of(request)
    address = str(request.url.replace(query="", fragment=""))
    node, dataset, default = (NamedNode(address + tail) for tail in ("", "#dataset", "#default-graph"))
    union = service.settings.default_graph == "union"
    found = [
        *_service(node, "SPARQL11Query", dataset),
        *([_say(node, f"{_SD}feature", f"{_SD}UnionDefaultGraph")] if union else []),
        *(
            _say(node, f"{_SD}resultFormat", _FORMATS + name)
            for name in (*_RESULTS.values(), *_GRAPHS.values())
        ),
        _say(dataset, RDF.type, f"{_SD}Dataset"),
        _say(dataset, RDF.type, f"{_SD}GraphCollection"),
        _say(dataset, f"{_SD}defaultGraph", default.value),
        _say(default, RDF.type, f"{_SD}Graph"),
        _say(dataset, PREFIXES["rdfs"] + "seeAlso", f"{service.settings.base}graph/metadata"),
        *_graphs(service.engine, dataset, default, f"{service.settings.base}graph/metadata"),
    ]
    if writable(service, "update"):
        update = NamedNode(address.removesuffix("sparql") + "update")
        found += _service(update, "SPARQL11Update", dataset)
        found += [_say(update, f"{_SD}inputFormat", _FORMATS + name) for name in _GRAPHS.values()]
    return found


def _service(node: NamedNode, language: str, dataset: NamedNode) -> Iterator[Triple]:
    yield _say(node, RDF.type, f"{_SD}Service")
    yield _say(node, f"{_SD}endpoint", node.value)
    yield _say(node, f"{_SD}supportedLanguage", _SD + language)
    yield _say(node, f"{_SD}defaultEntailmentRegime", _SIMPLE)
    yield _say(node, f"{_SD}defaultDataset", dataset.value)


def _graphs(engine: Engine, dataset: NamedNode, default: NamedNode, metadata: str) -> Iterator[Triple]:
    sizes: Mapping[str, int] = {
        row["g"].value: int(row["n"].value)
        for row in engine.rows(
            "SELECT ?g ?n WHERE { GRAPH ?m { ?g void:triples ?n } }", m=NamedNode(metadata)
        )
        if isinstance(row["g"], NamedNode) and isinstance(row["n"], Literal)
    }
    sizes = sizes or _counted(engine, _COUNTS)
    revision = engine.revision
    names = revision.graphs if revision is not None and revision.graphs else sizes
    for iri in sorted(names):
        if not iri:  # a default graph of its own has no name
            continue
        entry = NamedNode(f"{dataset.value}:{quote(iri, safe='')}")
        graph = NamedNode(f"{entry.value}:graph")
        yield _say(dataset, f"{_SD}namedGraph", entry.value)
        yield _say(entry, RDF.type, f"{_SD}NamedGraph")
        yield _say(entry, f"{_SD}name", iri)
        yield _say(entry, f"{_SD}graph", graph.value)
        yield _say(graph, RDF.type, f"{_SD}Graph")
        if iri in sizes:
            yield Triple(graph, NamedNode(VOID.triples), integer(sizes[iri]))
    for number in _counted(engine, _WHOLE).values():
        yield Triple(default, NamedNode(VOID.triples), integer(number))


def _counted(engine: Engine, query: str) -> Mapping[str, int]:
    """Counts by graph (an empty name for the default graph); nothing when that takes too long."""
    try:
        answer = engine.answer(Query(query, timeout=_SECONDS, results=ResultsFormat.CSV))
    except LimitExceeded:
        return {}
    rows = csv.DictReader(io.StringIO(answer.read().decode()))
    return {row.get("g", ""): int(row["n"]) for row in rows}


def _say(subject: NamedNode, predicate: str, value: str) -> Triple:
    return Triple(subject, NamedNode(predicate), NamedNode(value))
