"""The dataset described: ``/dataset``, each named graph at ``/dataset/<name>``, and ``/.well-known/void``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pyoxigraph import Literal, NamedNode, Triple

from api.context import lang_of, service_of, site_of, urls_of, words_of
from api.documents import split_suffix, wanted_format
from api.dumps import dumps_of
from api.formats import DATA_OFFERS, DOCUMENT_OFFERS, graph_format
from api.negotiation import HTML, negotiate
from api.rdf import rdf_response
from api.urls import PATHS
from api.validators import not_modified, validators
from graph.catalogue import Statement, dataset_statements, distributions, measured, part_statements
from graph.dumping import graph_names
from graph.dumps import DUMP_FORMATS, DumpFile
from graph.labels import best_label
from graph.licences import DATA_LICENCE
from ontology.errors import NotFound
from ontology.terms import DCTERMS, FOAF, RDF, RDFS, VOID
from viz.pages import render
from viz.pages.dataset import DatasetPage, DumpItem, PartItem

__all__ = ["router"]

router = APIRouter(tags=["Dataset"])

_METADATA: Final = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
_OF_DATASET: Final = """CONSTRUCT { ?s ?p ?o } WHERE {
  GRAPH ?g { ?s ?p ?o FILTER(?s = ?dataset || STRSTARTS(STR(?s), CONCAT(STR(?dataset), "#"))) }
}"""
_OF_PART: Final = "CONSTRUCT { ?part ?p ?o } WHERE { GRAPH ?g { ?part ?p ?o } }"
_PLANS: Final = "SELECT ?plan ?label WHERE { ?plan a pg:Plan ; rdfs:label ?label }"
_SIZES: Final = "SELECT ?part ?n WHERE { ?part void:triples ?n }"
#: Seconds that a page waits for dumps; a program waits as long as for the dump itself.
_PATIENCE: Final = 0.5


@router.get(PATHS["dataset"], summary="DCAT description of the dataset")
@router.get("/dataset.{ending}", include_in_schema=False)
def dataset(request: Request, ending: str = "") -> Response:
    """What the dataset is, its terms of use, its parts and its files with sizes and checksums."""
    _, suffix = split_suffix(f"dataset.{ending}" if ending else "dataset")
    if ending and not suffix:
        raise NotFound(words_of(request)("missing.resource", name=request.url.path))
    offer = negotiate(request.headers.get("accept"), DOCUMENT_OFFERS, wanted=wanted_format(request, suffix))
    engine, base = service_of(request).engine, service_of(request).settings.base
    if offer is HTML:
        return _page(request, None)
    node = NamedNode(f"{base}dataset")
    files = dumps_of(request).ready(engine) if graph_names(engine) else ()
    triples = [
        *engine.triples(_OF_DATASET, g=NamedNode(f"{base}graph/metadata"), dataset=node),
        *_triples(dataset_statements(base)),
        *_triples(statement for file in files for statement in measured(base, file, None)),
        *_described(f"{base}dataset", node),
    ]
    labels = _plan_labels(request)
    for graph in graph_names(engine):
        triples += _triples(part_statements(base, graph, *_named(base, graph, labels)))
    headers = _headers(request, "", files)
    return rdf_response(request, triples, graph_format(offer), "dataset", str(len(files)), headers=headers)


@router.get("/dataset/{name}", summary="DCAT description of one named graph")
def part(request: Request, name: str) -> Response:
    """A plan, the vocabulary or the measurements as a dataset of its own, with its files."""
    stem, suffix = split_suffix(name)
    engine, base = service_of(request).engine, service_of(request).settings.base
    graph = f"{base}graph/{stem}"
    if graph not in graph_names(engine):
        raise NotFound(words_of(request)("missing.resource", name=graph))
    offer = negotiate(request.headers.get("accept"), DOCUMENT_OFFERS, wanted=wanted_format(request, suffix))
    if offer is HTML:
        return _page(request, graph)
    node = NamedNode(graph)
    files = dumps_of(request).ready(engine, graph)
    triples = [
        *engine.triples(_OF_PART, g=NamedNode(f"{base}graph/metadata"), part=node),
        *_triples(part_statements(base, graph, *_named(base, graph, _plan_labels(request)))),
        *_triples(distributions(base, node, graph)),
        *_triples(statement for file in files for statement in measured(base, file, graph)),
        *_described(f"{base}dataset/{stem}", node),
    ]
    headers = _headers(request, f"/{stem}", files)
    return rdf_response(request, triples, graph_format(offer), "part", str(len(files)), headers=headers)


@router.get(PATHS["void"], summary="VoID description of the dataset")
def void(request: Request) -> Response:
    """The metadata graph: counts of classes and properties, subsets, what each load made."""
    offer = negotiate(request.headers.get("accept"), DATA_OFFERS, wanted=wanted_format(request, ""))
    if offer is HTML:
        return RedirectResponse(urls_of(request).page("dataset"), 303, {"Vary": "Accept"})
    engine, base = service_of(request).engine, service_of(request).settings.base
    triples = [
        *engine.triples(_METADATA, g=NamedNode(f"{base}graph/metadata")),
        *_triples(dataset_statements(base)),
        *_described(base + PATHS["void"].removeprefix("/"), NamedNode(f"{base}dataset")),
    ]
    return rdf_response(request, triples, graph_format(offer), "void", headers=_headers(request, ""))


def _triples(statements: Iterable[Statement]) -> list[Triple]:
    return [Triple(subject, NamedNode(predicate), value) for subject, predicate, value in statements]


def _described(document: str, topic: NamedNode) -> list[Triple]:
    """What a description says of itself, as VoID asks (6.1)."""
    node = NamedNode(document) if document != topic.value else NamedNode(f"{document}#description")
    return _triples(
        (
            (node, RDF.type, NamedNode(VOID.DatasetDescription)),
            (node, FOAF.primaryTopic, topic),
            (node, DCTERMS.license, NamedNode(DATA_LICENCE)),
            (node, RDFS.seeAlso, NamedNode(topic.value)),
        )
    )


def _plan_labels(request: Request) -> dict[str, list[Literal]]:
    """Titles of the plans by IRI."""
    found: dict[str, list[Literal]] = {}
    for row in service_of(request).engine.rows(_PLANS):
        plan, label = row["plan"], row["label"]
        if isinstance(plan, NamedNode) and isinstance(label, Literal):
            found.setdefault(plan.value, []).append(label)
    return found


def _named(
    base: str, graph: str, labels: dict[str, list[Literal]]
) -> tuple[tuple[Literal, ...], NamedNode | None]:
    """Titles of a named graph, and the plan that it tells, where it is one's."""
    plan = f"{base}id/plan/{graph.rpartition('/')[2]}"
    found = tuple(sorted(labels.get(plan, ()), key=str))
    return found, NamedNode(plan) if found else None


