"""Organisations under ``/api``: who answers for how much, and everything about one of them."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Query, Request, Response

from api.context import words_of
from api.rest import filters, models
from api.rest.facts import shapes_of
from api.rest.paging import Current, Paged
from api.rest.route import api_router
from graph.views.organizations import organization_rows, organization_view
from graph.views.selection import ORGANIZATIONS
from ontology.errors import NotFound

__all__ = ["router"]

router = api_router("Organisations")

_KINDS: Final = ("Government", "Department", "Institution", "Association", "Enterprise")


@router.get(
    "/organisations",
    summary="Organisations and how much they answer for",
    response_model=models.OrganisationPage,
)
def list_organisations(
    page: Paged,
    response: Response,
    plan: filters.PlanSlug = "",
    place: filters.Place = "",
    function: filters.Function = "",
    kind: Annotated[str, Query(description=", ".join(_KINDS), max_length=100)] = "",
    role: filters.Role = "",
    responsible: Annotated[
        bool, Query(description="only those that answer for something; false for all")
    ] = True,
    text: Annotated[str, Query(description="words that a name must hold", max_length=200)] = "",
) -> Any:
    """Organisations by name. ``plan`` keeps those that a plan gives something to answer for."""
    reading = page.reading
    wanted = {
        **filters.thing("plan", plan, reading.base, "plan"),
        **filters.thing("place", place, reading.base, "place"),
        **filters.kind("function", function, "function"),
        **filters.of_class("kind", kind, _KINDS),
        **filters.kind("role", role, "role"),
        **filters.flag("responsible", responsible or None),
        **filters.text("text", text),
    }
    found = ORGANIZATIONS.page(reading.engine, wanted, limit=page.limit, offset=page.offset)
    rows = (
        {row.thing.iri: row for row in organization_rows(reading.engine, among=found.iris)}
        if found.iris
        else {}
    )
    shapes = shapes_of(reading)
    return models.OrganisationPage(
        revision=reading.revision,
        total=found.total,
        items=[shapes.organisation(rows[iri]) for iri in found.iris if iri in rows],
        next=page.next(response, found.total),
    )


@router.get(
    "/organisations/{path:path}",
    summary="What one organisation answers for",
    response_model=models.OrganisationDetail,
)
def one_organisation(request: Request, reading: Current, path: str) -> Any:
    """An organisation by the path of its IRI (``changzhou/shangwuju`` or ``org/changzhou/shangwuju``)."""
    iri = filters.thing("path", path, reading.base, "org")["path"]
    found = organization_view(reading.engine, str(getattr(iri, "value", "")))
    if found is None:
        raise NotFound(words_of(request)("missing.organization", name=path))
    return shapes_of(reading).organisation_detail(found)
