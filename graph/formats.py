"""Formats of answers and graphs: each is one enum member that knows its media types and extension.

Sources: SPARQL 1.1 Query Results JSON, XML, CSV and TSV (W3C 2013), RDF 1.1 Turtle, N-Triples,
N-Quads, TriG, RDF/XML and JSON-LD 1.1 for names, media types and extensions.
"""

from __future__ import annotations

from enum import Enum
from typing import Self

from pyoxigraph import QueryResultsFormat, RdfFormat

__all__ = ["GraphFormat", "ResultsFormat"]


class _Format(Enum):
    """What the formats of tables and of graphs have in common: a member knows its names."""

    label: str
    extension: str
    media_types: tuple[str, ...]

    def __reduce_ex__(self, protocol: object) -> tuple[object, ...]:
        """By name: the engine's own format cannot be pickled, and members travel to worker processes."""
        return getattr, (type(self), self.name)

    @property
    def media_type(self) -> str:
        """The registered media type, without parameters."""
        return self.media_types[0]

    @property
    def content_type(self) -> str:
        """Value of a Content-Type header; text formats name their encoding (always UTF-8)."""
        text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if text else self.media_type

    @classmethod
    def from_media_type(cls, media_type: str) -> Self | None:
        """Member of a media type (parameters ignored), or None."""
        wanted = media_type.partition(";")[0].strip().lower()
        return next((item for item in cls if wanted in item.media_types), None)

    @classmethod
    def from_extension(cls, extension: str) -> Self | None:
        """Member of a file extension, with or without its dot, or None."""
        wanted = extension.lstrip(".").lower()
        return next((item for item in cls if wanted == item.extension), None)


class ResultsFormat(_Format):
    """How the table of a SELECT or the truth of an ASK is written; CSV and TSV know no ASK."""

    JSON = ("JSON", "json", ("application/sparql-results+json", "application/json"), QueryResultsFormat.JSON)
    XML = ("XML", "srx", ("application/sparql-results+xml", "application/xml"), QueryResultsFormat.XML)
    CSV = ("CSV", "csv", ("text/csv",), QueryResultsFormat.CSV)
    TSV = ("TSV", "tsv", ("text/tab-separated-values",), QueryResultsFormat.TSV)

    def __init__(
        self, label: str, extension: str, media_types: tuple[str, ...], oxigraph: QueryResultsFormat
    ) -> None:
        self.label = label
        self.extension = extension
        self.media_types = media_types
        self.oxigraph = oxigraph

    @property
    def answers_ask(self) -> bool:
        """Whether the standard defines this format for a boolean."""
        return self in (ResultsFormat.JSON, ResultsFormat.XML)


class GraphFormat(_Format):
    """How a graph is written; the last two also say which named graph each triple stands in."""

    TURTLE = ("Turtle", "ttl", ("text/turtle",), RdfFormat.TURTLE)
    NTRIPLES = ("N-Triples", "nt", ("application/n-triples",), RdfFormat.N_TRIPLES)
    JSONLD = ("JSON-LD", "jsonld", ("application/ld+json",), RdfFormat.JSON_LD)
    RDFXML = ("RDF/XML", "rdf", ("application/rdf+xml",), RdfFormat.RDF_XML)
    NQUADS = ("N-Quads", "nq", ("application/n-quads",), RdfFormat.N_QUADS)
    TRIG = ("TriG", "trig", ("application/trig",), RdfFormat.TRIG)

    def __init__(self, label: str, extension: str, media_types: tuple[str, ...], oxigraph: RdfFormat) -> None:
        self.label = label
        self.extension = extension
        self.media_types = media_types
        self.oxigraph = oxigraph

    @property
    def holds_datasets(self) -> bool:
        """Whether named graphs survive in this format."""
        return self in (GraphFormat.NQUADS, GraphFormat.TRIG, GraphFormat.JSONLD)
