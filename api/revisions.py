"""``/revisions`` and ``/revisions/A..B``: what was published when, and what changed, to the statement."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse
from pyoxigraph import Literal, NamedNode, Triple

from api.context import lang_of, service_of, site_of, urls_of, words_of
from api.documents import split_suffix, wanted_format
from api.formats import GRAPH_OFFERS, graph_format
from api.memento import asked_revision
from api.negotiation import HTML, JSON, Offer, negotiate
from api.rdf import rdf_response
from api.urls import PATHS
from api.validators import not_modified, validators
from graph.changes import GraphChange, changed_graphs, changes, patch_lines, signed_lines
from graph.engine import Engine
from graph.literals import date_time
from graph.revision import Revision
from graph.views.changes import change_view
from ontology.errors import NotFound
from ontology.terms import DCAT, DCTERMS, PREFIXES, PROV, RDF, RDFS
from viz.pages import render
from viz.pages.revisions import ChangesPage, RevisionItem, RevisionsPage

__all__ = ["revision_iri", "router"]

router = APIRouter(tags=["Revisions"])

_OFFERS: Final = (HTML, JSON, *GRAPH_OFFERS)
_PATCH: Final = Offer("rdfp", "application/rdf-patch", ("patch", "text/rdf-patch"))
_TEXT: Final = Offer("txt", "text/plain", ("diff",))
_DIFFERENCES: Final = (HTML, JSON, _PATCH, _TEXT)
_SPAN = re.compile(r"(\d{1,12})\.\.(\d{1,12})(?:\.([a-z]+))?")
#: Differences up to this many bytes are held in memory, larger ones in a temporary file.
_SPOOL: Final = 8 << 20
_CHUNK: Final = 256 * 1024


def revision_iri(number: int, base: str) -> str:
    """IRI of a revision (``…/revision/7``)."""
    return f"{base}revision/{number}"


@router.get(PATHS["revisions"], summary="The revisions that are kept")
@router.get("/revisions.{ending}", include_in_schema=False)
def revisions(request: Request, ending: str = "") -> Response:
    """Each revision with its moment, its digest and the graphs that changed; page, JSON or RDF (PROV)."""
    names = {offer.name: offer.name for offer in _OFFERS}
    if ending and ending not in names:
        raise NotFound(words_of(request)("missing.resource", name=request.url.path))
    wanted = names.get(ending) or wanted_format(request, "")
    offer = negotiate(request.headers.get("accept"), _OFFERS, wanted=wanted)
    service = service_of(request)
    kept = service.engine.revisions()
    base = service.settings.base
    linked = {"Vary": "Accept", "Link": ", ".join(_links(request))}
    if offer not in (HTML, JSON):
        triples = list(_described(kept, base))
        return rdf_response(request, triples, graph_format(offer), "revisions", _span(kept), headers=linked)
    lang = lang_of(request)
    parts = ("revisions", _span(kept), offer.name, *((lang, service.build) if offer is HTML else ()))
    headers = {**validators(kept[-1] if kept else None, *parts, weak=offer is HTML), **linked}
    if (held := not_modified(request, headers)) is not None:
        return held
    if offer is JSON:
        body = {
            "revisions": [_told(item, before, base, urls_of(request).root) for item, before in _pairs(kept)]
        }
        return _json(body, headers)
    items = tuple(
        RevisionItem(item, changed_graphs(before, item) if before else None) for item, before in _pairs(kept)
    )
    here = urls_of(request).root + PATHS["revisions"]
    formats = tuple((offer.name, f"{here}.{offer.name}") for offer in _OFFERS if offer is not HTML)
    page = RevisionsPage(items=items[::-1], current=kept[-1].number if kept else 0, formats=formats)
    return Response(render(page, site_of(request, "about")), headers=headers, media_type="text/html")


@router.get("/revision/{number}", summary="A revision: see the list", status_code=303)
def revision(request: Request, number: str) -> Response:
    """303 from a revision's IRI to the list, where it is described."""
    stem, suffix = split_suffix(number)
    engine = service_of(request).engine
    found = asked_revision([stem], engine.revisions(), words_of(request))
    target = f"{urls_of(request).root}{PATHS['revisions']}{suffix}"
    return RedirectResponse(target + ("" if suffix else f"#r{found.number}"), 303, {"Vary": "Accept"})


@router.get("/revisions/{span}", summary="What changed between two revisions")
def differences(request: Request, span: str) -> Response:
    """Statements that ``A..B`` added and removed: page, JSON, RDF Patch or signed N-Quads; all of them."""
    match = _SPAN.fullmatch(span)
    if match is None:
        raise NotFound(words_of(request)("missing.resource", name=request.url.path))
    service = service_of(request)
    kept = service.engine.revisions()
    old, new = (asked_revision([number], kept, words_of(request)) for number in match.group(1, 2))
    offer = negotiate(
        request.headers.get("accept"), _DIFFERENCES, wanted=match[3] or wanted_format(request, "")
    )
    graph = request.query_params.get("graph")
    if offer is HTML:
        return _changes_page(request, old, new)
    headers = {
        **validators(new, "changes", old.etag, offer.name, *([graph] if graph else ())),
        "Vary": "Accept",
        "Link": ", ".join(_links(request)),
    }
    headers["ETag"] = '"' + re.sub(r"[^!#-~]", "", headers["ETag"]) + '"'
    if (held := not_modified(request, headers)) is not None:
        return held
    before, after = service.engine.at(old.number), service.engine.at(new.number)
    found = (item for item in changes(before, after) if graph in (None, item.graph))
    return _spooled(_lines(found, old, new, offer, service.settings.base), headers, offer)


