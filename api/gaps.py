"""``/gaps``: what plans leave open."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.context import page_response, service_of
from api.parameters import Chosen, Number
from api.urls import PATHS
from viz.pages.gaps import GapsPage, gaps_page

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get(PATHS["gaps"])
def page(
    request: Request,
    kind: Chosen = "",
    place: Chosen = "",
    plan: Chosen = "",
    owners: Annotated[int, Query(ge=1, le=100)] = 2,
    page: Number = 1,
) -> Response:
    """Measures without owner or lead, bodies named once, vague targets, each with its sentence."""

    def make() -> GapsPage:
        service = service_of(request)
        return gaps_page(service.engine, kind, place, plan, owners, page)

    return page_response(request, make, "gaps")
