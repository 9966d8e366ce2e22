"""One function chooses the representation for every route."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.formats import DOCUMENT_OFFERS, GRAPH_OFFERS, RESULT_OFFERS
from api.negotiation import HTML, NotAcceptable, Offer, negotiate, parse_accept

CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
TURTLE, JSONLD, NTRIPLES, RDFXML = GRAPH_OFFERS
JSON, XML, CSV, TSV = RESULT_OFFERS


@pytest.mark.parametrize(
    ("accept", "offers", "expected"),
    [
        (None, DOCUMENT_OFFERS, HTML),
        ("", DOCUMENT_OFFERS, HTML),
        ("*/*", DOCUMENT_OFFERS, HTML),
        ("*/*", RESULT_OFFERS, JSON),
        (CHROME, DOCUMENT_OFFERS, HTML),
        (CHROME, (*GRAPH_OFFERS, HTML), HTML),
        ("text/turtle", DOCUMENT_OFFERS, TURTLE),
        ("TEXT/Turtle", DOCUMENT_OFFERS, TURTLE),
        ("text/turtle;charset=utf-8", DOCUMENT_OFFERS, TURTLE),
        ("text/html;q=0.1, text/turtle", DOCUMENT_OFFERS, TURTLE),
        ("text/*", GRAPH_OFFERS, TURTLE),
        ("text/*;q=0.5, application/ld+json", GRAPH_OFFERS, JSONLD),
        ("text/turtle;q=0, */*", GRAPH_OFFERS, JSONLD),
        ("text/turtle;q=0.3, text/*;q=0.9, application/rdf+xml;q=0.5", GRAPH_OFFERS, RDFXML),
        ('application/ld+json;profile="http://a/b,c;d";q=0.9, text/turtle;q=0.5', GRAPH_OFFERS, JSONLD),
        ("application/rdf+xml, application/n-triples", GRAPH_OFFERS, NTRIPLES),
        ("application/json", RESULT_OFFERS, JSON),
        ("application/xml", RESULT_OFFERS, XML),
        ("text/csv, text/tab-separated-values;q=0.99", RESULT_OFFERS, CSV),
        ("text/tab-separated-values", RESULT_OFFERS, TSV),
        ("application/sparql-results+xml;q=0.001", RESULT_OFFERS, XML),
        ("nonsense", RESULT_OFFERS, JSON),
        (";;;,,,", RESULT_OFFERS, JSON),
        ("*/xml", RESULT_OFFERS, JSON),
        ("text/csv;q=7, text/tab-separated-values;q=0.1", RESULT_OFFERS, TSV),
        ("text/csv;q=.5, text/tab-separated-values;q=0.1", RESULT_OFFERS, TSV),
        ("text/csv;q=, text/tab-separated-values;q=0.1", RESULT_OFFERS, TSV),
    ],
)
def test_accept_chooses(accept: str | None, offers: tuple[Offer, ...], expected: Offer) -> None:
    """Weight, specificity, server order, and malformed ranges left out."""
    assert negotiate(accept, offers) == expected


@pytest.mark.parametrize(
    "accept", ["image/png", "text/html;q=0", "*/*;q=0", "application/pdf, image/*", "text/turtle;q=0.000"]
)
def test_what_nobody_offers_is_not_acceptable(accept: str) -> None:
    """The error lists everything that there is, by media type and by format name."""
    with pytest.raises(NotAcceptable) as caught:
        negotiate(accept, RESULT_OFFERS)
    assert caught.value.offers == RESULT_OFFERS
    assert "text/csv (format=csv)" in str(caught.value)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [("ttl", TURTLE), ("TTL", TURTLE), ("text/turtle", TURTLE), ("turtle", TURTLE), ("json-ld", JSONLD)],
)
def test_format_goes_before_accept(wanted: str, expected: Offer) -> None:
    """``?format=`` takes names and media types, whatever the header says."""
    assert negotiate("application/rdf+xml", GRAPH_OFFERS, wanted=wanted) == expected


def test_an_unknown_format_is_not_acceptable() -> None:
    """A format that is asked for by name is never replaced by another."""
    with pytest.raises(NotAcceptable):
        negotiate("*/*", GRAPH_OFFERS, wanted="docx")


@given(st.text())
def test_any_header_is_answered_or_refused(header: str) -> None:
    """No header, however malformed, is an accident: weights stay between 0 and 1."""
    assert all(0 <= item.weight <= 1 for item in parse_accept(header))
    refused = None
    try:
        assert negotiate(header, RESULT_OFFERS) in RESULT_OFFERS
    except NotAcceptable as error:
        refused = error.offers
    assert refused in (None, RESULT_OFFERS)
