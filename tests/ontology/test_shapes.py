"""The shapes accept a valid graph, and each of them reports the graph that breaks it."""

from __future__ import annotations

import pyshacl
import pytest
from rdflib import RDF, SH, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.terms import PREFIXES

_SHAPES = "https://w3id.org/policygraph/shapes#"
_HEADER = (
    "\n".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items())
    + "\nBASE <https://w3id.org/policygraph/id/>\n"
)
_PLAN, _MEASURE, _TARGET = "<plan/sample-2014>", "<measure/sample-2014/1.1>", "<target/sample-2014/1>"
_SECTION, _ROW = "<section/sample-2014/1>", "<project/sample-2014/1>"
_TABLE, _GROUP = "<programme/sample-2014/0>", "<programme/sample-2014/1>"
_DUTY = "<responsibility/sample-2014/1.1/shangwuju>"
_CITY, _OFFICE, _SITE = "<place/shili>", "<org/shili/shangwuju>", "<platform/shili>"
_WORDS = "<passage/sample-2014/0-25>"


def _without(subject: str, predicate: str) -> str:
    return f"DELETE WHERE {{ {subject} {predicate} ?value }}"


def _with(subject: str, predicate: str, value: str) -> str:
    return f"INSERT DATA {{ {subject} {predicate} {value} }}"


def _instead(subject: str, predicate: str, value: str) -> str:
    return f"{_without(subject, predicate)} ; {_with(subject, predicate, value)}"


#: What is done to the sample, and the shape that must report it.
_BROKEN = [
    ("Proven-passage", _without(_SITE, "prov:wasDerivedFrom")),
    ("Proven-passage", _instead(_SITE, "prov:wasDerivedFrom", _PLAN)),
    ("Proven-confidence", _without(_SECTION, "pg:confidence")),
    ("Proven-confidence", _instead(_SECTION, "pg:confidence", "1.5")),
    ("Proven-foundBy", _without(_TARGET, "pg:foundBy")),
    ("Labelled-zh", _without(_ROW, "rdfs:label")),
    ("Labelled-zh", _instead(_ROW, "rdfs:label", '"an English name"@en')),
    ("Passage-source", _without(_WORDS, "oa:hasSource")),
    ("Passage-start", _instead(_WORDS, "oa:start", "25")),
    ("Passage-start", _instead(_WORDS, "oa:start", "-1")),
    ("Passage-end", _without(_WORDS, "oa:end")),
    ("Passage-exact", _without(_WORDS, "oa:exact")),
    ("Words-there", _instead(_WORDS, "oa:exact", '"示例市电子商务发展行动计划（2014—2017年）"')),
    ("Words-there", f"{_instead(_WORDS, 'oa:start', '1')} ; {_instead(_WORDS, 'oa:end', '26')}"),
    ("Plan-title", _without(_PLAN, "dcterms:title")),
    ("Plan-text", _without(_PLAN, "schema:text")),
    ("Plan-issued", _instead(_PLAN, "dcterms:issued", '"2014年5月30日"')),
    ("Plan-creator", _instead(_PLAN, "dcterms:creator", _CITY)),
    ("Plan-spatial", _instead(_PLAN, "dcterms:spatial", _OFFICE)),
    ("Plan-basis", _instead(_PLAN, "eli:based_on", _CITY)),
    ("Period-forward", _instead(_PLAN, "pg:startYear", '"2017"^^xsd:gYear')),
    ("Period-end", _with(_ROW, "pg:endYear", '"2016"^^xsd:gYear')),
    ("Period", _instead(_ROW, "pg:startYear", "2014")),
    ("Section-notation", _with(_SECTION, "skos:notation", '"二、"')),
    ("Section-level", _instead(_SECTION, "pg:level", "0")),
    ("Order", _without(_SECTION, "pg:order")),
    ("Order", _with(_MEASURE, "pg:order", "2")),
    ("Section-parent", _without(_SECTION, "dcterms:isPartOf")),
    ("InPlan", _without(_MEASURE, "pg:inPlan")),
    ("InPlan", _without(_TARGET, "pg:inPlan")),
    ("Measure-kind", _instead(_MEASURE, "pg:measureKind", "<https://w3id.org/policygraph/concept/role/lead>")),
    ("Measure-section", _without(_MEASURE, "dcterms:isPartOf")),
    ("Measure-text", _without(_MEASURE, "pg:text")),
    ("Measure-topic", _with(_MEASURE, "pg:topic", "<https://w3id.org/policygraph/concept/topic/none>")),
    ("Measure-instrument", _with(_MEASURE, "pg:instrument", "<https://w3id.org/policygraph/concept/topic/parks>")),
    ("Measure-shortcut", _without(_MEASURE, "pg:responsibleDepartment")),
    ("Measure-shortcut", _with(_MEASURE, "pg:responsibleDepartment", "<org/shili-gongsi>")),
    ("Responsibility-measure", _without(_DUTY, "pg:measure")),
    ("Responsibility-measure", _with(_DUTY, "pg:measure", "<measure/sample-2014/1.2>")),
    ("Responsibility-department", _without(_DUTY, "pg:department")),
    ("Responsibility-department", _with(_DUTY, "pg:department", "<org/shili/jingxinwei>")),
    ("Responsibility-role", _without(_DUTY, "pg:role")),
    ("Responsibility-role", _with(_DUTY, "pg:role", "<https://w3id.org/policygraph/concept/role/support>")),
    ("Responsibility-role", _instead(_DUTY, "pg:role", "<https://w3id.org/policygraph/concept/kind/task>")),
    ("Responsibility-asWritten", _without(_DUTY, "pg:asWritten")),
    ("Target", _without(_TARGET, "pg:upperValue")),
    ("Target-value", _without(_TARGET, "pg:value")),
    ("Target-upperValue", _instead(_TARGET, "pg:upperValue", "1.0")),
    ("Target-unit", _without(_TARGET, "pg:unit")),
    ("Target-indicator", _without(_TARGET, "pg:indicator")),
    ("Target-comparator", _without(_TARGET, "pg:comparator")),
    ("Target-measure", _with(_TARGET, "pg:measure", "<measure/sample-2014/1.2>")),
    ("Target-dueYear", _instead(_TARGET, "pg:dueYear", '"2016"')),
    ("Indicator-kind", _instead("<indicator/yuanqu>", "skos:broadMatch", "<indicator/yuanqu>")),
    ("Project-number", _without(_ROW, "pg:number")),
    ("Project-nature", _instead(_ROW, "pg:nature", "<https://w3id.org/policygraph/concept/kind/task>")),
    ("Project-builder", _instead(_ROW, "pg:builtBy", _CITY)),
    ("Investment", _instead(_ROW, "pg:investment", '"100万元"')),
    ("Programme-projects-add-up", _instead(_ROW, "pg:investment", "99.0")),
    ("Programme-programmes-add-up", _instead(_TABLE, "pg:investment", "301.0")),
    ("Programme-numbers-unique", _instead(_ROW, "pg:number", "2")),
    ("Organization-function", _instead(_OFFICE, "pg:function", "<https://w3id.org/policygraph/concept/topic/parks>")),
    ("Organization-shortcut", _without(_OFFICE, "pg:responsibleFor")),
    ("Organization-shortcut", _with("<org/shili-gongsi>", "pg:responsibleFor", _MEASURE)),
    ("Platform-operator", _instead(_SITE, "pg:operatedBy", _CITY)),
    ("Place-code", _instead(_CITY, "pg:adminCode", '"9901"')),
    ("Mentions-target", _with(_MEASURE, "pg:mentions", _SECTION)),
]  # fmt: skip


