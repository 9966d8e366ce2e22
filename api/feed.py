"""``/feed.atom``: an Atom feed (RFC 4287) of the revisions, the newest first."""

from __future__ import annotations

import datetime as dt
from typing import Final
from xml.etree import ElementTree

from fastapi import APIRouter, Request, Response

from api.context import service_of, urls_of, words_of
from api.revisions import revision_iri
from api.urls import PATHS
from api.validators import not_modified, validators
from graph.changes import changed_graphs
from graph.licences import DATA_RIGHTS
from graph.revision import Revision
from viz.pages.rendering import Words

__all__ = ["feed_text", "router"]

router = APIRouter(tags=["Revisions"])

_ATOM: Final = "http://www.w3.org/2005/Atom"
_MEDIA_TYPE: Final = "application/atom+xml"
#: When there is nothing yet: the feed must say when it changed last.
_NEVER: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@router.get(PATHS["feed"], summary="Atom feed of the revisions")
def feed(request: Request) -> Response:
    """An entry for each revision, with the graphs that changed and a link to the changed statements."""
    kept = service_of(request).engine.revisions()
    words = words_of(request)
    current = kept[-1] if kept else None
    oldest = str(kept[0].number) if kept else "none"
    headers = {
        **validators(current, "feed", oldest, words.lang),
        "Vary": "Accept, Accept-Language",
        "Content-Language": words.lang,
    }
    if (held := not_modified(request, headers)) is not None:
        return held
    host = f"{request.url.scheme}://{request.url.netloc}{urls_of(request).root}"
    query = f"?lang={words.lang}" if "lang" in request.query_params else ""
    text = feed_text(kept, service_of(request).settings.base, host, query, words)
    return Response(text, headers=headers, media_type=_MEDIA_TYPE)


def feed_text(kept: tuple[Revision, ...], base: str, host: str, query: str, words: Words) -> bytes:
    """The feed as XML: ``host`` is the service's address without a slash at the end.

    Identifiers are the IRIs of the revisions, which stay when the service moves.
    """
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": words.lang})
    _text(root, "id", f"{base}dataset#revisions")
    _text(
        root,
        "title",
        f"{words('site.name')}：{words('revisions.title')}"
        if words.lang == "zh"
        else f"{words('site.name')}: {words('revisions.title')}",
    )
    _text(root, "updated", _moment(kept[-1].created if kept else _NEVER))
    _text(root, "rights", next(item.value for item in DATA_RIGHTS if item.language == words.lang))
    author = ElementTree.SubElement(root, f"{{{_ATOM}}}author")
    _text(author, "name", "policygraph")
    _text(root, "generator", "policygraph")
    _link(root, "self", host + PATHS["feed"] + query, _MEDIA_TYPE)
    _link(root, "alternate", host + PATHS["revisions"] + query, "text/html")
    for item, before in reversed(list(zip(kept, (None, *kept), strict=False))):
        entry = ElementTree.SubElement(root, f"{{{_ATOM}}}entry")
        _text(entry, "id", revision_iri(item.number, base))
        _text(entry, "title", words("revisions.entry", number=item.number))
        _text(entry, "updated", _moment(item.created))
        _text(entry, "published", _moment(item.created))
        if before is None:
            _link(entry, "alternate", f"{host}{PATHS['revisions']}{query}#r{item.number}", "text/html")
            _text(entry, "summary", words("revisions.first"))
            continue
        span = f"{host}{PATHS['revisions']}/{before.number}..{item.number}"
        _link(entry, "alternate", span + query, "text/html")
        _link(entry, "related", f"{span}.rdfp", "application/rdf-patch")
        names = changed_graphs(before, item)
        told = {"added": len(names.added), "changed": len(names.changed), "removed": len(names.removed)}
        listed = ", ".join(iri.rpartition("/")[2] for iri in names.all)
        _text(entry, "summary", words("revisions.summary", **told) + (f" ({listed})" if listed else ""))
    body: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _text(parent: ElementTree.Element, name: str, words: str) -> None:
    ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}").text = words


def _link(parent: ElementTree.Element, relation: str, address: str, media_type: str) -> None:
    ElementTree.SubElement(parent, f"{{{_ATOM}}}link", {"rel": relation, "type": media_type, "href": address})


def _moment(moment: dt.datetime) -> str:
    """RFC 3339 in whole seconds."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