def _lines(
    found: Iterable[GraphChange], old: Revision, new: Revision, offer: Offer, base: str
) -> Iterator[str]:
    if offer is _PATCH:
        return patch_lines(found, revision_iri(old.number, base), revision_iri(new.number, base))
    if offer is _TEXT:
        return signed_lines(found)
    return _json_lines(found, old, new)


def _json_lines(found: Iterable[GraphChange], old: Revision, new: Revision) -> Iterator[str]:
    """One graph a line, so that the whole need not be in memory."""
    yield f'{{"from": {old.number}, "to": {new.number}, "graphs": ['
    comma = ""
    for change in found:
        told = {
            "graph": change.graph,
            "added": [f"{triple} ." for triple in change.added],
            "removed": [f"{triple} ." for triple in change.removed],
        }
        yield comma + json.dumps(told, ensure_ascii=False)
        comma = ","
    yield "]}"


def _spooled(lines: Iterator[str], headers: dict[str, str], offer: Offer) -> Response:
    """The lines, complete before the first is sent: an error on the way is an error, not a short answer."""
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115 - closed by pieces()
    try:
        for line in lines:
            file.write(f"{line}\n".encode())
    except BaseException:
        file.close()
        raise
    headers["Content-Length"] = str(file.tell())
    file.seek(0)

    def pieces() -> Iterator[bytes]:
        with file:
            while piece := file.read(_CHUNK):
                yield piece

    kind = offer.media_type + ("; charset=utf-8" if offer is _TEXT else "")
    return StreamingResponse(pieces(), headers=headers, media_type=kind)


def _changes_page(request: Request, old: Revision, new: Revision) -> Response:
    service, lang = service_of(request), lang_of(request)
    asked = request.query_params
    page, graph = asked.get("page", "1"), asked.get("graph", "")
    if not page.isascii() or not page.isdecimal() or len(page) > 9 or int(page) < 1:
        raise NotFound(words_of(request)("missing.page", name=request.url.path, page=page))
    headers = {
        **validators(new, old.etag, lang, service.build, weak=True),
        "Vary": "Accept",
        "Content-Language": lang,
        "Link": ", ".join(_links(request)),
    }
    if (held := not_modified(request, headers)) is not None:
        return held
    engine: Engine = service.engine
    view = change_view(engine.at(old.number), engine.at(new.number), lang, graph, int(page))
    here = f"{urls_of(request).root}/revisions/{old.number}..{new.number}"
    context = ChangesPage(
        old=old.number,
        new=new.number,
        view=view,
        formats=tuple((offer.name, f"{here}.{offer.name}") for offer in _DIFFERENCES if offer is not HTML),
    )
    return Response(render(context, site_of(request, "about")), headers=headers, media_type="text/html")


def _pairs(kept: tuple[Revision, ...]) -> Iterator[tuple[Revision, Revision | None]]:
    """Each revision with the kept one before it."""
    return zip(kept, (None, *kept), strict=False)


def _span(kept: tuple[Revision, ...]) -> str:
    return f"{kept[0].number}-{kept[-1].number}" if kept else "none"


def _told(item: Revision, before: Revision | None, base: str, root: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "number": item.number,
        "iri": revision_iri(item.number, base),
        "created": item.created.isoformat(),
        "digest": item.digest,
        "graphs": len(item.graphs),
    }
    if before is not None:
        names = changed_graphs(before, item)
        told["changes"] = {
            "since": before.number,
            "added": list(names.added),
            "changed": list(names.changed),
            "removed": list(names.removed),
            "statements": f"{root}/revisions/{before.number}..{item.number}.json",
        }
    return told


def _json(body: dict[str, Any], headers: dict[str, str]) -> Response:
    text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    return Response(text, headers=headers, media_type="application/json")


def _described(kept: tuple[Revision, ...], base: str) -> Iterator[Triple]:
    """The revisions as PROV entities: each a revision of the one before, specialising the dataset."""

    def say(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Triple:
        return Triple(subject, NamedNode(predicate), value)

    dataset, prov = NamedNode(f"{base}dataset"), PREFIXES["prov"]
    for item, before in _pairs(kept):
        node = NamedNode(revision_iri(item.number, base))
        yield say(node, RDF.type, NamedNode(PROV.Entity))
        yield say(node, RDF.type, NamedNode(DCAT.Dataset))
        yield say(node, RDFS.label, Literal(f"图谱第 {item.number} 版", language="zh"))
        yield say(node, RDFS.label, Literal(f"revision {item.number} of the graph", language="en"))
        yield say(node, prov + "specializationOf", dataset)
        yield say(node, PREFIXES["dcat"] + "isVersionOf", dataset)
        yield say(dataset, PREFIXES["dcat"] + "hasVersion", node)
        yield say(node, DCAT.version, Literal(str(item.number)))
        yield say(node, PROV.generatedAtTime, date_time(item.created))
        yield say(node, DCTERMS.identifier, Literal(item.digest))
        if before is not None:
            earlier = NamedNode(revision_iri(before.number, base))
            yield say(node, prov + "wasRevisionOf", earlier)
            yield say(node, PREFIXES["dcat"] + "previousVersion", earlier)
    if kept:
        current = NamedNode(revision_iri(kept[-1].number, base))
        yield say(dataset, PREFIXES["dcat"] + "hasCurrentVersion", current)


def _links(request: Request) -> list[str]:
    root = urls_of(request).root
    return [
        f'<{root}{PATHS["feed"]}>; rel="alternate"; type="application/atom+xml"',
        f'<{root}{PATHS["dataset"]}>; rel="describedby"; type="text/turtle"',
    ]
