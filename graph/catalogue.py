"""What DCAT 3 says of the dataset, of each named graph as a dataset, and of the files they come in.

Pure: statements from names and numbers. `graph.metadata` puts them into the graph; sizes and checksums of
dumps, which cannot stand in the graph that is dumped, are added when the description is served.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Store

from graph.dumps import DUMP_FORMATS, DumpFile, dump_name
from graph.formats import GraphFormat
from graph.licences import DATA_LICENCE, DATA_RIGHTS, VOCABULARY_LICENCE
from graph.literals import integer
from ontology.identifiers import CONCEPT_BASE, ONTOLOGY_IRI, slug
from ontology.terms import DCAT, DCTERMS, FOAF, OWL, PREFIXES, RDF, RDFS, VOID, XSD
from ontology.web_terms import SPDX

__all__ = [
    "Statement",
    "dataset_statements",
    "distributions",
    "linksets",
    "measured",
    "part_name",
    "part_statements",
]

Statement: TypeAlias = tuple[NamedNode, str, NamedNode | Literal]

_TITLE: Final = (
    Literal("政府规划知识图谱", language="zh"),
    Literal("Knowledge graph of government plans", language="en"),
)
_DESCRIPTION: Final = (
    Literal(
        "从政府规划文件中读出的关联数据：谁对哪项措施负责、承诺了什么指标、提到了哪些平台、企业、园区与项目；"
        "每条事实附原文词句及其位置。",
        language="zh",
    ),
    Literal(
        "Linked data read from government plans: who answers for which measure, which numbers are promised,"
        " which platforms, enterprises, parks and projects are named; each fact with its exact words and place.",
        language="en",
    ),
)
_KEYWORDS: Final = (
    Literal("政府规划", language="zh"),
    Literal("责任分工", language="zh"),
    Literal("government plans", language="en"),
    Literal("responsibility", language="en"),
)
_PARTS: Final = {
    "ontology": ("本体", "The ontology", VOCABULARY_LICENCE),
    "concepts": ("概念", "The concept schemes", VOCABULARY_LICENCE),
    "quality": ("准确度", "How accurate the facts are", DATA_LICENCE),
    "queries": ("示例查询", "Example queries", VOCABULARY_LICENCE),
    "metadata": ("数据集的描述", "The description of the dataset", DATA_LICENCE),
}
_USED: Final = ("pg", "pgc", "dcterms", "skos", "prov", "oa", "org", "schema", "foaf", "eli", "doco")
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_FORMATS: Final = PREFIXES["sd"].replace("sparql-service-description#", "formats/")
_FORMAT_NAMES: Final = {
    GraphFormat.TURTLE: "Turtle",
    GraphFormat.NTRIPLES: "N-Triples",
    GraphFormat.JSONLD: "JSON-LD",
    GraphFormat.RDFXML: "RDF_XML",
    GraphFormat.NQUADS: "N-Quads",
    GraphFormat.TRIG: "TriG",
}
#: Properties by which a thing of ours is said to be, or to match, a thing of another dataset.
_LINKING: Final = (
    OWL.sameAs,
    *(PREFIXES["skos"] + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch")),
    PREFIXES["skos"] + "relatedMatch",
)


def dataset_statements(base: str) -> Iterator[Statement]:
    """What is true of the dataset in every revision: names, terms of use, where and how to get it."""
    dataset = NamedNode(f"{base}dataset")
    for each in (VOID.Dataset, DCAT.Dataset):
        yield dataset, RDF.type, NamedNode(each)
    for title in _TITLE:
        yield dataset, DCTERMS.title, title
        yield dataset, RDFS.label, title
    for description in _DESCRIPTION:
        yield dataset, DCTERMS.description, description
    for keyword in _KEYWORDS:
        yield dataset, DCAT.keyword, keyword
    yield from _licensed(dataset, DATA_LICENCE)
    for rights in DATA_RIGHTS:
        yield dataset, DCTERMS.rights, rights
    yield dataset, DCTERMS.language, Literal("zh")
    yield dataset, FOAF.homepage, NamedNode(base)
    yield dataset, DCAT.landingPage, dataset
    yield dataset, VOID.uriSpace, Literal(f"{base}id/")
    yield dataset, PREFIXES["void"] + "uriRegexPattern", Literal(f"^{re.escape(base)}id/.+$")
    yield dataset, VOID.sparqlEndpoint, NamedNode(f"{base}sparql")
    yield dataset, VOID.rootResource, NamedNode(ONTOLOGY_IRI)
    for prefix in _USED:
        yield dataset, VOID.vocabulary, NamedNode(PREFIXES[prefix])
    for name in _FORMAT_NAMES.values():
        yield dataset, VOID.feature, NamedNode(_FORMATS + name)
    yield from _service(base, dataset)
    yield from distributions(base, dataset, None)


def part_statements(
    base: str, graph: str, labels: tuple[Literal, ...], topic: NamedNode | None
) -> Iterator[Statement]:
    """A named graph as a dataset of its own, part of the whole; ``topic`` is the plan that it tells."""
    node, name = NamedNode(graph), graph.rpartition("/")[2]
    zh, en, licence = _PARTS.get(name, (name, name, DATA_LICENCE))
    yield NamedNode(f"{base}dataset"), DCTERMS.hasPart, node
    yield node, DCTERMS.isPartOf, NamedNode(f"{base}dataset")
    yield node, RDF.type, NamedNode(DCAT.Dataset)
    yield node, DCAT.landingPage, NamedNode(f"{base}dataset/{name}")
    for title in labels or (Literal(zh, language="zh"), Literal(en, language="en")):
        yield node, DCTERMS.title, title
        yield node, RDFS.label, title
    yield from _licensed(node, licence)
    if topic is not None:
        yield node, FOAF.primaryTopic, topic


def part_name(graph: str, lang: str) -> str:
    """Name of a graph that is no plan's, in Chinese or English; empty text for any other."""
    zh, en, _ = _PARTS.get(graph.rpartition("/")[2], ("", "", ""))
    return zh if lang == "zh" else en


