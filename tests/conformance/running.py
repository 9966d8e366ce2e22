"""Running one test of the suites against a service, through HTTP only.

Data is loaded and cleared by the service's own Graph Store Protocol and Update; queries get the address
of their file as BASE, because the suites resolve relative names against it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import httpx2
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, RdfFormat, Triple, parse, serialize

from graph.querytext import clauses
from tests.conformance.comparing import (
    Table,
    difference,
    same_csv,
    same_dataset,
    same_table,
    table_of,
    table_of_graph,
)
from tests.conformance.manifests import Case, located
from tests.conformance.protocols import run_graph_store, run_protocol
from tests.conformance.service import run_description
from tests.conformance.targets import Target

__all__ = ["Outcome", "run"]

_TRIPLES: Final = "application/n-triples"
_RESULTS: Final = {
    ".srx": ("application/sparql-results+xml", QueryResultsFormat.XML),
    ".srj": ("application/sparql-results+json", QueryResultsFormat.JSON),
    ".tsv": ("text/tab-separated-values", QueryResultsFormat.TSV),
}
_JSON: Final = _RESULTS[".srj"]
_GRAPHS: Final = {
    ".ttl": RdfFormat.TURTLE,
    ".rdf": RdfFormat.RDF_XML,
    ".nt": RdfFormat.N_TRIPLES,
    ".n3": RdfFormat.TURTLE,
}
_QUADS: Final = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"
_ALL: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_REFUSED: Final = 400
#: What answers where a test wants a graph to be there and gives no data for it.
_SOMETHING: Final = Triple(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c"))


@dataclass(frozen=True)
class Outcome:
    """Whether a test passed, and what was wrong when it did not."""

    passed: bool
    detail: str = ""


def run(case: Case, target: Target, root: Path) -> Outcome:
    """Run a test; a service that breaks, or answers what cannot be read, has failed it."""
    runner = _RUNNERS.get(case.kind)
    if runner is None:
        raise ValueError(f"{case.iri}: there is no way to run {case.kind}")
    try:
        return runner(case, target, root)
    except (AssertionError, ValueError, OSError, SyntaxError, KeyError, httpx2.HTTPError) as error:
        return Outcome(False, f"{type(error).__name__}: {error}")


def _clear(target: Target) -> None:
    answer = target.send("POST", target.update, b"DROP ALL", content_type="application/sparql-update")
    assert answer.status_code < 300, f"DROP ALL: {answer.status_code} {answer.text}"


def _put(target: Target, graph: str | None, triples: Iterable[Triple]) -> None:
    where = "default" if graph is None else f"graph={quote(graph, safe='')}"
    body = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    answer = target.send("PUT", f"{target.data}?{where}", body, content_type=_TRIPLES)
    assert answer.status_code < 300, f"PUT {where}: {answer.status_code} {answer.text}"


def _triples(iri: str, root: Path) -> list[Triple]:
    file = located(iri, root)
    quads = parse(path=str(file), format=_GRAPHS[file.suffix], base_iri=iri, rename_blank_nodes=True)
    return [quad.triple for quad in quads]


def _load(case: Case, target: Target, root: Path, text: str = "") -> None:
    """Load a test's data; without any, the files that the query's FROM names."""
    _clear(target)
    if case.data:
        _put(target, None, [triple for iri in case.data for triple in _triples(iri, root)])
    named = case.named
    if not case.data and not named and text:
        found = clauses(text)
        named = tuple((iri, iri) for iri in dict.fromkeys((*found.default_graphs, *found.named_graphs)))
    for name, iri in named:
        try:
            triples = _triples(iri, root)
        except (ValueError, OSError, KeyError):
            triples = [_SOMETHING]
        _put(target, name, triples)


def _text(case: Case, root: Path) -> str:
    return f"BASE <{case.query}> " + located(case.query, root).read_bytes().decode("utf-8")


def _ask(target: Target, text: str, accept: str) -> Any:
    return target.send(
        "POST", target.query, text.encode(), content_type="application/sparql-query", accept=accept
    )


def _query_evaluation(case: Case, target: Target, root: Path) -> Outcome:
    text = _text(case, root)
    _load(case, target, root, text)
    file = located(case.result, root)
    expected: Table | list[Triple]
    if file.suffix == ".csv":
        answer = _ask(target, text, "text/csv")
        assert answer.status_code == 200, answer.text
        return _told(same_csv(file.read_bytes(), answer.content), answer.text)
    if file.suffix in _RESULTS:
        accept, format_ = _RESULTS[file.suffix]
        expected = table_of(file.read_bytes(), format_)
    else:
        accept, format_ = _JSON
        table = table_of_graph(file.read_bytes(), _GRAPHS[file.suffix], case.result)
        expected = _triples(case.result, root) if table is None else table
    if isinstance(expected, Table):
        answer = _ask(target, text, accept)
        assert answer.status_code == 200, answer.text
        actual = table_of(answer.content, format_)
        reduced = case.group.endswith("/reduced")
        same = same_table(expected, actual, reduced=reduced)
        return _told(
            same, "" if same else difference(expected.rows or [expected.truth], actual.rows or [actual.truth])
        )
    answer = _ask(target, text, _TRIPLES)
    assert answer.status_code == 200, answer.text
    got = list(parse(answer.content, format=RdfFormat.N_TRIPLES))
    wanted = [Quad(item.subject, item.predicate, item.object) for item in expected]
    return _told(same_dataset(wanted, got), difference(wanted, got))


def _update_evaluation(case: Case, target: Target, root: Path) -> Outcome:
    _load(case, target, root)
    body = _text(case, root).encode()
    answer = target.send("POST", target.update, body, content_type="application/sparql-update")
    assert answer.status_code < 300, answer.text
    wanted = [
        Quad(item.subject, item.predicate, item.object)
        for iri in case.result_data
        for item in _triples(iri, root)
    ]
    for name, iri in case.result_named:
        wanted += [Quad(t.subject, t.predicate, t.object, NamedNode(name)) for t in _triples(iri, root)]
    got = list(
        parse(_ask(target, _ALL, _TRIPLES).content, format=RdfFormat.N_TRIPLES, rename_blank_nodes=True)
    )
    rows = table_of(_ask(target, _QUADS, _JSON[0]).content, _JSON[1]).rows
    got += [Quad(row["s"], row["p"], row["o"], row["g"]) for row in rows]  # type: ignore[arg-type]
    return _told(same_dataset(wanted, got), difference(wanted, got))


def _positive_query(case: Case, target: Target, root: Path) -> Outcome:
    """It parses: it is answered, or what is refused is a feature and not the syntax."""
    text = _text(case, root)
    _load(case, target, root, text)
    answer = _ask(target, text, "*/*")
    return _told(not _is_syntax(answer) and answer.status_code < 500, f"{answer.status_code} {answer.text}")


def _negative_query(case: Case, target: Target, root: Path) -> Outcome:
    if located(case.query, root).suffix == ".ru":
        return _negative_update(case, target, root)
    answer = _ask(target, _text(case, root), "*/*")
    return _told(answer.status_code == _REFUSED and _is_syntax(answer), f"{answer.status_code} {answer.text}")


def _positive_update(case: Case, target: Target, root: Path) -> Outcome:
    """It parses: it is done, or what is refused is the operation and not its syntax."""
    _clear(target)
    body = _text(case, root).encode()
    answer = target.send("POST", target.update, body, content_type="application/sparql-update")
    done = answer.status_code < 300 or not _is_syntax(answer)
    return _told(done, f"{answer.status_code} {answer.text}")


def _negative_update(case: Case, target: Target, root: Path) -> Outcome:
    _clear(target)
    body = _text(case, root).encode()
    answer = target.send("POST", target.update, body, content_type="application/sparql-update")
    return _told(answer.status_code == _REFUSED and _is_syntax(answer), f"{answer.status_code} {answer.text}")


def _is_syntax(answer: Any) -> bool:
    """Whether a refusal is one of syntax: policygraph says so, oxigraph names the place."""
    if answer.headers.get("content-type", "").startswith("application/problem+json"):
        return bool(json.loads(answer.text)["type"].endswith("#query-syntax"))
    return answer.status_code == _REFUSED and ("error at" in answer.text or "blank node" in answer.text)


def _told(passed: bool, detail: str) -> Outcome:
    return Outcome(passed, "" if passed else detail)


def _protocol(case: Case, target: Target, root: Path) -> Outcome:
    _load(case, target, root)
    run_protocol(case, target, lambda name: _put(target, name, [_SOMETHING]))
    return Outcome(True)


def _graph_store(case: Case, target: Target, root: Path) -> Outcome:
    del root
    _clear(target)
    run_graph_store(case, target)
    return Outcome(True)


def _description(case: Case, target: Target, root: Path) -> Outcome:
    del root
    run_description(case, target)
    return Outcome(True)


_RUNNERS: Final[dict[str, Callable[[Case, Target, Path], Outcome]]] = {
    "QueryEvaluationTest": _query_evaluation,
    "CSVResultFormatTest": _query_evaluation,
    "PositiveSyntaxTest": _positive_query,
    "PositiveSyntaxTest11": _positive_query,
    "NegativeSyntaxTest": _negative_query,
    "NegativeSyntaxTest11": _negative_query,
    "UpdateEvaluationTest": _update_evaluation,
    "PositiveUpdateSyntaxTest11": _positive_update,
    "NegativeUpdateSyntaxTest11": _negative_update,
    "ProtocolTest": _protocol,
    "GraphStoreProtocolTest": _graph_store,
    "ServiceDescriptionTest": _description,
}
