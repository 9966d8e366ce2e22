"""The Graph Store Protocol over HTTP: ``/data``, and graphs by their own address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

from tests.api.writing import BEARER, writable

Check = Callable[..., dict[str, Any]]
GRAPH = "https://w3id.org/policygraph/graph/"
TURTLE = {**BEARER, "Content-Type": "text/turtle"}
NAMED = "/data?graph=urn:g"


def triples(data: bytes) -> list[str]:
    """The triples of a Turtle document, sorted."""
    return sorted(str(quad.triple) for quad in parse(data, format=RdfFormat.TURTLE))


@pytest.mark.parametrize("address", [NAMED, "/graph/mine", "/graph/mine.ttl"])
def test_a_graph_is_put_read_extended_and_removed(address: str) -> None:
    """201 for a new graph and 204 for a known one; 404 once it is gone."""
    with writable() as client:
        assert 404 == client.get(address).status_code
        assert 201 == client.put(address, content="<urn:a> <urn:p> 1 .", headers=TURTLE).status_code
        assert 204 == client.put(address, content="<urn:a> <urn:p> 2 .", headers=TURTLE).status_code
        assert 204 == client.post(address, content="<urn:a> <urn:p> 3 .", headers=TURTLE).status_code

        answer = client.get(address, headers={"Accept": "text/turtle"})
        expected = triples(b"<urn:a> <urn:p> 2, 3 .")
        assert expected == triples(answer.content)
        assert "text/turtle; charset=utf-8" == answer.headers["content-type"]
        head = client.head(address, headers={"Accept": "text/turtle"})
        assert (200, b"", "text/turtle; charset=utf-8") == (
            head.status_code,
            head.content,
            head.headers["content-type"],
        )

        assert 204 == client.delete(address, headers=BEARER).status_code
        assert 404 == client.get(address).status_code
        assert 404 == client.delete(address, headers=BEARER).status_code


def test_an_address_on_this_host_names_the_graph_of_our_base() -> None:
    """``/graph/mine`` and ``?graph=<base>graph/mine`` are one graph."""
    with writable() as client:
        answer = client.put("/graph/mine", content="<> <urn:p> 1 .", headers=TURTLE)
        assert f"{GRAPH}mine" == answer.headers["location"]
        read = client.get("/data", params={"graph": f"{GRAPH}mine"}, headers={"Accept": "text/turtle"})
        assert triples(f"<{GRAPH}mine> <urn:p> 1 .".encode()) == triples(read.content)


@pytest.mark.parametrize("union", [True, False])
def test_the_default_graph_is_always_there(union: bool) -> None:
    """Reading it when empty is 200; in a union reading shows all graphs, writing changes one."""
    with writable(union=union) as client:
        assert 200 == client.get("/data?default").status_code
        client.put(NAMED, content="<urn:a> <urn:p> 1 .", headers=TURTLE)
        assert 204 == client.put("/data?default", content="<urn:a> <urn:p> 2 .", headers=TURTLE).status_code
        read = client.get("/data?default", headers={"Accept": "text/turtle"})
        expected = b"<urn:a> <urn:p> 1, 2 ." if union else b"<urn:a> <urn:p> 2 ."
        assert triples(expected) == triples(read.content)
        assert 204 == client.delete("/data?default", headers=BEARER).status_code
        read = client.get("/data?default", headers={"Accept": "text/turtle"})
        assert triples(b"<urn:a> <urn:p> 1 ." if union else b"") == triples(read.content)


def test_posting_to_no_graph_makes_one() -> None:
    """201 with its name, which the header Slug may propose."""
    with writable() as client:
        answer = client.post("/data", content="<> <urn:p> 1 .", headers={**TURTLE, "Slug": "My data"})
        location = answer.headers["location"]
        assert 201 == answer.status_code
        assert location.startswith(f"{GRAPH}my-data-")
        read = client.get("/data", params={"graph": location}, headers={"Accept": "text/turtle"})
        assert triples(f"<{location}> <urn:p> 1 .".encode()) == triples(read.content)


def test_several_files_are_posted_as_a_form() -> None:
    """Each part has a format of its own; their triples come together."""
    with writable() as client:
        files = {
            "one": ("one.ttl", "<urn:a> <urn:p> 1 .", "text/turtle; charset=utf-8"),
            "two": ("two.nt", "<urn:a> <urn:p> <urn:b> .", "application/n-triples"),
        }
        assert 201 == client.post(NAMED, files=files, headers=BEARER).status_code
        read = client.get(NAMED, headers={"Accept": "text/turtle"})
        assert triples(b"<urn:a> <urn:p> 1, <urn:b> .") == triples(read.content)


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/n-triples", "<urn:a> <urn:p> <urn:b> ."),
        (
            "application/rdf+xml",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
            '<rdf:Description rdf:about="urn:a"><u:p rdf:resource="urn:b"/></rdf:Description></rdf:RDF>',
        ),
        ("application/ld+json", '{"@id": "urn:a", "urn:p": {"@id": "urn:b"}}'),
        ("application/trig", "<urn:a> <urn:p> <urn:b> ."),
        ("application/n-quads", "<urn:a> <urn:p> <urn:b> ."),
    ],
)
def test_every_format_is_taken_and_given(media_type: str, body: str) -> None:
    """What is put in a format can be read in it."""
    with writable() as client:
        headers = {**BEARER, "Content-Type": media_type}
        assert 201 == client.put(NAMED, content=body, headers=headers).status_code
        answer = client.get(NAMED, headers={"Accept": media_type})
        assert media_type == answer.headers["content-type"].partition(";")[0]
        found = parse(answer.content, format=RdfFormat.from_media_type(media_type))
        assert ["<urn:a> <urn:p> <urn:b>"] == [str(quad.triple) for quad in found]


@pytest.mark.parametrize(
    ("content_type", "body", "status", "kind"),
    [
        ("text/turtle", "<urn:a> <urn:p> ", 400, "unreadable"),
        ("text/turtle; charset=gbk", "<urn:a> <urn:p> 1 .", 415, "unsupported-media-type"),
        ("text/csv", "a,b", 415, "unsupported-media-type"),
        ("", "<urn:a> <urn:p> 1 .", 415, "unsupported-media-type"),
        ("application/trig", "<urn:g> { <urn:a> <urn:p> 1 }", 400, "query-refused"),
        ("text/turtle", "<urn:a> <urn:p> <<( <urn:a> <urn:p> <urn:b> )>> .", 400, "query-refused"),
        ("application/ld+json", '{"@context": "http://127.0.0.1/c", "a": 1}', 400, "unreadable"),
        ("application/rdf+xml", '<!DOCTYPE x [<!ENTITY a "1"><!ENTITY b "&a;&a;">]><x/>', 400, "unreadable"),
        ("application/rdf+xml", '<!DOCTYPE x SYSTEM "http://127.0.0.1/x"><x/', 400, "unreadable"),
        ("multipart/form-data; boundary=x", "nonsense", 400, "bad-request"),
        ("multipart/form-data", "--x", 400, "bad-request"),
    ],
)
def test_what_is_no_graph_is_refused_and_changes_nothing(
    assert_canonical_problem: Check, content_type: str, body: str, status: int, kind: str
) -> None:
    """The message says what is wrong, and nothing is ever fetched."""
    with writable() as client:
        client.put(NAMED, content="<urn:a> <urn:p> 1 .", headers=TURTLE)
        headers = {**BEARER, **({"Content-Type": content_type} if content_type else {})}
        assert_canonical_problem(client.put(NAMED, content=body.encode(), headers=headers), status, kind)
        assert triples(b"<urn:a> <urn:p> 1 .") == triples(
            client.get(NAMED, headers={"Accept": "text/turtle"}).content
        )


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?default&graph=urn:g",
        "?default=1",
        "?graph=",
        "?graph=relative",
        "?graph=urn:a&graph=urn:b",
        "?graph=urn:a&x=1",
    ],
)
def test_the_graph_must_be_named_once(assert_canonical_problem: Check, query: str) -> None:
    """400 for none, two, a relative or an unknown name."""
    with writable() as client:
        assert_canonical_problem(client.get(f"/data{query}"), 400, "bad-request")


def test_percent_encoding_is_undone_once() -> None:
    """``%2531`` names another graph than ``%31``, as the W3C's test has it."""
    with writable() as client:
        for name, value in (("%31", 1), ("%2531", 2)):
            content = f"<urn:a> <urn:p> {value} ."
            assert 201 == client.put(f"/data?graph=urn:g{name}", content=content, headers=TURTLE).status_code
        read = client.get("/data?graph=urn:g1", headers={"Accept": "text/turtle"})
        assert triples(b"<urn:a> <urn:p> 1 .") == triples(read.content)


