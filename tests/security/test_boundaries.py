"""Addresses, paths and secrets that try to reach what is not theirs."""

from __future__ import annotations

import hmac
import logging
import socket
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.staticfiles import StaticFiles

from api import tokens
from graph.fetching import Fetcher, is_allowed, public_addresses
from graph.rdf import quads
from ontology.errors import QueryRefused
from tests.api.writing import BEARER, writable
from tests.samples import sample_facts

#: This machine and what lies behind it, in the ways in which an address may be written.
_INSIDE = (
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[fe80::1]", "[fc00::1]", "169.254.169.254", "100.64.0.1",
    "192.168.1.1", "0.0.0.0", "[::]", "localhost", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "224.0.0.1", "[ff02::1]",  # noqa: S104
)  # fmt: skip


@pytest.mark.parametrize("host", _INSIDE)
def test_an_address_inside_is_refused_however_it_is_written(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Decimal, octal, hexadecimal, short and mapped forms, even where the operator's list names them."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "create_connection", refuse)
    with pytest.raises(QueryRefused):
        Fetcher((f"http://{host}/",), seconds=5)(f"http://{host}/a.ttl")


def test_a_name_is_asked_once_and_its_answer_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when it is checked and private a moment later leads nowhere else."""
    answers = iter([["203.0.113.9"], ["127.0.0.1"]])
    reached: list[str] = []

    def connect(address: tuple[str, int], *_: Any) -> socket.socket:
        reached.append(address[0])
        raise OSError("closed")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(QueryRefused):
        Fetcher(("http://rebinding.example/",), addresses=lambda *_: next(answers))(
            "http://rebinding.example/a.ttl"
        )

    assert ["203.0.113.9"] == reached


def test_one_private_address_among_several_closes_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with a public and a private address is not asked at all."""
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))
        for address in ("93.184.216.34", "10.0.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    with pytest.raises(OSError, match="private"):
        public_addresses("both.example", 80)


@pytest.mark.parametrize("prefix", ["http://data.example", "http://data.example/a/"])
@pytest.mark.parametrize(
    "iri",
    [
        "http://data.example\\@evil.net/a/",
        "http://data.example#@evil.net/",
        "http://data.example:80@evil.net/a/x",
        "//data.example/a/x",
        "ftp://data.example/a/x",
        "gopher://data.example/a/",
    ],
)
def test_what_only_looks_like_an_allowed_address_is_none(prefix: str, iri: str) -> None:
    """Either it is not allowed, or it is an address of the allowed host after all."""
    assert not is_allowed(iri, [prefix]) or iri.startswith("http://data.example#")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_no_query_reaches_out(query: str) -> None:
    """SERVICE, FROM and FROM NAMED are closed without a list of the operator's."""
    with writable(quads(sample_facts())) as client:
        answer = client.post("/sparql", content=query, headers={"Content-Type": "application/sparql-query"})

    assert 400 == answer.status_code
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "source", ["http://127.0.0.1:1/a.ttl", "file:///etc/passwd", "http://169.254.169.254/latest/meta-data/"]
)
def test_no_load_reaches_out(source: str) -> None:
    """LOAD is closed, and SILENT does not open it."""
    with writable(quads(sample_facts())) as client:
        headers = {**BEARER, "Content-Type": "application/sparql-update"}
        loud = client.post("/update", content=f"LOAD <{source}>", headers=headers)
        client.post("/update", content=f"LOAD SILENT <{source}> INTO GRAPH <urn:g>", headers=headers)
        kept = client.get("/data?graph=urn:g")

    assert 400 == loud.status_code
    assert 404 == kept.status_code


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/ld+json", '{"@context": "http://127.0.0.1:1/c.jsonld", "@id": "urn:a", "b": "c"}'),
        (
            "application/ld+json",
            '{"@context": {"@import": "http://127.0.0.1:1/c"}, "@id": "urn:a", "urn:b": "c"}',
        ),
        ("application/rdf+xml", '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>'),
        ("application/rdf+xml", '<!DOCTYPE r SYSTEM "http://127.0.0.1:1/r.dtd"><r/>'),
    ],
)
def test_no_import_reaches_out(media_type: str, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Contexts, entities and document types that lie elsewhere are refused, and nobody is asked for them."""
    with writable() as client:

        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("a connection was opened")

        monkeypatch.setattr(socket, "create_connection", refuse)
        answer = client.put("/data?graph=urn:g", content=body, headers={**BEARER, "Content-Type": media_type})

    assert 400 <= answer.status_code < 500
    assert "root:" not in answer.text


_PATHS = (
    "/static/../pyproject.toml", "/static/%2e%2e/%2e%2e/pyproject.toml", "/static/..%2f..%2fpyproject.toml", "/static/..%5c..%5cpyproject.toml", "/static//etc/passwd", "/static/%2fetc%2fpasswd",
    "/static/vendor/../../pyproject.toml", "/static/vendor/%2e%2e%2f%2e%2e%2fRECORD", "/static/site.css%00.png", "/static/CON", "/static/C:%5cwindows%5cwin.ini", "/static/%c0%ae%c0%ae/pyproject.toml",
    "/dump/../../etc/passwd.nq.gz", "/dump/..%2f..%2fetc%2fpasswd.nq.gz", "/dump/%00.nq.gz", "/doc/plan/..%2f..%2f..%2fetc%2fpasswd.txt", "/plans/..%2f..%2fetc%2fpasswd", "/dataset/..%2f..%2fx",
)  # fmt: skip


@pytest.mark.parametrize("path", _PATHS)
def test_no_path_leaves_its_folder(path: str) -> None:
    """Static files, dumps and texts: whatever is written for a way up, there is nothing there."""
    with writable(quads(sample_facts())) as client:
        answer = client.get(path)

    assert answer.status_code in (400, 404)
    assert "root:" not in answer.text
    assert "[project]" not in answer.text


def test_a_link_out_of_the_static_folder_is_not_followed(tmp_path: Path) -> None:
    """A folder that is served holds files, not doors."""
    (tmp_path / "served").mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "served" / "door.txt").symlink_to(tmp_path / "secret.txt")
    app = FastAPI()
    app.mount("/static", StaticFiles(directory=tmp_path / "served"))

    assert 404 == TestClient(app).get("/static/door.txt").status_code


def test_a_secret_is_compared_in_constant_time_with_every_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """Digests of equal length are compared by the standard library's function, all of them, found or not."""
    compared: list[tuple[int, int]] = []
    real = hmac.compare_digest

    def note(one: bytes, other: bytes) -> bool:
        compared.append((len(one), len(other)))
        return bool(real(one, other))

    monkeypatch.setattr("hmac.compare_digest", note)
    known = tokens.parse_tokens(" ".join(tokens.new_token(name, ["data"])[1] for name in ("a", "b", "c")))
    tokens.find_token(known, "wrong")

    assert [(32, 32)] * 3 == compared


def test_no_secret_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Neither a right token nor a wrong one, nor one that came in the address, stands in any line."""
    caplog.set_level(logging.DEBUG)
    right = BEARER["Authorization"].partition(" ")[2]
    with writable(quads(sample_facts())) as client:
        headers = {"Content-Type": "application/sparql-update"}
        client.post("/update", content="CLEAR ALL", headers={**headers, **BEARER})
        client.post(
            "/update", content="CLEAR ALL", headers={**headers, "Authorization": "Bearer wrong-secret-1"}
        )
        client.get("/plans", headers={"Authorization": "Basic d3Jvbmctc2VjcmV0LTI="})

    own = [record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    said = "\n".join(f"{record.getMessage()} {vars(record)}" for record in own)
    for secret in (right, "wrong-secret-1", "d3Jvbmctc2VjcmV0LTI"):
        assert secret not in said
