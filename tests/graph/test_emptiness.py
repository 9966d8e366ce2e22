"""Why a query finds nothing, and what to write instead."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from graph.emptiness import Explanation, explain
from graph.engine import Query
from graph.memory import InMemoryEngine
from graph.named_queries import with_prefixes
from graph.near_terms import near_terms
from graph.questions import Questions
from graph.views.values import Ref
from graph.written_terms import forms, lexical
from ontology.identifiers import DEFAULT_BASE, ONTOLOGY_NS

ID = f"{DEFAULT_BASE}id/"
CONCEPT = "https://w3id.org/policygraph/concept/"
GRAPH = f"{DEFAULT_BASE}graph/"


def _near(text: str) -> Sequence[Ref]:
    """The search index, as far as these tests need it."""
    return [Ref(f"{ID}org/changzhou/shangwuju", "常州市商务局")] if "商" in text else []


def _explain(engine: InMemoryEngine, query: str, *, most: int = 48, seconds: float = 600.0) -> Explanation:
    return explain(with_prefixes(query), Questions(engine, most=most, seconds=seconds), _near)


def _offers(found: Explanation) -> list[tuple[str, str]]:
    """Kind and text of the first suggestion of each cause."""
    return [
        (cause.suggestions[0].kind, cause.suggestions[0].use) for cause in found.causes if cause.suggestions
    ]


@pytest.mark.parametrize(
    ("query", "kind", "offer"),
    [
        pytest.param(
            'SELECT ?o { ?o rdfs:label "常州市" }',
            "pattern",
            ("literal", '"常州市"@zh'),
            id="no language",
        ),
        pytest.param(
            "SELECT ?t { ?t a pg:Target ; pg:dueYear 2016 }",
            "pattern",
            ("literal", '"2016"^^xsd:gYear'),
            id="another datatype",
        ),
        pytest.param(
            'SELECT ?m { ?o rdfs:label "商务局"@zh ; pg:responsibleFor ?m }',
            "pattern",
            ("name", '"常州市商务局"@zh'),
            id="part of a name",
        ),
        pytest.param(
            'SELECT ?m { ?o rdfs:label "商业局"@zh ; pg:responsibleFor ?m }',
            "pattern",
            ("name", '"常州市商务局"@zh'),
            id="a near name",
        ),
        pytest.param(
            "SELECT ?m { ?m pg:responsibleDepartments ?d }",
            "pattern",
            ("property", "pg:responsibleDepartment"),
            id="a property that there is not",
        ),
        pytest.param(
            "SELECT ?d { ?m pg:responsibleDepartment/rdfs:labels ?d }",
            "pattern",
            ("property", "rdfs:label"),
            id="in a path",
        ),
        pytest.param(
            "SELECT ?m { ?m a pg:Measures ; rdfs:label ?l }",
            "pattern",
            ("class", "pg:Measure"),
            id="a class that there is not",
        ),
        pytest.param(
            f"SELECT ?m {{ ?m pg:topic <{CONCEPT}topic/logistic> }}",
            "pattern",
            ("thing", f"<{CONCEPT}topic/logistics>"),
            id="a concept that there is not",
        ),
        pytest.param(
            f"SELECT ?m {{ <{ID}org/changzhou/shangwu> pg:responsibleFor ?m }}",
            "pattern",
            ("thing", f"<{ID}org/changzhou/shangwuju>"),
            id="an address that there is not",
        ),
        pytest.param(
            "SELECT ?m { ?m a pg:Measure . ?m pg:responsibleFor ?d }",
            "together",
            ("direction", "?m ^pg:responsibleFor ?d"),
            id="the other direction",
        ),
        pytest.param(
            "SELECT ?t { ?t a pg:Measure ; pg:department ?x }",
            "together",
            ("property", "pg:responsibleDepartment"),
            id="a property of something else",
        ),
        pytest.param(
            "SELECT ?t { ?t a pg:Target ; pg:dueYear ?y FILTER(?y > 2014) }",
            "filter",
            ("year", "FILTER(xsd:integer(STR(?y)) > 2014)"),
            id="a year is no number",
        ),
        pytest.param(
            'SELECT ?t { ?t a pg:Department ; rdfs:label ?l FILTER(?l = "常州市商务局") }',
            "filter",
            ("text", 'FILTER(STR(?l) = "常州市商务局")'),
            id="a text with a language",
        ),
        pytest.param(
            'SELECT ?t { ?t a pg:Department ; rdfs:label ?l FILTER(?l = "商务局") }',
            "filter",
            ("text", 'FILTER(CONTAINS(LCASE(STR(?l)), LCASE("商务局")))'),
            id="a part in a filter",
        ),
        pytest.param(
            f"SELECT ?m {{ VALUES ?d {{ <{ID}org/changzhou/shangwu> }} ?m pg:responsibleDepartment ?d }}",
            "together",
            ("thing", f"<{ID}org/changzhou/shangwuju>"),
            id="in VALUES",
        ),
        pytest.param(
            f"SELECT ?t {{ GRAPH <{GRAPH}changzhou> {{ ?t a pg:Measure }} }}",
            "graph",
            ("graph", f"<{GRAPH}changzhou-2014>"),
            id="a graph that there is not",
        ),
        pytest.param(
            f"SELECT ?t {{ GRAPH <{GRAPH}jining-2014> {{ ?t a pg:Project }} }}",
            "graph",
            ("graph", f"<{GRAPH}changzhou-2014>"),
            id="another graph",
        ),
        pytest.param(
            f"ASK FROM <{GRAPH}jining-2014> {{ ?t a pg:Project }}",
            "dataset",
            ("dataset", ""),
            id="FROM",
        ),
        pytest.param(
            "SELECT ?m { ?m a pg:Measure { SELECT ?m { ?m pg:topik ?t } } }",
            "pattern",
            ("property", "pg:topic"),
            id="in a query in the query",
        ),
        pytest.param("ASK { ?m pg:topik ?t }", "pattern", ("property", "pg:topic"), id="ASK"),
        pytest.param(
            "CONSTRUCT { ?m a ?t } WHERE { ?m pg:topik ?t }",
            "pattern",
            ("property", "pg:topic"),
            id="CONSTRUCT",
        ),
    ],
)
def test_the_cause_is_found_and_its_repair_works(
    sample_engine: InMemoryEngine, query: str, kind: str, offer: tuple[str, str]
) -> None:
    """The first suggestion is the one to expect, and the repaired query has an answer."""
    found = _explain(sample_engine, query)

    assert ("explained", [kind]) == (found.state, [cause.kind for cause in found.causes])
    assert offer == _offers(found)[0]
    assert found.causes[0].suggestions[0].works
    answer = sample_engine.answer(Query(found.repaired)).read()
    assert b'"bindings":[]' not in answer
    assert answer.strip() not in (b"", b'{"head":{},"boolean":false}')


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("SELECT ?t { ?t a pg:Project MINUS { ?t pg:number ?n } }", "minus"),
        ("SELECT ?t { ?t a pg:Project FILTER NOT EXISTS { ?t pg:number ?n } }", "filter"),
        (
            "SELECT ?d (COUNT(?m) AS ?n) { ?m pg:responsibleDepartment ?d } GROUP BY ?d HAVING (COUNT(?m) > 99)",
            "having",
        ),
        ("SELECT ?t { ?t a pg:Project } LIMIT 0", "limit"),
        ("SELECT ?t { ?t a pg:Project } OFFSET 100", "offset"),
        ("CONSTRUCT { ?t a ?nothing } WHERE { ?t a pg:Project }", "template"),
        ("SELECT ?t { VALUES ?t { } ?t a pg:Project }", "values"),
    ],
)
def test_what_takes_all_solutions_away_is_named(sample_engine: InMemoryEngine, query: str, kind: str) -> None:
    """The parts that have no repair."""
    assert [kind] == [cause.kind for cause in _explain(sample_engine, query).causes]


def test_every_dead_pattern_is_told_and_all_are_repaired_together(sample_engine: InMemoryEngine) -> None:
    """Two mistakes have two causes; each suggestion is tried with the other one made good."""
    found = _explain(
        sample_engine, "SELECT ?m { ?m a pg:Measur ; pg:topik ?t OPTIONAL { ?m pg:nothing ?x } }"
    )

    assert [("class", "pg:Measure"), ("property", "pg:topic")] == _offers(found)
    assert [("pg:Measur",), ("pg:topik",)] == [cause.missing for cause in found.causes]
    assert "a pg:Measure ; pg:topic ?t" in found.repaired


def test_union_is_empty_when_all_its_branches_are(sample_engine: InMemoryEngine) -> None:
    """Each branch has its cause."""
    found = _explain(sample_engine, "SELECT ?t { { ?t a pg:Measurs } UNION { ?t a pg:Projekt } }")

    assert [("class", "pg:Measure"), ("class", "pg:Project")] == _offers(found)


def test_the_place_of_a_cause_is_its_line_and_column(sample_engine: InMemoryEngine) -> None:
    """From 1, at the property of the triple."""
    text = f"PREFIX pg: <{ONTOLOGY_NS}>\nSELECT ?m {{\n  ?m a pg:Measure ;\n     pg:topik ?t .\n}}"
    (cause,) = explain(text, Questions(sample_engine, seconds=600.0), _near).causes

    assert ("?m pg:topik ?t", 4, 6) == (cause.text, cause.line, cause.column)


@pytest.mark.parametrize(
    ("query", "state", "reason"),
    [
        ("SELECT ?t { ?t a pg:Project }", "not-empty", ""),
        ("SELECT ?t { SERVICE <http://127.0.0.1:1/> { ?t a pg:Project } }", "unknown", "service"),
        ("SELECT ?t { ?t a ", "unknown", "unreadable"),
        ("SELECT ?t { ?t a pg:Project " + "." * 30_000, "unknown", "unreadable"),
        ("SELECT ?t FROM <http://example.org/nowhere> { ?t a pg:Project }", "unknown", "refused"),
    ],
)
def test_what_cannot_be_told_is_said(
    sample_engine: InMemoryEngine, query: str, state: str, reason: str
) -> None:
    """Never a guess."""
    found = _explain(sample_engine, query)

    assert (state, reason, ()) == (found.state, found.reason, found.causes)


def test_the_questions_have_an_end(sample_engine: InMemoryEngine) -> None:
    """With few of them it says what is known by then; with no time, that it is not known."""
    few = _explain(sample_engine, "SELECT ?m { ?m a pg:Measur ; pg:topik ?t }", most=2)
    none = _explain(sample_engine, "SELECT ?m { ?m pg:topik ?t }", seconds=0)

    assert ("explained", "time", 2) == (few.state, few.reason, few.asked)
    assert [(), ()] == [cause.suggestions for cause in few.causes]
    assert ("unknown", "time", 0) == (none.state, none.reason, none.asked)


def test_near_terms_are_near_by_spelling_and_by_label() -> None:
    """Ours stand before those of others; concepts stay concepts."""
    assert f"{ONTOLOGY_NS}Measure" == near_terms(f"{ONTOLOGY_NS}measures", classes=True)[0]
    assert f"{ONTOLOGY_NS}responsibleFor" == near_terms("http://x/responsable-for", classes=False)[0]
    assert all(term.startswith(CONCEPT) for term in near_terms(f"{CONCEPT}topic/logistcs"))
    assert f"{ONTOLOGY_NS}Measure" in near_terms(f"{ONTOLOGY_NS}措施")


@pytest.mark.parametrize(
    ("written", "words"),
    [('"a"', "a"), ("'b'@en", "b"), ('"""c"d"""', 'c"d'), ("2015", "2015"), (r'"e\"f"^^<http://x>', 'e"f')],
)
def test_the_words_of_a_literal(written: str, words: str) -> None:
    """Whatever its quotes; they stand in forms that SPARQL can read."""
    assert words == lexical(written)[0]
    assert all(lexical(form)[0] == words for form in forms(words))
