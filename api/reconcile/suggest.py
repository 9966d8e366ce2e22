"""Words completed while somebody types, properties to fetch, and previews in a frame."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from api.context import service_of, site_of, words_of
from api.errors import BadRequest
from api.reconcile.service import entity_iri, property_json, type_json
from api.rest.route import check_parameters
from api.searching import searcher_of
from graph.reconciling import PROPERTIES, TYPES, kinds_of, type_label
from graph.search.folding import fold
from graph.search.readings import pinyin_query, syllables
from graph.views.names import named_things
from graph.views.organizations import organization_rows
from graph.views.resource import resource_view
from graph.views.values import Ref
from ontology.errors import NotFound
from viz.pages import render
from viz.pages.contexts import PreviewPage

__all__ = ["router"]

router = APIRouter(prefix="/reconcile", tags=["Reconciliation"])

_GROUPS: Final = ("department", "enterprise", "association", "platform", "park", "place", "plan")
_SUGGESTED: Final = 20
_FORMS: Final = 8
#: The preview may stand in a frame of a page of any origin; nothing else may.
_FRAMED: Final = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"

Prefix = Annotated[str, Query(max_length=200, description="what has been typed so far")]
Cursor = Annotated[int, Query(ge=0, le=100_000, description="how many suggestions to leave out")]


@router.get("/suggest/entity", summary="Things whose names begin so")
def suggest_entity(request: Request, prefix: Prefix = "", cursor: Cursor = 0) -> JSONResponse:
    """Things that a typed name may mean, the likeliest first; Chinese or pinyin."""
    check_parameters(request, ("prefix", "cursor", "lang"))
    lang = words_of(request).lang
    found = searcher_of(request).find(prefix, groups=_GROUPS, limit=_SUGGESTED, offset=cursor)
    return JSONResponse(
        {
            "result": [
                {
                    "id": hit.thing.id,
                    "name": hit.thing.label,
                    "description": " · ".join(
                        part for part in (type_label(hit.kind, lang), hit.note) if part
                    ),
                    "notable": [type_json(kind, lang) for kind in kinds_of(hit.kind)],
                }
                for hit in found.hits
            ]
        }
    )


@router.get("/suggest/type", summary="Types whose names begin so")
def suggest_type(request: Request, prefix: Prefix = "", cursor: Cursor = 0) -> JSONResponse:
    """Types of things, by their id or their label in either language."""
    check_parameters(request, ("prefix", "cursor", "lang"))
    lang = words_of(request).lang
    found = [
        type_json(name, lang)
        for name in TYPES
        if _begins(prefix, name, type_label(name, "zh"), type_label(name, "en"))
    ]
    return JSONResponse({"result": found[cursor : cursor + _SUGGESTED]})


@router.get("/suggest/property", summary="Properties whose names begin so")
def suggest_property(request: Request, prefix: Prefix = "", cursor: Cursor = 0) -> JSONResponse:
    """Properties, by their id or their label in either language."""
    check_parameters(request, ("prefix", "cursor", "lang"))
    lang = words_of(request).lang
    found = [property_json(item, lang) for item in PROPERTIES if _begins(prefix, item.id, item.zh, item.en)]
    return JSONResponse({"result": found[cursor : cursor + _SUGGESTED]})


@router.get("/properties", summary="Properties to fetch of a type")
def propose_properties(
    request: Request,
    type_: Annotated[str, Query(alias="type", max_length=100)] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> JSONResponse:
    """Properties that things of a type have; all when no type is given."""
    check_parameters(request, ("type", "limit", "lang"))
    if type_ and type_ not in TYPES:
        values = {"name": "type", "value": type_, "known": ", ".join(TYPES)}
        raise BadRequest(reason="api.value", values=values)
    lang = words_of(request).lang
    found = [property_json(item, lang) for item in PROPERTIES if not type_ or type_ in item.types]
    answer: dict[str, Any] = {"properties": found[:limit], "limit": limit}
    return JSONResponse(answer | ({"type": type_} if type_ else {}))


@router.get("/preview", summary="A thing in a small frame", response_class=Response)
def preview(request: Request, id_: Annotated[str, Query(alias="id", max_length=500)]) -> Response:
    """A few words about a thing, made to stand in a frame of another page."""
    check_parameters(request, ("id", "lang"))
    engine, base = service_of(request).engine, service_of(request).settings.base
    iri = entity_iri(id_, base)
    view = resource_view(engine, iri) if iri else None
    if view is None:
        raise NotFound(words_of(request)("missing.resource", name=id_))
    things = named_things(engine, among=(iri,))
    rows = organization_rows(engine, among=(iri,)) if things else ()
    thing = things[0] if things else None
    lang = words_of(request).lang
    page = PreviewPage(
        thing=Ref(iri, thing.label if thing else view.label),
        kind=type_label(thing.kind if thing else view.kind, lang) if (thing or view.kind) else "",
        place=thing.place.label if thing and thing.place else "",
        forms=thing.alt_labels[:_FORMS] if thing else (),
        measures=rows[0].measures if rows else 0,
        plans=len(thing.plans) if thing else 0,
    )
    headers = {"Content-Security-Policy": _FRAMED, "Cache-Control": "no-cache"}
    return Response(render(page, site_of(request)), headers=headers, media_type="text/html; charset=utf-8")


def _begins(prefix: str, *names: str) -> bool:
    """Whether a word of one of the names, or its reading, begins with what was typed."""
    typed = fold(prefix.strip())
    letters = pinyin_query(typed)
    for name in map(fold, names):
        if name.startswith(typed) or any(word.startswith(typed) for word in name.split()):
            return True
        if letters and syllables(name).replace(" ", "").startswith(letters):
            return True
    return False
