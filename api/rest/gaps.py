"""What plans leave open, under ``/api/gaps``."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, get_args

from fastapi import Query, Response
from pydantic import Field

from api.rest import filters, models
from api.rest.facts import shapes_of
from api.rest.paging import Current, Page, Paged, Reading
from api.rest.route import api_router
from graph.engine import Term
from graph.views.gaps import GAPS, gap_number, gaps

__all__ = ["router"]

router = api_router("Gaps")

Sort = Literal[
    "unowned-measures",
    "measures-without-lead",
    "departments-named-once",
    "targets-without-year",
    "targets-without-comparable-value",
]
Owners = Annotated[
    int, Query(description="from how many owners on a measure without a lead counts", ge=1, le=100)
]
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "unowned-measures": ("没有责任单位的措施", "measures that nobody answers for"),
    "measures-without-lead": ("多个部门负责而无牵头单位的措施", "measures of several owners and no lead"),
    "departments-named-once": (
        "在一个文件中只出现一次的责任部门",
        "organisations that answer for one measure of a plan only",
    ),
    "targets-without-year": ("没有年份的目标", "targets without a year"),
    "targets-without-comparable-value": (
        "不能换算比较的目标",
        "targets whose value converts to no common unit",
    ),
}


class GapCount(models.Model):
    """A sort of gap, and how many there are."""

    kind: Sort
    title_zh: str
    title_en: str
    total: int = Field(ge=0)
    link: str = Field(description="address of the list")


class Gap(models.Model):
    """Something that a plan leaves open."""

    kind: Sort
    thing: models.Ref = Field(description="the measure, organisation or target")
    plan: models.Ref
    departments: list[models.Ref] = Field(description="who is named, where somebody is")
    evidence: models.Evidence


class GapPage(Page[Gap]):
    """A page of gaps."""


@router.get("/gaps", summary="How much plans leave open", response_model=list[GapCount])
def count_gaps(
    reading: Current, plan: filters.PlanSlug = "", place: filters.Place = "", owners: Owners = 2
) -> Any:
    """Each sort of gap with its number."""
    return [
        GapCount(
            kind=kind,
            title_zh=_WORDS[kind][0],
            title_en=_WORDS[kind][1],
            total=gap_number(reading.engine, kind, _wanted(reading, kind, plan, place, None, "", owners)),
            link=reading.link(f"{shapes_of(reading).urls.root}/api/gaps/{kind}"),
        )
        for kind in get_args(Sort)
    ]


@router.get("/gaps/{kind}", summary="Gaps of one sort", response_model=GapPage)
def list_gaps(
    page: Paged,
    response: Response,
    kind: Sort,
    plan: filters.PlanSlug = "",
    place: filters.Place = "",
    year: filters.Year = None,
    topic: filters.Topic = "",
    owners: Owners = 2,
) -> Any:
    """In the order of the documents, each with its words. ``year`` and ``topic`` narrow lists of measures."""
    reading = page.reading
    wanted = _wanted(reading, kind, plan, place, year, topic, owners)
    counted, found = gaps(reading.engine, kind, wanted, limit=page.limit, offset=page.offset)
    shapes = shapes_of(reading)
    return GapPage(
        revision=reading.revision,
        total=counted.total,
        items=[
            Gap(
                kind=kind,
                thing=shapes.ref(gap.thing),
                plan=shapes.ref(gap.plan),
                departments=shapes.refs(gap.departments),
                evidence=shapes.evidence(gap.words),
            )
            for gap in found
        ],
        next=page.next(response, counted.total),
    )


def _wanted(
    reading: Reading, kind: str, plan: str, place: str, year: int | None, topic: str, owners: int
) -> dict[str, Term]:
    given = {
        **filters.thing("plan", plan, reading.base, "plan"),
        **filters.thing("place", place, reading.base, "place"),
        **filters.whole("year", year),
        **filters.kind("topic", topic, "topic"),
        **filters.whole("owners", owners),
    }
    return {name: term for name, term in given.items() if name in GAPS[kind].filters}
