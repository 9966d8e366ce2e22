"""The pages: each endpoint reads a view from the graph and renders a context."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fastapi import APIRouter, Request, Response

from api.context import page_response, service_of, site_of, words_of
from api.parameters import Chosen, Number
from api.searching import searcher_of
from api.urls import PATHS
from graph.quality import quality_graph
from graph.search.entries import GROUPS
from graph.views.organizations import organization_view
from graph.views.plan import plan_view
from graph.views.quality import quality, totals
from graph.views.registers import body_register, plan_register
from graph.views.rights import rights_of
from graph.views.vocabulary import vocabulary
from ontology.errors import NotFound
from viz.pages.citing import citations
from viz.pages.contexts import (
    PlanPage,
    QualityPage,
    SearchPage,
)
from viz.pages.department import DepartmentPage, department_page
from viz.pages.home import home_page
from viz.pages.network import network_page
from viz.pages.plan_parts import parts

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_SUGGESTIONS = 8
#: Hits of each sort on the first page, and of one sort on a page of its own.
_BEST, _HITS = 8, 50


@router.get(PATHS["home"])
def home(request: Request) -> Response:
    """Search box, plans, three questions."""
    service = service_of(request)
    return page_response(request, lambda: home_page(service.engine, service.settings.base), "home")


@router.get(PATHS["plans"] + "/{slug}")
def plan(request: Request, slug: str) -> Response:
    """One plan as it was written, its facts marked."""

    def page() -> PlanPage:
        service = service_of(request)
        view = plan_view(service.engine, f"{service.settings.base}id/plan/{slug}")
        if view is None:
            raise NotFound(words_of(request)("missing.plan", name=slug))
        revision = service.engine.revision
        return PlanPage(
            view=view,
            text_parts=parts(view.paragraphs),
            citations=citations(
                view.card,
                f"{view.card.iri}?revision={revision.number}" if revision else view.card.iri,
                revision.number if revision else 0,
                (revision.created if revision else dt.datetime.now(dt.UTC)).date(),
            ),
            rights=rights_of(service.engine, view.card.iri).get(view.card.iri),
            vocabulary=vocabulary(),
        )

    return page_response(request, page, "plans")


@router.get(PATHS["departments"] + "/{path:path}")
def department(request: Request, path: str, topic: Chosen = "") -> Response:
    """Everything that one organisation answers for, or what of it has one topic."""

    def page() -> DepartmentPage:
        service = service_of(request)
        view = organization_view(service.engine, f"{service.settings.base}id/org/{path}")
        if view is None:
            raise NotFound(words_of(request)("missing.organization", name=path))
        return department_page(view, topic, vocabulary())

    return page_response(request, page, "departments")


@router.get(PATHS["search"])
def search_page(request: Request, q: Chosen = "", kind: Chosen = "", page: Number = 1) -> Response:
    """What the graph has for some words: the best of each sort, or all of one."""

    def content() -> SearchPage:
        chosen = kind if kind in GROUPS else ""
        searcher = searcher_of(request)
        if chosen:
            found = searcher.find(q, groups=(chosen,), limit=_HITS, offset=(page - 1) * _HITS)
        else:
            found = searcher.find(q, limit=_BEST * len(GROUPS), each=_BEST)
        members = ((group, [hit for hit in found.hits if hit.group == group]) for group in GROUPS)
        bodies = () if found.hits else body_register(service_of(request).engine)
        busiest = sorted(bodies, key=lambda body: -body.measures)[:_SUGGESTIONS]
        return SearchPage(
            query=q.strip(),
            groups=tuple((group, hits) for group, hits in members if hits),
            counts=found.counts,
            chosen=chosen,
            page=page,
            pages=max(-(-found.counts.get(chosen, 0) // _HITS), 1),
            near=any(hit.match == "near" for hit in found.hits),
            suggestions=tuple(body.label for body in busiest),
        )

    return page_response(request, content, "search")


@router.get(PATHS["network"])
def network(request: Request) -> Response:
    """Who answers for what, as a picture and as a table."""

    def page() -> Any:
        return network_page(
            service_of(request).engine, dict(request.query_params), site_of(request, "network")
        )

    return page_response(request, page, "network")


@router.get(PATHS["quality"])
def quality_page(request: Request) -> Response:
    """How accurate the facts are, and which were missed or found too much."""

    def page() -> QualityPage:
        service = service_of(request)
        plans = quality(service.engine)
        return QualityPage(
            plans=plans,
            sums=totals(plans),
            cities={iri: plan.city for iri, plan in plan_register(service.engine).items()} if plans else {},
            graph=quality_graph(service.settings.base),
        )

    return page_response(request, page, "about")
