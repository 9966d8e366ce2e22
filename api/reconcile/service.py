"""``/reconcile``: the manifest, batches of queries, and data extension."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from pyoxigraph import NamedNode
from starlette.concurrency import run_in_threadpool

from api.bodies import limited_body
from api.context import service_of, urls_of, words_of
from api.errors import BadRequest
from api.reconcile.asked import (
    Extension,
    ReconciliationQuery,
    form_of,
    read_extension,
    read_queries,
    read_single,
)
from api.searching import searcher_of
from api.urls import PATHS
from graph.engine import Engine, Term
from graph.reconciling import (
    PROPERTIES,
    TYPES,
    Condition,
    Property,
    candidates,
    kinds_of,
    property_named,
    property_values,
    type_label,
)
from graph.search.likely import Candidate
from graph.views.lookups import labels_of
from graph.views.values import Ref
from ontology.identifiers import CONCEPT_BASE, ONTOLOGY_NS

__all__ = ["candidate_json", "entity_iri", "origin_of", "property_json", "router", "type_json"]

router = APIRouter(tags=["Reconciliation"])

_MOST_CANDIDATES: Final = 100
_PREVIEW: Final = (420, 220)
_KNOWN: Final = ("queries", "query", "extend", "lang")


@router.get(PATHS["reconcile"], summary="Reconciliation API 0.2: manifest, queries, data extension")
def reconcile_get(request: Request) -> JSONResponse:
    """The service's manifest; with ``queries`` or ``extend`` (JSON) the answer to these."""
    return _answer(request, dict(request.query_params))


@router.post(PATHS["reconcile"], summary="Reconciliation API 0.2: queries, data extension")
async def reconcile_post(request: Request, body: Annotated[bytes, Depends(limited_body)]) -> JSONResponse:
    """The answer to a form with ``queries`` or ``extend`` (JSON)."""
    fields = form_of(request.headers.get("content-type", ""), body)
    given = {**dict(request.query_params), **fields}
    return await run_in_threadpool(_answer, request, given)


def _answer(request: Request, given: dict[str, str]) -> JSONResponse:
    for name in given:
        if name not in _KNOWN:
            raise BadRequest(reason="api.parameter", values={"name": name, "known": ", ".join(_KNOWN)})
    if sum(name in given for name in ("queries", "query", "extend")) > 1:
        raise BadRequest(reason="reconcile.one")
    if "queries" in given:
        batch = read_queries(given["queries"])
        return JSONResponse({key: {"result": _results(request, query)} for key, query in batch.items()})
    if "query" in given:
        return JSONResponse({"result": _results(request, read_single(given["query"]))})
    if "extend" in given:
        return JSONResponse(_extended(request, read_extension(given["extend"])))
    return JSONResponse(_manifest(request))


def origin_of(request: Request) -> str:
    """Address at which this service begins."""
    return f"{request.url.scheme}://{request.url.netloc}{urls_of(request).root}"


def _manifest(request: Request) -> dict[str, Any]:
    words, origin, lang = words_of(request), origin_of(request), words_of(request).lang
    width, height = _PREVIEW
    limit = {
        "name": "limit",
        "label": words("reconcile.limit"),
        "type": "number",
        "default": 0,
        "help_text": words("reconcile.limit.help"),
    }
    here = origin + PATHS["reconcile"]
    return {
        "versions": ["0.2"],
        "name": words("reconcile.name"),
        "identifierSpace": service_of(request).settings.base + "id/",
        "schemaSpace": ONTOLOGY_NS,
        "documentation": f"{origin}/about",
        "defaultTypes": [type_json(name, lang) for name in TYPES],
        "view": {"url": f"{origin}/id/{{{{id}}}}"},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": width, "height": height},
        "suggest": {
            name: {"service_url": origin, "service_path": f"/reconcile/suggest/{name}"}
            for name in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": origin, "service_path": "/reconcile/properties"},
            "property_settings": [limit],
        },
    }


