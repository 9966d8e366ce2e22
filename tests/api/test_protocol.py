"""Requests of the SPARQL protocol, read without a server."""

from __future__ import annotations

import pytest

from api.errors import BadRequest, UnsupportedMediaType
from api.protocol import FORM, QUERY, ProtocolRequest, query_form, read_request

ASK = "ASK { ?s ?p ?o }"
ENCODED = "ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D"


@pytest.mark.parametrize(
    ("method", "url", "content_type", "body"),
    [
        ("GET", f"query={ENCODED}", "", b""),
        ("POST", "", FORM, f"query={ENCODED}".encode()),
        ("POST", "", FORM + "; charset=UTF-8", f"query={ENCODED}".encode()),
        ("POST", "", QUERY, ASK.encode()),
        ("POST", "", QUERY + ';charset="utf-8"', ASK.encode()),
    ],
)
def test_the_three_ways_say_the_same(method: str, url: str, content_type: str, body: bytes) -> None:
    """GET, POST of a form and POST of the query itself give one request."""
    assert read_request(method, url, content_type, body) == ProtocolRequest(
        ASK, (), (), None, None, download=False
    )


def test_dataset_parameters_may_repeat() -> None:
    """Default and named graphs are lists, in their order."""
    url = "query=ASK%7B%7D&default-graph-uri=http://a&default-graph-uri=http://b&named-graph-uri=http://c"
    asked = read_request("GET", url, "", b"")
    assert (asked.default_graphs, asked.named_graphs) == (("http://a", "http://b"), ("http://c",))


def test_no_query_at_all_asks_for_the_description() -> None:
    """GET without a query is no error."""
    assert read_request("GET", "lang=en", "", b"").query is None


@pytest.mark.parametrize(
    ("method", "url", "content_type", "body"),
    [
        ("GET", "query=ASK&query=ASK", "", b""),
        ("GET", "query=", "", b""),
        ("GET", "default-graph-uri=http://a", "", b""),
        ("GET", "query=ASK%7B%7D&default-graph-uri=nowhere", "", b""),
        ("GET", "query=ASK%7B%7D&named-graph-uri=http://a%20b", "", b""),
        ("GET", "query=%FF", "", b""),
        ("GET", "query=ASK%7B%7D&timeout=soon", "", b""),
        ("GET", "query=ASK%7B%7D&timeout=-1", "", b""),
        ("GET", "query=ASK%7B%7D&timeout=inf", "", b""),
        ("GET", "query=ASK%7B%7D&timeout=nan", "", b""),
        ("GET", "query=ASK%7B%7D&format=csv&format=xml", "", b""),
        ("POST", "", FORM, b""),
        ("POST", "", FORM, b"update=CLEAR+ALL"),
        ("POST", "query=ASK", FORM, b"query=ASK"),
        ("POST", "query=ASK", QUERY, b"ASK {}"),
        ("POST", "", QUERY, b"\xff\xfe"),
        ("POST", "", QUERY, b"  "),
    ],
)
def test_missing_repeated_and_malformed_parameters_are_refused(
    method: str, url: str, content_type: str, body: bytes
) -> None:
    """The protocol says 400 for each of them."""
    with pytest.raises(BadRequest):
        read_request(method, url, content_type, body)


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "application/sparql-update", QUERY + "; charset=gbk"]
)
def test_other_bodies_are_refused_by_media_type(content_type: str) -> None:
    """Only the two kinds of body of the protocol are read, and only in UTF-8."""
    with pytest.raises(UnsupportedMediaType):
        read_request("POST", "", content_type, b"ASK {}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PREFIX select: <http://construct/> ASK {}", "ASK"),
        ("# SELECT\nconstruct where { ?s ?p ?o }", "CONSTRUCT"),
        ("BASE <http://ask/> DESCRIBE <x>", "DESCRIBE"),
        ("SELECT ('ASK' AS ?x) {}", "SELECT"),
        ("nothing", None),
    ],
)
def test_the_form_is_the_first_keyword_outside_the_prologue(text: str, expected: str | None) -> None:
    """Prefixes, IRIs and comments do not mislead."""
    assert query_form(text) == expected
