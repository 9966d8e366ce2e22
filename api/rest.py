"""JSON for programs under ``/api``: the same read models as the pages, and the stored queries by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from pyoxigraph import BlankNode, Literal, NamedNode

from api.context import etag, service_of, unchanged, words_of
from api.searching import searcher_of
from graph.engine import Term
from graph.named_queries import NamedQuery, named_queries, named_query
from graph.search.hits import Found
from graph.views.measures import MeasureItem, measures
from graph.views.organizations import OrganizationRow, OrganizationView, organization_rows, organization_view
from graph.views.plans import PlanCard, plan_cards
from graph.views.projects import ProjectItem, projects
from graph.views.targets import TargetItem, targets
from ontology.errors import NotFound

__all__ = ["router"]

router = APIRouter(prefix="/api", tags=["JSON"])

_Plan = Annotated[
    str, Query(description="slug of a plan, such as changzhou-2014; empty for all", max_length=200)
]


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A stored query: what it asks and which parameters it takes."""

    name: str
    title_zh: str
    title_en: str
    description_zh: str
    description_en: str
    parameters: tuple[dict[str, str | bool], ...]
    sparql: str


@router.get("/plans", summary="Plans with their numbers")
def list_plans(request: Request) -> Sequence[PlanCard]:
    """All plans by year."""
    return plan_cards(service_of(request).engine)


@router.get("/plans/{slug}", summary="One plan with its numbers")
def one_plan(request: Request, slug: str) -> PlanCard:
    """A plan by slug."""
    found = plan_cards(service_of(request).engine, plan=_plan(request, slug))
    if not found:
        raise NotFound(words_of(request)("missing.plan", name=slug))
    return found[0]


@router.get("/measures", summary="Measures with who answers for them")
def list_measures(request: Request, plan: _Plan = "") -> Sequence[MeasureItem]:
    """Measures of one plan or all, in the order of the documents."""
    return measures(service_of(request).engine, plan=_plan(request, plan))


@router.get("/organisations", summary="Organisations that answer for something")
def list_organisations(request: Request) -> Sequence[OrganizationRow]:
    """Organisations by place, the busiest first."""
    return organization_rows(service_of(request).engine)


@router.get("/organisations/{path:path}", summary="What one organisation answers for")
def one_organisation(request: Request, path: str) -> OrganizationView:
    """An organisation by the path of its IRI (``changzhou/shangwuju`` or ``org/changzhou/shangwuju``)."""
    service = service_of(request)
    iri = f"{service.settings.base}id/org/{path.removeprefix('org/')}"
    found = organization_view(service.engine, iri)
    if found is None:
        raise NotFound(words_of(request)("missing.organization", name=path))
    return found


@router.get("/targets", summary="Targets, in printed and in comparable units")
def list_targets(request: Request, plan: _Plan = "") -> Sequence[TargetItem]:
    """Targets of one plan or all, in the order of the documents."""
    return targets(service_of(request).engine, plan=_plan(request, plan))


@router.get("/projects", summary="Projects of the plans' tables")
def list_projects(request: Request, plan: _Plan = "") -> Sequence[ProjectItem]:
    """Projects of one plan or all, by number."""
    return projects(service_of(request).engine, plan=_plan(request, plan))


@router.get("/search", summary="Search everything that is named")
def find(request: Request, q: Annotated[str, Query(max_length=200)]) -> Found:
    """Hits of some words, the best first."""
    return searcher_of(request).find(q)


@router.get("/queries", summary="Stored queries")
def list_queries() -> Sequence[StoredQuery]:
    """Stored queries with their parameters."""
    return [_described(item) for item in named_queries()]


@router.get("/queries/{name}", summary="Run a stored query")
def run_query(request: Request, response: Response, name: str) -> Any:
    """Run a stored query; its parameters are those of the address. Rows map variables to values."""
    service = service_of(request)
    query = named_query(name)
    values = {key: value for key, value in request.query_params.items() if key != "lang"}
    bindings = query.bindings(values)
    tag = etag(service.engine.revision, "query")
    if unchanged(request, tag):
        return Response(status_code=304, headers={"ETag": tag})
    response.headers["ETag"] = tag
    rows = service.engine.rows(query.text, **bindings)
    return {
        "name": query.name,
        "revision": service.engine.revision.number if service.engine.revision else None,
        "rows": [{key: _plain(term) for key, term in row.items()} for row in rows],
    }


def _plan(request: Request, slug: str) -> str | None:
    return f"{service_of(request).settings.base}id/plan/{slug}" if slug else None


def _described(query: NamedQuery) -> StoredQuery:
    return StoredQuery(
        query.name,
        query.title_zh,
        query.title_en,
        query.description_zh,
        query.description_en,
        tuple({"name": item.name, "type": item.type, "required": item.required} for item in query.parameters),
        query.text,
    )


_NUMBERS: Final[dict[str, Callable[[str], Any]]] = {
    "integer": int,
    "decimal": float,
    "double": float,
    "gYear": int,
    "boolean": lambda text: text == "true",
}


def _plain(term: Term) -> Any:
    """Value of a term as JSON has it: numbers and truth as such, the rest as text."""
    if isinstance(term, Literal):
        kind = term.datatype.value.rpartition("#")[2]
        return _NUMBERS[kind](term.value) if kind in _NUMBERS else term.value
    return term.value if isinstance(term, NamedNode | BlankNode) else str(term)
