"""Graphs against the shapes."""

from __future__ import annotations

import dataclasses

from pyoxigraph import Literal, NamedNode, Quad

from graph.metadata import vocabulary_graphs
from graph.rdf import document_graph, quads
from graph.validation import Report, validate
from ontology.model import Facts
from ontology.terms import PG

ID = "https://w3id.org/policygraph/id/"


def _validate(found: frozenset[Quad]) -> Report:
    return validate(found.union(*vocabulary_graphs().values()))


def test_the_sample_conforms(sample_facts: Facts, second_facts: Facts) -> None:
    """Both plans, with the vocabulary beside them, have no violation."""
    report = _validate(quads(sample_facts) | quads(second_facts))
    assert [issue for issue in report.issues if issue.severity == "Violation"] == []
    assert report.conforms


def test_a_responsibility_without_measure_is_named_in_both_languages(sample_facts: Facts) -> None:
    """The report gives the node, the path and words in zh and en."""
    node = ID + "responsibility/changzhou-2014/2.1/shangwuju/lead"
    broken = frozenset(
        quad
        for quad in quads(sample_facts)
        if (str(quad.subject), quad.predicate.value) != (f"<{node}>", PG.measure)
    )
    report = _validate(broken)
    issues = [issue for issue in report.issues if (issue.focus, issue.path) == (node, PG.measure)]
    assert not report.conforms
    assert issues
    assert all(issue.zh and issue.en for issue in issues)
    assert any("\u4e00" <= character <= "\u9fff" for character in issues[0].zh)


def test_a_second_role_is_a_violation(sample_facts: Facts) -> None:
    """Exactly one role for one responsibility."""
    node = NamedNode(ID + "responsibility/changzhou-2014/2.1/shangwuju/lead")
    role = NamedNode("https://w3id.org/policygraph/concept/role/support")
    extra = Quad(node, NamedNode(PG.role), role, NamedNode(document_graph(sample_facts)))
    report = _validate(quads(sample_facts) | {extra})
    assert {issue.path for issue in report.issues if issue.focus == node.value} >= {PG.role}


def test_years_are_compared(sample_facts: Facts) -> None:
    """A plan that ends before it starts is reported."""
    plan = dataclasses.replace(sample_facts.plan, start_year=2017, end_year=2016)
    report = _validate(quads(dataclasses.replace(sample_facts, plan=plan)))
    assert [issue.severity for issue in report.issues if issue.focus == ID + plan.id] == ["Violation"]


def test_shapes_of_the_caller_are_used_instead_of_ours() -> None:
    """Any SHACL in Turtle; the value that breaks it is in the report."""
    shapes = """
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .
        ex:Shape a sh:NodeShape ; sh:targetSubjectsOf ex:p ;
          sh:property ex:Short . ex:Short sh:path ex:p ; sh:maxLength 3 ;
          sh:message "太长"@zh, "too long"@en .
    """
    graph = NamedNode("http://example.org/g")
    quad = Quad(NamedNode("http://example.org/s"), NamedNode("http://example.org/p"), Literal("long"), graph)
    (issue,) = validate([quad], shapes).issues
    assert (issue.zh, issue.en, issue.value) == ("太长", "too long", "long")
    assert (issue.shape, issue.severity) == ("http://example.org/Short", "Violation")
