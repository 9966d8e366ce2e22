"""``/gaps``: what plans leave open."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.context import page_response, service_of
from api.urls import PATHS
from viz.pages.gaps import GapsPage, gaps_page

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_Name = Annotated[str, Query(max_length=200)]


@router.get(PATHS["gaps"])
def page(
    request: Request,
    kind: _Name = "",
    place: _Name = "",
    plan: _Name = "",
    owners: Annotated[int, Query(ge=1, le=100)] = 2,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """Measures without owner or lead, bodies named once, vague targets, each with its sentence."""

    def make() -> GapsPage:
        service = service_of(request)
        return gaps_page(service.engine, kind, place, plan, owners, page)

    return page_response(request, make, "gaps")
