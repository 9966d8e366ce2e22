"""Inputs of the service: SPARQL text, addresses, headers, bodies and tokens; what must hold of each answer."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.embedded import EmbeddedEngine
from graph.engine import Limits
from graph.metadata import vocabulary_graphs
from graph.rdf import document_graph, quads
from graph.store import RevisionStore
from ontology.identifiers import DEFAULT_BASE
from tests.api.writing import BEARER, writable
from tests.fuzzing.damage import damaged
from tests.fuzzing.running import Given
from tests.samples import sample_facts, second_facts

__all__ = ["changes", "queries", "requests", "tokens"]

_QUERIES: Final = tuple(
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parents[2] / "graph" / "queries").glob("*.rq"))
)
_SPARQL: Final = (
    "SELECT ", "ASK ", "CONSTRUCT ", "DESCRIBE ", "WHERE ", "{", "}", "(", ")", "*", "?a ", "?b ", "$c ", "a ", "pg:Measure ", "rdfs:label ", "<urn:x> ", "<", ">",
    "OPTIONAL ", "UNION ", "MINUS ", "GRAPH ?g ", "SERVICE <http://127.0.0.1/> ", "SERVICE SILENT <http://[::1]/> ", "VALUES ?a { 1 UNDEF } ", "BIND(", " AS ?x)", "FILTER(",
    "EXISTS ", "NOT ", "GROUP BY ?a ", "HAVING (", "ORDER BY DESC(?a) ", "LIMIT 5 ", "OFFSET -1 ", "DISTINCT ", "FROM <file:///etc/passwd> ", "FROM NAMED <http://10.0.0.1/> ",
    "PREFIX x: <urn:y#> ", "BASE <\\u0000> ", "REGEX(?a, '(a+)+$') ", "REPLACE('a', '', 'b') ", "COUNT(*) ", "GROUP_CONCAT(?a; separator='') ", "'''", '"', "\\u", "\\", "#\n", "\x00",
    "\ud800", "𠮷", "@zh", "^^xsd:integer ", "1e999 ", "-0 ", "'a'^^<> ", "_:b ", "[]", "()", "^", "/", "|", "!", "+", "?", "{}" * 500, "(" * 500, "{" * 500, "!" * 500,
    "UUID() ", "RAND() ", "STRDT('a', <urn:b>) ", "IRI('http://a b') ", "<urn:f>(1) ", "x" * 3000, "9" * 400, "INSERT DATA ", "LOAD <http://127.0.0.1:22/> ", "; ", ". ", ", ",
)  # fmt: skip
_WORDS: Final = (
    "", "changzhou-2014", "jining-2014", "org/changzhou/shangwuju", "measure/changzhou-2014/2.1", "lead", "en", "zh", "电子商务", "0", "1", "-1", "9" * 30, "1e999", "nan", "null", "true",
    "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "..\\..\\windows\\win.ini", "%00", "\x00", "%c0%ae%c0%ae/", "CON", "aux.ttl", "a:b", "file:///etc/passwd", "http://127.0.0.1/",
    "' OR 1=1 --", "} DELETE { ?s ?p ?o", "\"}", "<script>alert(1)</script>", "{{7*7}}", "${7*7}", "http://[::1", "urn:x", "𠮷", "\ufffd", "\u202e", "a" * 3000, "，" * 300,
    "2014-02-30", "P1Y", "text/turtle;q=2", "*/*", "*", "application/ld+json;profile=\"", ";;;,,,", "bytes=0-", "bytes=-1", "bytes=5-1,9-", "bytes=99999999999999999999-", "W/\"", "\"a\", *",
    "Thu, 31 Feb 2014 00:00:00 GMT", "Fri, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 99999 23:59:59 GMT", "\r\nX-Evil: 1", '"', "\\", "#", "?", "&", "{\"q0\": {\"query\": 1}}", "[[[[", "{" * 2000,
    "{\"q0\": {\"query\": \"商务局\", \"type\": [], \"limit\": -1, \"properties\": [{\"pid\": {}, \"v\": []}]}}", "{\"ids\": [1, null], \"properties\": [{\"id\": 5}]}",
)  # fmt: skip
_HEADERS: Final = (
    "accept", "accept-language", "accept-datetime", "accept-profile", "accept-encoding", "accept-charset", "if-none-match", "if-match", "if-modified-since", "if-unmodified-since",
    "range", "if-range", "prefer", "content-type", "content-encoding", "content-location", "content-disposition", "authorization", "x-request-id", "traceparent", "slug", "link",
    "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "forwarded", "origin", "access-control-request-method", "cookie", "expect", "te", "x-http-method-override",
)  # fmt: skip
_MEDIA: Final = (
    "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update", "text/turtle", "application/rdf+xml", "application/ld+json", "application/n-quads",
    "application/trig", "application/n-triples", "multipart/form-data; boundary=x", "multipart/form-data", "application/json", "text/turtle; charset=utf-16", "", "x", "a/b;c=\"",
)  # fmt: skip
_BODIES: Final = (
    b"<urn:a> <urn:p> <urn:b> .", b"@prefix : <urn:> . :a :p '''", b"[" * 5000, b"{" * 5000, b"<a" * 5000, b"(" * 5000, b'{"@context": "http://127.0.0.1/c.json", "@id": "urn:a"}',
    b'{"@context": {"@import": "file:///etc/passwd"}, "@id": "urn:a"}', b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>',
    b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]><r>&c;&c;</r>',
    b'--x\r\nContent-Disposition: form-data; name="a"; filename="a.ttl"\r\nContent-Type: text/turtle\r\n\r\n<urn:a> <urn:p> 1 .\r\n--x--', b"--x" * 3000,
    b"query=ASK%7B%7D", b"update=CLEAR%20ALL&update=", b"\xff\xfe\x00", b"", b"queries=%7B%22q0%22%3A%7B%22query%22%3A%22a%22%7D%7D",
)  # fmt: skip
#: What refusals a service may give that has too much to do; anything else from 500 on is a fault of ours.
_BUSY: Final = (501, 503, 504)


def _check(client: TestClient, method: str, address: str, **sent: Any) -> Any:
    """Ask, and look at what every answer must be."""
    answer = client.request(method, address, **sent)
    said = f"{method} {address[:500]!r} {sent!r}"[:1500]
    assert answer.status_code < 500 or answer.status_code in _BUSY, f"{answer.status_code}: {said}"
    assert "x-evil" not in answer.headers, said
    assert "nosniff" == answer.headers["x-content-type-options"], said
    assert "content-security-policy" in answer.headers, said
    if answer.status_code >= 400 and method != "HEAD":
        kind = answer.headers["content-type"]
        assert kind.startswith(("application/problem+json", "text/html")), said
        assert "Traceback" not in answer.text, said
        if "json" in kind:
            assert json.loads(answer.text)["detail"], said
    return answer


def _sendable(value: str) -> bytes:
    """A header's value as a client can put it on the wire: bytes without line breaks."""
    return value.encode("utf-8", "surrogatepass").translate(None, b"\r\n\x00").strip()


