"""How accurate the facts are, as RDF: W3C Data Quality Vocabulary (DQV) in a named graph of its own.

Each figure of each kind of fact is a ``dqv:QualityMeasurement`` on the plan, of a ``dqv:Metric`` that
is defined in Chinese and English. Each fact that was missed or found too much is a
``dqv:QualityAnnotation`` of the measurement that it lowers, with its words and, where the document
has them, their place (Web Annotation: a source and a selector). One ``prov:Activity`` a plan made
them from the document and the annotation, both with their SHA-256. No blank nodes; the same scores
give the same IRIs.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from graph.literals import chinese, date_time, decimal, integer
from ontology.identifiers import DEFAULT_BASE, graph_iri, resource, resource_iri, slug, tail
from ontology.quality import FIGURES, KINDS, Difference, Score
from ontology.terms import DCTERMS, DQV, OA, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

__all__ = ["Evaluated", "evaluation_iri", "metric_quads", "plan_quads", "quality_graph"]

_Statement: TypeAlias = tuple[NamedNode, str, NamedNode | Literal]

_DIMENSION: Final = "dimension/extraction-accuracy"
#: Digits of a share: enough to tell one fact in ten thousand.
_DIGITS: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The scores of one plan and what they come from: names and SHA-256 of document and annotation.

    ``plan`` is the plan's slug (``changzhou-2014``), ``software`` the version that extracted it.
    """

    plan: str
    title: str
    scores: tuple[Score, ...]
    document: str
    document_sha256: str
    annotation: str
    annotation_sha256: str
    software: str


def quality_graph(base: str = DEFAULT_BASE) -> str:
    """IRI of the named graph of all measurements (``…/graph/quality``)."""
    return graph_iri("quality", base)


def evaluation_iri(evaluated: Evaluated, base: str = DEFAULT_BASE) -> str:
    """IRI of the activity that made these measurements; another one as soon as anything differs."""
    digest = hashlib.sha256(repr(evaluated).encode()).hexdigest()[:12]
    return resource_iri(resource("evaluation", evaluated.plan, digest), base)


def metric_quads(base: str = DEFAULT_BASE) -> frozenset[Quad]:
    """Definitions of all metrics and of their dimension, in the quality graph."""
    return _in_graph(_metrics(base), base)


def plan_quads(evaluated: Evaluated, at: dt.datetime, base: str = DEFAULT_BASE) -> frozenset[Quad]:
    """Measurements of one plan, made at a moment (which must know its time zone), in the quality graph."""
    return _in_graph(_plan(evaluated, at, base), base)


def _in_graph(statements: Iterable[_Statement], base: str) -> frozenset[Quad]:
    graph = NamedNode(quality_graph(base))
    return frozenset(Quad(s, NamedNode(p), o, graph) for s, p, o in statements)


def _node(base: str, *parts: str) -> NamedNode:
    return NamedNode(resource_iri(resource(*parts), base))


def _metric(kind: str, figure: str, base: str) -> NamedNode:
    return _node(base, "metric", slug(kind), figure)


def _words(node: NamedNode, predicate: str, zh: str, en: str) -> Iterator[_Statement]:
    yield node, predicate, chinese(zh)
    yield node, predicate, Literal(en, language="en")


def _metrics(base: str) -> Iterator[_Statement]:
    dimension = _node(base, _DIMENSION)
    yield dimension, RDF.type, NamedNode(DQV.Dimension)
    yield from _words(dimension, RDFS.label, "识别准确度", "accuracy of the extraction")
    yield from _words(
        dimension,
        SKOS.definition,
        "从文件中识别出的事实与人工阅读标注的一致程度。",
        "How far the facts extracted from a document agree with those that a person annotated by reading it.",
    )
    for kind, subject in KINDS.items():
        for name, figure in FIGURES.items():
            node = _metric(kind, name, base)
            yield node, RDF.type, NamedNode(DQV.Metric)
            yield node, DCTERMS.identifier, Literal(f"{kind}/{name}")
            yield from _words(node, RDFS.label, f"{subject.zh}：{figure.zh}", f"{subject.en}: {figure.en}")
            yield from _words(
                node,
                SKOS.definition,
                f"{figure.definition_zh}。{subject.definition_zh}，即算相同。",
                f"{figure.definition_en}; two count as the same when: {subject.definition_en}.",
            )
            yield node, DQV.inDimension, dimension
            yield node, DQV.expectedDataType, NamedNode(XSD.integer if figure.count else XSD.decimal)


