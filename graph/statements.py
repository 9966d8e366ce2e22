"""What the writers of `graph.rdf` share: the document they write, and statements of common shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias

from graph.literal_text import chinese, year
from ontology.identifiers import concept_iri, passage_id, resource_iri
from ontology.model import ConceptId, Facts, Passage, ResourceId
from ontology.terms import PG, RDF, RDFS, SKOS

__all__ = [
    "Context",
    "Node",
    "Statement",
    "concept",
    "iri_node",
    "labelled",
    "linked",
    "shortened",
    "typed",
    "years",
]

#: A resource as N-Triples writes it: ``<https://…>``. Text, because a document has six thousand statements.
Node: TypeAlias = str
#: Subject, predicate (an IRI), object (a node or the text of a literal), before they get their named graph.
Statement: TypeAlias = tuple[Node, str, Node | str]

#: To ask an enumeration for a member takes longer than to say what is written with it.
_TYPE: Final = str(RDF.type)
_LABEL: Final = str(RDFS.label)
_MAX_LABEL: Final = 40


@dataclass(frozen=True)
class Context:
    """The document that statements belong to, and the base of its IRIs."""

    facts: Facts
    base: str
    #: Nodes by their identifier, and those of the passages to describe at the end: a passage proves many facts.
    nodes: dict[ResourceId, Node] = field(default_factory=dict)
    passages: dict[Passage, Node] = field(default_factory=dict)

    @cached_property
    def slug(self) -> str:
        """Slug of the document's plan."""
        return self.facts.plan.id.partition("/")[2]

    @cached_property
    def plan(self) -> Node:
        """Node of the plan."""
        return self.node(self.facts.plan.id)

    def node(self, resource_id: ResourceId) -> Node:
        """Node of a resource; the same object each time."""
        node = self.nodes.get(resource_id)
        if node is None:
            node = self.nodes[resource_id] = iri_node(resource_iri(resource_id, self.base))
        return node

    def passage(self, passage: Passage) -> Node:
        """Node of a passage, which is then described at the end."""
        node = self.passages.get(passage)
        if node is None:
            node = self.passages[passage] = iri_node(resource_iri(passage_id(self.slug, passage), self.base))
        return node

    @cached_property
    def organizations(self) -> dict[ResourceId, str]:
        """Names of the organisations."""
        return {each.id: each.label for each in self.facts.organizations}

    @cached_property
    def measures(self) -> dict[ResourceId, str]:
        """Names of the measures."""
        return {each.id: each.name for each in self.facts.measures}


def typed(node: Node, *classes: str) -> Iterator[Statement]:
    """The node is of these classes."""
    for each in classes:
        yield node, _TYPE, iri_node(each)


def iri_node(iri: str) -> Node:
    """The node of an IRI, which must be one: nothing is checked or escaped here."""
    return f"<{iri}>"


def labelled(node: Node, label: str, others: tuple[str, ...] = ()) -> Iterator[Statement]:
    """The node has this Chinese label, and others."""
    yield node, _LABEL, chinese(label)
    for other in others:
        yield node, SKOS.altLabel, chinese(other)


def linked(context: Context, node: Node, predicate: str, other: ResourceId | None) -> Iterator[Statement]:
    """The node points to another resource, where there is one."""
    if other:
        yield node, predicate, context.node(other)


def concept(node: Node, predicate: str, slug: ConceptId | None) -> Iterator[Statement]:
    """The node points to a concept, where there is one."""
    if slug:
        yield node, predicate, iri_node(concept_iri(slug))


def years(node: Node, start: int | None, end: int | None) -> Iterator[Statement]:
    """The node starts and ends in these years, where they are known."""
    if start is not None:
        yield node, PG.startYear, year(start)
    if end is not None:
        yield node, PG.endYear, year(end)


def shortened(text: str) -> str:
    """A text as a label: its first characters."""
    return text if len(text) <= _MAX_LABEL else text[: _MAX_LABEL - 1] + "…"
