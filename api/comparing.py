"""``/compare``: plans side by side."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.context import page_response, service_of
from api.parameters import Chosen
from api.urls import PATHS
from graph.views.vocabulary import vocabulary
from viz.pages.comparing import ComparePage, compare_page

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get(PATHS["compare"])
def page(
    request: Request, view: Chosen = "", kind: Chosen = "", plan: Annotated[tuple[str, ...], Query()] = ()
) -> Response:
    """Targets, topics, instruments and differences of some plans."""

    def make() -> ComparePage:
        return compare_page(service_of(request).engine, view, plan, kind, vocabulary())

    return page_response(request, make, "compare")
