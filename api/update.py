"""``/update``: SPARQL 1.1 Update by the two POSTs of the protocol, for bearers of a token."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.access import Access, access_of
from api.bodies import data_body
from api.context import etag
from api.protocol import read_update
from graph.writing import Written

__all__ = ["may_update", "router", "written_headers"]

router = APIRouter()


def may_update(request: Request) -> Access:
    """Asked before the body is read, so that nobody sends a large one for nothing."""
    return access_of(request, "update")


@router.post("/update", summary="SPARQL 1.1 Update", tags=["SPARQL"], status_code=204)
async def update(
    request: Request,
    access: Annotated[Access, Depends(may_update)],
    body: Annotated[bytes, Depends(data_body)],
) -> Response:
    """Run an update, all of it or nothing; 204 with the revision that holds it."""
    asked = read_update(request.url.query, request.headers.get("content-type", ""), body)
    written = await run_in_threadpool(
        access.writer.update,
        asked.update,
        author=access.author,
        using_graphs=asked.using_graphs,
        using_named_graphs=asked.using_named_graphs,
    )
    return Response(status_code=204, headers=written_headers(written))


def written_headers(written: Written) -> dict[str, str]:
    """Headers of an answer to a change: the number of the revision, and its tag."""
    headers = {"Cache-Control": "no-store"}
    if written.revision is not None:
        headers["Policygraph-Revision"] = str(written.revision.number)
        headers["ETag"] = etag(written.revision)
    return headers