def distributions(base: str, dataset: NamedNode, graph: str | None) -> Iterator[Statement]:
    """The dumps of the whole (``graph`` is None) or of a named graph, without what only the file tells."""
    folder = f"{base}dump/" if graph else base
    licence = _PARTS.get((graph or "").rpartition("/")[2], ("", "", DATA_LICENCE))[2]
    for wanted in DUMP_FORMATS.values():
        name = dump_name(wanted, graph)
        file, node = NamedNode(folder + name), distribution_node(base, wanted, graph)
        yield dataset, VOID.dataDump, file
        yield dataset, DCAT.distribution, node
        yield node, RDF.type, NamedNode(DCAT.Distribution)
        yield node, DCTERMS.title, Literal(name)
        yield node, DCAT.downloadURL, file
        yield node, DCAT.accessURL, NamedNode(f"{base}dataset")
        yield node, DCAT.mediaType, NamedNode(_MEDIA + wanted.media_type)
        yield node, DCAT.compressFormat, NamedNode(f"{_MEDIA}application/gzip")
        yield node, DCTERMS.format, NamedNode(_FORMATS + _FORMAT_NAMES[wanted])
        yield from _licensed(node, licence)


def distribution_node(base: str, wanted: GraphFormat, graph: str | None) -> NamedNode:
    """IRI of a distribution: ``…/dataset#ttl``, ``…/dataset/changzhou-2014#ttl``."""
    part = f"/{graph.rpartition('/')[2]}" if graph else ""
    return NamedNode(f"{base}dataset{part}#{wanted.extension}")


def measured(base: str, file: DumpFile, graph: str | None) -> Iterator[Statement]:
    """Size and checksum of a distribution (DCAT 3, 6.8 and 6.17)."""
    node = distribution_node(base, file.wanted, graph)
    checksum = NamedNode(f"{node.value}-sha256")
    yield node, DCAT.byteSize, Literal(str(file.size), datatype=NamedNode(_NON_NEGATIVE))
    yield node, SPDX.checksum, checksum
    yield checksum, RDF.type, NamedNode(SPDX.Checksum)
    yield checksum, SPDX.algorithm, NamedNode(SPDX.checksumAlgorithm_sha256)
    yield checksum, SPDX.checksumValue, Literal(file.sha256, datatype=NamedNode(_HEX))


def linksets(base: str, store: Store) -> Iterator[Statement]:
    """VoID linksets with real counts: what links from here to things of other datasets, by property."""
    dataset, ours = NamedNode(f"{base}dataset"), (base, CONCEPT_BASE, ONTOLOGY_IRI)
    for predicate in _LINKING:
        counts: dict[str, set[tuple[str, str]]] = {}
        for quad in store.quads_for_pattern(None, NamedNode(predicate), None):
            target = quad.object.value if isinstance(quad.object, NamedNode) else ""
            if target and not target.startswith(ours):
                counts.setdefault(_space(target), set()).add((str(quad.subject), target))
        for space, pairs in sorted(counts.items()):
            name = f"{predicate.rpartition('#')[2]}-{slug(space.partition('//')[2])}"
            node, other = NamedNode(f"{dataset.value}#links-{name}"), NamedNode(f"{dataset.value}#at-{name}")
            yield node, RDF.type, NamedNode(PREFIXES["void"] + "Linkset")
            yield dataset, VOID.subset, node
            yield node, PREFIXES["void"] + "linkPredicate", NamedNode(predicate)
            yield node, PREFIXES["void"] + "subjectsTarget", dataset
            yield node, PREFIXES["void"] + "objectsTarget", other
            yield other, RDF.type, NamedNode(VOID.Dataset)
            yield other, VOID.uriSpace, Literal(space)
            yield node, VOID.triples, integer(len(pairs))


_NON_NEGATIVE: Final = XSD.integer.replace("integer", "nonNegativeInteger")
_HEX: Final = XSD.integer.replace("integer", "hexBinary")


def _service(base: str, dataset: NamedNode) -> Iterator[Statement]:
    service = NamedNode(f"{base}dataset#sparql")
    yield service, RDF.type, NamedNode(DCAT.DataService)
    yield service, DCTERMS.title, Literal("SPARQL 1.1")
    yield service, DCAT.endpointURL, NamedNode(f"{base}sparql")
    yield service, DCAT.endpointDescription, NamedNode(f"{base}sparql")
    yield service, DCTERMS.conformsTo, NamedNode("http://www.w3.org/TR/sparql11-protocol/")
    yield service, DCAT.servesDataset, dataset
    yield from _licensed(service, DATA_LICENCE)


def _licensed(node: NamedNode, licence: str) -> Iterator[Statement]:
    yield node, DCTERMS.license, NamedNode(licence)


def _space(iri: str) -> str:
    """The part of an IRI up to its last slash or hash: what its dataset's IRIs begin with."""
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