def _headers(request: Request, tail: str, files: Sequence[DumpFile] | None = None) -> dict[str, str]:
    """Headers of a description; while its ``files`` are being made it is not to be kept."""
    headers = {"Vary": "Accept", "Link": ", ".join(_links(request, tail))}
    if files is not None and len(files) < len(DUMP_FORMATS):
        headers["Cache-Control"] = "no-store"
    return headers


def _links(request: Request, tail: str) -> Iterator[str]:
    """Formats of this description, its terms of use, and the other descriptions."""
    root = urls_of(request).root
    here = root + PATHS["dataset"] + tail
    for offer in DOCUMENT_OFFERS:
        yield f'<{here}.{offer.name}>; rel="alternate"; type="{offer.media_type}"'
    yield f'<{here}>; rel="canonical"'
    yield f'<{root}{PATHS["void"]}>; rel="describedby"; type="text/turtle"'
    yield f'<{root}{PATHS["feed"]}>; rel="alternate"; type="application/atom+xml"'
    yield f'<{DATA_LICENCE}>; rel="license"'


def _page(request: Request, graph: str | None) -> Response:
    service, lang = service_of(request), lang_of(request)
    names = graph_names(service.engine)
    files = dumps_of(request).ready(service.engine, graph, _PATIENCE) if names else ()
    tail = "" if graph is None else f"/{graph.rpartition('/')[2]}"
    headers = {
        **validators(service.engine.revision, lang, service.build, str(len(files)), weak=True),
        "Content-Language": lang,
        **_headers(request, tail, files),
    }
    if (held := not_modified(request, headers)) is not None:
        return held
    page = _context(request, graph, files, names)
    return Response(render(page, site_of(request, "about")), headers=headers, media_type="text/html")


def _context(
    request: Request, graph: str | None, files: Iterable[DumpFile], names: Iterable[str]
) -> DatasetPage:
    engine, urls, base = service_of(request).engine, urls_of(request), service_of(request).settings.base
    labels, lang = _plan_labels(request), lang_of(request)
    folder = "/dump/" if graph else "/"

    def label(iri: str) -> str:
        wanted = [
            value
            for _, predicate, value in part_statements(base, iri, *_named(base, iri, labels))
            if predicate == RDFS.label and isinstance(value, Literal)
        ]
        return best_label([item for item in wanted if item.language == lang] or wanted, iri)

    sizes = {row["part"]: row["n"] for row in engine.rows(_SIZES)}
    parts = []
    for iri in names if graph is None else ():
        size = sizes.get(NamedNode(iri))
        count = int(size.value) if isinstance(size, Literal) else None
        parts.append(PartItem(label(iri), urls.document(f"{base}dataset/{iri.rpartition('/')[2]}"), count))
    here = PATHS["dataset"] + ("" if graph is None else f"/{graph.rpartition('/')[2]}")
    return DatasetPage(
        title="" if graph is None else label(graph),
        iri=graph or f"{base}dataset",
        files=tuple(
            DumpItem(file.name, urls.root + folder + file.name, file.wanted.label, file.size, file.sha256)
            for file in files
        ),
        sums=urls.root + ("/dump/SHA256SUMS" if graph is None else f"/dump{here[8:]}.SHA256SUMS"),
        parts=tuple(parts),
        licence=DATA_LICENCE,
        formats=tuple(
            (graph_format(offer).label, f"{urls.root}{here}.{offer.name}") for offer in DATA_OFFERS[:-1]
        ),
    )