def _results(request: Request, query: ReconciliationQuery) -> list[dict[str, Any]]:
    service, lang = service_of(request), words_of(request).lang
    conditions = [
        Condition(known, item.words)
        for item in query.properties
        if (known := property_named(item.pid)) is not None
    ]
    found = candidates(
        service.engine,
        searcher_of(request).index(),
        query.query,
        types=query.types,
        strict=query.type_strict != "should",
        conditions=conditions,
        base=service.settings.base,
    )
    certain = [item.iri for item in found if item.certain]
    limit = min(int(query.limit), _MOST_CANDIDATES)
    return [candidate_json(item, lang, match=certain == [item.iri]) for item in found[:limit]]


def candidate_json(item: Candidate, lang: str, *, match: bool) -> dict[str, Any]:
    """A candidate as the specification has it, with the features that its score comes from."""
    features: dict[str, bool | float] = {
        "name_full": item.full,
        "name_form": item.exact,
        "abbreviation": item.abbreviation,
        "pinyin": item.pinyin,
        "characters_shared": round(item.alike * 100, 1),
    }
    if item.place is not None:
        features["place"] = item.place
    return {
        "id": Ref(item.iri, "").id,
        "name": item.label,
        "description": item.note,
        "score": item.score,
        "match": match,
        "type": [type_json(kind, lang) for kind in kinds_of(item.kind)],
        "features": [{"id": name, "value": value} for name, value in features.items()],
    }


def type_json(name: str, lang: str) -> dict[str, str]:
    """A type with its label."""
    return {"id": name, "name": type_label(name, lang)}


def property_json(item: Property, lang: str) -> dict[str, str]:
    """A property with its label."""
    return {"id": item.id, "name": item.en if lang == "en" else item.zh}


def entity_iri(identifier: str, base: str) -> str:
    """IRI of an id (``org/changzhou/shangwuju``); an IRI stays as it is, nonsense becomes empty."""
    text = identifier if identifier.startswith(("http://", "https://")) else f"{base}id/{identifier}"
    try:
        return NamedNode(text).value
    except ValueError:
        return ""


def _extended(request: Request, asked: Extension) -> dict[str, Any]:
    service, lang = service_of(request), words_of(request).lang
    iris = {key: entity_iri(key, service.settings.base) for key in asked.ids}
    known = labels_of(service.engine, set(iris.values()) - {""})
    wanted = [(item, next(each for each in PROPERTIES if each.id == item.id)) for item in asked.properties]
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {key: {} for key in iris}
    for asked_for, item in wanted:
        values = _values(service.engine, known, item)
        for key, iri in iris.items():
            held = values.get(iri, [])
            rows[key][item.id] = held[: asked_for.limit] if asked_for.limit else held
    meta = [
        property_json(item, lang) | ({"type": _range(item, lang)} if _range(item, lang) else {})
        for _, item in wanted
    ]
    return {"meta": meta, "rows": rows}


def _values(engine: Engine, things: dict[str, str], item: Property) -> dict[str, list[dict[str, Any]]]:
    if not things:
        return {}
    found = property_values(engine, things, item)
    return {key: [_value(term, label, item) for term, label in held] for key, held in found.items()}


def _value(term: Term, label: str, item: Property) -> dict[str, Any]:
    text = str(getattr(term, "value", ""))
    if isinstance(term, NamedNode):
        return {"id": Ref(text.removeprefix(CONCEPT_BASE), "").id, "name": label}
    if item.sort == "number":
        return {"int": int(text[:4])}
    if item.sort == "date":
        return {"date": dt.date.fromisoformat(text[:10]).isoformat() + "T00:00:00Z"}
    return {"str": text}


def _range(item: Property, lang: str) -> dict[str, str] | None:
    """Type of the things that a property leads to, where all are of one that can be reconciled."""
    ranges = {
        "spatial": "Place",
        "isPartOf": "Place",
        "plans": "Plan",
        "platforms": "Platform",
        "operatedBy": "Organization",
        "issuer": "Organization",
    }
    return type_json(ranges[item.id], lang) if item.id in ranges else None