def test_an_unchanged_graph_is_not_sent_again() -> None:
    """The tag is the content's: it stays when another graph changes."""
    with writable() as client:
        client.put(NAMED, content="<urn:a> <urn:p> 1 .", headers=TURTLE)
        tag = client.get(NAMED).headers["etag"]
        client.put("/data?graph=urn:h", content="<urn:a> <urn:p> 2 .", headers=TURTLE)
        assert 304 == client.get(NAMED, headers={"If-None-Match": tag}).status_code
        client.post(NAMED, content="<urn:a> <urn:p> 3 .", headers=TURTLE)
        assert 200 == client.get(NAMED, headers={"If-None-Match": tag}).status_code


def test_a_change_of_what_was_seen_is_made_only_of_that(assert_canonical_problem: Check) -> None:
    """If-Match and If-None-Match are looked at when the change is made; 412 else."""
    with writable() as client:
        absent = client.put(NAMED, content="<urn:a> <urn:p> 1 .", headers={**TURTLE, "If-Match": "*"})
        assert_canonical_problem(absent, 412, "precondition-failed")
        first = client.put(NAMED, content="<urn:a> <urn:p> 1 .", headers={**TURTLE, "If-None-Match": "*"})
        assert 201 == first.status_code
        tag = client.get(NAMED, headers={"Accept": "text/turtle"}).headers["etag"]
        headers = {**TURTLE, "If-Match": tag}
        assert 204 == client.put(NAMED, content="<urn:a> <urn:p> 2 .", headers=headers).status_code
        late = client.put(NAMED, content="<urn:a> <urn:p> 3 .", headers=headers)
        assert_canonical_problem(late, 412, "precondition-failed")
        again = client.delete(NAMED, headers={**BEARER, "If-None-Match": "*"})
        assert_canonical_problem(again, 412, "precondition-failed")


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("address", [NAMED, "/graph/mine"])
def test_changes_need_a_token_for_data(assert_canonical_problem: Check, method: str, address: str) -> None:
    """401 without one, 403 with one for something else or for other graphs."""
    with writable(scopes="update") as client:
        assert_canonical_problem(client.request(method, address, content=b""), 401, "unauthorized")
        answer = client.request(method, address, content=b"", headers=TURTLE)
        assert_canonical_problem(answer, 403, "forbidden")
    with writable(scopes="data=urn:other") as client:
        answer = client.request(method, address, content=b"", headers=TURTLE)
        assert answer.status_code in (403, 404)


def test_a_body_over_the_limit_is_refused(assert_canonical_problem: Check) -> None:
    """413 with the limit, in a setting of its own."""
    with writable(data_size=1) as client:
        answer = client.put(NAMED, content=b"#" * (1 << 21), headers=TURTLE)
        assert_canonical_problem(answer, 413, "too-large")


def test_reserved_graphs_cannot_be_put(assert_canonical_problem: Check) -> None:
    """The metadata graph says what policygraph knows, and nobody else."""
    with writable() as client:
        answer = client.put("/graph/metadata", content="<urn:a> <urn:p> 1 .", headers=TURTLE)
        assert_canonical_problem(answer, 403, "forbidden")


def test_a_graph_cannot_be_read_in_what_is_no_graph(assert_canonical_problem: Check) -> None:
    """406 with the list of formats."""
    with writable() as client:
        client.put(NAMED, content="<urn:a> <urn:p> 1 .", headers=TURTLE)
        answer = client.get(NAMED, headers={"Accept": "text/csv"})
        assert 6 == len(assert_canonical_problem(answer, 406, "not-acceptable")["available"])
