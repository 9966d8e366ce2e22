"""``/data``: the SPARQL 1.1 Graph Store HTTP Protocol; and changes of ``/graph/…``, named by their own address.

https://www.w3.org/TR/sparql11-http-rdf-update/: a graph is named by ``?graph=IRI``, by ``?default``, or by
its address on this host (4.1, 4.2). Reads are for everybody, changes for bearers of a token. Where the
default graph is the union of all graphs, reading it gives the union and writing it changes the graph that
`graph.writing.default_graph_iri` names.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import AsyncIterator
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pyoxigraph import NamedNode, Triple
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from api.access import Access, access_of
from api.answering import answer_response
from api.bodies import data_body
from api.context import etag, service_of, unchanged, words_of
from api.errors import BadRequest, PreconditionFailed, UnsupportedMediaType
from api.formats import CONSTRUCT_OFFERS, graph_format
from api.negotiation import negotiate
from api.protocol import absolute_iri, media_type_of, parameters
from api.update import written_headers
from graph.engine import Engine, Query
from graph.formats import GraphFormat
from graph.importing import read_triples
from graph.revision import Revision
from graph.writing import Check
from ontology.errors import NotFound
from ontology.identifiers import slug

__all__ = ["changes", "graph_tag", "router"]

router = APIRouter(tags=["Graph Store Protocol"])
#: What needs a token.
changes = APIRouter(tags=["Graph Store Protocol"])

_ALL: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_IS_THERE: Final = "SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1"
_MULTIPART: Final = "multipart/form-data"
#: Endings of a graph's address that ask for a format when it is read; ``graph/a.ttl`` is the graph ``a``.
_ENDING: Final = re.compile(rf"\.(?:{'|'.join(item.extension for item in GraphFormat)}|html)$")
_DIGEST: Final = 16


@router.get("/data", summary="Graph Store Protocol: read a graph", operation_id="read_graph")
async def data(request: Request) -> Response:
    """Read the graph of ``?graph=`` or ``?default``."""
    values = parameters(request.url.query, ("graph", "default", "format", "revision", "lang"))
    return await _read(request, _graph(values), values.get("format"))


@changes.put("/data", summary="Graph Store Protocol: replace a graph", operation_id="replace_graph")
@changes.post("/data", summary="Graph Store Protocol: add to a graph", operation_id="extend_graph")
@changes.delete("/data", summary="Graph Store Protocol: remove a graph", operation_id="remove_graph")
async def change(request: Request) -> Response:
    """Replace (PUT), add to (POST) or remove (DELETE) the graph of ``?graph=`` or ``?default``."""
    access = access_of(request, "data")
    values = parameters(request.url.query, ("graph", "default", "lang"))
    if request.method == "POST" and not values.keys() & {"graph", "default"}:
        return await _create(request, access)
    return await _change(request, access, _graph(values))


@changes.put("/graph/{path:path}", summary="Replace a graph by its address", operation_id="put_graph_here")
@changes.post("/graph/{path:path}", summary="Add to a graph by its address", operation_id="post_graph_here")
@changes.delete(
    "/graph/{path:path}", summary="Remove a graph by its address", operation_id="delete_graph_here"
)
async def graph_by_address(request: Request, path: str) -> Response:
    """Replace (PUT), add to (POST) or remove (DELETE) the named graph that has this address."""
    access = access_of(request, "data")
    parameters(request.url.query, ("lang",))
    iri = absolute_iri(f"{service_of(request).settings.base}graph/{_ENDING.sub('', path)}")
    return await _change(request, access, iri)


def graph_tag(revision: Revision | None, graph: str | None, offer: str) -> str:
    """Entity tag of a graph in a format: of its content where that is known, else of the revision."""
    digest = revision.graphs.get(graph) if revision is not None and graph is not None else None
    return f'"{digest[:_DIGEST]}.{offer}"' if digest else etag(revision, offer)


def _graph(values: dict[str, str]) -> str | None:
    """The graph that the parameters name; None for the default graph."""
    if ("graph" in values) == ("default" in values) or values.get("default"):
        raise BadRequest(reason="request.graph-or-default")
    return absolute_iri(values["graph"]) if "graph" in values else None


async def _read(request: Request, graph: str | None, wanted: str | None) -> Response:
    engine = service_of(request).engine
    revision = await run_in_threadpool(lambda: engine.revision)
    offer = negotiate(request.headers.get("accept"), CONSTRUCT_OFFERS, wanted=wanted)
    if graph is not None and not await run_in_threadpool(_is_there, engine, revision, graph):
        raise NotFound(words_of(request)("missing.graph", name=graph))
    tag = graph_tag(revision, graph, offer.name)
    headers = {"ETag": tag, "Vary": "Accept", "Cache-Control": "no-cache"}
    if unchanged(request, tag):
        return Response(status_code=304, headers=headers)
    named = () if graph is None else (graph,)
    query = Query(_ALL, default_graphs=named, graph=graph_format(offer))
    return await answer_response(request, engine, query, headers, revision)


def _is_there(engine: Engine, revision: Revision | None, graph: str) -> bool:
    if revision is not None and revision.graphs:
        return graph in revision.graphs
    return bool(engine.rows(_IS_THERE, g=NamedNode(graph)))


async def _change(request: Request, access: Access, graph: str | None) -> Response:
    check = _check(request, graph)
    writer, author = access.writer, access.author
    if request.method == "DELETE":
        try:
            written = await run_in_threadpool(writer.delete, graph, author=author, check=check)
        except NotFound:
            raise NotFound(words_of(request)("missing.graph", name=graph)) from None
        return Response(status_code=204, headers=written_headers(written))
    base_iri = graph if graph is not None else f"{service_of(request).settings.base}data"
    triples = await _triples(request, base_iri)
    act = writer.put if request.method == "PUT" else writer.add
    written = await run_in_threadpool(act, graph, triples, author=author, check=check)
    headers = written_headers(written)
    if not written.created:
        return Response(status_code=204, headers=headers)
    return Response(status_code=201, headers={**headers, "Location": graph or str(request.url)})


async def _create(request: Request, access: Access) -> Response:
    """A new graph with the triples sent; the header Slug may propose its name."""
    base = service_of(request).settings.base
    wish = slug(request.headers.get("slug", "")[:64]) if request.headers.get("slug") else ""
    graph = f"{base}graph/{wish + '-' if wish else ''}{secrets.token_hex(4)}"
    triples = await _triples(request, graph)
    written = await run_in_threadpool(access.writer.add, graph, triples, author=access.author)
    return Response(status_code=201, headers={**written_headers(written), "Location": graph})


async def _triples(request: Request, base_iri: str) -> list[Triple]:
    """Triples of the body, or of all parts of a form."""
    header = request.headers.get("content-type", "")
    media_type = media_type_of(header)
    wanted = None if media_type == _MULTIPART else _format(media_type)
    body = await data_body(request)
    if wanted is not None:
        return await run_in_threadpool(read_triples, body, wanted, base_iri)
    found: list[Triple] = []
    for part_type, part in await _parts(request, body):
        wanted = _format(media_type_of(part_type))
        found += await run_in_threadpool(read_triples, part, wanted, base_iri)
    return found


async def _parts(request: Request, body: bytes) -> list[tuple[str, bytes]]:
    """Content-Type and bytes of each file in a form."""

    async def stream() -> AsyncIterator[bytes]:
        yield body

    try:
        form = await MultiPartParser(request.headers, stream()).parse()  # type: ignore[arg-type]  # any iterator
    except (MultiPartException, KeyError, ValueError) as error:
        words = getattr(error, "message", str(error))
        raise BadRequest(reason="request.multipart", values={"words": words}) from error
    try:
        items = form.multi_items()
        loose = [name for name, value in items if not isinstance(value, UploadFile)]
        if loose or not items:
            raise BadRequest(reason="request.multipart", values={"words": ", ".join(loose) or "0"})
        files = [value for _, value in items if isinstance(value, UploadFile)]
        return [(file.content_type or "", await file.read()) for file in files]
    finally:
        await form.close()


def _format(media_type: str) -> GraphFormat:
    wanted = GraphFormat.from_media_type(media_type)
    if wanted is None:
        known = ", ".join(item.media_type for item in GraphFormat)
        raise UnsupportedMediaType(
            reason="request.media-type",
            values={"given": media_type or "–", "known": f"{known}, {_MULTIPART}"},
        )
    return wanted


def _check(request: Request, graph: str | None) -> Check | None:
    """What If-Match and If-None-Match demand of the graph at the moment of the change (RFC 9110, 13.1)."""
    wanted, unwanted = request.headers.get("if-match"), request.headers.get("if-none-match")
    if wanted is None and unwanted is None:
        return None

    def check(revision: Revision | None) -> None:
        there = graph is None or (revision is not None and graph in revision.graphs)
        held = {etag(revision).strip('"'), graph_tag(revision, graph, "").strip('".')}
        if wanted is not None and not (there and _any_matches(wanted, held)):
            raise PreconditionFailed(reason="request.tag", values={"iri": graph or "default"})
        if unwanted is not None and there and _any_matches(unwanted, held):
            raise PreconditionFailed(reason="request.tag", values={"iri": graph or "default"})

    return check


def _any_matches(header: str, held: set[str]) -> bool:
    """Whether one of the tags names what is held; formats of one content differ after the first dot."""
    tags = [tag.strip().removeprefix("W/").strip('"') for tag in header.split(",")]
    return any(tag == "*" or tag.partition(".")[0] in held for tag in tags)
