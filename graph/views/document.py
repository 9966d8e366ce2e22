"""The RDF document about a resource: what it says, what points at it, labels, passages, in pages.

What points at a resource can be long (every passage of a plan does), so it comes in pages of `PAGE`
statements in a fixed order; the pages together are complete, and each says where it stands (Hydra).
Statements about the resource itself stand on every page. Neighbours carry their label and what orders
them; responsibilities and targets, which are nodes only because RDF has no edges with properties, are
given whole, with their passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph.engine import Engine, Term
from graph.licences import DATA_LICENCE
from graph.literals import integer
from ontology.terms import DCTERMS, FOAF, OA, PG, PREFIXES, PROV, RDF, RDFS, SKOS, VOID
from ontology.web_terms import HYDRA

__all__ = ["PAGE", "Profile", "ResourceDocument", "resource_document"]

#: Statements that point at the resource, on one page.
PAGE: Final = 250
#: Nodes in one VALUES clause.
_CHUNK: Final = 500
#: Nodes of these classes are given whole.
_WHOLE: Final = (PG.Responsibility, PG.Target)
_LABELS: Final = (RDFS.label, SKOS.prefLabel)
#: What is said of a neighbour: what it is, how it is called, and what puts it in order.
_BRIEF: Final = (
    RDF.type,
    *_LABELS,
    SKOS.notation,
    PG.order,
    PG.level,
    PG.number,
    PG.value,
    PG.unit,
    OA.start,
    OA.end,
)
_ABOUT: Final = "CONSTRUCT { ?resource ?p ?o } WHERE { ?resource ?p ?o }"
_INCOMING: Final = "SELECT ?other ?back WHERE { ?other ?back ?resource . %s }"
_PG: Final = PREFIXES["pg"]
_DUTIES: Final = "?other a pg:Responsibility ."


class Profile(Enum):
    """What a document holds; ``token`` is its short name in ``?_profile=``."""

    FULL = (
        "full",
        "全部：资源的陈述、指向它的陈述、邻居的名称、原文片段",
        "everything: statements about the resource and to it, labels of neighbours, passages",
    )
    LABELLED = (
        "labelled",
        "带名称：资源自身的陈述，以及其中每个对象、属性和类的名称",
        "labelled: statements about the resource, with labels of all that they name, properties and classes too",
    )
    RESPONSIBILITY = (
        "responsibility",
        "责任：谁以何种角色对什么负责，连同原文",
        "responsibility: who answers for what in which role, with the words",
    )

    def __init__(self, token: str, zh: str, en: str) -> None:
        self.token = token
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class ResourceDocument:
    """One page of a document: ``triples`` in no order, ``page`` of ``pages`` (both count from 1)."""

    resource: str
    profile: Profile
    triples: frozenset[Triple]
    page: int
    pages: int


def resource_document(
    engine: Engine,
    resource: str,
    document: str,
    *,
    profile: Profile = Profile.FULL,
    page: int = 1,
    packaged: Sequence[Triple] = (),
    licence: str = DATA_LICENCE,
    dataset: str = "",
) -> ResourceDocument | None:
    """Page ``page`` of the document with IRI ``document`` about ``resource``.

    ``packaged`` are statements about and to the resource that are used where the graph says nothing
    of it (the vocabulary, before anything is loaded). ``dataset`` is the dataset's IRI. None when
    nothing is said of the resource or by it, or when there is no such page.
    """
    node = NamedNode(resource)
    about = engine.triples(_ABOUT, resource=node) or list(packaged)
    pointing: list[tuple[Term, Term]] = []
    if profile is not Profile.LABELLED:
        pointing = _pointing(engine, node, "" if profile is Profile.FULL else _DUTIES)
    if not about and not pointing:
        return None
    total = len(pointing)
    pages = max(1, -(-total // PAGE))
    if not 1 <= page <= pages:
        return None
    found = set(about)
    shown = pointing[(page - 1) * PAGE : page * PAGE]
    others = [other for other, _ in shown]
    found |= {Triple(other, back, node) for other, back in shown}  # type: ignore[arg-type]  # as stored
    if profile is Profile.RESPONSIBILITY:
        found -= {triple for triple in about if triple.predicate.value not in (RDF.type, *_LABELS)}
        if NamedNode(PG.Responsibility) in _objects(about, RDF.type):
            found |= set(about)
    known = found | set(packaged)
    whole = _whole(engine, _nodes((*others, *(triple.object for triple in found))), found)
    passages = _objects((*(t for t in found if t.subject == node), *whole), PROV.wasDerivedFrom)
    if profile is not Profile.LABELLED:
        found |= whole
        found |= set(_values(engine, "CONSTRUCT { ?n ?p ?o } WHERE { %s ?n ?p ?o }", _nodes(passages)))
    found |= _neighbours(engine, node, found, profile)
    found |= {triple for triple in known if triple.predicate.value in _LABELS}
    found |= set(_described(document, node, page, pages, total, licence, dataset))
    return ResourceDocument(resource, profile, frozenset(found), page, pages)


def _pointing(engine: Engine, node: NamedNode, condition: str) -> list[tuple[Term, Term]]:
    """Who points at the node by which property: our own properties first, then by name.

    Sorted here: the engine (pyoxigraph 0.5) takes twenty times as long to sort what it has found.
    """
    rows = engine.rows(_INCOMING % condition, resource=node)
    found = {(row["other"], row["back"]) for row in rows if row["other"] != node}
    return sorted(found, key=lambda pair: (_PG not in str(pair[1]), str(pair[1]), str(pair[0])))


def _whole(engine: Engine, nodes: Iterable[NamedNode], found: set[Triple]) -> set[Triple]:
    """All statements of the responsibilities and targets among ``nodes``."""
    listed = tuple(nodes)
    kinds = (
        triple.subject
        for each in _WHOLE
        for triple in _values(engine, f"CONSTRUCT {{ ?n a <{each}> }} WHERE {{ %s ?n a <{each}> }}", listed)
    )
    return set(_values(engine, "CONSTRUCT { ?n ?p ?o } WHERE { %s ?n ?p ?o }", _nodes(kinds))) - found


def _neighbours(engine: Engine, node: NamedNode, found: set[Triple], profile: Profile) -> set[Triple]:
    """Labels of what the statements name, and what orders those of them that are subjects."""
    terms: set[Term] = {triple.subject for triple in found}
    for triple in found:
        if profile is Profile.LABELLED:
            terms |= {triple.predicate, triple.object}
        elif triple.predicate.value != RDF.type:
            terms.add(triple.object)
    nodes = _nodes(terms - {node})
    # One query a property: with the properties in a second VALUES clause the engine (pyoxigraph 0.5)
    # reads the whole graph, minutes where these take milliseconds.
    return {
        triple
        for each in _BRIEF
        for triple in _values(engine, f"CONSTRUCT {{ ?n <{each}> ?o }} WHERE {{ %s ?n <{each}> ?o }}", nodes)
    }


def _described(
    document: str, node: NamedNode, page: int, pages: int, total: int, licence: str, dataset: str
) -> Iterator[Triple]:
    """What the document says of itself: its topic, its licence, and where its other pages are."""

    def say(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Triple:
        return Triple(subject, NamedNode(predicate), value)

    whole = NamedNode(document)
    yield say(whole, RDF.type, NamedNode(FOAF.Document))
    yield say(whole, FOAF.primaryTopic, node)
    yield say(whole, DCTERMS.license, NamedNode(licence))
    if dataset:
        yield say(whole, VOID.inDataset, NamedNode(dataset))
    if pages == 1:
        return

    def part(number: int) -> NamedNode:
        return NamedNode(f"{document}?page={number}")

    yield say(whole, RDF.type, NamedNode(HYDRA.Collection))
    yield say(whole, HYDRA.totalItems, integer(total))
    yield say(whole, HYDRA.view, part(page))
    yield say(part(page), RDF.type, NamedNode(HYDRA.PartialCollectionView))
    yield say(part(page), HYDRA.first, part(1))
    yield say(part(page), HYDRA.last, part(pages))
    if page > 1:
        yield say(part(page), HYDRA.previous, part(page - 1))
    if page < pages:
        yield say(part(page), HYDRA.next, part(page + 1))


def _values(engine: Engine, query: str, nodes: Iterable[NamedNode]) -> Iterator[Triple]:
    """Triples of a CONSTRUCT whose ``%s`` becomes ``VALUES ?n { … }``, in pieces that stay small."""
    listed = sorted(set(nodes), key=str)
    for start in range(0, len(listed), _CHUNK):
        names = " ".join(map(str, listed[start : start + _CHUNK]))
        yield from engine.triples(query % f"VALUES ?n {{ {names} }}")


def _nodes(terms: Iterable[object]) -> tuple[NamedNode, ...]:
    return tuple(term for term in terms if isinstance(term, NamedNode))


def _objects(triples: Iterable[Triple], predicate: str) -> set[Term]:
    return {triple.object for triple in triples if triple.predicate.value == predicate}
