"""Where a malformed query goes wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.engine import Query
from graph.memory import InMemoryEngine
from ontology.errors import QuerySyntaxError


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("SELECT * WHERE { ?s ?p }", 1, 24),
        ("SELEC ?s {}", 1, 1),
        ("SELECT *\nWHERE { ?s ?p ?o . FILTER(?x }", 2, 30),
        ("SELECT ?s { ?s a ?o }\nORDER BY ?s\nLIMITT 5", 3, 1),
        ("SELECT ?s { ?s ?p ?o } LIMIT x", 1, 30),
        ("SELECT ?s {?s foo:bar ?x}", 1, 15),
        ("SELECT ?s WHERE {?s ?p 中}", 1, 24),
        ("SELECT ?s WHERE { ?s ?p 'abc }", 1, 25),
        ("PREFIX a: <b:>\nSELECT ?x {\n ?x a:b ?y ;;\n ?y a:c ]\n}", 4, 9),
        ("SELECT ?s { ?s ?p ?o", 1, 21),
        ("", 1, 1),
        ("# 说明\nINSERT DATA { <a:b> <a:b> 1 }", 2, 1),
        ("LOAD <http://example.org/>", 1, 1),
    ],
)
def test_line_and_column_point_at_the_word_that_does_not_fit(text: str, line: int, column: int) -> None:
    """Both count from 1, in characters; something missing is reported where the text ends."""
    with pytest.raises(QuerySyntaxError) as caught:
        InMemoryEngine(()).answer(Query(text))
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value).startswith(f"line {line}, column {column}: ")


def test_an_update_given_as_query_is_named_as_such() -> None:
    """The message says that the word changes data."""
    with pytest.raises(QuerySyntaxError, match="DELETE changes data"):
        InMemoryEngine(()).answer(Query("DELETE WHERE { ?s ?p ?o }"))


@given(st.text("SELECT ASK{}?s<>.:;\"'()#\n\\中", max_size=40))
def test_no_text_breaks_the_report(text: str) -> None:
    """Any text is an answer or a syntax error inside the text."""
    found: QuerySyntaxError | None = None
    try:
        InMemoryEngine(()).answer(Query(text))
    except QuerySyntaxError as error:
        found = error
    if found is not None:
        assert found.line is not None
        assert found.column is not None
        lines = text.split("\n")
        assert 1 <= found.line <= len(lines)
        assert 1 <= found.column <= len(lines[found.line - 1]) + 1
