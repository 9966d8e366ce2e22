"""The stored queries: their headers, and what they answer on the sample."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from graph.memory import InMemoryEngine
from graph.metadata import vocabulary_graphs
from graph.named_queries import NamedQuery, named_queries, named_query, parse_named_query
from graph.rdf import quads
from ontology.errors import NotFound, QueryError
from ontology.model import Facts

ID = "https://w3id.org/policygraph/id/"
CONCEPT = "https://w3id.org/policygraph/concept/"


@pytest.fixture
def engine(sample_facts: Facts, second_facts: Facts) -> InMemoryEngine:
    """Both sample plans and the vocabulary, for the labels of concepts."""
    vocabulary = frozenset().union(*vocabulary_graphs().values())
    return InMemoryEngine(quads(sample_facts) | quads(second_facts) | vocabulary)


def _ask(engine: InMemoryEngine, name: str, *columns: str, **values: str) -> list[tuple[str, ...]]:
    query = named_query(name)
    rows = engine.rows(query.text, **query.bindings(values))
    return [tuple(str(getattr(row.get(column), "value", "")) for column in columns) for row in rows]


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_every_stored_query_is_described_and_answers(query: NamedQuery, engine: InMemoryEngine) -> None:
    """Titles in both languages, parameters that are variables of it, an answer on the sample, aliases in order."""
    assert re.search(r"[\u4e00-\u9fff]", query.title_zh + query.description_zh)
    assert query.title_en.isascii()
    for parameter in query.parameters:
        assert f"?{parameter.name}" in query.text
        assert parameter.example or not parameter.required
        for value in filter(None, (parameter.default, parameter.example)):
            parameter.term(value)
    assert engine.rows(query.text, **query.bindings(_EXAMPLES.get(query.name, {}))) != []


#: Values for which the sample has an answer, where the query needs them.
_EXAMPLES = {
    "doubtful-facts": {"limit": "0.95"},
    "responsibility-provenance": {"responsibility": "responsibility/changzhou-2014/2.1/shangwuju/lead"},
    "measures-on-topic": {"topic": "topic/logistics"},
    "topics-missing": {"plan": "plan/jining-2014"},
    "who-names-it": {"thing": "platform/taobao"},
    "passages-with-words": {"words": "物流"},
    "largest-projects": {"least": "1000"},
}
_NOTHING = {
    "iri": ID + "nothing",
    "year": "1999",
    "decimal": "0.00",
    "string": "没有这样的话",
    "integer": "0",
}


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_each_optional_parameter_narrows_the_answer(query: NamedQuery, engine: InMemoryEngine) -> None:
    """A value that nothing has gives no row; a language and a limit only change what is shown."""
    for parameter in query.parameters:
        if not parameter.required and not parameter.default:
            values = {**_EXAMPLES.get(query.name, {}), parameter.name: _NOTHING[parameter.type]}
            assert engine.rows(query.text, **query.bindings(values)) == [], parameter.name


def test_labels_of_concepts_follow_the_language(engine: InMemoryEngine) -> None:
    """Chinese unless English is asked for."""
    assert set(_ask(engine, "department-duties", "roleLabel")) >= {("牵头单位",)}
    assert set(_ask(engine, "department-duties", "roleLabel", lang="en")) >= {("lead",)}


def test_a_query_can_be_sent_anywhere() -> None:
    """With its prefixes and its values; ids, paths of concepts and prefixed names are IRIs."""
    text = named_query("measures-on-topic").sparql({"topic": "topic/logistics"}, "https://example.org/")
    assert "PREFIX pg: <https://w3id.org/policygraph/ontology#>" in text
    assert "<https://w3id.org/policygraph/concept/topic/logistics>" in text
    assert "PREFIX foaf:" not in text
    duties = named_query("department-duties")
    bound = duties.bindings({"department": "org/x/y"}, "https://example.org/")
    assert str(bound["lang"]) == '"zh"'
    assert str(bound["department"]) == "<https://example.org/id/org/x/y>"
    assert str(duties.parameters[0].term("pg:Plan")) == "<https://w3id.org/policygraph/ontology#Plan>"


def test_a_departments_duties_come_with_the_sentence(engine: InMemoryEngine, sample_facts: Facts) -> None:
    """The longest passage is the sentence, and its offsets slice the plan's text."""
    rows = _ask(
        engine,
        "department-duties",
        *("measureLabel", "roleLabel", "asWritten", "sentence", "start", "end"),
        department=ID + "org/changzhou/shangwuju",
    )
    ((measure, role, written, sentence, start, end),) = rows
    assert (measure, role, written) == ("建设电子商务园区", "牵头单位", "市商务局")
    assert sample_facts.text[int(start) : int(end)] == sentence
    assert written in sentence


