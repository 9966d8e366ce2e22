"""Stored queries under ``/api/queries``: described, and run by name as JSON or CSV within the limits."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Final

from fastapi import Query, Request, Response
from pydantic import Field

from api.context import urls_of
from api.errors import BadRequest
from api.negotiation import JSON, Offer, negotiate
from api.rest import models
from api.rest.paging import Current
from api.rest.route import api_router
from graph.engine import Query as Asked
from graph.formats import ResultsFormat
from graph.named_queries import NamedQuery, named_queries, named_query
from viz.tables import csv_file

__all__ = ["router"]

router = api_router("Stored queries")

_CSV: Final = Offer("csv", "text/csv")
_OFFERS: Final = (JSON, _CSV)
_NUMBERS: Final[dict[str, Callable[[str], Any]]] = {
    "integer": int,
    "decimal": float,
    "double": float,
    "gYear": int,
    "boolean": lambda text: text in ("true", "1"),
}


class Parameter(models.Model):
    """A parameter of a stored query."""

    name: str
    type: str = Field(description="iri, string, year, integer, decimal or language")
    required: bool
    default: str = Field(description="value when it is left out; empty for none")
    example: str


class StoredQuery(models.Model):
    """A stored query: what it asks, which parameters it takes, and its SPARQL."""

    name: str
    title_zh: str
    title_en: str
    description_zh: str
    description_en: str
    parameters: list[Parameter]
    sparql: str = Field(description="the query, with prefixes and with examples for required parameters")
    link: str = Field(description="address that runs it")


class Answer(models.Model):
    """What a stored query found."""

    name: str
    revision: int | None
    columns: list[str] = Field(description="variables of the query, in order")
    rows: list[dict[str, str | int | float | bool]] = Field(
        description="column to value; what is not known is left out of a row"
    )


@router.get("/queries", summary="Stored queries", response_model=list[StoredQuery])
def list_queries(reading: Current) -> Any:
    """All stored queries with their parameters."""
    root = reading.link(urls_of(reading.request).root)
    return [_described(item, reading.base, root) for item in named_queries()]


@router.get(
    "/queries/{name}",
    summary="Run a stored query",
    response_model=Answer,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "model": Answer}},
)
def run_query(
    request: Request,
    reading: Current,
    name: str,
    format_: Annotated[str, Query(alias="format", description="json or csv; Accept does as well")] = "",
) -> Any:
    """Run it with the parameters of the address: those that /api/queries lists for it."""
    stem, dot, ending = name.rpartition(".")
    name, wanted = (stem, ending) if dot else (name, format_)
    query = named_query(name)
    offer = negotiate(request.headers.get("accept"), _OFFERS, wanted=wanted or None)
    given = Counter(key for key, _ in request.query_params.multi_items())
    for key, count in given.items():
        if count > 1:
            raise BadRequest(reason="api.parameter-twice", values={"name": key})
    values = {key: value for key, value in request.query_params.items() if key not in ("lang", "format")}
    if "lang" in request.query_params and any(item.name == "lang" for item in query.parameters):
        values["lang"] = request.query_params["lang"]
    text = query.sparql(values, reading.base)
    answer = reading.engine.answer(Asked(text, results=ResultsFormat.JSON))
    found = json.loads(answer.read())
    if offer is _CSV:
        columns, rows = found["head"]["vars"], found["results"]["bindings"]
        body = csv_file([columns, *([_cell(row.get(name)) for name in columns] for row in rows)])
        headers = {"Content-Disposition": f'inline; filename="{query.name}.csv"'}
        return Response(body.removeprefix(BOM_UTF8), headers=headers, media_type="text/csv; charset=utf-8")
    return Answer(
        name=query.name,
        revision=reading.revision,
        columns=found["head"]["vars"],
        rows=[{key: _plain(term) for key, term in row.items()} for row in found["results"]["bindings"]],
    )


def _described(query: NamedQuery, base: str, root: str) -> StoredQuery:
    return StoredQuery(
        name=query.name,
        title_zh=query.title_zh,
        title_en=query.title_en,
        description_zh=query.description_zh,
        description_en=query.description_en,
        parameters=[
            Parameter(
                name=item.name,
                type=item.type,
                required=item.required,
                default=item.default,
                example=item.example,
            )
            for item in query.parameters
        ],
        sparql=query.example(base),
        link=f"{root}/api/queries/{query.name}",
    )


def _cell(term: dict[str, str] | None) -> str | Decimal:
    """Value of a term as a table has it: numbers as they are written, the rest as text that cannot act."""
    if term is None:
        return ""
    is_number = term.get("datatype", "").rpartition("#")[2] in ("integer", "decimal", "double")
    return Decimal(term["value"]) if is_number else term["value"]


def _plain(term: dict[str, str]) -> str | int | float | bool:
    """Value of a term of SPARQL JSON as JSON has it: numbers and truth as such, the rest as text."""
    kind = term.get("datatype", "").rpartition("#")[2]
    value: str | int | float | bool = _NUMBERS[kind](term["value"]) if kind in _NUMBERS else term["value"]
    return value
