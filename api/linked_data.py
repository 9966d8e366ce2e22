"""Linked data: ``/id`` to ``/doc`` by 303, documents in HTML and RDF, the vocabulary, graphs and dumps."""

from __future__ import annotations

import gzip
import io
from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pyoxigraph import NamedNode, Quad, Triple

from api.context import etag, lang_of, service_of, site_of, unchanged, urls_of, words_of
from api.formats import DATA_OFFERS, DOCUMENT_OFFERS, GRAPH_OFFERS, graph_format
from api.negotiation import HTML, Offer, negotiate
from api.rdf import rdf_response
from api.urls import PATHS, Urls, local_path
from graph.dump import write_quads
from graph.formats import GraphFormat
from graph.views.resource import ResourceView, resource_triples, resource_view, view_of_triples
from graph.views.texts import plan_text
from graph.views.vocabulary import vocabulary
from ontology.errors import NotFound
from ontology.identifiers import CONCEPT_BASE, ONTOLOGY_IRI
from viz.pages import render
from viz.pages.contexts import ResourcePage

__all__ = ["router"]

router = APIRouter(tags=["Linked data"])

_SUFFIXES: Final = {f".{offer.name}": offer.name for offer in DOCUMENT_OFFERS}
_TEXT: Final = ".txt"
_GRAPH: Final = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
_QUADS: Final = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"
_DUMPS: Final = {
    "nq": GraphFormat.NQUADS,
    "trig": GraphFormat.TRIG,
    "ttl": GraphFormat.TURTLE,
    "nt": GraphFormat.NTRIPLES,
    "jsonld": GraphFormat.JSONLD,
}


@router.get("/id/{path:path}", summary="A thing: see the document about it", status_code=303)
def identifier(request: Request, path: str) -> Response:
    """303 to the document, in the format that Accept asks for."""
    offer = negotiate(request.headers.get("accept"), DOCUMENT_OFFERS)
    urls = urls_of(request)
    iri = f"{urls.base}id/{path}"
    address = urls.document(iri, "" if offer is HTML else f".{offer.name}")
    return RedirectResponse(address, 303, {"Vary": "Accept"})


@router.get("/doc/{path:path}", summary="The document about a thing")
def document(request: Request, path: str) -> Response:
    """HTML, RDF by Accept or suffix, and for plans the normalised text (``.txt``)."""
    stem, suffix = _split(path)
    base = service_of(request).settings.base
    iri = f"{base}id/{stem}"
    if suffix == _TEXT:
        return _plain_text(request, iri)
    offer = negotiate(request.headers.get("accept"), DOCUMENT_OFFERS, wanted=_wanted(request, suffix))
    engine = service_of(request).engine
    if offer is HTML:
        view = resource_view(engine, iri)
        if view is None:
            raise NotFound(words_of(request)("missing.resource", name=iri))
        return _page(request, view, "", GRAPH_OFFERS)
    triples = resource_triples(engine, iri)
    if not triples:
        raise NotFound(words_of(request)("missing.resource", name=iri))
    return rdf_response(request, triples, graph_format(offer), headers=_links(request, iri))


@router.get("/ontology", summary="The ontology")
@router.get("/ontology{suffix}", include_in_schema=False)
def ontology(request: Request, suffix: str = "") -> Response:
    """The OWL ontology: a page of its terms, or RDF."""
    if suffix and suffix not in _SUFFIXES:
        raise NotFound("There is no such page.")
    return _vocabulary(request, ONTOLOGY_IRI, suffix)


@router.get("/concept/{path:path}", summary="A concept")
def concept(request: Request, path: str) -> Response:
    """A concept or a scheme of concepts: page or RDF."""
    stem, suffix = _split(path)
    return _vocabulary(request, CONCEPT_BASE + stem, suffix)


@router.get("/graph/{path:path}", summary="A named graph")
def named_graph(request: Request, path: str) -> Response:
    """Everything in a named graph as RDF; for people, what is said of it."""
    stem, suffix = _split(path)
    iri = f"{service_of(request).settings.base}graph/{stem}"
    engine = service_of(request).engine
    offer = negotiate(request.headers.get("accept"), DATA_OFFERS, wanted=_wanted(request, suffix))
    if offer is HTML and (view := resource_view(engine, iri)):
        return _page(request, view, "", GRAPH_OFFERS)
    return _graph(request, iri, offer if offer is not HTML else GRAPH_OFFERS[0])


@router.get(PATHS["void"], summary="VoID description of the dataset")
def void(request: Request) -> Response:
    """The metadata graph: counts, dataset, what each load made."""
    offer = negotiate(request.headers.get("accept"), DATA_OFFERS, wanted=request.query_params.get("format"))
    if offer is HTML:
        return RedirectResponse(
            urls_of(request).document(f"{service_of(request).settings.base}graph/metadata"),
            303,
            {"Vary": "Accept"},
        )
    return _graph(request, f"{service_of(request).settings.base}graph/metadata", offer)


