"""``/sparql``: the SPARQL 1.1 Protocol for queries, and without a query the description or the editor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.answering import answer_response
from api.bodies import limited_body
from api.context import etag, service_of, unchanged
from api.direct import Endpoint
from api.errors import BadRequest
from api.formats import (
    ASK_OFFERS,
    CONSTRUCT_OFFERS,
    DATA_OFFERS,
    RESULT_OFFERS,
    graph_format,
    results_format,
)
from api.negotiation import HTML, NotAcceptable, Offer, negotiate
from api.protocol import ProtocolRequest, query_form, read_request
from api.query_page import answer_page, editor_page
from api.rdf import rdf_response
from api.service_description import describe_service
from graph.engine import Query
from graph.formats import GraphFormat, ResultsFormat
from graph.querytext import clauses
from graph.revision import Revision

__all__ = ["ENDPOINTS", "router"]

router = APIRouter()


@router.get("/sparql", summary="SPARQL 1.1 query", tags=["SPARQL"])
async def sparql_get(request: Request) -> Response:
    """Answer a query by GET; without one, describe the service or show the editor."""
    asked = read_request("GET", _sent(request), "", b"")
    offers = _offers(asked)
    if asked.query is not None and asked.show:
        return await answer_page(request, asked, _query(request, asked))
    accept = request.headers.get("accept")
    if asked.query is None or (asked.wanted is None and _prefers_html(accept, offers)):
        return await run_in_threadpool(_description, request, asked)
    return await _answer(request, asked, offers, accept)


@router.post("/sparql", summary="SPARQL 1.1 query", tags=["SPARQL"])
async def sparql_post(request: Request) -> Response:
    """Answer a query in a form or as the body."""
    body = await limited_body(request)
    content_type = request.headers.get("content-type", "")
    asked = read_request("POST", _sent(request), content_type, body)
    if asked.show:
        return await answer_page(request, asked, _query(request, asked))
    return await _answer(request, asked, _offers(asked), request.headers.get("accept"))


#: What `api.direct` is to reach without the routes: by method and path.
ENDPOINTS: Final[Mapping[tuple[str, str], Endpoint]] = {
    ("GET", "/sparql"): sparql_get,
    ("POST", "/sparql"): sparql_post,
}


def _sent(request: Request) -> str:
    """The query of the request's address."""
    try:
        return str(request.scope["query_string"], "utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(reason="request.encoding") from error


def _offers(asked: ProtocolRequest) -> tuple[Offer, ...]:
    """Formats that suit the query; those of tables when it has no recognisable form (it will not parse)."""
    form = query_form(asked.query or "")
    if form in ("CONSTRUCT", "DESCRIBE"):
        return CONSTRUCT_OFFERS
    return ASK_OFFERS if form == "ASK" else RESULT_OFFERS


def _prefers_html(accept: str | None, offers: tuple[Offer, ...]) -> bool:
    """Whether a browser follows a link to a query: it gets the editor with the query in it."""
    if not accept or "html" not in accept:
        return False
    try:
        return negotiate(accept, (*offers, HTML)) is HTML
    except NotAcceptable:
        return False


async def _answer(
    request: Request, asked: ProtocolRequest, offers: tuple[Offer, ...], accept: str | None
) -> Response:
    service = service_of(request)
    engine = service.engine
    offer = negotiate(accept, offers, wanted=asked.wanted)
    revision = engine.revision
    tag = etag(revision, offer.name)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if request.method == "GET":
        headers["ETag"] = tag
        if unchanged(request, tag):
            return Response(status_code=304, headers=headers)
    is_graph = offers is CONSTRUCT_OFFERS
    query = _query(
        request,
        asked,
        results=None if is_graph else results_format(offer),
        graph=graph_format(offer) if is_graph else None,
    )
    if _asks_elsewhere(query, revision):
        headers["Cache-Control"] = "no-store"
        headers.pop("ETag", None)
    if asked.download:
        headers["Content-Disposition"] = f'attachment; filename="result.{offer.name}"'
    return await answer_response(request, engine, query, headers, revision)


def _query(
    request: Request,
    asked: ProtocolRequest,
    results: ResultsFormat | None = None,
    graph: GraphFormat | None = None,
) -> Query:
    """The question to the engine."""
    settings = service_of(request).settings
    return Query(
        asked.query or "",
        asked.default_graphs,
        asked.named_graphs,
        asked.timeout,
        results,
        graph,
        base_iri=f"{settings.base}sparql",
        allowed=tuple(settings.fetch_allowed.split()),
    )


def _asks_elsewhere(query: Query, revision: Revision | None) -> bool:
    """Whether the answer may depend on more than the revision."""
    if not query.allowed:
        return False
    found = clauses(query.text, query.base_iri)
    graphs = (*query.default_graphs, *query.named_graphs, *found.default_graphs, *found.named_graphs)
    known = revision.graphs if revision is not None else {}
    return found.service or any(iri not in known for iri in graphs)


def _description(request: Request, asked: ProtocolRequest) -> Response:
    offer = negotiate(request.headers.get("accept"), DATA_OFFERS, wanted=asked.wanted)
    if offer is HTML:
        return editor_page(request, asked)
    return rdf_response(request, describe_service(request), graph_format(offer), "sd")