def _word(chance: random.Random) -> str:
    if chance.random() < 0.15:
        return "".join(
            chr(chance.choice((chance.randrange(0x80), chance.randrange(0xD800)))) for _ in range(8)
        )
    return chance.choice(_WORDS)


@contextmanager
def queries() -> Iterator[Given]:
    """SPARQL of all sorts against the engine that serves, with two seconds for each."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), query_seconds=2, rate=0, query_rate=0)
        store = RevisionStore(settings.home)
        graphs = {name: frozenset(found) for name, found in vocabulary_graphs(DEFAULT_BASE).items()}
        for facts in (sample_facts(), second_facts()):
            graphs[document_graph(facts, DEFAULT_BASE)] = frozenset(quads(facts))
        store.publish(graphs)
        engine = EmbeddedEngine(store, Limits(seconds=2, memory=256 << 20, size=8 << 20))
        with TestClient(
            create_app(engine, settings), follow_redirects=False, raise_server_exceptions=False
        ) as client:

            def ask(chance: random.Random) -> None:
                kind = chance.randrange(4)
                if kind == 0:
                    text = "".join(chance.choices(_SPARQL, k=chance.randrange(1, 25)))
                elif kind == 1:
                    text = damaged(chance.choice(_QUERIES).encode(), chance).decode("utf-8", "replace")
                else:
                    words = chance.choice(_QUERIES).split(" ")
                    for _ in range(chance.choice((1, 2, 6))):
                        words.insert(chance.randrange(len(words) + 1), chance.choice(_SPARQL))
                    text = " ".join(words)
                body = text.encode("utf-8", "surrogatepass")
                accept = _sendable(chance.choice(("", "text/turtle", "text/csv", "text/html", _word(chance))))
                headers = {"content-type": b"application/sparql-query", "accept": accept}
                answer = _check(client, "POST", "/sparql", content=body, headers=headers)
                if (
                    answer.status_code == 400
                    and "line" in answer.text
                    and "json" in answer.headers["content-type"]
                ):
                    found = json.loads(answer.text)
                    assert found.get("line", 1) >= 1, found
                    assert found.get("column", 1) >= 1, found

            yield ask


@contextmanager
def requests() -> Iterator[Given]:
    """Any method, address, parameters, headers and body against all that the service describes, and more."""
    found = quads(sample_facts()) | quads(second_facts())
    with writable(found, rate=0, query_rate=0) as client:
        paths = _paths(client)

        def ask(chance: random.Random) -> None:
            path = chance.choice(paths)
            while "{" in path:
                start, _, rest = path.partition("{")
                path = start + quote(_word(chance), safe="/:%", errors="replace") + rest.partition("}")[2]
            if chance.random() < 0.1:
                path += chance.choice(
                    ("/", "//", "/..", "/%2e%2e/", ".ttl", ".html", "%00", ";a=b", "/static/../")
                )
            names = ("query", "graph", "default", "format", "revision", "timeout", "lang", "q", "page", "limit", "cursor", "plan", "department", "role",
                     "topic", "place", "year", "from", "to", "at", "rows", "columns", "queries", "extend", "id", "prefix", "uri", "kind", "sort", "x")  # fmt: skip
            pairs = [(chance.choice(names), _word(chance)) for _ in range(chance.choice((0, 1, 1, 2, 5)))]
            address = f"{path}?{urlencode(pairs, errors='replace')}" if pairs else path
            headers: dict[str, str | bytes] = {
                chance.choice(_HEADERS): _sendable(_word(chance))
                for _ in range(chance.choice((0, 0, 1, 2, 4)))
            }
            method = chance.choice(
                ("GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW")
            )
            sent: dict[str, Any] = {}
            if method in ("POST", "PUT", "PATCH"):
                sent["content"] = (
                    damaged(chance.choice(_BODIES), chance)
                    if chance.random() < 0.5
                    else chance.choice(_BODIES)
                )
                headers.setdefault("content-type", chance.choice(_MEDIA))
            _check(client, method, address, headers=headers, **sent)

        yield ask


def _paths(client: TestClient) -> Sequence[str]:
    described = client.get("/openapi.json").json()["paths"]
    pages = ("/", "/plans", "/plans/{slug}", "/departments", "/departments/{path}", "/measures", "/targets", "/projects", "/network", "/network.{ending}", "/matrix", "/compare",
             "/gaps", "/quality", "/about", "/search", "/revisions", "/revisions/{a}/{b}", "/dataset", "/feed.atom", "/static/{path}", "/static/vendor/{path}", "/ontology",
             "/concept/{path}", "/doc/{path}", "/id/{path}", "/dump.{ending}", "/healthz", "/readyz", "/metrics", "/update", "/data", "/{path}")  # fmt: skip
    return sorted({*described, *pages})


@contextmanager
def changes() -> Iterator[Given]:
    """Updates and graphs with a token: changed or refused, and the service still answers."""
    with writable(quads(sample_facts()), rate=0, query_rate=0) as client:
        update = (
            "INSERT { ",
            "DELETE { ",
            "} WHERE { ",
            "WITH <urn:g> ",
            "USING NAMED <urn:h> ",
            "CLEAR ALL ",
            "CREATE GRAPH <urn:g> ",
            "COPY DEFAULT TO <urn:z> ",
            "MOVE <urn:g> TO ",
            *_SPARQL,
        )

        def ask(chance: random.Random) -> None:
            headers: dict[str, str | bytes] = dict(BEARER)
            if chance.random() < 0.5:
                text = "".join(chance.choices(update, k=chance.randrange(1, 15)))
                headers["content-type"] = "application/sparql-update"
                _check(
                    client, "POST", "/update", content=text.encode("utf-8", "surrogatepass"), headers=headers
                )
                return
            address = chance.choice(
                (
                    "/data?default",
                    "/data?graph=urn:g",
                    "/data",
                    f"/data?{urlencode({'graph': _word(chance)}, errors='replace')}",
                )
            )
            headers |= {
                chance.choice(("if-match", "if-none-match", "slug", "accept")): _sendable(_word(chance))
            }
            headers["content-type"] = chance.choice(_MEDIA)
            body = chance.choice(_BODIES)
            sent = {"content": damaged(body, chance) if chance.random() < 0.5 else body}
            method = chance.choice(("PUT", "POST", "DELETE", "PATCH", "GET", "HEAD"))
            _check(
                client,
                method,
                address,
                headers=headers,
                **({} if method in ("GET", "HEAD", "DELETE") else sent),
            )

        yield ask


@contextmanager
def tokens() -> Iterator[Given]:
    """Anything for a token: nobody writes with a wrong one, and no answer repeats it."""
    right = BEARER["Authorization"]
    with writable(quads(sample_facts()), rate=0, query_rate=0) as client:

        def ask(chance: random.Random) -> None:
            kind = chance.randrange(3)
            secret = _sendable(_word(chance)).decode("latin-1")
            value = (
                f"Bearer {secret}".encode("latin-1")
                if kind == 0
                else damaged(right.encode(), chance).translate(None, b"\r\n\x00")
                if kind == 1
                else _sendable(
                    chance.choice(("Basic YTpi", "bearer", "Bearer", "Bearer\t", "Digest x", "")) + secret
                )
            )
            if value.decode("latin-1").strip().partition(" ")[2].strip() == right.partition(" ")[2]:
                return
            headers = {"authorization": value, "content-type": "application/sparql-update"}
            answer = _check(client, "POST", "/update", content=b"CLEAR ALL", headers=headers)
            assert answer.status_code in (401, 403), value
            assert len(secret) < 8 or secret not in answer.text, value

        yield ask
