"""Search under ``/api``: everything that the graph names and says, ranked, with the find marked."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query, Response
from pydantic import Field

from api.errors import BadRequest
from api.rest import models
from api.rest.facts import Shapes, shapes_of
from api.rest.paging import Page, Paged
from api.rest.route import api_router
from api.searching import searcher_of
from graph.search.entries import GROUPS, Group
from graph.search.hits import Hit as Found
from graph.search.hits import Match

__all__ = ["router"]

router = api_router("Search")


class Marked(models.Model):
    """A text, and where the words that were looked for stand in it."""

    text: str
    marks: list[tuple[int, int]] = Field(description="first code point and the one after the last")


class Hit(models.Model):
    """Something found."""

    kind: Group
    match: Match = Field(description="how it was found; near: nothing holds the words, this name is alike")
    score: int = Field(ge=0, le=100)
    thing: models.Ref = Field(description="what was found; of a passage, its plan")
    name: Marked
    form: str = Field(description="another name of it that matched; empty when the label did")
    note: str = Field(description="tells namesakes apart: place, plan or code")
    snippet: Marked = Field(description="words around the find; empty when only a name matched")
    plan: models.Ref | None = Field(description="the plan that it stands in")
    start: int | None = Field(description="where it stands in the plan's text; of a passage, the very words")
    end: int | None
    link: str = Field(description="address of the best page for it, at the place in the plan for a passage")


class HitPage(Page[Hit]):
    """A page of hits, the best first."""

    counts: dict[Group, int] = Field(description="complete counts by kind, whatever kinds the page is of")


@router.get("/search", summary="Search everything", response_model=HitPage)
def search(
    page: Paged,
    response: Response,
    q: Annotated[
        str,
        Query(
            description="words that must all be found: Chinese (two characters will do; traditional forms too),"
            " pinyin in full or by initials, or an abbreviation such as 经信委",
            min_length=1,
            max_length=200,
        ),
    ],
    kind: Annotated[str, Query(description="only this kind: " + ", ".join(GROUPS), max_length=100)] = "",
) -> Any:
    """Exact names before beginnings, abbreviations, pinyin, parts of names, and words in texts."""
    if kind and kind not in GROUPS:
        values = {"name": "kind", "value": kind, "known": ", ".join(GROUPS)}
        raise BadRequest(reason="api.value", values=values)
    reading = page.reading
    searcher = searcher_of(reading.request)
    if searcher.revision != reading.revision:
        raise BadRequest(reason="api.search-revision", values={"number": searcher.revision})
    groups = (kind,) if kind else ()
    found = searcher.find(q, groups=groups, limit=page.limit, offset=page.offset)
    total = found.counts.get(kind, 0) if kind else found.total
    shapes = shapes_of(reading)
    return HitPage(
        revision=reading.revision,
        total=total,
        items=[_hit(shapes, hit) for hit in found.hits],
        counts={name: found.counts[name] for name in GROUPS if name in found.counts},
        next=page.next(response, total),
    )


def _hit(shapes: Shapes, hit: Found) -> Hit:
    link = (
        shapes.reading.link(shapes.urls.plan(hit.plan.id, *hit.line))
        if hit.line is not None and hit.plan is not None
        else shapes.address(hit.thing.iri)
    )
    return Hit(
        kind=hit.group,
        match=hit.match,
        score=hit.score,
        thing=shapes.ref(hit.thing),
        name=Marked(text=hit.name.text, marks=list(hit.name.marks)),
        form=hit.form,
        note=hit.note,
        snippet=Marked(text=hit.snippet.text, marks=list(hit.snippet.marks)),
        plan=shapes.maybe(hit.plan),
        start=hit.start,
        end=hit.end,
        link=link,
    )
