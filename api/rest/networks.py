"""The network under ``/api``: who answers for what as nodes and edges, each edge with its words."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import Response
from pydantic import Field

from api.rest import filters, models
from api.rest.facts import shapes_of
from api.rest.paging import Page, Paged
from api.rest.route import api_router
from graph.views.duties import duties
from graph.views.selection import DUTIES

__all__ = ["router"]

router = api_router("Network")


class Node(models.Model):
    """An organisation or a measure."""

    iri: str
    id: str
    label: str
    kind: Literal["organisation", "measure"]


class Edge(models.DutyBrief):
    """A responsibility, from an organisation (``source``) to a measure (``target``)."""

    source: str = Field(description="IRI of the organisation")
    target: str = Field(description="IRI of the measure")
    plan: models.Ref


class NetworkPage(Page[Edge]):
    """A page of edges, with the nodes that they join: pages together are the network."""

    nodes: list[Node]


@router.get("/network", summary="Who answers for what, as nodes and edges", response_model=NetworkPage)
def list_network(
    page: Paged,
    response: Response,
    plan: filters.PlanSlug = "",
    department: filters.Department = "",
    role: filters.Role = "",
    topic: filters.Topic = "",
    instrument: filters.Instrument = "",
    place: filters.Place = "",
    year: filters.Year = None,
) -> Any:
    """Edges in the order of the documents. Ready-made files of the network are at /network.json and kin."""
    reading = page.reading
    wanted = {
        **filters.thing("plan", plan, reading.base, "plan"),
        **filters.thing("department", department, reading.base, "org"),
        **filters.kind("role", role, "role"),
        **filters.kind("topic", topic, "topic"),
        **filters.kind("instrument", instrument, "instrument"),
        **filters.thing("place", place, reading.base, "place"),
        **filters.whole("year", year),
    }
    found = DUTIES.page(reading.engine, wanted, limit=page.limit, offset=page.offset)
    held = {duty.iri: duty for duty in duties(reading.engine, among=found.iris)} if found.iris else {}
    shapes = shapes_of(reading)
    edges = [held[iri] for iri in found.iris if iri in held]
    kinds: dict[models.Ref, Literal["organisation", "measure"]] = {}
    for edge in edges:
        kinds[shapes.ref(edge.department)] = "organisation"
        kinds[shapes.ref(edge.measure)] = "measure"
    return NetworkPage(
        revision=reading.revision,
        total=found.total,
        items=[
            Edge(
                **dict(shapes.brief(edge)),
                source=edge.department.iri,
                target=edge.measure.iri,
                plan=shapes.ref(edge.plan),
            )
            for edge in edges
        ],
        nodes=[Node(iri=ref.iri, id=ref.id, label=ref.label, kind=sort) for ref, sort in kinds.items()],
        next=page.next(response, found.total),
    )
