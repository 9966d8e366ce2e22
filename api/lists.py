"""The lists: plans, organisations, measures and targets, filtered, sorted, in pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request, Response

from api.context import page_response, page_words, service_of
from api.parameters import Chosen, Number
from api.urls import PATHS
from graph.engine import Engine
from graph.views.vocabulary import Vocabulary, vocabulary
from viz.pages.departments import departments_page
from viz.pages.measures import measures_page
from viz.pages.plans import plans_page
from viz.pages.rendering import Page, Words
from viz.pages.targets import targets_page

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get(PATHS["plans"])
def plans(
    request: Request,
    place: Chosen = "",
    year: Chosen = "",
    q: Chosen = "",
    sort: Chosen = "",
    page: Number = 1,
) -> Response:
    """All plans."""
    chosen = {"place": place, "year": year, "q": q, "sort": sort}
    return page_response(request, lambda: plans_page(service_of(request).engine, chosen, page), "plans")


@router.get(PATHS["departments"])
def departments(
    request: Request,
    place: Chosen = "",
    function: Chosen = "",
    q: Chosen = "",
    sort: Chosen = "",
    page: Number = 1,
) -> Response:
    """Organisations that answer for something, by place."""
    chosen = {"place": place, "function": function, "q": q, "sort": sort}
    return _page_of_things(request, departments_page, chosen, page, "departments")


@router.get(PATHS["measures"])
def measures(
    request: Request,
    place: Chosen = "",
    plan: Chosen = "",
    role: Chosen = "",
    topic: Chosen = "",
    q: Chosen = "",
    sort: Chosen = "",
    page: Number = 1,
) -> Response:
    """Measures with their owners."""
    chosen = {"place": place, "plan": plan, "role": role, "topic": topic, "q": q, "sort": sort}
    return _page_of_things(request, measures_page, chosen, page, "measures")


@router.get(PATHS["targets"])
def targets(
    request: Request,
    place: Chosen = "",
    plan: Chosen = "",
    kind: Chosen = "",
    year: Chosen = "",
    sort: Chosen = "",
    page: Number = 1,
) -> Response:
    """Targets by kind of indicator, comparable."""
    chosen = {"place": place, "plan": plan, "kind": kind, "year": year, "sort": sort}
    return _page_of_things(request, targets_page, chosen, page, "targets")


def _page_of_things(
    request: Request,
    make: Callable[[Engine, Mapping[str, str], int, Vocabulary, Words], Page],
    chosen: Mapping[str, str],
    page: int,
    name: str,
) -> Response:
    """A list whose filters name concepts, in the reader's language."""
    return page_response(
        request,
        lambda: make(service_of(request).engine, chosen, page, vocabulary(), page_words(request)),
        name,
    )