def test_partners_are_the_departments_of_the_same_measures(engine: InMemoryEngine) -> None:
    """Neither the department itself nor another city's."""
    partners = _ask(
        engine, "department-partners", "partnerLabel", "measures", department=ID + "org/changzhou/shangwuju"
    )
    assert sorted(partners) == [("常州市经济和信息化委员会", "1"), ("常州市财政局", "1")]


def test_targets_of_one_kind_compare_in_one_unit(engine: InMemoryEngine) -> None:
    """3000 亿元 of one city stands above 0.2 万亿元 of the other."""
    rows = _ask(
        engine,
        "targets-by-indicator",
        *("placeLabel", "unit", "normalizedValue"),
        kind=CONCEPT + "indicator/transaction-volume",
    )
    assert rows == [("常州市", "亿元", "300000000000"), ("济宁市", "万亿元", "200000000000")]


def test_measures_that_nobody_answers_for_are_found(engine: InMemoryEngine) -> None:
    """One in the first plan, none in the second."""
    assert _ask(engine, "measures-without-body", "measureLabel") == [("完善物流配送",)]
    assert _ask(engine, "measures-without-body", "measureLabel", plan=ID + "plan/jining-2014") == []


def test_leads_are_counted_apart(engine: InMemoryEngine) -> None:
    """Every department has one measure here; only one leads."""
    rows = _ask(engine, "departments-by-measures", "departmentLabel", "measures", "leads")
    assert len(rows) == 5
    assert {row for row in rows if row[2] != "0"} == {("常州市商务局", "1", "1")}


def test_a_platform_of_two_plans_is_one_platform(engine: InMemoryEngine) -> None:
    """Counted by plans and by places."""
    assert _ask(engine, "platforms-in-several-plans", "platformLabel", "plans", "places") == [
        ("淘宝网", "2", "2")
    ]


def test_projects_add_up_to_what_is_printed(engine: InMemoryEngine) -> None:
    """The difference is shown, and is nought here."""
    rows = _ask(engine, "programme-totals", "programmeLabel", "printed", "projects", "sum", "difference")
    assert rows == [("重点项目", "8000", "2", "8000", "0")]


def test_a_responsibility_leads_to_its_words(engine: InMemoryEngine) -> None:
    """Words, rule, confidence and file."""
    rows = _ask(
        engine,
        "responsibility-provenance",
        *("exact", "foundBy", "confidence", "source"),
        responsibility=ID + "responsibility/changzhou-2014/2.1/caizhengju/responsible",
    )
    assert ("市财政局", "sample", "0.9", "changzhou-2014.txt") in rows


def test_departments_of_a_function_stand_side_by_side(engine: InMemoryEngine) -> None:
    """One from each city."""
    rows = _ask(engine, "functions-across-cities", "placeLabel", function=CONCEPT + "function/commerce")
    assert sorted(rows) == [("常州市",), ("济宁市",)]


def test_parameters_are_checked() -> None:
    """Unknown, missing and malformed values are the caller's, in words."""
    query = named_query("doubtful-facts")
    assert query.bindings({"limit": "0.50"})["limit"].value == str(Decimal("0.5"))  # type: ignore[union-attr]
    with pytest.raises(QueryError, match="needs the parameter"):
        query.bindings({"limit": ""})
    with pytest.raises(QueryError, match="is no decimal"):
        query.bindings({"limit": "half"})
    with pytest.raises(QueryError, match="has no parameter"):
        query.bindings({"limit": "1", "plan": "x"})
    with pytest.raises(QueryError, match="is no language"):
        named_query("department-duties").bindings({"lang": "fr"})
    with pytest.raises(QueryError, match="is no year"):
        named_query("targets-due-by-year").bindings({"year": "99999"})
    with pytest.raises(QueryError, match="is no decimal"):
        query.bindings({"limit": "1e999999"})
    with pytest.raises(QueryError, match="is no iri"):
        named_query("department-duties").bindings({"department": "no iri> . ?s ?p ?o"})
    with pytest.raises(NotFound, match="department-duties"):
        named_query("nothing")


@pytest.mark.parametrize(
    "source", ["SELECT * {}", "# title-zh: x\nSELECT * {}", "# param: x colour\nSELECT * {}"]
)
def test_a_header_that_lacks_something_is_refused(source: str) -> None:
    """The author of a query learns which file and what."""
    with pytest.raises(ValueError, match=r"q\.rq"):
        parse_named_query("q", source)
