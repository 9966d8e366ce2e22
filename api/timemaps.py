"""``/timemap/link/…`` and ``/timemap/json/…``: the Mementos of an address (RFC 7089, 5)."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from api.context import service_of, words_of
from api.memento import LINK_FORMAT, PARAMETER, timemap
from api.travel import is_data, original_of
from api.validators import not_modified, validators
from ontology.errors import NotFound

__all__ = ["router"]

router = APIRouter(tags=["Revisions"])

_TYPES = {"link": LINK_FORMAT, "json": "application/json"}


@router.get("/timemap/{kind}/{path:path}", summary="The past states of an address")
def mementos(request: Request, kind: str, path: str) -> Response:
    """Every kept revision in which ``/{path}``, with this query, can be asked."""
    pairs = tuple((n, v) for n, v in request.query_params.multi_items() if n != PARAMETER)
    kept = service_of(request).engine.revisions()
    if kind not in _TYPES or not is_data(f"/{path}", [name for name, _ in pairs]):
        raise NotFound(words_of(request)("missing.resource", name=request.url.path))
    if not kept:
        raise NotFound(words_of(request)("missing.revisions"))
    headers = validators(kept[-1], "timemap", str(kept[0].number))
    if (held := not_modified(request, headers)) is not None:
        return held
    body = timemap(original_of(request, urlencode(pairs), f"/{path}"), kept, kind)
    return Response(body, headers=headers, media_type=_TYPES[kind])
