"""Why a query finds nothing, under ``/api/explain-empty``: asked in a stranger's limits, given up when the client leaves."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Annotated, Any, Final

from fastapi import Depends, Query, Request
from pydantic import Field

from api.answering import unless_left
from api.bodies import limited_body
from api.context import service_of, words_of
from api.errors import BadRequest
from api.protocol import ProtocolRequest, read_request
from api.rest import models
from api.rest.paging import Current, Reading
from api.rest.route import api_router
from api.searching import searcher_of
from graph.emptiness import CauseKind, State, explain
from graph.questions import Questions
from graph.repairs import RepairKind
from graph.search.likely import likely
from graph.search.searcher import Searcher
from graph.views.values import Ref
from ontology.errors import LimitExceeded
from viz.pages.emptiness import ToldEmptiness, told_emptiness
from viz.pages.rendering import Words

__all__ = ["explained", "router"]

router = api_router("SPARQL")

#: Names that are like some words.
_NEAR: Final = 8
#: Part of a query's time that all questions about it may take.
_SHARE: Final = 0.5


class Suggestion(models.Model):
    """Something to write instead of a part of the query."""

    kind: RepairKind
    message: str = Field(description="what to do, in the language of Accept-Language")
    wrote: str = Field(description="what stands in the query")
    use: str = Field(description="what to write instead")
    label: str = Field(description="its Chinese label, where it has one")
    query: str = Field(description="the whole query so written")
    works: bool | None = Field(description="whether that query finds something; null when it was not asked")


class Cause(models.Model):
    """A part of the query that empties the answer."""

    kind: CauseKind
    message: str = Field(description="what is wrong with it, in the language of Accept-Language")
    text: str = Field(description="the part as the query writes it")
    line: int = Field(description="where it stands, from 1")
    column: int
    beside: list[str] = Field(description="parts with which it has no solution together")
    missing: list[str] = Field(description="its terms that the graph does not use at all")
    seen: list[str] = Field(description="values that a filter meets, terms that would go there, or graphs")
    suggestions: list[Suggestion] = Field(description="the likest first; each was looked up in the graph")


class EmptyExplanation(models.Model):
    """Why a query finds nothing, as far as it can be told."""

    revision: int | None
    state: State = Field(description="unknown: it cannot be told; not-empty: the patterns have solutions")
    message: str
    causes: list[Cause]
    repaired: str = Field(description="a query that finds something; empty when none was found")
    questions: int = Field(description="how many questions were asked")


@router.get("/explain-empty", summary="Why a SPARQL query finds nothing", response_model=EmptyExplanation)
async def explain_query(
    request: Request,
    reading: Current,
    query: Annotated[str, Query(description="the query that found nothing", max_length=20_000)] = "",
    default_graph: Annotated[
        str, Query(alias="default-graph-uri", description="as /sparql takes it, once", max_length=2000)
    ] = "",
    named_graph: Annotated[
        str, Query(alias="named-graph-uri", description="as /sparql takes it, once", max_length=2000)
    ] = "",
) -> Any:
    """Which pattern, filter or graph empties the answer, and which near name there is. See docs/api.md."""
    if not query.strip():
        raise BadRequest(reason="request.missing", values={"name": "query"})
    asked = read_request("GET", request.url.query, "", b"")
    del default_graph, named_graph  # read with the query, as /sparql reads them
    return await _answer(request, reading, asked)


@router.post(
    "/explain-empty",
    summary="Why a SPARQL query finds nothing, the query in the body",
    response_model=EmptyExplanation,
)
async def explain_posted_query(
    request: Request, reading: Current, body: Annotated[bytes, Depends(limited_body)]
) -> Any:
    """The same for a query posted as ``application/sparql-query`` or as a form."""
    return await _answer(
        request,
        reading,
        read_request("POST", request.url.query, request.headers.get("content-type", ""), body),
    )


async def explained(
    request: Request, reading: Reading, asked: ProtocolRequest, words: Words
) -> ToldEmptiness:
    """The explanation in words; asked in a thread and given up when the client has left."""
    searcher, seconds = searcher_of(request), service_of(request).settings.query_seconds * _SHARE

    def work(cancel: threading.Event) -> ToldEmptiness:
        base_iri = f"{reading.base}sparql"
        questions = Questions(
            reading.engine,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            base_iri=base_iri,
            seconds=seconds,
            cancel=cancel,
        )
        found = explain(asked.query or "", questions, lambda text: _near(searcher, text), base_iri)
        return told_emptiness(found, words)

    return await unless_left(request, work)


def _near(searcher: Searcher, text: str) -> Sequence[Ref]:
    """Things whose names are like some words; none while the index is being made."""
    try:
        index = searcher.index()
    except LimitExceeded:
        return ()
    with index.connection() as db:
        return [Ref(item.iri, item.label) for item in likely(db, text, places=index.places)[:_NEAR]]


async def _answer(request: Request, reading: Reading, asked: ProtocolRequest) -> EmptyExplanation:
    told = await explained(request, reading, asked, words_of(request))
    found = told.explanation
    return EmptyExplanation(
        revision=reading.revision,
        state=found.state,
        message=told.message,
        causes=[
            Cause(
                kind=item.cause.kind,
                message=item.message,
                text=item.cause.text,
                line=item.cause.line,
                column=item.cause.column,
                beside=list(item.cause.beside),
                missing=list(item.cause.missing),
                seen=list(item.cause.seen),
                suggestions=[
                    Suggestion(
                        kind=offer.suggestion.kind,
                        message=offer.message,
                        wrote=offer.suggestion.wrote,
                        use=offer.suggestion.use,
                        label=offer.suggestion.label,
                        query=offer.suggestion.query,
                        works=offer.suggestion.works,
                    )
                    for offer in item.suggestions
                ],
            )
            for item in told.causes
        ],
        repaired=found.repaired,
        questions=found.asked,
    )
