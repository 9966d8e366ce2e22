"""``/conformance``: how many of the W3C's tests pass, as a page and as EARL.

https://www.w3.org/TR/EARL10-Schema/. The figures are those of ``api/conformance.json``, which
``make conformance`` writes by running the suites.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from api.context import page_response
from api.formats import DATA_OFFERS, DOCUMENT_OFFERS, GRAPH_OFFERS, graph_format
from api.negotiation import HTML, negotiate
from api.rdf import rdf_response
from api.urls import PATHS
from ontology.errors import NotFound
from ontology.terms import DCTERMS, PREFIXES, RDF
from viz.pages.conformance import ConformancePage
from viz.pages.conformance_texts import CONFORMANCE_TEXTS

__all__ = ["Figures", "Report", "Result", "earl", "load_report", "router"]

router = APIRouter(tags=["Conformance"])

_EARL: Final = "http://www.w3.org/ns/earl#"
_DOAP: Final = "http://usefulinc.com/ns/doap#"
_XSD_DATE: Final = NamedNode(PREFIXES["xsd"] + "date")
_SUFFIXES: Final = {f".{offer.name}": offer.name for offer in GRAPH_OFFERS}


@dataclass(frozen=True, slots=True)
class Result:
    """A test: ``ours`` and ``theirs`` tell whether it passed (None: not run), ``reason`` why ours did not."""

    suite: str
    key: str
    iri: str
    name: str
    ours: bool | None
    theirs: bool | None
    reason: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers of a group (of all that applies, without a name); ``inapplicable`` is why it was not run."""

    group: str
    total: int
    ours: int
    theirs: int
    inapplicable: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All results with the versions that they are of; ``differing`` are tests not passed, by reason."""

    date: str
    policygraph: str
    oxigraph: str
    results: tuple[Result, ...] = field(repr=False)
    groups: tuple[Figures, ...] = field(repr=False)
    sums: Figures
    differing: Mapping[str, tuple[Result, ...]] = field(repr=False)


@cache
def load_report() -> Report:
    """The packaged report."""
    data: dict[str, Any] = json.loads(files("api").joinpath("conformance.json").read_text(encoding="utf-8"))
    results: list[Result] = []
    groups: list[Figures] = []
    for group, tests in data["groups"].items():
        suite = group.partition("/")[0]
        own = [Result(suite, key, data["suites"][suite] + key, *row) for key, row in tests.items()]
        skipped = next((item.reason for item in own if item.ours is None), "")
        groups.append(_figures(group, own, skipped))
        results += own
    applied = [item for item in results if item.ours is not None]
    differing: dict[str, list[Result]] = {}
    for item in applied:
        if not item.ours:
            differing.setdefault(item.reason, []).append(item)
    return Report(
        data["date"],
        data["policygraph"],
        data["oxigraph"],
        tuple(results),
        tuple(groups),
        _figures("", applied, ""),
        {reason: tuple(items) for reason, items in differing.items()},
    )


def _figures(group: str, results: list[Result], skipped: str) -> Figures:
    ours, theirs = (sum(1 for item in results if value(item)) for value in (_ours, _theirs))
    return Figures(group, len(results), ours, theirs, skipped)


def _ours(result: Result) -> bool:
    return bool(result.ours)


def _theirs(result: Result) -> bool:
    return bool(result.theirs)


@router.get(PATHS["conformance"], summary="Results of the W3C test suites")
def conformance(request: Request) -> Response:
    """A page, or the report as EARL by Accept."""
    offer = negotiate(
        request.headers.get("accept"), DOCUMENT_OFFERS, wanted=request.query_params.get("format")
    )
    if offer is not HTML:
        return rdf_response(request, earl(load_report()), graph_format(offer), "earl")

    def page() -> ConformancePage:
        report = load_report()
        return ConformancePage(
            date=report.date,
            oxigraph=report.oxigraph,
            groups=tuple(
                (item.group, item.total, item.ours, item.theirs)
                for item in report.groups
                if not item.inapplicable
            ),
            sums=(report.sums.total, report.sums.ours, report.sums.theirs),
            differing=tuple(
                (reason, tuple((f"{item.suite}/{item.key}", item.iri, item.name) for item in items))
                for reason, items in report.differing.items()
            ),
            inapplicable=tuple(
                (item.group, item.total, item.inapplicable) for item in report.groups if item.inapplicable
            ),
        )

    return page_response(request, page, "")


@router.get(PATHS["conformance"] + "{suffix}", include_in_schema=False)
def conformance_file(request: Request, suffix: str) -> Response:
    """The report as EARL in the format of a suffix."""
    if suffix not in _SUFFIXES:
        raise NotFound(f"There is no such page; there are {', '.join(_SUFFIXES)}.")
    offer = negotiate(None, DATA_OFFERS, wanted=_SUFFIXES[suffix])
    return rdf_response(request, earl(load_report()), graph_format(offer), "earl")


def earl(report: Report) -> list[Triple]:
    """The report as EARL: an assertion for each test and each of the two services."""
    found: list[Triple] = []
    subjects = {"policygraph": report.policygraph, "oxigraph": report.oxigraph}
    runner = _node("runner")
    found += [
        Triple(runner, NamedNode(RDF.type), NamedNode(_EARL + "Software")),
        Triple(runner, NamedNode(DCTERMS.title), Literal("make conformance")),
    ]
    for name, number in subjects.items():
        release = _node(f"{name}-{number}")
        found += [
            Triple(_node(name), NamedNode(RDF.type), NamedNode(_EARL + "TestSubject")),
            Triple(_node(name), NamedNode(RDF.type), NamedNode(_DOAP + "Project")),
            Triple(_node(name), NamedNode(_DOAP + "name"), Literal(name)),
            Triple(_node(name), NamedNode(_DOAP + "release"), release),
            Triple(release, NamedNode(_DOAP + "revision"), Literal(number)),
        ]
    for index, item in enumerate(report.results):
        for name, passed in (("policygraph", item.ours), ("oxigraph", item.theirs)):
            found += _assertion(report, index, name, item, passed)
    return found


def _assertion(report: Report, index: int, name: str, item: Result, passed: bool | None) -> Iterator[Triple]:
    node, result = BlankNode(f"a{index}{name}"), BlankNode(f"r{index}{name}")
    outcome = {True: "passed", False: "failed", None: "inapplicable"}[passed]
    yield Triple(node, NamedNode(RDF.type), NamedNode(_EARL + "Assertion"))
    yield Triple(node, NamedNode(_EARL + "assertedBy"), _node("runner"))
    yield Triple(node, NamedNode(_EARL + "subject"), _node(name))
    yield Triple(node, NamedNode(_EARL + "test"), NamedNode(item.iri))
    yield Triple(node, NamedNode(_EARL + "mode"), NamedNode(_EARL + "automatic"))
    yield Triple(node, NamedNode(_EARL + "result"), result)
    yield Triple(result, NamedNode(RDF.type), NamedNode(_EARL + "TestResult"))
    yield Triple(result, NamedNode(_EARL + "outcome"), NamedNode(_EARL + outcome))
    yield Triple(result, NamedNode(PREFIXES["dcterms"] + "date"), Literal(report.date, datatype=_XSD_DATE))
    if name == "policygraph" and item.reason:
        zh, en = CONFORMANCE_TEXTS[f"conformance.why.{item.reason}"]
        yield Triple(result, NamedNode(DCTERMS.description), Literal(zh, language="zh"))
        yield Triple(result, NamedNode(DCTERMS.description), Literal(en, language="en"))


def _node(name: str) -> NamedNode:
    return NamedNode(f"https://w3id.org/policygraph/conformance#{name}")
