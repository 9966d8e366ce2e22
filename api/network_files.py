"""Downloads of the responsibility network: ``/network.svg`` and kin, the same view as the page."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.context import etag, lang_of, service_of, unchanged, urls_of
from api.urls import PATHS
from graph.network import plan_texts, read_network
from graph.network_index import network_index
from viz.exports import NetworkFormat, network_file
from viz.network import node_id
from viz.pages.network_rows import network_rows, proof

__all__ = ["router"]

router = APIRouter(tags=["Network"])

#: Lines whose words a page may ask for at once.
_MOST_WORDS = 200


@router.get(PATHS["network_words"], include_in_schema=False)
def network_words(
    request: Request, lines: Annotated[list[str], Query(alias="id", max_length=_MOST_WORDS)]
) -> dict[str, Any]:
    """The words of some lines of a large drawing, which its page does not carry."""
    engine = service_of(request).engine
    wanted = set(lines)
    edges = [edge for edge in network_index(engine).edges if node_id(edge.iri) in wanted]
    graph = read_network(engine, edges)
    rows = network_rows(graph, plan_texts(engine, graph), lang_of(request), urls_of(request))
    return {row.id: proof(row) for row in rows}


@router.get("/network.{ending}", summary="The network as a file")
def network_download(request: Request, ending: str) -> Response:
    """The network of the page's parameters as HTML, SVG, PNG, CSV, GraphML, GEXF, JSON or JSON-LD."""
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
    body = network_file(service.engine, dict(request.query_params), wanted, lang)
    return Response(body, headers=headers, media_type=wanted.media_type)
