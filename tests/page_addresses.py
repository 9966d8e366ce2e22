"""Addresses of the pages that the tests of all pages open."""

from __future__ import annotations

__all__ = ["PAGES"]

PAGES = (
    "/",
    "/plans",
    "/plans/changzhou-2014",
    "/departments",
    "/departments/changzhou/shangwuju",
    "/measures",
    "/targets",
    "/projects",
    "/network",
    "/compare",
    "/compare?view=topics",
    "/compare?view=instruments",
    "/compare?view=differences",
    "/gaps",
    "/search?q=物流",
    "/search?q=zzzzqq",
    "/sparql",
    "/about",
    "/quality",
    "/conformance",
    "/revisions",
    "/revisions/1..2",
    "/dataset",
    "/doc/plan/changzhou-2014",
    "/ontology",
)
