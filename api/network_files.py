"""Downloads of the responsibility network: ``/network.svg`` and kin, the same view as the page."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.context import etag, lang_of, service_of, unchanged
from graph.network import plan_texts, plans
from viz.exports import NetworkFormat, export_network
from viz.pages.network_query import NetworkQuery

__all__ = ["router"]

router = APIRouter(tags=["Network"])


@router.get("/network.{ending}", summary="The network as a file")
def network_file(request: Request, ending: str) -> Response:
    """The network of the page's parameters as HTML, SVG, CSV, GraphML, GEXF or JSON."""
    wanted = NetworkFormat.of(ending)
    service = service_of(request)
    lang = lang_of(request)
    tag = etag(service.engine.revision, "network", wanted.extension, lang, service.build)
    # An SVG is a picture in the page; the other kinds are saved.
    place = "inline" if wanted is NetworkFormat.SVG else "attachment"
    headers = {
        "ETag": tag,
        "Cache-Control": "no-cache",
        "Content-Disposition": f'{place}; filename="network.{wanted.extension}"',
    }
    if unchanged(request, tag):
        return Response(status_code=304, headers=headers)
    query = NetworkQuery.read(dict(request.query_params), plans(service.engine))
    graph = query.network(service.engine)
    body = export_network(graph, wanted, texts=plan_texts(service.engine, graph), lang=lang)
    return Response(body, headers=headers, media_type=wanted.media_type)
