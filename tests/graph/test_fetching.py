"""What LOAD may read: allowed addresses only, never a private network, nothing beyond its limits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from graph.fetching import Fetcher, is_allowed, public_addresses
from ontology.errors import QueryRefused
from tests.timing import PATIENCE

BODIES = {
    "/plans/a.ttl": ("text/turtle", b"<> <urn:p> 1 ."),
    "/plans/b.rdf": ("", b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>"),
    "/plans/page": ("text/html", b"<p>"),
    "/plans/bad.ttl": ("text/turtle", b"<> <urn:p> "),
    "/plans/large.ttl": ("text/turtle", b"#" * 5000),
}


class Handler(BaseHTTPRequestHandler):
    """A small web server with a redirect, a slow page and a few documents."""

    def do_GET(self) -> None:
        """Answer from the table."""
        if self.path == "/plans/moved":
            self.send_response(302)
            self.send_header("Location", "/plans/a.ttl")
            self.end_headers()
            return
        if self.path == "/plans/slow.ttl":
            self.rfile.read(1)  # until the client goes
            return
        media_type, body = BODIES.get(self.path, ("text/turtle", b""))
        self.send_response(200)
        if media_type:
            self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """Address of a running server, as it is allowed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://data.example:{server.server_address[1]}/plans/"
    server.shutdown()
    server.server_close()
    thread.join()


def fetcher(site: str, **limits: int | float) -> Fetcher:
    """A fetcher whose resolver knows the server's name and calls its address public."""
    return Fetcher((site,), addresses=lambda _host, _port: ["127.0.0.1"], **limits)  # type: ignore[arg-type]


def test_an_allowed_document_is_read(site: str) -> None:
    """Its own address is the base of relative names; the ending tells the format where no header does."""
    assert [f'<{site}a.ttl> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer>'] == [
        str(triple) for triple in fetcher(site)(f"{site}a.ttl")
    ]
    assert [] == fetcher(site)(f"{site}b.rdf")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("moved", "redirects are not followed"),
        ("page", "text/html is no RDF"),
        ("bad.ttl", "Parser error"),
        ("large.ttl", "larger than 4,000 bytes"),
        ("slow.ttl", "timed out"),
    ],
)
def test_what_cannot_be_read_says_why(site: str, name: str, words: str) -> None:
    """Redirects, other formats, broken files, and what is over the limits."""
    with pytest.raises(QueryRefused, match=words):
        fetcher(site, size=4000, seconds=0.3 if name == "slow.ttl" else PATIENCE)(f"{site}{name}")


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.1.2.3", "169.254.169.254", "192.168.0.1", "0.0.0.0", "::1"],  # noqa: S104
)
def test_private_addresses_are_never_asked(host: str) -> None:
    """Even when the operator's list would let them through."""
    name = f"[{host}]" if ":" in host else host
    with pytest.raises(OSError, match="private"):
        public_addresses(host, 80)
    with pytest.raises(QueryRefused, match="private"):
        Fetcher((f"http://{name}/",))(f"http://{name}/a.ttl")


@pytest.mark.parametrize(
    ("iri", "allowed"),
    [
        ("https://data.example/plans/a", True),
        ("https://data.example:443/plans/a?x=1", True),
        ("https://DATA.example/plans/a", True),
        ("https://data.example/plans", False),
        ("https://data.example/plansx", False),
        ("https://data.example/plans/../secret", False),
        ("https://data.example/plans/%2e%2e/secret", False),
        ("https://data.example/plans/..\\secret", False),
        ("http://data.example/plans/a", False),
        ("https://data.example.evil.net/plans/a", False),
        ("https://data.example@evil.net/plans/a", False),
        ("https://user@data.example/plans/a", False),
        ("https://data.example:8443/plans/a", False),
        ("file:///etc/passwd", False),
        ("https://data.example:x/plans/a", False),
        ("urn:a", False),
        ("", False),
    ],
)
def test_a_prefix_opens_one_host_and_what_lies_below_its_path(iri: str, allowed: bool) -> None:
    """Scheme, host and port are compared whole, the path by its steps."""
    assert allowed is is_allowed(iri, ["https://data.example/plans/"])


def test_a_prefix_may_be_a_host_or_a_document() -> None:
    """Without a slash at the end it is that document, and what lies below it."""
    assert is_allowed("https://data.example/x", ["https://data.example"])
    assert is_allowed("https://data.example/a.ttl", ["https://data.example/a.ttl"])
    assert not is_allowed("https://data.example/a.ttlx", ["https://data.example/a.ttl"])
    assert not is_allowed("https://data.example/x", [])
