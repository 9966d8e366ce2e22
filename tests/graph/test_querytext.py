"""Reading and filling in the text of queries."""

from __future__ import annotations

import contextlib
import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from graph.asking import ask_rows, ask_triples
from graph.engine import Query
from graph.memory import InMemoryEngine
from graph.querytext import clauses, substitute, tokens
from ontology.errors import QueryError

COMMERCE = NamedNode("https://w3id.org/policygraph/id/org/changzhou/shangwuju")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o.SERVICE?x{ ?s ?p ?o } }",
        'SELECT * { ?s ?p "#" SERVICE <http://x/> { ?s ?p ?o } }',
        "SELECT * { ?s ?p '''it's''' SERVICE <http://x/> {} }",
        "SELECT * { FILTER(1<2)SERVICE<http://x/>{ FILTER(3>2) } }",
        "SELECT * { # comment\nSeRvIcE <http://x/> {} }",
        "SELECT * { \\u0053ERVICE <http://x/> {} }",
        "SELECT * { FILTER EXISTS { SERVICE ex:s {} } }",
    ],
)
def test_service_is_found_however_it_is_written(text: str) -> None:
    """Case, spacing, neighbours and escapes hide nothing."""
    assert clauses(text).service


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service a ?SERVICE }",
        "SELECT * { ?s ex:service ?o ; service:x 1 ; :service 2 }",
        'SELECT * { ?s ?p "SERVICE <http://x/>" }',
        "SELECT * { ?s ?p '''a ' SERVICE ''' }",
        "SELECT * { <http://x/SERVICE> ?p _:service }",
        "SELECT * { ?s ?p ?o } # SERVICE <http://x/> {}",
        'SELECT * { ?s ?p "x"@service }',
        'SELECT * { ?s ?p "\\" SERVICE " }',
    ],
)
def test_the_word_service_elsewhere_is_no_clause(text: str) -> None:
    """Variables, names, strings, IRIs, tags and comments may say service."""
    assert not clauses(text).service


def test_from_clauses_are_listed_once_with_prefixes_expanded() -> None:
    """FROM and FROM NAMED, as IRIs and as prefixed names."""
    found = clauses("PREFIX g: <http://g/> SELECT * FROM g:a FROM NAMED <http://g/b> FROM <http://g/a> {}")
    assert (found.default_graphs, found.named_graphs) == (("http://g/a",), ("http://g/b",))
    assert clauses("SELECT ?from { ?from a <http://from/> }").default_graphs == ()


@given(st.text(max_size=80))
def test_any_text_has_tokens_in_order(text: str) -> None:
    """The lexer never fails, and each token is where it says."""
    position = 0
    for token in tokens(text):
        assert token.start >= position
        assert text[token.start : token.start + len(token.text)] == token.text
        position = token.start + len(token.text)


def test_a_binding_holds_in_projection_pattern_aggregate_and_order(sample_engine: InMemoryEngine) -> None:
    """A bound variable can be projected, grouped and ordered by, and used in nested groups."""
    rows = sample_engine.rows(
        "SELECT ?org (COUNT(DISTINCT ?m) AS ?n) WHERE { ?org pg:responsibleFor ?m ."
        " FILTER EXISTS { ?r pg:department ?org } OPTIONAL { SELECT ?org ?l { ?org rdfs:label ?l } } }"
        " GROUP BY ?org ORDER BY ?n ?org",
        org=COMMERCE,
    )
    assert [(row["org"], row["n"].value) for row in rows] == [(COMMERCE, "1")]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "form", ["CONSTRUCT { ?x ?p ?o } WHERE { ?x ?p ?o }", "CONSTRUCT WHERE { ?x ?p ?o }", "DESCRIBE ?x"]
)
def test_a_binding_holds_in_every_graph_form(form: str, sample_engine: InMemoryEngine) -> None:
    """CONSTRUCT in both forms and DESCRIBE see the value."""
    assert {triple.subject for triple in sample_engine.triples(form, x=COMMERCE)} == {COMMERCE}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_bound_string_comes_back_as_it_was(text: str) -> None:
    """No text can leave its literal: quotes, backslashes and line ends are escaped."""
    rows = ask_rows(Store(), "SELECT ?x ?y { BIND(?x AS ?y) }", {"x": Literal(text)})
    assert rows == [{"x": Literal(text), "y": Literal(text)}]


def test_variables_without_a_binding_stay() -> None:
    """Only whole names count: ?organ is not ?org."""
    assert substitute("SELECT * { ?organ ?p $org }", {"org": "<a:b>"}) == (
        "SELECT * { VALUES (?org) { (<a:b>) }  ?organ ?p <a:b> }"
    )


def test_rows_refuse_a_construct_and_triples_a_select() -> None:
    """Our own mistakes are type errors."""
    with pytest.raises(TypeError):
        ask_rows(Store(), "CONSTRUCT WHERE { ?s ?p ?o }", {})
    with pytest.raises(TypeError):
        ask_triples(Store(), "SELECT * { ?s ?p ?o }", {})


_PIECES = st.sampled_from(
    [
        *("SERVICE", "service", "SILENT", "\\u0053ERVICE", "SER", "VICE", "{", "}", "{}", "(", ")", ".", ";"),
        *("?s", "?s ?p ?o", "<", ">", "&&", "'", '"', "'''", "#", "\n", " ", "\\", "_:b", "ex:", ":", "@en"),
        *("FILTER(1<2)", "FILTER(?s<?p&&?o>1)", "OPTIONAL", "UNION", "BIND(1 AS ?x)", "VALUES ?s { 1 }"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(before=st.lists(_PIECES, max_size=5), after=st.lists(_PIECES, max_size=3))
def test_whatever_is_not_seen_as_service_makes_no_connection(before: list[str], after: list[str]) -> None:
    """Text around a SERVICE clause may hide it from us only where it also hides it from the engine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        clause = f"SERVICE<http://127.0.0.1:{server.getsockname()[1]}/>{{}}"
        with contextlib.suppress(QueryError):
            InMemoryEngine(()).answer(Query("ASK {" + "".join([*before, clause, *after]) + "}"))
        with pytest.raises(BlockingIOError):
            server.accept()
