"""``/api``, ``/api/plans`` and the shared concepts."""

from __future__ import annotations

from typing import Any, Final, Literal, get_args

from fastapi import Request, Response
from pydantic import Field

from api.context import words_of
from api.rest import filters, models
from api.rest.facts import shapes_of
from api.rest.paging import Current, Paged
from api.rest.route import api_router
from api.urls import PATHS
from graph.views.plans import plan_cards
from graph.views.selection import PLANS
from graph.views.vocabulary import vocabulary
from ontology.errors import NotFound
from ontology.identifiers import CONCEPT_BASE

__all__ = ["router"]

router = api_router("Plans")

Scheme = Literal["topic", "instrument", "function", "indicator", "role", "kind", "nature", "comparator"]
_SCHEMES: Final[tuple[Scheme, ...]] = get_args(Scheme)


class Index(models.Model):
    """Where to begin."""

    revision: int | None = Field(description="current revision of the graph; null when it is empty")
    openapi: str = Field(description="address of the description of this interface")
    sparql: str = Field(description="address of the SPARQL endpoint")
    reconcile: str = Field(description="address of the reconciliation service")
    lists: list[str] = Field(description="addresses of the lists")


@router.get("", summary="Where to begin", response_model=Index)
def read_index(reading: Current) -> Any:
    """Addresses of everything under /api."""
    root = shapes_of(reading).urls.root
    names = (
        "plans",
        "measures",
        "organisations",
        "targets",
        "projects",
        "programmes",
        "network",
        "gaps",
        "concepts",
        "queries",
    )
    return Index(
        revision=reading.revision,
        openapi=reading.link(root + PATHS["openapi"]),
        sparql=reading.link(root + PATHS["sparql"]),
        reconcile=reading.link(root + PATHS["reconcile"]),
        lists=[reading.link(f"{root}/api/{name}") for name in names],
    )


@router.get("/plans", summary="Plans with their numbers", response_model=models.PlanPage)
def list_plans(
    page: Paged,
    response: Response,
    place: filters.Place = "",
    year: filters.Year = None,
    text: filters.Text = "",
) -> Any:
    """Plans by first year; ``text`` looks in titles and document numbers."""
    reading = page.reading
    wanted = {
        **filters.thing("place", place, reading.base, "place"),
        **filters.whole("year", year),
        **filters.text("text", text),
    }
    found = PLANS.page(reading.engine, wanted, limit=page.limit, offset=page.offset)
    shapes = shapes_of(reading)
    cards = {card.iri: card for card in plan_cards(reading.engine, among=found.iris)} if found.iris else {}
    return models.PlanPage(
        revision=reading.revision,
        total=found.total,
        items=[shapes.plan(cards[iri]) for iri in found.iris if iri in cards],
        next=page.next(response, found.total),
    )


@router.get("/plans/{slug}", summary="One plan with its numbers", response_model=models.Plan)
def one_plan(request: Request, reading: Current, slug: str) -> Any:
    """A plan by slug, such as changzhou-2014."""
    plan = filters.thing("plan", slug, reading.base, "plan")["plan"]
    found = plan_cards(reading.engine, plan=str(getattr(plan, "value", "")))
    if not found:
        raise NotFound(words_of(request)("missing.plan", name=slug))
    return shapes_of(reading).plan(found[0])


@router.get("/concepts", summary="Shared concepts, as filters take them", response_model=list[models.Concept])
def list_concepts(scheme: Scheme | None = None) -> Any:
    """Topics, instruments, functions, kinds of indicators, roles and so on, with labels in both languages."""
    known = vocabulary()
    return [
        models.Concept(
            iri=CONCEPT_BASE + path,
            id=path,
            scheme=name,
            label_zh=known.concept(path, "zh"),
            label_en=known.concept(path, "en"),
        )
        for name in ([scheme] if scheme else _SCHEMES)
        for path in filters.concepts(name)
    ]
