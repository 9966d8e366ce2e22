"""JSON for programs under ``/api``: lists with filters and cursors, each fact with its words.

`route` holds what all routes share (known parameters, entity tags), `paging` the cursors, `models` the
shapes of answers, `facts` the way from the graph's views to them; the other modules are one kind of
thing each.
"""

from __future__ import annotations

from fastapi import APIRouter

from api.rest import explaining, gaps, lists, networks, organisations, plans, queries, searching

__all__ = ["router"]

router = APIRouter()
for _module in (plans, lists, organisations, networks, gaps, searching, queries, explaining):
    router.include_router(_module.router)
