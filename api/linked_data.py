"""Linked data: ``/id`` to ``/doc`` by 303, documents in HTML and RDF, the vocabulary, named graphs."""

from __future__ import annotations

import hashlib
import json
from functools import cache

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from pyoxigraph import NamedNode, Triple

from api.context import lang_of, service_of, urls_of, words_of
from api.documents import (
    TEXT,
    Subject,
    document_response,
    links,
    page_response,
    see_other,
    split_suffix,
    wanted_format,
)
from api.formats import DATA_OFFERS, DOCUMENT_OFFERS, graph_format
from api.negotiation import HTML, Offer, negotiate
from api.profiles import described_profiles, profile_iri
from api.rdf import rdf_response
from api.validators import not_modified, validators
from graph.jsonld_context import context
from graph.licences import DATA_LICENCE, VOCABULARY_LICENCE
from graph.views.document import Profile
from graph.views.resource import resource_view, view_of_triples
from graph.views.texts import plan_text
from graph.views.vocabulary import vocabulary
from ontology.errors import NotFound
from ontology.identifiers import CONCEPT_BASE, ONTOLOGY_IRI
from ontology.terms import OWL, RDF, RDFS, SKOS

__all__ = ["router"]


def _nameable(request: Request) -> None:
    """404 for a path with characters that no IRI has: it names nothing, and the graph cannot be asked for it."""
    path = str(request.path_params.get("path", ""))
    try:
        NamedNode(f"{service_of(request).settings.base}{path}")
    except ValueError:
        raise NotFound(words_of(request)("missing.resource", name=request.url.path)) from None


router = APIRouter(tags=["Linked data"], dependencies=[Depends(_nameable)])

_GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
_VOCABULARY_GRAPHS = ("ontology", "concepts")


@router.get("/id/{path:path}", summary="A thing: see the document about it", status_code=303)
def identifier(request: Request, path: str) -> Response:
    """303 to the document, in the format that Accept asks for."""
    return see_other(request, f"{service_of(request).settings.base}id/{path}")


@router.get("/concept/{path:path}", summary="A concept: see the document about it", status_code=303)
def concept(request: Request, path: str) -> Response:
    """303 to the document about a concept or a scheme of concepts."""
    stem, suffix = split_suffix(path)
    if not vocabulary().about(CONCEPT_BASE + stem) or suffix == TEXT:
        raise NotFound(words_of(request)("missing.resource", name=CONCEPT_BASE + path))
    if suffix:
        return RedirectResponse(f"{urls_of(request).root}/doc/concept/{path}", 303)
    return see_other(request, CONCEPT_BASE + stem)


@router.get("/doc/concept/{path:path}", summary="The document about a concept")
def concept_document(request: Request, path: str) -> Response:
    """HTML or RDF by Accept or suffix, with what points at the concept."""
    stem, suffix = split_suffix(path)
    iri = CONCEPT_BASE + stem
    packaged = vocabulary().about(iri) if stem else (*vocabulary().about(iri), *_schemes())
    if not packaged or suffix == TEXT:
        raise NotFound(words_of(request)("missing.resource", name=iri))
    return document_response(request, Subject(iri, VOCABULARY_LICENCE, packaged), suffix)


@router.get("/doc/{path:path}", summary="The document about a thing")
def document(request: Request, path: str) -> Response:
    """HTML, RDF by Accept or suffix, and for plans the normalised text (``.txt``)."""
    stem, suffix = split_suffix(path)
    subject = Subject(f"{service_of(request).settings.base}id/{stem}", DATA_LICENCE)
    if suffix == TEXT:
        return _plain_text(request, subject)
    return document_response(request, subject, suffix)


@router.get("/ontology", summary="The ontology")
@router.get("/ontology{suffix}", include_in_schema=False)
@router.get("/ontology/{suffix}", include_in_schema=False)
def ontology(request: Request, suffix: str = "") -> Response:
    """The OWL ontology: a page of its terms, or RDF. Its terms (``#Measure``) lead here.

    So does its version IRI (``/ontology/0.1.0``), for the version that is served.
    """
    path = request.url.path.removeprefix(service_of(request).settings.root_path).removeprefix("/")
    stem, suffix = split_suffix(path)
    if stem not in ("ontology", _version_path()) or suffix == TEXT:
        raise NotFound(words_of(request)("missing.resource", name=request.url.path))
    offer = negotiate(request.headers.get("accept"), DOCUMENT_OFFERS, wanted=wanted_format(request, suffix))
    service, known = service_of(request), vocabulary()
    subject = Subject(ONTOLOGY_IRI, VOCABULARY_LICENCE, known.ontology)
    linked = {"Link": ", ".join(links(request, subject)), "Vary": "Accept"}
    if offer is not HTML:
        return rdf_response(request, known.ontology, graph_format(offer), "vocabulary", headers=linked)
    lang = lang_of(request)
    headers = {**validators(service.engine.revision, lang, service.build, weak=True), **linked}
    if (held := not_modified(request, headers)) is not None:
        return held
    label = known.label(ONTOLOGY_IRI, lang)
    view = view_of_triples(ONTOLOGY_IRI, label, known.ontology, lambda iri: known.label(iri, lang))
    return page_response(request, view, known.note(ONTOLOGY_IRI, lang), headers)


