"""Measures, targets and projects under ``/api``: filtered, in pages, each fact with its words."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query, Request, Response

from api.context import words_of
from api.rest import filters, models
from api.rest.facts import shapes_of
from api.rest.paging import Current, Paged
from api.rest.route import api_router
from graph.views.measures import measures
from graph.views.projects import programmes, projects
from graph.views.selection import MEASURES, PROJECTS, TARGETS
from graph.views.targets import targets
from ontology.errors import NotFound

__all__ = ["router"]

router = api_router()


@router.get(
    "/measures",
    summary="Measures with who answers for them",
    response_model=models.MeasurePage,
    tags=["Measures"],
)
def list_measures(
    page: Paged,
    response: Response,
    plan: filters.PlanSlug = "",
    department: filters.Department = "",
    role: filters.Role = "",
    topic: filters.Topic = "",
    instrument: filters.Instrument = "",
    place: filters.Place = "",
    year: filters.Year = None,
    kind: filters.MeasureKind = "",
    text: filters.Text = "",
) -> Any:
    """Measures in the order of the documents. With ``department`` and ``role`` both hold of one responsibility."""
    reading = page.reading
    wanted = {
        **filters.thing("plan", plan, reading.base, "plan"),
        **filters.thing("department", department, reading.base, "org"),
        **filters.kind("role", role, "role"),
        **filters.kind("topic", topic, "topic"),
        **filters.kind("instrument", instrument, "instrument"),
        **filters.thing("place", place, reading.base, "place"),
        **filters.whole("year", year),
        **filters.kind("kind", kind, "kind"),
        **filters.text("text", text),
    }
    found = MEASURES.page(reading.engine, wanted, limit=page.limit, offset=page.offset)
    items = {item.iri: item for item in measures(reading.engine, among=found.iris)} if found.iris else {}
    shapes = shapes_of(reading)
    return models.MeasurePage(
        revision=reading.revision,
        total=found.total,
        items=[shapes.measure(items[iri]) for iri in found.iris if iri in items],
        next=page.next(response, found.total),
    )


@router.get("/measures/{path:path}", summary="One measure", response_model=models.Measure, tags=["Measures"])
def one_measure(request: Request, reading: Current, path: str) -> Any:
    """A measure by the path of its IRI, such as changzhou-2014/3.1."""
    iri = filters.thing("path", path, reading.base, "measure")["path"]
    found = measures(reading.engine, among=(str(getattr(iri, "value", "")),))
    if not found:
        raise NotFound(words_of(request)("missing.resource", name=path))
    return shapes_of(reading).measure(found[0])


@router.get(
    "/targets",
    summary="Targets, in printed and in comparable units",
    response_model=models.TargetPage,
    tags=["Targets"],
)
def list_targets(
    page: Paged,
    response: Response,
    plan: filters.PlanSlug = "",
    place: filters.Place = "",
    indicator: Annotated[
        str,
        Query(description="kind of indicator that cities share, such as transaction-volume", max_length=200),
    ] = "",
    department: filters.Department = "",
    year: Annotated[int | None, Query(description="year by which it is due", ge=1900, le=2200)] = None,
    growth: filters.Growth = None,
    comparable: Annotated[bool, Query(description="only targets with a value in a common unit")] = False,
    text: Annotated[str, Query(description="words that the indicator must hold", max_length=200)] = "",
) -> Any:
    """Targets by plan. With ``department`` those stated in measures that it answers for."""
    reading = page.reading
    wanted = {
        **filters.thing("plan", plan, reading.base, "plan"),
        **filters.thing("place", place, reading.base, "place"),
        **filters.kind("indicator", indicator, "indicator"),
        **filters.thing("department", department, reading.base, "org"),
        **filters.whole("year", year),
        **filters.flag("growth", growth),
        **filters.flag("comparable", comparable or None),
        **filters.text("text", text),
    }
    found = TARGETS.page(reading.engine, wanted, limit=page.limit, offset=page.offset)
    items = {item.iri: item for item in targets(reading.engine, among=found.iris)} if found.iris else {}
    shapes = shapes_of(reading)
    return models.TargetPage(
        revision=reading.revision,
        total=found.total,
        items=[shapes.target(items[iri]) for iri in found.iris if iri in items],
        next=page.next(response, found.total),
    )


@router.get(
    "/projects", summary="Projects of the plans' tables", response_model=models.ProjectPage, tags=["Projects"]
)
def list_projects(
    page: Paged,
    response: Response,
    plan: filters.PlanSlug = "",
    place: filters.Place = "",
    programme: Annotated[
        str, Query(description="id of a programme; projects below it count", max_length=300)
    ] = "",
    builder: filters.Builder = "",
    nature: Annotated[str, Query(description="new, ongoing or preparatory", max_length=100)] = "",
    year: Annotated[int | None, Query(description="a year of building", ge=1900, le=2200)] = None,
    text: filters.Text = "",
) -> Any:
    """Projects by plan and number."""
    reading = page.reading
    wanted = {
        **filters.thing("plan", plan, reading.base, "plan"),
        **filters.thing("place", place, reading.base, "place"),
        **filters.thing("programme", programme, reading.base, "programme"),
        **filters.thing("builder", builder, reading.base, "org"),
        **filters.kind("nature", nature, "nature"),
        **filters.whole("year", year),
        **filters.text("text", text),
    }
    found = PROJECTS.page(reading.engine, wanted, limit=page.limit, offset=page.offset)
    items = {item.iri: item for item in projects(reading.engine, among=found.iris)} if found.iris else {}
    shapes = shapes_of(reading)
    return models.ProjectPage(
        revision=reading.revision,
        total=found.total,
        items=[shapes.project(items[iri]) for iri in found.iris if iri in items],
        next=page.next(response, found.total),
    )


@router.get(
    "/programmes",
    summary="Programmes, with printed totals reconciled",
    response_model=list[models.Programme],
    tags=["Projects"],
)
def list_programmes(reading: Current, plan: filters.PlanSlug = "") -> Any:
    """Programmes of one plan or all, each with the sum of its projects."""
    chosen = filters.thing("plan", plan, reading.base, "plan").get("plan")
    iri = str(getattr(chosen, "value", "")) or None
    found = programmes(reading.engine, projects(reading.engine, plan=iri), plan=iri)
    shapes = shapes_of(reading)
    return [shapes.programme(item) for item in found]
