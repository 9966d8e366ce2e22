"""Doubts become quality annotations: what a person should look at, about which fact, in which words.

A doubt is a ``dqv:QualityAnnotation`` (a kind of ``oa:Annotation``) in its document's graph, so that a client
sees beside a fact that it is doubted, and a mirror of the graph carries the doubts along.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.literal_text import string
from graph.statements import Context, Statement, iri_node, labelled, typed
from ontology.identifiers import resource, slug, tail
from ontology.model import Doubt
from ontology.terms import DCTERMS, DQV, OA, PROV, RDFS

__all__ = ["doubted"]


def doubted(context: Context, doubt: Doubt) -> Iterator[Statement]:
    """The annotation of a doubt; its passage is described with the others.

    ``oa:hasTarget`` is the fact in doubt, or the plan; ``dcterms:type`` the doubt's code.
    """
    start = doubt.passage.start if doubt.passage else 0
    node = context.node(
        resource(
            "annotation", context.slug, f"{slug(doubt.code)}-{start}-{tail(doubt.zh, doubt.about or '')}"
        )
    )
    yield from typed(node, DQV.QualityAnnotation)
    yield from labelled(node, doubt.zh)
    yield node, RDFS.label, string(doubt.en, "en")
    yield node, DCTERMS.type, string(doubt.code)
    yield node, OA.motivatedBy, iri_node(DQV.qualityAssessment)
    yield node, OA.bodyValue, string(doubt.zh)
    yield node, OA.hasTarget, context.node(doubt.about) if doubt.about else context.plan
    yield node, DCTERMS.isPartOf, context.plan
    if doubt.passage is not None:
        yield node, PROV.wasDerivedFrom, context.passage(doubt.passage)
