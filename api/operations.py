"""For operators: is the process alive, can it answer, and the numbers for Prometheus."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.context import service_of
from api.metrics import METRICS_TYPE
from graph.engine import Query
from ontology.errors import LimitExceeded, PolicygraphError

__all__ = ["router"]

router = APIRouter(tags=["Operations"])

_NO_STORE: Final = {"Cache-Control": "no-store"}
_PROBE: Final = Query("ASK {}", timeout=5.0)


@router.get("/healthz", summary="Alive")
def healthz() -> Response:
    """200 while the process answers at all; asks nothing of the graph."""
    return JSONResponse({"status": "alive"}, headers=_NO_STORE)


@router.get(
    "/readyz", summary="Ready", responses={503: {"description": "Not ready; the reasons are listed."}}
)
def readyz(request: Request) -> Response:
    """200 with the revision when the graph can be read and queries can be run; else 503 with the reasons.

    All workers being busy is no reason: the service answers, if later.
    """
    engine = service_of(request).engine
    reasons: list[str] = []
    number = None
    try:
        revision = engine.revision
        number = revision.number if revision else None
        if revision is None:
            reasons.append("no graph has been loaded yet: policygraph load PATH")
        else:
            engine.rows("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1")
    except PolicygraphError as error:
        reasons.append(f"the graph cannot be read: {error}")
    try:
        engine.answer(_PROBE).discard()
    except LimitExceeded as error:
        if error.limit != "workers":
            reasons.append(f"queries cannot be run: {error}")
    except PolicygraphError as error:
        reasons.append(f"queries cannot be run: {error}")
    status = "ready" if not reasons else "not ready"
    body = {"status": status, "revision": number, "reasons": reasons}
    return JSONResponse(body, 200 if not reasons else 503, _NO_STORE)


@router.get("/metrics", summary="Numbers for Prometheus", response_class=Response)
def metrics(request: Request) -> Response:
    """Counts and times since the start, and the state now, in the text format of Prometheus."""
    return Response(service_of(request).metrics.text(), headers=_NO_STORE, media_type=METRICS_TYPE)
