"""For operators: is the process alive, and can it answer."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.context import service_of

__all__ = ["router"]

router = APIRouter(tags=["Operations"])


@router.get("/healthz", summary="Alive")
def healthz() -> Response:
    """200 while the process answers at all; asks nothing of the graph."""
    return JSONResponse({"status": "alive"}, headers={"Cache-Control": "no-store"})


@router.get("/readyz", summary="Ready")
def readyz(request: Request) -> Response:
    """200 with the revision when the graph can be asked; 503 as a problem when it cannot or is empty."""
    engine = service_of(request).engine
    revision = engine.revision
    headers = {"Cache-Control": "no-store"}
    if revision is None:
        return JSONResponse({"status": "empty", "revision": None}, 503, headers)
    engine.rows("SELECT ?s WHERE { ?s a pg:Plan } LIMIT 1")
    return JSONResponse({"status": "ready", "revision": revision.number}, headers=headers)
