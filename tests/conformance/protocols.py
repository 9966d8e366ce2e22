"""Tests of the SPARQL Protocol and the Graph Store Protocol: requests as the manifests spell them out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlsplit

from pyoxigraph import QueryResultsFormat, RdfFormat, parse

from tests.conformance.comparing import same_dataset, table_of
from tests.conformance.manifests import MF, Case
from tests.conformance.targets import Target

__all__ = ["run_graph_store", "run_protocol"]

_HT: Final = "http://www.w3.org/2011/http#"
_CNT: Final = "http://www.w3.org/2011/content#"
_CODES: Final = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
_TABLES: Final = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
}
_FORMATS: Final = {
    "boolean": frozenset(_TABLES),
    "tabular": frozenset({*_TABLES, "text/csv", "text/tab-separated-values"}),
    "RDF": frozenset({"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}),
}
_LOCATION: Final = "$LOCATION$"


@dataclass(frozen=True)
class _Step:
    """A request with what is expected of its answer."""

    method: str
    path: str
    body: bytes | None
    headers: dict[str, str]
    statuses: tuple[str, ...]
    truth: bool | None
    kind: str
    content_type: str
    content: str
    keeps_location: bool


def run_protocol(case: Case, target: Target, provide: Callable[[str], None]) -> None:
    """Run a ProtocolTest; `AssertionError` says what was wrong.

    Graphs that a query names and the manifest gives no data for (they were on the web) are provided.
    """
    given = {name for name, _ in case.named}
    for step in _steps(case):
        parts = urlsplit(step.path)
        pairs = parse_qsl(parts.query)
        for name, value in pairs:
            if name in ("default-graph-uri", "named-graph-uri") and value not in given:
                provide(value)
        is_update = "update" in step.headers.get("content-type", "") or any(n == "update" for n, _ in pairs)
        is_update = is_update or (step.body or b"").startswith((b"update=", b"CLEAR"))
        endpoint = target.update if is_update else target.query
        answer = _send(target, step, endpoint + (f"?{parts.query}" if parts.query else ""))
        _check_status(step, answer)
        media_type = answer.headers.get("content-type", "").partition(";")[0]
        if step.kind:
            assert media_type in _FORMATS[step.kind], f"{media_type} is not {step.kind}"
        if step.truth is not None:
            assert table_of(answer.content, _TABLES[media_type]).truth is step.truth, answer.text


def run_graph_store(case: Case, target: Target) -> None:
    """Run a GraphStoreProtocolTest; `AssertionError` says what was wrong."""
    location = ""
    for step in _steps(case):
        path = step.path.replace(_LOCATION, quote(location, safe=""))
        tail = path.removeprefix("/gsp")
        endpoint = target.graphs if tail.startswith("/") else target.data
        answer = _send(target, step, endpoint + tail)
        _check_status(step, answer)
        if step.keeps_location:
            location = answer.headers["location"]
        if step.content_type and answer.status_code == 200:
            got, wanted = (
                text.replace(" ", "").lower() for text in (answer.headers["content-type"], step.content_type)
            )
            assert got.partition(";")[0] == wanted.partition(";")[0], f"{got} is not {wanted}"
        if step.content:
            expected = parse(step.content, format=RdfFormat.TURTLE, base_iri="http://www.example/gsp/")
            actual = parse(answer.content, format=RdfFormat.TURTLE, base_iri="http://www.example/gsp/")
            assert same_dataset(list(expected), list(actual)), answer.text


def _send(target: Target, step: _Step, url: str) -> Any:
    return target.send(
        step.method, url, step.body, **{n.replace("-", "_"): v for n, v in step.headers.items()}
    )


def _check_status(step: _Step, answer: Any) -> None:
    status = answer.status_code
    fits = any(
        _CODES.get(name) == status or re.fullmatch(rf"StatusCode{status // 100}xx", name) is not None
        for name in step.statuses
    )
    assert fits, f"{step.method} {step.path}: {status}, not {' or '.join(step.statuses)}; {answer.text}"


def _steps(case: Case) -> Iterator[_Step]:
    graph = case.graph
    assert graph is not None, case.iri
    action = graph.one(case.node, MF + "action")
    assert action is not None, case.iri
    for request in graph.items(graph.one(action, _HT + "requests")):
        response = graph.one(request, _HT + "resp")
        assert response is not None, case.iri
        body, expected = graph.one(request, _HT + "body"), graph.one(response, _HT + "body")
        encoding = graph.text(body, _CNT + "characterEncoding") or "utf-8"
        truth = graph.text(response, MF + "expectedBoolean")
        yield _Step(
            graph.text(request, _HT + "methodName"),
            graph.text(request, _HT + "absolutePath"),
            None if body is None else graph.text(body, _CNT + "chars").encode(encoding),
            _headers(case, request),
            tuple(
                sorted(
                    getattr(item, "value", "").rpartition("#")[2]
                    for item in graph.all(response, MF + "expectedStatus")
                )
            ),
            None if not truth else truth == "true",
            graph.text(response, MF + "expectedFormat"),
            _headers(case, response).get("content-type", ""),
            graph.text(expected, _CNT + "chars"),
            bool(graph.text(response, MF + "expectedLocation")),
        )


def _headers(case: Case, node: Any) -> dict[str, str]:
    graph = case.graph
    assert graph is not None, case.iri
    return {
        graph.text(item, _HT + "fieldName").lower(): graph.text(item, _HT + "fieldValue")
        for item in graph.items(graph.one(node, _HT + "headers"))
    }
