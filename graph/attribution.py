"""Who answers for what: the people behind corrections, as PROV agents. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.literal_text import chinese, date, string
from graph.statements import Node, Statement, iri_node
from ontology.identifiers import DEFAULT_BASE, named, resource, resource_iri
from ontology.model import Attribution, Correction
from ontology.terms import DCTERMS, FOAF, PROV, RDF, RDFS, SKOS

__all__ = ["attributed", "corrected"]


def attributed(
    node: Node, attributions: Iterable[Attribution], base: str = DEFAULT_BASE
) -> Iterator[Statement]:
    """Statements that a node is due to these people, with the days they changed it.

    The agent's IRI is made from the name as signed: ``…/id/agent/wangfang-x7kd``.
    """
    for each in attributions:
        agent = iri_node(resource_iri(resource("agent", named(each.by)), base))
        yield node, PROV.wasAttributedTo, agent
        yield agent, RDF.type, iri_node(PROV.Agent)
        yield agent, RDF.type, iri_node(FOAF.Agent)
        yield agent, FOAF.name, string(each.by)
        yield agent, RDFS.label, chinese(each.by)
        if each.on is not None:
            yield node, DCTERMS.modified, date(each.on)


def corrected(
    graph: Node, corrections: Iterable[Correction], base: str = DEFAULT_BASE
) -> Iterator[Statement]:
    """Statements about a document's named graph: who corrected it and how.

    What was dropped leaves no node behind that could say so; the graph's change notes do.
    """
    for each in corrections:
        if each.applied:
            yield from attributed(graph, (each.attribution,), base)
            yield graph, SKOS.changeNote, chinese(f"{each.verb} {each.words}")