@router.get("/dump.{ending}.gz", summary="The whole graph as a file")
def dump(request: Request, ending: str) -> Response:
    """Every statement, sorted, gzipped; N-Quads, TriG and JSON-LD keep the named graphs."""
    return _dump(request, ending, None)


@router.get("/dump/{name}.{ending}.gz", summary="One named graph as a file")
def dump_of_graph(request: Request, name: str, ending: str) -> Response:
    """Every statement of one named graph, such as one plan's, sorted, gzipped."""
    return _dump(request, ending, f"{service_of(request).settings.base}graph/{name}")


def _dump(request: Request, ending: str, graph: str | None) -> Response:
    wanted = _DUMPS.get(ending)
    if wanted is None:
        raise NotFound(f"There is no dump in {ending!r}; there are {', '.join(_DUMPS)}.")
    service = service_of(request)
    revision = service.engine.revision
    tag = etag(revision, "dump", ending)
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if unchanged(request, tag):
        return Response(status_code=304, headers=headers)
    rows = service.engine.rows(_QUADS, **({"g": NamedNode(graph)} if graph else {}))
    known = NamedNode(graph) if graph else None
    quads = [Quad(row["s"], row["p"], row["o"], known or row["g"]) for row in rows]  # type: ignore[arg-type]
    if not quads:
        raise NotFound("There is nothing in this graph." if graph else "The graph is empty.")
    file = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        write_quads(quads, packed, wanted)  # type: ignore[arg-type]  # GzipFile writes bytes
    return Response(file.getvalue(), headers=headers, media_type="application/gzip")


def _split(path: str) -> tuple[str, str]:
    """Path and suffix; a dot in an identifier (``measure/changzhou-2014/4.1``) is no suffix."""
    stem, dot, name = path.rpartition(".")
    suffix = f".{name}" if dot else ""
    return (stem, suffix) if suffix in _SUFFIXES or suffix == _TEXT else (path, "")


def _wanted(request: Request, suffix: str) -> str | None:
    """Format named by a suffix, else by ``?format=``."""
    return _SUFFIXES.get(suffix) or request.query_params.get("format")


def _plain_text(request: Request, iri: str) -> Response:
    service = service_of(request)
    text = plan_text(service.engine, iri)
    if not text:
        raise NotFound(words_of(request)("missing.text", name=iri))
    tag = etag(service.engine.revision, "txt")
    headers = {"ETag": tag, "Cache-Control": "no-cache", **_links(request, iri)}
    if unchanged(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(text, headers=headers, media_type="text/plain; charset=utf-8")


def _graph(request: Request, iri: str, offer: Offer) -> Response:
    triples: Sequence[Triple] = service_of(request).engine.triples(_GRAPH, g=NamedNode(iri))
    if not triples:
        raise NotFound(words_of(request)("missing.resource", name=iri))
    return rdf_response(request, triples, graph_format(offer), "graph")


def _vocabulary(request: Request, iri: str, suffix: str) -> Response:
    known = vocabulary()
    triples = known.about(iri)
    if not triples:
        raise NotFound(words_of(request)("missing.resource", name=iri))
    offer = negotiate(request.headers.get("accept"), DOCUMENT_OFFERS, wanted=_wanted(request, suffix))
    if offer is HTML:
        lang = lang_of(request)
        view = view_of_triples(iri, known.label(iri, lang), triples, lambda other: known.label(other, lang))
        return _page(request, view, known.note(iri, lang), GRAPH_OFFERS)
    return rdf_response(request, triples, graph_format(offer), "vocabulary", headers=_links(request, iri))


def _page(request: Request, view: ResourceView, note: str, offers: Sequence[Offer]) -> Response:
    urls = urls_of(request)
    labels = {offer.name: graph_format(offer).label for offer in offers}
    formats = [(labels[offer.name], urls.document(view.iri, f".{offer.name}")) for offer in offers]
    if view.kind == "Plan":
        formats.append((_TEXT, urls.document(view.iri, _TEXT)))
    better = urls.resource(view.iri)
    page = ResourcePage(
        view=view,
        note=note,
        home=better if better != urls.document(view.iri) else "",
        formats=tuple(formats),
        terms=vocabulary().terms(lang_of(request)) if view.iri == ONTOLOGY_IRI else (),
        vocabulary=vocabulary(),
    )
    body = render(page, site_of(request))
    return Response(body, headers={"Vary": "Accept", **_links(request, view.iri)}, media_type="text/html")


def _links(request: Request, iri: str) -> dict[str, str]:
    """Link header: the other formats, what the document is about, where the dataset is described."""
    urls: Urls = urls_of(request)
    path = local_path(iri, urls.base) or ""
    plain = urls.root + path.partition("#")[0]
    links = [f'<{plain}.{offer.name}>; rel="alternate"; type="{offer.media_type}"' for offer in GRAPH_OFFERS]
    links.append(f'<{plain}>; rel="canonical"')
    links.append(f'<{iri}>; rel="describes"')
    links.append(f'<{urls.root}{PATHS["void"]}>; rel="describedby"; type="text/turtle"')
    return {"Link": ", ".join(links)}