@router.get("/graph/{path:path}", summary="A named graph")
def named_graph(request: Request, path: str) -> Response:
    """Everything in a named graph as RDF; for people, what is said of it."""
    stem, suffix = split_suffix(path)
    service = service_of(request)
    licence = VOCABULARY_LICENCE if stem in _VOCABULARY_GRAPHS else DATA_LICENCE
    subject = Subject(f"{service.settings.base}graph/{stem}", licence)
    offer = negotiate(request.headers.get("accept"), DATA_OFFERS, wanted=wanted_format(request, suffix))
    view = resource_view(service.engine, subject.iri) if offer is HTML else None
    linked = [*links(request, subject), f'<{urls_of(request).root}/dataset/{stem}>; rel="describedby"']
    if view is None:
        return graph_response(request, subject, offer if offer is not HTML else DATA_OFFERS[0], linked)
    lang = lang_of(request)
    headers = {
        **validators(service.engine.revision, lang, service.build, weak=True),
        "Vary": "Accept",
        "Link": ", ".join(linked),
    }
    return not_modified(request, headers) or page_response(request, view, "", headers)


def graph_response(request: Request, subject: Subject, offer: Offer, linked: list[str]) -> Response:
    """All triples of a named graph."""
    triples = service_of(request).engine.triples(_GRAPH, g=NamedNode(subject.iri))
    if not triples:
        raise NotFound(words_of(request)("missing.resource", name=subject.iri))
    headers = {"Link": ", ".join(linked)}
    return rdf_response(request, triples, graph_format(offer), "graph", headers=headers)


@router.get("/context.jsonld", summary="The JSON-LD context")
def json_ld_context(request: Request) -> Response:
    """Every term of the ontology with its type, and the names under which documents nest what points at them."""
    headers = {**validators(None, "context", _context_digest()), "Cache-Control": "public, max-age=86400"}
    if (held := not_modified(request, headers)) is not None:
        return held
    return Response(_context_text(), headers=headers, media_type="application/ld+json")


@router.get("/profile/{token}", summary="A profile of the documents about resources")
def profile(request: Request, token: str) -> Response:
    """What a profile holds, in Chinese and English, as RDF or a page."""
    stem, suffix = split_suffix(token)
    base = service_of(request).settings.base
    known = {item.token: item for item in Profile}.get(stem)
    if known is None:
        raise NotFound(words_of(request)("missing.resource", name=f"{base}profile/{token}"))
    iri = profile_iri(known, base)
    triples = [triple for triple in described_profiles(base) if triple.subject == NamedNode(iri)]
    offer = negotiate(request.headers.get("accept"), DATA_OFFERS, wanted=wanted_format(request, suffix))
    linked = {"Link": ", ".join(links(request, Subject(iri, VOCABULARY_LICENCE)))}
    if offer is not HTML:
        return rdf_response(request, triples, graph_format(offer), "profile", headers=linked, root=iri)
    service, lang = service_of(request), lang_of(request)
    headers = {
        **validators(service.engine.revision, lang, service.build, weak=True),
        "Vary": "Accept",
        **linked,
    }
    if (held := not_modified(request, headers)) is not None:
        return held
    label = known.zh if lang == "zh" else known.en
    view = view_of_triples(iri, label, triples, lambda other: vocabulary().label(other, lang))
    return page_response(request, view, "", headers)


@cache
def _version_path() -> str:
    """Path of the ontology's version IRI: ``ontology/0.1.0``."""
    version = next(t.object for t in vocabulary().ontology if t.predicate.value == OWL.versionIRI)
    return "ontology" + str(getattr(version, "value", "")).removeprefix(ONTOLOGY_IRI)


@cache
def _schemes() -> tuple[Triple, ...]:
    """The concept schemes with their names: what there is below ``/concept/``."""
    known = vocabulary().concepts
    found = {t.subject for t in known if t.object == NamedNode(SKOS.ConceptScheme)}
    told = (RDF.type, RDFS.label, SKOS.prefLabel)
    return tuple(t for t in known if t.subject in found and t.predicate.value in told)


@cache
def _context_text() -> str:
    return json.dumps({"@context": context()}, ensure_ascii=False, indent=1) + "\n"


@cache
def _context_digest() -> str:
    return hashlib.sha256(_context_text().encode()).hexdigest()[:12]


def _plain_text(request: Request, subject: Subject) -> Response:
    service = service_of(request)
    headers = {
        **validators(service.engine.revision, "txt"),
        "Link": ", ".join(links(request, subject)),
    }
    if (held := not_modified(request, headers)) is not None:
        return held
    text = plan_text(service.engine, subject.iri)
    if not text:
        raise NotFound(words_of(request)("missing.text", name=subject.iri))
    return Response(text, headers=headers, media_type="text/plain; charset=utf-8")
