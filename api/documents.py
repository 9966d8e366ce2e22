"""The document about a resource as an answer: the format and profile asked for, and where to go from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from pyoxigraph import Triple

from api.context import lang_of, service_of, site_of, urls_of, words_of
from api.errors import BadRequest
from api.formats import DATA_OFFERS, DOCUMENT_OFFERS, GRAPH_OFFERS, graph_format
from api.negotiation import HTML, Offer, negotiate
from api.profiles import ALTERNATES, alternates, choose_profile, profile_iri, profile_links
from api.rdf import rdf_response
from api.urls import PATHS, as_uri, document_iri, local_path
from api.validators import not_modified, validators
from graph.views.document import ResourceDocument, resource_document
from graph.views.resource import ResourceView, resource_view, view_of_triples
from graph.views.vocabulary import vocabulary
from ontology.errors import NotFound
from ontology.identifiers import ONTOLOGY_IRI
from viz.pages import render
from viz.pages.contexts import ResourcePage

__all__ = [
    "TEXT",
    "VARY",
    "Subject",
    "document_response",
    "links",
    "page_response",
    "see_other",
    "split_suffix",
    "wanted_format",
]

#: Suffix of a plan's normalised text.
TEXT: Final = ".txt"
VARY: Final = "Accept, Accept-Profile"
_SUFFIXES: Final = {f".{offer.name}": offer.name for offer in DOCUMENT_OFFERS}
_CONTEXT_RELATION: Final = "http://www.w3.org/ns/json-ld#context"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document is about: ``packaged`` statements stand in where the graph has none of it."""

    iri: str
    licence: str
    packaged: Sequence[Triple] = ()


def split_suffix(path: str) -> tuple[str, str]:
    """Path and suffix; a dot in an identifier (``measure/changzhou-2014/4.1``) is no suffix."""
    stem, dot, name = path.rpartition(".")
    suffix = f".{name}" if dot else ""
    return (stem, suffix) if suffix in _SUFFIXES or suffix == TEXT else (path, "")


def wanted_format(request: Request, suffix: str) -> str | None:
    """Format named by a suffix, else by ``?format=`` or ``?_mediatype=``."""
    asked = request.query_params
    return _SUFFIXES.get(suffix) or asked.get("format") or asked.get("_mediatype")


def see_other(request: Request, iri: str) -> Response:
    """303 from a thing to the document about it, in the format that Accept asks for; the query is kept."""
    offer = negotiate(request.headers.get("accept"), DOCUMENT_OFFERS, wanted=wanted_format(request, ""))
    urls = urls_of(request)
    path = (local_path(iri, urls.base) or "") + ("" if offer is HTML else f".{offer.name}")
    query = f"?{request.url.query}" if request.url.query else ""
    headers = {"Vary": "Accept", "Link": f'<{as_uri(iri)}>; rel="canonical"'}
    return RedirectResponse(urls.root + path + query, 303, headers)


def document_response(request: Request, subject: Subject, suffix: str) -> Response:
    """The document in the format and profile asked for. Raises `NotFound`, `BadRequest`, `NotAcceptable`."""
    asked = request.query_params
    listing = asked.get("_profile") == ALTERNATES
    wanted = wanted_format(request, suffix)
    offers = DATA_OFFERS if listing else DOCUMENT_OFFERS
    offer = negotiate(request.headers.get("accept"), offers, wanted=wanted)
    if listing:
        return _listing(request, subject, offer)
    if offer is HTML:
        return _page(request, subject)
    base = service_of(request).settings.base
    profile = choose_profile(request.headers.get("accept-profile"), asked.get("_profile"), base)
    page = _page_number(asked.get("page"))
    found = resource_document(
        service_of(request).engine,
        subject.iri,
        document_iri(subject.iri, base),
        profile=profile,
        page=page,
        packaged=subject.packaged,
        licence=subject.licence,
        dataset=f"{base}dataset",
    )
    if found is None:
        if page > 1:
            raise NotFound(words_of(request)("missing.page", name=subject.iri, page=page))
        raise NotFound(words_of(request)("missing.resource", name=subject.iri))
    headers = {
        "Vary": VARY,
        "Content-Profile": f"<{profile_iri(profile, base)}>",
        "Link": ", ".join(
            (
                *links(request, subject),
                *profile_links(_plain(request, subject.iri), profile, offer, GRAPH_OFFERS, base),
                *_pages(request, found),
            )
        ),
    }
    return rdf_response(
        request,
        found.triples,
        graph_format(offer),
        profile.token,
        str(page),
        headers=headers,
        root=subject.iri,
    )


