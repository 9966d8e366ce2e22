"""Queries taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.named_queries import named_queries
from graph.query_parts import Element, Group, UnreadableQuery
from graph.query_patterns import read_patterns


def _shape(group: Group) -> list[object]:
    return [
        [element.kind, *map(_shape, element.groups)] if element.groups else element.kind
        for element in group.elements
    ]


def _texts(text: str) -> list[str]:
    return [" ".join(element.text.split()) for element in read_patterns(text).where.elements]


def test_triples_stand_one_by_one() -> None:
    """Lists of properties and objects, blank nodes, paths, collections, numbers and languages."""
    text = """SELECT * WHERE {
      ?s a pg:M ; pg:a/^pg:b+ [ pg:c "x"@zh , 'y'^^pg:d ; pg:e _:b ; ] .
      _:b !(a|^pg:k)* (1 2) . [] pg:z -3 , true . [ pg:y 4.5 ]
    }"""

    assert [
        "?s a pg:M .",
        "?s pg:a/^pg:b+ ?_anonymous1 .",
        '?_anonymous1 pg:c "x"@zh .',
        "?_anonymous1 pg:c 'y'^^pg:d .",
        "?_anonymous1 pg:e ?_blank_b .",
        "?_blank_b !(a|^pg:k)* (1 2) .",
        "?_anonymous2 pg:z -3 .",
        "?_anonymous2 pg:z true .",
        "?_anonymous3 pg:y 4.5 .",
    ] == _texts(text)


def test_groups_are_told_apart() -> None:
    """Each kind of group with what it holds; braces and words in strings are none."""
    text = """PREFIX pg: <http://x#> SELECT ?a FROM <http://g> FROM NAMED pg:h {
      { ?a ?b ?c } UNION { ?a ?d ?e FILTER(?e > 1) }
      OPTIONAL { ?a pg:x "OPTIONAL { }" } MINUS { ?a ?b 4 } GRAPH ?g { ?a ?b ?c }
      FILTER NOT EXISTS { ?a pg:q ?r } FILTER regex(?z, "}") BIND(1 + 2 AS ?m)
      VALUES (?a ?b) { (1 UNDEF) } { SELECT ?x (COUNT(*) AS ?n) { ?x ?y ?z } GROUP BY ?x HAVING (?n > 1) }
    } GROUP BY ?a HAVING (COUNT(*) > 2) ORDER BY ?a LIMIT 10 OFFSET 4 VALUES ?a { pg:q }"""
    query = read_patterns(text)

    assert [
        ["union", ["triple"], ["triple", "filter"]],
        ["optional", ["triple"]],
        ["minus", ["triple"]],
        ["graph", ["triple"]],
        *("filter", "filter", "bind", "values"),
        ["group", [["select", ["triple"]]]],
    ] == _shape(query.where)
    assert "FROM <http://g> FROM NAMED pg:h" == query.dataset == text[slice(*query.chosen)]
    assert (True, 10, 4) == (query.having, query.limit, query.offset)
    assert query.values is not None
    assert "VALUES ?a { pg:q }" == query.values.text


@pytest.mark.parametrize("name", [query.name for query in named_queries()])
def test_every_stored_query_is_taken_apart(name: str) -> None:
    """Each part lies where it says in the text."""
    text = next(query for query in named_queries() if query.name == name).example()

    def check(element: Element) -> None:
        assert 0 <= element.start < element.end <= len(text)
        for group in element.groups:
            for inner in group.elements:
                check(inner)

    for element in read_patterns(text).where.elements:
        check(element)


@pytest.mark.parametrize(
    "text",
    [
        *("", "SELECT", "SELECT * {", "SELECT * { ?s ?p }", "SELECT * { ?s ?p ?o ) }", "nothing"),
        *("SELECT * { << ?s ?p ?o >> ?q ?r }", "SELECT * { LATERAL { ?s ?p ?o } }", "ASK { ?s \\u0061 ?o }"),
        "SELECT * " + "{" * 60 + "}" * 60,
        *(
            "SELECT * { ?s ?p ?o } LIMIT -1",
            "SELECT * { ?s ?p ?o } OFFSET x",
            "SELECT * {} LIMIT " + "9" * 5000,
        ),
    ],
)
def test_what_is_not_understood_is_said(text: str) -> None:
    """Broken queries, and those beyond SPARQL 1.1, are refused, never half read."""
    with pytest.raises(UnreadableQuery):
        read_patterns(text)


_PIECES = [
    *'?sp{}()[].;,"<>@^/|*+-_:a1 ',
    "SELECT ",
    "FILTER ",
    "OPTIONAL ",
    "VALUES ",
    "LIMIT ",
    "GRAPH ?g ",
    "?a ?b ?c . ",
]


@given(st.lists(st.sampled_from(_PIECES)).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing else comes out."""
    try:
        read_patterns("SELECT * { " + text + " }")
    except UnreadableQuery:
        return
