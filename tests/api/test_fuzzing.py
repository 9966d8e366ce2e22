"""Every operation of the OpenAPI description, asked with what a generator thinks of: never a 500."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode

from api.app import create_app
from api.settings import Settings
from graph.memory import InMemoryEngine
from graph.rdf import quads
from graph.writing_memory import InMemoryWriter
from tests.samples import sample_facts, second_facts

#: Requests for each operation; some fifty operations are asked in some ten seconds.
_EXAMPLES: Final = 12
_ENGINE: Final = InMemoryEngine(quads(sample_facts()) | quads(second_facts()))
#: Open for writing, so that this is described, too; nobody has the token's secret.
_SETTINGS: Final = Settings(tokens=f"tester:update,data:{'0' * 64}")
_APP: Final = create_app(_ENGINE, _SETTINGS, InMemoryWriter(_ENGINE))
_SCHEMA: Final = schemathesis.openapi.from_dict(_APP.openapi())


def _described(found: Any) -> Any:
    """An operation; a description that cannot be read fails here."""
    return found.ok()


_OPERATIONS: Final = {found.label: found for found in map(_described, _SCHEMA.get_all_operations())}
#: Values that mean something here, and hostile ones, for parameters that are any text to the description.
_WORDS: Final = st.one_of(
    st.sampled_from(
        (
            "changzhou-2014", "org/changzhou/shangwuju", "en", "电子商务", "lead", "-1", "0", "1e999", "nan", "9" * 30,
            "../../etc/passwd", "%00", "\x00", "\ufffd",
            "' OR 1=1 --", "} DELETE { ?s ?p ?o", "<script>", "{{7*7}}", "urn:x", "http://[::1", "𠮷", "a" * 3000,
            "2014-02-30", "P1Y", "text/turtle;q=2", "*/*", "*", "\r\nX-Evil: 1", '"', "\\", ";", "&&", "#", "?",
        )
    ),
    st.text(max_size=20),
)  # fmt: skip
_HEADERS: Final = (
    "accept", "accept-language", "accept-datetime", "accept-profile", "if-none-match", "if-match", "if-modified-since",
    "range", "if-range", "prefer", "content-type", "authorization", "x-request-id", "traceparent", "slug",
    "x-forwarded-for", "origin", "access-control-request-method", "cookie",
)  # fmt: skip
#: The client sends no longer parts of an address; the service refuses them sooner (`tests.api.test_limits`).
_LONGEST: Final = 60_000
_BOUNDED: Final = settings(
    max_examples=_EXAMPLES,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """One client for all requests; an error that nobody foresaw is raised here, and fails the test."""
    with TestClient(_APP, follow_redirects=False) as found:
        yield found


@pytest.mark.parametrize("label", sorted(_OPERATIONS))
def test_no_operation_fails_inside(client: TestClient, label: str) -> None:
    """Parameters as described and against the description; errors are problem documents."""
    operation = _OPERATIONS[label]
    modes = [
        operation.as_strategy(generation_mode=mode)
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        if mode is GenerationMode.POSITIVE or any(operation.iter_parameters())
    ]

    @_BOUNDED
    @given(case=st.one_of(modes), more=st.dictionaries(_WORDS, _WORDS, max_size=2))
    def ask(case: Case[Any], more: dict[str, str]) -> None:
        path = case.formatted_path
        body = case.body if isinstance(case.body, bytes | str) else b""
        query = {**(case.query or {}), **more}
        assume(len(urlencode(query)) <= _LONGEST)
        check(client, case.method, path, params=query, headers=sendable(case.headers or {}), content=body)

    ask()


def test_no_address_fails_inside(client: TestClient) -> None:
    """Any path with any query, headers, method and body, described or not."""
    known = sorted({operation.path for operation in _OPERATIONS.values()})

    @settings(_BOUNDED, max_examples=200)
    @given(
        method=st.sampled_from(("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW")),
        path=st.sampled_from(known),
        words=st.lists(_WORDS, min_size=4, max_size=4),
        query=st.dictionaries(st.sampled_from(("query", "graph", "format", "revision", "timeout", "lang", "q", "page")),
                              _WORDS, max_size=4),
        headers=st.dictionaries(st.sampled_from(_HEADERS), _WORDS, max_size=4),
        body=st.binary(max_size=200),
    )  # fmt: skip
    def ask(
        method: str, path: str, words: list[str], query: dict[str, str], headers: dict[str, str], body: bytes
    ) -> None:
        for word in words:
            start, brace, rest = path.partition("{")
            path = start + word + rest.partition("}")[2] if brace else path
        check(client, method, path, params=query, headers=sendable(headers), content=body)

    ask()


def check(client: TestClient, method: str, path: str, **parts: Any) -> None:
    """Ask, and look at what every answer must be."""
    if any(not char.isprintable() for char in path):
        path = quote(path)  # the client refuses to send such characters as they are
    request = client.build_request(method, path, **parts)
    answer = client.send(request)

    assert answer.status_code < 500 or answer.status_code in (501, 503, 504), (
        method,
        str(request.url),
        parts,
    )
    assert "x-evil" not in answer.headers
    if answer.status_code >= 400 and method != "HEAD":
        kind = answer.headers["content-type"]
        assert kind.startswith(("application/problem+json", "text/html")), (method, str(request.url), kind)
        assert "Traceback" not in answer.text


def sendable(headers: Any) -> dict[str, bytes]:
    """Headers as a client can put them on the wire: Latin-1, without line breaks."""
    return {
        str(name): str(value).encode("latin-1", "replace").translate(None, b"\r\n\x00").strip()
        for name, value in headers.items()
        if str(name).isascii() and str(name).replace("-", "").isalnum()
    }