def _reported(data: Graph, shapes: Graph) -> set[str]:
    """Local names of the shapes and constraints that the graph breaks."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    sources: set[Node] = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        sources.update(report.objects(result, SH.sourceConstraint))
        sources.update(report.objects(result, SH.sourceShape))
    return {str(each).removeprefix(_SHAPES) for each in sources if str(each).startswith(_SHAPES)}


def _valid(sample: Graph, concepts: Graph) -> Graph:
    """The sample with what the shapes ask of the concepts: their schemes."""
    graph = Graph()
    graph += sample
    graph += concepts.triples((None, SKOS.inScheme, None))
    return graph


def _changed(sample: Graph, concepts: Graph, update: str) -> Graph:
    graph = _valid(sample, concepts)
    before = set(graph)
    graph.update(_HEADER + update)
    assert set(graph) != before, "the change changed nothing"
    return graph


def test_a_valid_graph_conforms(sample: Graph, concepts: Graph, shapes: Graph) -> None:
    """The sample together with the concepts breaks no shape."""
    assert _reported(sample + concepts, shapes) == set()


def test_a_plan_without_any_measures_or_projects_conforms(
    sample: Graph, concepts: Graph, shapes: Graph
) -> None:
    """A programme with a printed investment but no listed projects has nothing to add up."""
    graph = _changed(sample, concepts, "DELETE { ?row ?p ?o } WHERE { ?row a pg:Project ; ?p ?o }")
    assert _reported(graph, shapes) == set()


@pytest.mark.parametrize(
    ("shape", "update"), _BROKEN, ids=[f"{number}-{shape}" for number, (shape, _) in enumerate(_BROKEN)]
)
def test_a_broken_graph_is_reported(
    sample: Graph, concepts: Graph, shapes: Graph, shape: str, update: str
) -> None:
    """Each shape reports the graph that was broken on purpose."""
    assert shape in _reported(_changed(sample, concepts, update), shapes)


def test_every_shape_is_tried(shapes: Graph) -> None:
    """The table above breaks every property shape and SPARQL constraint."""
    kinds = (SH.PropertyShape, SH.SPARQLConstraint)
    defined = {
        str(each).removeprefix(_SHAPES)
        for kind in kinds
        for each in shapes.subjects(RDF.type, kind)
        if isinstance(each, URIRef)
    }
    assert sorted(defined - {shape for shape, _ in _BROKEN}) == []


def test_every_message_is_in_both_languages(shapes: Graph) -> None:
    """Everything that can be reported says so once in Chinese and once in English."""
    kinds = (SH.PropertyShape, SH.SPARQLConstraint)
    languages = {
        str(each): sorted(
            str(message.language)
            for message in shapes.objects(each, SH.message)
            if isinstance(message, Literal)
        )
        for kind in kinds
        for each in shapes.subjects(RDF.type, kind)
    }
    assert {each: found for each, found in languages.items() if found != ["en", "zh"]} == {}
