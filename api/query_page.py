"""The query page: the editor, and for browsers without scripts the answer below it."""

from __future__ import annotations

import dataclasses
import json
from typing import Final

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool

from api.answering import answer_unless_left
from api.context import page_words, service_of, site_of
from api.formats import CONSTRUCT_OFFERS, graph_format
from api.protocol import ProtocolRequest, query_form
from api.rest.explaining import explained
from api.rest.paging import Reading
from graph.engine import Query
from graph.formats import GraphFormat, ResultsFormat
from graph.named_queries import named_queries, with_prefixes
from viz.front_end import editor_folder
from viz.pages import Lang, render
from viz.pages.contexts import SparqlPage
from viz.pages.editor import editor_data
from viz.pages.examples import Example
from viz.pages.query_answer import QueryAnswer, answer_of

__all__ = ["answer_page", "editor_page", "examples"]

_START: Final = """SELECT ?department ?measure ?words
WHERE {
  ?duty pg:department/rdfs:label ?department ;
        pg:measure/rdfs:label ?measure ;
        pg:asWritten ?words .
}
LIMIT 50"""
#: An answer of more bytes is offered as a download only.
_LARGEST: Final = 8 << 20


def examples(lang: Lang, base: str) -> tuple[Example, ...]:
    """Stored queries with their prefixes, and with examples for what must be given, in a language."""
    return tuple(
        Example(item.name, item.title_zh if lang == "zh" else item.title_en, item.example(base))
        for item in named_queries()
    )


def editor_page(request: Request, asked: ProtocolRequest, answer: QueryAnswer | None = None) -> Response:
    """The editor with the query that was asked, an example that is named, or one to start from."""
    service, site = service_of(request), site_of(request, "sparql")
    known = examples(site.lang, service.settings.base)
    wanted = request.query_params.get("example")
    start = next((item.text for item in known if item.name == wanted), with_prefixes(_START))
    graphs: tuple[GraphFormat, ...] = tuple(graph_format(offer) for offer in CONSTRUCT_OFFERS)
    page = SparqlPage(
        query=asked.query or start,
        examples=known,
        formats=tuple((item.extension, item.label) for item in (*ResultsFormat, *graphs)),
        seconds=service.settings.query_seconds,
        editor=editor_folder() is not None,
        data=editor_data(site.lang),
        answer=answer,
    )
    return Response(render(page, site), media_type="text/html", headers={"Vary": "Accept"})


async def answer_page(request: Request, asked: ProtocolRequest, query: Query) -> Response:
    """The query's answer below the editor; where it is empty, why. Raises what the engine raises."""
    is_graph = query_form(query.text) in ("CONSTRUCT", "DESCRIBE")
    formats = {"graph": GraphFormat.TURTLE} if is_graph else {"results": ResultsFormat.JSON}
    service = service_of(request)
    answer = await answer_unless_left(request, service.engine, dataclasses.replace(query, **formats))
    if answer.size > _LARGEST:
        answer.discard()
        found = QueryAnswer(large=answer.size)
    elif is_graph:
        found = QueryAnswer(graph=answer.read().decode())
    else:
        found = answer_of(json.loads(answer.read()))
    if not (found.total or found.truth or found.large or found.graph.strip()):
        reading = Reading(service.engine, service.settings.base, answer.revision, "", request)
        told = await explained(request, reading, asked, page_words(request))
        found = dataclasses.replace(found, emptiness=told)
    return await run_in_threadpool(editor_page, request, asked, found)
