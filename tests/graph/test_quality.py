"""Accuracy as DQV, and read back as the page shows it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph.memory import InMemoryEngine
from graph.metadata import vocabulary_graphs
from graph.quality import Evaluated, evaluation_iri, metric_quads, plan_quads, quality_graph
from graph.rdf import quads
from graph.validation import validate
from graph.views.quality import quality, totals
from ontology.model import Facts, Passage
from ontology.quality import FIGURES, KINDS, Difference, Score, added
from ontology.terms import DQV, PROV, RDF, RDFS

AT = dt.datetime(2026, 11, 21, 10, 30, tzinfo=dt.UTC)
PLAN = "https://w3id.org/policygraph/id/plan/changzhou-2014"


def _evaluated(facts: Facts) -> Evaluated:
    """Two of three platforms right, one too much; headings all right; a measure missed twice over."""
    start = facts.text.index("淘宝")
    there = Difference("淘宝", Passage(start, start + 2, "淘宝"))
    return Evaluated(
        plan="changzhou-2014",
        title="常州市电子商务发展行动计划",
        scores=(
            Score("headings", 4, (), ()),
            Score("owners", 3, (Difference("甲局负责：措施"),), ()),
            Score("responsibilities", 3, (Difference("甲局负责：措施"),), ()),
            Score("platforms", 2, (there,), (Difference("阿里"), Difference("阿里"))),
            Score("parks", 0, (), ()),
        ),
        document="changzhou-2014.txt",
        document_sha256=facts.source.sha256,
        annotation="changzhou-2014.json",
        annotation_sha256="0" * 64,
        software="0.1.0",
    )


def _published(facts: Facts, evaluated: Evaluated) -> frozenset[Quad]:
    return quads(facts) | metric_quads() | plan_quads(evaluated, AT)


def test_each_kind_has_a_defined_metric_for_each_figure() -> None:
    """Metrics are labelled and defined in both languages and say what type their values have."""
    found = metric_quads()
    metrics = {
        q.subject for q in found if q.predicate.value == RDF.type and q.object == NamedNode(DQV.Metric)
    }
    languages = Counter(
        q.object.language
        for q in found
        if q.subject in metrics and q.predicate.value == RDFS.label and isinstance(q.object, Literal)
    )

    assert len(KINDS) * len(FIGURES) == len(metrics)
    assert {"zh": len(metrics), "en": len(metrics)} == languages
    assert len(metrics) == sum(q.predicate.value == DQV.expectedDataType for q in found)


def test_every_measurement_has_its_metric_plan_value_and_activity(sample_facts: Facts) -> None:
    """Six figures of five kinds, each complete, all in the quality graph, without blank nodes."""
    found = plan_quads(_evaluated(sample_facts), AT)
    kinds = {q.subject for q in found if q.object == NamedNode(DQV.QualityMeasurement)}
    complete = Counter(q.predicate.value for q in found if q.subject in kinds)

    assert 5 * len(FIGURES) == len(kinds)
    for predicate in (
        DQV.isMeasurementOf,
        DQV.computedOn,
        DQV.value,
        PROV.wasGeneratedBy,
        PROV.generatedAtTime,
    ):
        assert len(kinds) == complete[predicate]
    assert {NamedNode(quality_graph())} == {q.graph_name for q in found}
    assert not any(isinstance(term, BlankNode) for q in found for term in (q.subject, q.object))


def test_the_same_scores_give_the_same_quads_and_others_another_activity(sample_facts: Facts) -> None:
    """IRIs are computed from the result, so that publishing it again changes nothing."""
    evaluated = _evaluated(sample_facts)
    other = dataclasses.replace(evaluated, annotation_sha256="1" * 64)

    assert plan_quads(evaluated, AT) == plan_quads(_evaluated(sample_facts), AT)
    assert evaluation_iri(evaluated) != evaluation_iri(other)


def test_the_graph_still_conforms_to_its_shapes(sample_facts: Facts) -> None:
    """Measurements beside the plan break no shape."""
    found = _published(sample_facts, _evaluated(sample_facts)).union(*vocabulary_graphs().values())

    assert [] == [str(issue) for issue in validate(found).issues]


def test_what_was_published_is_read_back(sample_facts: Facts) -> None:
    """Counts and shares as they were measured, by plan and over all plans."""
    (plan,) = quality(InMemoryEngine(_published(sample_facts, _evaluated(sample_facts))))
    platforms = plan.figures["platforms"]

    assert PLAN == plan.plan.iri
    assert ["headings", "owners", "responsibilities", "platforms", "parks"] == list(plan.figures)
    assert (2, 1, 2) == (platforms.right, platforms.missing, platforms.spurious)
    assert (0.5, 2 / 3, 4 / 7) == (platforms.precision, platforms.recall, platforms.f1)
    assert plan.figures["parks"].f1 is None
    assert (AT.date(), "policygraph 0.1.0") == (plan.ended, plan.software)
    assert ("changzhou-2014.json", True) == (plan.annotation, plan.current)
    assert [4, 3, 3, 2, 0] == [figure.right for figure in totals((plan,))]


def test_wrong_facts_have_their_place_and_count_once(sample_facts: Facts) -> None:
    """A duty that is missed as an owner too is one entry; words that stand nowhere have no place."""
    (plan,) = quality(InMemoryEngine(_published(sample_facts, _evaluated(sample_facts))))

    assert [
        (("owners", "responsibilities"), True, "甲局负责：措施", None),
        (("platforms",), True, "淘宝", "淘宝"),
        (("platforms",), False, "阿里", None),
    ] == [(f.kinds, f.missed, f.words, f.place.exact if f.place else None) for f in plan.wrong]
    assert plan.wrong[1].place is not None
    assert "淘宝等平台" in plan.wrong[1].place.sentence


def test_a_document_that_changed_since_is_told(sample_facts: Facts) -> None:
    """The measurements say of which bytes they are."""
    older = dataclasses.replace(_evaluated(sample_facts), document_sha256="2" * 64)
    (plan,) = quality(InMemoryEngine(_published(sample_facts, older)))

    assert not plan.current


def test_without_measurements_there_is_nothing_to_show(sample_engine: InMemoryEngine) -> None:
    """A graph that nobody evaluated has no accuracy, not a perfect one."""
    assert () == quality(sample_engine)


def test_scores_of_several_documents_add_up() -> None:
    """Counts are added and the shares follow from the sums."""
    one = Score("parks", 1, (Difference("甲园"),), ())
    other = Score("parks", 2, (), (Difference("乙园"),))
    (total,) = added((one, other))

    assert (3, 1, 1) == (total.right, len(total.missing), len(total.spurious))
    assert 0.75 == total.precision == total.recall == total.f1
