"""Offers for content negotiation, made from the formats that the graph can write."""

from __future__ import annotations

from typing import Final

from api.negotiation import HTML, Offer
from graph.formats import GraphFormat, ResultsFormat

__all__ = [
    "ASK_OFFERS",
    "CONSTRUCT_OFFERS",
    "DATA_OFFERS",
    "DOCUMENT_OFFERS",
    "GRAPH_OFFERS",
    "RESULT_OFFERS",
    "graph_format",
    "results_format",
]

#: Further names by which clients ask for a format.
_NAMES: Final = {
    ResultsFormat.XML: ("xml",),
    GraphFormat.TURTLE: ("turtle", "application/x-turtle", "text/n3"),
    GraphFormat.NTRIPLES: ("ntriples", "n-triples", "text/plain"),
    GraphFormat.JSONLD: ("json-ld", "application/json"),
    GraphFormat.RDFXML: ("rdfxml", "xml", "application/xml"),
    GraphFormat.NQUADS: ("nquads", "n-quads"),
}
_TRIPLES: Final = (GraphFormat.TURTLE, GraphFormat.JSONLD, GraphFormat.NTRIPLES, GraphFormat.RDFXML)


def _offer(item: ResultsFormat | GraphFormat) -> Offer:
    return Offer(item.extension, item.media_type, (*item.media_types[1:], *_NAMES.get(item, ())))


RESULT_OFFERS: Final = tuple(_offer(item) for item in ResultsFormat)
ASK_OFFERS: Final = tuple(_offer(item) for item in ResultsFormat if item.answers_ask)
GRAPH_OFFERS: Final = tuple(_offer(item) for item in _TRIPLES)
#: What a query gives that makes a graph; the last two are for programs that read nothing else.
CONSTRUCT_OFFERS: Final = (*GRAPH_OFFERS, _offer(GraphFormat.TRIG), _offer(GraphFormat.NQUADS))
#: RDF for programs that name no format: Turtle first.
DATA_OFFERS: Final = (*GRAPH_OFFERS, HTML)
#: Documents about a resource: a page first.
DOCUMENT_OFFERS: Final = (HTML, *GRAPH_OFFERS)


def results_format(offer: Offer) -> ResultsFormat:
    """Format of an offer of `RESULT_OFFERS`."""
    return next(item for item in ResultsFormat if item.media_type == offer.media_type)


def graph_format(offer: Offer) -> GraphFormat:
    """Format of an offer of `CONSTRUCT_OFFERS`."""
    return next(item for item in GraphFormat if item.media_type == offer.media_type)
