"""Doubts in the graph of their document."""

from __future__ import annotations

from dataclasses import replace

from graph.memory import InMemoryEngine
from graph.rdf import quads
from ontology.model import Doubt, Facts
from ontology.terms import DQV

ID = "https://w3id.org/policygraph/id/"


def test_a_doubt_is_an_annotation_of_the_fact(sample_facts: Facts) -> None:
    """It says about what, of which kind, in both languages, and in which words of the document."""
    measure, passage = sample_facts.measures[0], sample_facts.plan.evidence.passages[0]
    doubt = Doubt("duty", "请核对", "please check", passage, measure.id)
    engine = InMemoryEngine(quads(replace(sample_facts, doubts=(doubt,))))
    (row,) = engine.rows(
        "SELECT ?node ?about ?code ?zh ?en ?body ?why ?exact ?plan { ?node a dqv:QualityAnnotation ; oa:hasTarget ?about ;"
        " dcterms:type ?code ; rdfs:label ?zh, ?en ; oa:bodyValue ?body ; oa:motivatedBy ?why ; dcterms:isPartOf ?plan ;"
        " prov:wasDerivedFrom/oa:exact ?exact FILTER(LANG(?zh) = 'zh' && LANG(?en) = 'en') }"
    )
    found = {name: str(term.value) for name, term in row.items()}  # type: ignore[union-attr]
    node = found.pop("node")
    assert node.startswith(f"{ID}annotation/changzhou-2014/duty-{passage.start}-")
    assert {
        "about": f"{ID}{measure.id}",
        "code": "duty",
        "zh": "请核对",
        "en": "please check",
        "body": "请核对",
        "why": DQV.qualityAssessment.value,
        "exact": passage.exact,
        "plan": f"{ID}{sample_facts.plan.id}",
    } == found


def test_a_doubt_about_nothing_in_particular_is_about_the_plan(sample_facts: Facts) -> None:
    """Without a fact and a place the plan itself is the target."""
    engine = InMemoryEngine(
        quads(replace(sample_facts, doubts=(Doubt("sum", "合计不符", "the sum differs"),)))
    )
    (row,) = engine.rows("SELECT ?about { ?node a dqv:QualityAnnotation ; oa:hasTarget ?about }")
    assert f"{ID}{sample_facts.plan.id}" == row["about"].value  # type: ignore[union-attr]