def _plan(evaluated: Evaluated, at: dt.datetime, base: str) -> Iterator[_Statement]:
    plan, activity = _node(base, "plan", evaluated.plan), NamedNode(evaluation_iri(evaluated, base))
    yield from _activity(evaluated, activity, at, base)
    for score in evaluated.scores:
        values: dict[str, Literal] = {
            "precision": _share(score.precision),
            "recall": _share(score.recall),
            "f1": _share(score.f1),
            "right": integer(score.right),
            "missing": integer(len(score.missing)),
            "spurious": integer(len(score.spurious)),
        }
        for name, value in values.items():
            node = _measurement(evaluated, score, name, base)
            subject, figure = KINDS[score.kind], FIGURES[name]
            yield node, RDF.type, NamedNode(DQV.QualityMeasurement)
            yield from _words(
                node,
                RDFS.label,
                f"{evaluated.title}：{subject.zh}，{figure.zh} {value.value}",
                f"{evaluated.plan}: {subject.en}, {figure.en} {value.value}",
            )
            yield node, DQV.isMeasurementOf, _metric(score.kind, name, base)
            yield node, DQV.computedOn, plan
            yield node, DQV.value, value
            yield node, PROV.wasGeneratedBy, activity
            yield node, PROV.generatedAtTime, date_time(at)
        yield from _differences(evaluated, score, "missing", score.missing, base)
        yield from _differences(evaluated, score, "spurious", score.spurious, base)


def _measurement(evaluated: Evaluated, score: Score, figure: str, base: str) -> NamedNode:
    return _node(base, "quality", evaluated.plan, slug(score.kind), figure)


def _activity(evaluated: Evaluated, node: NamedNode, at: dt.datetime, base: str) -> Iterator[_Statement]:
    software = _node(base, "software", slug(f"policygraph {evaluated.software}"))
    yield node, RDF.type, NamedNode(PROV.Activity)
    yield from _words(
        node,
        RDFS.label,
        f"{evaluated.title}：准确度评估",
        f"evaluation of {evaluated.plan} against its annotation",
    )
    yield node, PROV.endedAtTime, date_time(at)
    yield node, PROV.wasAssociatedWith, software
    yield software, RDF.type, NamedNode(PROV.SoftwareAgent)
    yield software, RDFS.label, Literal(f"policygraph {evaluated.software}")
    yield software, OWL.versionInfo, Literal(evaluated.software)
    for part, name, digest, zh, en in (
        ("document", evaluated.document, evaluated.document_sha256, "所评估的文件", "document evaluated"),
        (
            "annotation",
            evaluated.annotation,
            evaluated.annotation_sha256,
            "人工标注",
            "annotation by a person",
        ),
    ):
        entity = _node(base, "quality", evaluated.plan, part)
        yield node, PROV.used, entity
        yield entity, RDF.type, NamedNode(PROV.Entity)
        yield from _words(entity, RDFS.label, f"{zh}：{name}", f"{en}: {name}")
        yield entity, DCTERMS.type, Literal(part)
        yield entity, DCTERMS.source, Literal(name)
        yield entity, SCHEMA.sha256, Literal(digest)


def _differences(
    evaluated: Evaluated, score: Score, name: str, differences: Iterable[Difference], base: str
) -> Iterator[_Statement]:
    """What was missed is about the number of missed facts, what is too much about theirs."""
    measurement, plan = _measurement(evaluated, score, name, base), _node(base, "plan", evaluated.plan)
    times: dict[str, int] = {}
    for each in differences:
        times[each.words] = times.get(each.words, 0) + 1
        mark = f"{name}-{tail(each.words, str(times[each.words]))}"
        node = _node(base, "quality", evaluated.plan, slug(score.kind), mark)
        yield node, RDF.type, NamedNode(DQV.QualityAnnotation)
        yield from _words(
            node, RDFS.label, f"{FIGURES[name].zh}：{each.words}", f"{FIGURES[name].en}: {each.words}"
        )
        yield node, OA.motivatedBy, NamedNode(DQV.qualityAssessment)
        yield node, OA.bodyValue, Literal(each.words)
        yield node, OA.hasTarget, measurement
        if each.passage is None:
            continue
        place, selector = NamedNode(f"{node.value}/place"), NamedNode(f"{node.value}/selector")
        yield node, OA.hasTarget, place
        yield place, RDF.type, NamedNode(OA.SpecificResource)
        yield from _words(place, RDFS.label, "原文中的位置", "place in the document")
        yield place, OA.hasSource, plan
        yield place, OA.hasSelector, selector
        for kind in (OA.TextPositionSelector, OA.TextQuoteSelector):
            yield selector, RDF.type, NamedNode(kind)
        yield selector, RDFS.label, chinese(each.passage.exact)
        yield selector, OA.start, integer(each.passage.start)
        yield selector, OA.end, integer(each.passage.end)
        yield selector, OA.exact, Literal(each.passage.exact)


def _share(value: float) -> Literal:
    return decimal(Decimal(str(value)).quantize(_DIGITS))
