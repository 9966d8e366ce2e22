"""What is read off a query's text before another server gets it."""

from __future__ import annotations

import io

import pytest

from graph.remote_reading import renamed
from graph.remote_separators import Separators
from graph.remote_text import as_table, in_order, is_distinct


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p ?o }", "SELECT (1 AS ?solution) WHERE { ?s ?p ?o }"),
        ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 3", "SELECT (1 AS ?solution) WHERE { ?s ?p ?o } LIMIT 3"),
        ("CONSTRUCT { } FROM <a:b> { ?s ?p ?o }", "SELECT (1 AS ?solution) FROM <a:b> { ?s ?p ?o }"),
        (
            "PREFIX a: <b:> DESCRIBE ?s WHERE { ?s ?p ?o }",
            "PREFIX a: <b:> SELECT (1 AS ?solution) WHERE { ?s ?p ?o }",
        ),
        ("DESCRIBE <a:b>", None),
        ("SELECT * { ?s ?p ?o }", None),
    ],
)
def test_a_graph_query_has_a_table_of_its_solutions(text: str, expected: str | None) -> None:
    """A row for each, by the same pattern; DESCRIBE of a name has none."""
    assert expected == as_table(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT DISTINCT ?s { ?s ?p ?o }", True),
        ("SELECT ?s { { SELECT DISTINCT ?s { ?s ?p ?o } } }", False),
        ("ASK {}", False),
    ],
)
def test_only_the_outermost_select_counts(text: str, expected: bool) -> None:
    """DISTINCT inside says nothing about the answer's rows."""
    assert expected is is_distinct(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", True),
        ("SELECT * { GRAPH ?g { ?s a:b ?o FILTER(?o * 2 > 1) } }", True),
        ("SELECT * { GRAPH <a:b> { ?s ?p ?o } }", False),
        ("SELECT * { ?s ?p ?o }", False),
        ("SELECT * { GRAPH ?g { ?s a:b+ ?o } }", False),
        ("SELECT * { GRAPH ?g { ?s (a:b|a:c)* ?o } }", False),
        ("SELECT * { GRAPH ?g { ?s <a:b>* ?o } }", False),
    ],
)
def test_joins_as_written_are_for_patterns_in_any_graph(text: str, expected: bool) -> None:
    """But not with a path of any length, which Virtuoso then counts twice."""
    assert expected is in_order(text)


def test_separators_travel_under_a_name_and_come_back() -> None:
    """Wherever the server's answer is cut into pieces."""
    sent = Separators.of('SELECT (GROUP_CONCAT(?a; SEPARATOR="、") AS ?x) { ?s ?p ?a }')
    assert sent.text.isascii()
    (name,) = sent.names
    body = b'"' + name.join([b"x" * 199_999, b"y" * 300_000, b"z"]) + b'"'
    expected = body.replace(name, "、".encode())
    file = renamed(io.BytesIO(body), sent.names)
    found = b"".join(iter(lambda: file.read(70_000), b""))
    assert expected == found
    plain = 'SELECT (GROUP_CONCAT(?a; SEPARATOR=", ") AS ?x) { ?s ?p ?a }'
    assert (plain, {}) == (Separators.of(plain).text, Separators.of(plain).names)
