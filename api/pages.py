"""The pages: each endpoint reads a view from the graph and renders a context."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.choices import choices, holds, kept
from api.context import lang_of, page_response, page_words, service_of, site_of, words_of
from api.errors import OTHERS, STATUS
from api.searching import searcher_of
from api.sparql import examples
from api.urls import PATHS
from graph.quality import quality_graph
from graph.search.entries import GROUPS
from graph.views.measures import MeasureItem, measures
from graph.views.names import named_things
from graph.views.news import latest_news
from graph.views.organizations import organization_rows, organization_view
from graph.views.plan import plan_view
from graph.views.plans import plan_cards
from graph.views.projects import programmes, projects
from graph.views.quality import quality, totals
from graph.views.targets import targets
from graph.views.vocabulary import vocabulary
from ontology.errors import NotFound
from viz.pages.citing import citations
from viz.pages.contexts import (
    AboutPage,
    DepartmentPage,
    DepartmentsPage,
    HomePage,
    MeasuresPage,
    PlanPage,
    PlansPage,
    ProjectsPage,
    QualityPage,
    SearchPage,
    TargetsPage,
)
from viz.pages.network import network_page

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

#: Value of the role filter for measures that name nobody.
_NOBODY = "none"
_SUGGESTIONS = 8
#: Hits of each sort on the first page, and of one sort on a page of its own.
_BEST, _HITS = 8, 50

_Words = Annotated[str, Query(max_length=200)]
_Chosen = Annotated[str, Query(max_length=200)]


@router.get(PATHS["home"])
def home(request: Request) -> Response:
    """Search box, plans, three questions."""

    def page() -> HomePage:
        engine = service_of(request).engine
        cards = plan_cards(engine)
        rows = organization_rows(engine)
        return HomePage(
            cards=cards,
            totals={name: sum(card.counts[name] for card in cards) for name in cards[0].counts}
            if cards
            else {},
            busiest=max(rows, key=lambda row: (row.measures, row.thing.label), default=None),
            unowned=sum(card.counts["measures"] - card.counts["owned"] for card in cards),
            news=latest_news(
                engine.revisions(), service_of(request).settings.base, [card.slug for card in cards]
            ),
        )

    return page_response(request, page, "home")


@router.get(PATHS["plans"])
def plans(request: Request) -> Response:
    """All plans."""
    return page_response(request, lambda: PlansPage(cards=plan_cards(service_of(request).engine)), "plans")


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
            citations=citations(
                view.card,
                f"{view.card.iri}?revision={revision.number}" if revision else view.card.iri,
                revision.number if revision else 0,
                (revision.created if revision else dt.datetime.now(dt.UTC)).date(),
            ),
            vocabulary=vocabulary(),
        )

    return page_response(request, page, "plans")


@router.get(PATHS["departments"])
def departments(request: Request) -> Response:
    """Organisations that answer for something, by place."""

    def page() -> DepartmentsPage:
        rows = organization_rows(service_of(request).engine)
        grouped = groupby(rows, key=lambda row: row.thing.place)
        return DepartmentsPage(
            groups=tuple((place, tuple(found)) for place, found in grouped), vocabulary=vocabulary()
        )

    return page_response(request, page, "departments")


@router.get(PATHS["departments"] + "/{path:path}")
def department(request: Request, path: str) -> Response:
    """Everything that one organisation answers for."""

    def page() -> DepartmentPage:
        service = service_of(request)
        view = organization_view(service.engine, f"{service.settings.base}id/org/{path}")
        if view is None:
            raise NotFound(words_of(request)("missing.organization", name=path))
        return DepartmentPage(view=view, vocabulary=vocabulary())

    return page_response(request, page, "departments")


@router.get(PATHS["measures"])
def measures_page(
    request: Request, plan: _Chosen = "", role: _Chosen = "", topic: _Chosen = "", q: _Words = ""
) -> Response:
    """Measures with their owners, filtered."""

    def page() -> MeasuresPage:
        known, words, lang = vocabulary(), page_words(request), lang_of(request)
        everything = measures(service_of(request).engine)
        titles = {_slug(item.plan.iri): (item.place or item.plan).label for item in everything}
        items = kept(everything, lambda item: (_slug(item.plan.iri),), plan)
        items = kept(items, _roles, role)
        items = kept(items, lambda item: item.topics, topic)
        return MeasuresPage(
            items=[item for item in items if holds(q, item.name, item.text)],
            total=len(everything),
            places=choices(everything, lambda item: (_slug(item.plan.iri),), plan, lambda slug: titles[slug]),
            roles=choices(
                everything,
                _roles,
                role,
                lambda name: words("filter.nobody") if name == _NOBODY else words.of("role", name),
            ),
            topics=choices(
                everything, lambda item: item.topics, topic, lambda path: known.concept(path, lang)
            ),
            query=q,
            vocabulary=known,
        )

    return page_response(request, page, "measures")


@router.get(PATHS["targets"])
def targets_page(request: Request, plan: _Chosen = "", kind: _Chosen = "") -> Response:
    """Targets by kind of indicator, comparable."""

    def page() -> TargetsPage:
        known, lang = vocabulary(), lang_of(request)
        everything = targets(service_of(request).engine)
        titles = {_slug(item.plan.iri): (item.place or item.plan).label for item in everything}
        items = kept(everything, lambda item: (_slug(item.plan.iri),), plan)
        items = kept(items, lambda item: (item.indicator_kind,), kind)
        kinds = choices(
            everything,
            lambda item: (item.indicator_kind,),
            kind,
            lambda name: known.concept(f"indicator/{name}", lang),
        )
        order = [*(choice.value for choice in kinds), ""]
        groups = ((name, tuple(item for item in items if item.indicator_kind == name)) for name in order)
        return TargetsPage(
            groups=tuple((name, found) for name, found in groups if found),
            count=len(items),
            total=len(everything),
            places=choices(everything, lambda item: (_slug(item.plan.iri),), plan, lambda slug: titles[slug]),
            kinds=kinds,
            vocabulary=known,
        )

    return page_response(request, page, "targets")


@router.get(PATHS["projects"])
def projects_page(
    request: Request, plan: _Chosen = "", programme: _Chosen = "", nature: _Chosen = "", q: _Words = ""
) -> Response:
    """Projects, filtered, with the printed totals reconciled."""

    def page() -> ProjectsPage:
        engine, words = service_of(request).engine, page_words(request)
        everything = projects(engine)
        groups = programmes(engine, everything)
        names = {item.iri: item.name for item in groups}
        rows = kept(everything, lambda item: (_slug(item.plan.iri),), plan)
        rows = kept(rows, lambda item: (_slug(item.parent),), programme)
        rows = kept(rows, lambda item: (item.nature,), nature)
        return ProjectsPage(
            items=[
                item
                for item in rows
                if holds(q, item.name, item.content, *(builder.label for builder in item.builders))
            ],
            programmes=groups,
            total=len(everything),
            natures=choices(
                everything, lambda item: (item.nature,), nature, lambda name: words.of("nature", name)
            ),
            chosen_programmes=choices(
                [item for item in everything if item.parent in names],
                lambda item: (_slug(item.parent),),
                programme,
                lambda slug: next((name for iri, name in names.items() if _slug(iri) == slug), slug),
            ),
            query=q,
        )

    return page_response(request, page, "projects")


@router.get(PATHS["search"])
def search_page(
    request: Request, q: _Words = "", kind: _Chosen = "", page: Annotated[int, Query(ge=1, le=100_000)] = 1
) -> Response:
    """What the graph has for some words: the best of each sort, or all of one."""

    def content() -> SearchPage:
        chosen = kind if kind in GROUPS else ""
        searcher = searcher_of(request)
        if chosen:
            found = searcher.find(q, groups=(chosen,), limit=_HITS, offset=(page - 1) * _HITS)
        else:
            found = searcher.find(q, limit=_BEST * len(GROUPS), each=_BEST)
        members = ((group, [hit for hit in found.hits if hit.group == group]) for group in GROUPS)
        rows = () if found.hits else organization_rows(service_of(request).engine)
        busiest = sorted(rows, key=lambda row: -row.measures)[:_SUGGESTIONS]
        return SearchPage(
            query=q.strip(),
            groups=tuple((group, hits) for group, hits in members if hits),
            counts=found.counts,
            chosen=chosen,
            page=page,
            pages=max(-(-found.counts.get(chosen, 0) // _HITS), 1),
            near=any(hit.match == "near" for hit in found.hits),
            suggestions=tuple(row.thing.label for row in busiest),
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


@router.get(PATHS["about"])
def about(request: Request) -> Response:
    """What this is, how to check it, how to use it from a program."""

    def page() -> AboutPage:
        service = service_of(request)
        kinds = {name: status for _, status, name in STATUS} | OTHERS
        return AboutPage(
            cards=plan_cards(service.engine),
            base=service.settings.base,
            things=named_things(service.engine),
            problems=tuple(sorted(kinds.items(), key=lambda item: (item[1], item[0]))),
            queries=examples(lang_of(request), service.settings.base),
            backend=service.engine.backend,
        )

    return page_response(request, page, "about")


@router.get(PATHS["quality"])
def quality_page(request: Request) -> Response:
    """How accurate the facts are, and which were missed or found too much."""

    def page() -> QualityPage:
        service = service_of(request)
        plans = quality(service.engine)
        return QualityPage(
            plans=plans,
            sums=totals(plans),
            cities={card.iri: card.city for card in plan_cards(service.engine)} if plans else {},
            graph=quality_graph(service.settings.base),
        )

    return page_response(request, page, "about")


def _slug(iri: str) -> str:
    """Last parts of an id without its kind: ``plan/changzhou-2014`` is ``changzhou-2014``."""
    return iri.partition("/id/")[2].partition("/")[2]


def _roles(item: MeasureItem) -> tuple[str, ...]:
    return tuple(duty.role for duty in item.duties) or (_NOBODY,)