def page_response(request: Request, view: ResourceView, note: str, headers: dict[str, str]) -> Response:
    """A page about a resource; ``headers`` hold its validators, `links` are added by the caller."""
    urls = urls_of(request)
    labels = {offer.name: graph_format(offer).label for offer in GRAPH_OFFERS}
    formats = [(labels[offer.name], urls.document(view.iri, f".{offer.name}")) for offer in GRAPH_OFFERS]
    if view.kind == "Plan":
        formats.append((TEXT, urls.document(view.iri, TEXT)))
    better = urls.resource(view.iri)
    page = ResourcePage(
        view=view,
        note=note,
        home=better if better != urls.document(view.iri) else "",
        formats=tuple(formats),
        terms=vocabulary().terms(lang_of(request)) if view.iri == ONTOLOGY_IRI else (),
        vocabulary=vocabulary(),
    )
    return Response(render(page, site_of(request)), headers=headers, media_type="text/html")


def links(request: Request, subject: Subject) -> list[str]:
    """Values of a Link header: the other formats, what the document is about, its licence, the dataset."""
    urls = urls_of(request)
    plain = _plain(request, subject.iri)
    return [
        *(f'<{plain}.{offer.name}>; rel="alternate"; type="{offer.media_type}"' for offer in DOCUMENT_OFFERS),
        f'<{plain}>; rel="canonical"',
        f'<{as_uri(subject.iri)}>; rel="describes"',
        f'<{urls.root}{PATHS["void"]}>; rel="describedby"; type="text/turtle"',
        f'<{urls.root}/context.jsonld>; rel="{_CONTEXT_RELATION}"; type="application/ld+json"',
        f'<{subject.licence}>; rel="license"',
    ]


def _plain(request: Request, iri: str) -> str:
    """Address of the document without suffix and query."""
    urls = urls_of(request)
    return as_uri(urls.root + (local_path(iri, urls.base) or "").partition("#")[0])


def _pages(request: Request, found: ResourceDocument) -> list[str]:
    """Links to the neighbouring pages, in the same format and profile."""
    if found.pages == 1:
        return []
    urls = urls_of(request)
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "page"]
    numbers = {"first": 1, "prev": found.page - 1, "next": found.page + 1, "last": found.pages}
    return [
        f'<{urls.root}{quote(urls.here)}?{urlencode([*kept, ("page", number)])}>; rel="{relation}"'
        for relation, number in numbers.items()
        if 1 <= number <= found.pages
    ]


def _page_number(words: str | None) -> int:
    if words is None:
        return 1
    if not words.isascii() or not words.isdecimal() or len(words) > 9 or int(words) < 1:
        raise BadRequest(f"page is a whole number from 1, not {words!r}.")
    return int(words)


def _page(request: Request, subject: Subject) -> Response:
    service, lang, known = service_of(request), lang_of(request), vocabulary()
    headers = {
        **validators(service.engine.revision, lang, service.build, weak=True),
        "Vary": VARY,
        "Content-Language": lang,
        "Link": ", ".join(links(request, subject)),
    }
    if (held := not_modified(request, headers)) is not None:
        return held
    if subject.packaged:
        view = view_of_triples(
            subject.iri, known.label(subject.iri, lang), subject.packaged, lambda iri: known.label(iri, lang)
        )
    else:
        found = resource_view(service.engine, subject.iri)
        if found is None:
            raise NotFound(words_of(request)("missing.resource", name=subject.iri))
        view = found
    return page_response(request, view, known.note(subject.iri, lang), headers)


def _listing(request: Request, subject: Subject, offer: Offer) -> Response:
    """Every representation that the document has (``?_profile=alt``)."""
    service = service_of(request)
    base = service.settings.base
    if not subject.packaged and resource_view(service.engine, subject.iri) is None:
        raise NotFound(words_of(request)("missing.resource", name=subject.iri))
    triples = list(alternates(subject.iri, document_iri(subject.iri, base), GRAPH_OFFERS, base))
    if offer is not HTML:
        headers = {"Vary": VARY, "Link": ", ".join(links(request, subject))}
        return rdf_response(request, triples, graph_format(offer), ALTERNATES, headers=headers)
    lang, known = lang_of(request), vocabulary()
    headers = {**validators(service.engine.revision, lang, service.build, weak=True), "Vary": VARY}
    headers["Link"] = ", ".join(links(request, subject))
    label = known.label(subject.iri, lang)
    view = view_of_triples(subject.iri, label, triples, lambda iri: known.label(iri, lang))
    return page_response(request, view, "", headers)
